"""What a proof found, for people: printed, and written into ``docs/promises.md`` between two marks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.warehouses import ROOT

PAGE = ROOT / "docs" / "promises.md"
BETWEEN = re.compile(r"(<!-- figures of `make prove` -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Figure:
    """A figure of a promise, in words."""

    promise: int
    what: str
    found: str


def write_figures(figures: Iterable[Figure], page: Path = PAGE) -> None:
    """Put the figures in the place of the page's earlier ones."""
    lines = [
        f"| {each.promise} | {each.what} | {each.found} |" for each in sorted(figures, key=lambda each: each.promise)
    ]
    table = "\n".join(["| promise | what was tried | what was found |", "|---|---|---|", *lines, ""])
    written, count = BETWEEN.subn(lambda marks: marks[1] + table + marks[2], page.read_text(encoding="utf-8"))
    assert count == 1, f"{page} has no place for figures"
    page.write_text(written, encoding="utf-8")
