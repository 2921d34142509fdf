"""A small town's news for proofs: feeds and pages on a loopback server, a night over them, and what a warehouse must equal."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tasks.compare import differing_tables
from tests.nights import NIGHT, feeds_csv
from tests.sites import Site, open_site
from tests.test_night_pages import WORDS, article, conditional, entry, feed
from tests.warehouses import NIGHTDESK, ROOT

PATIENCE_SECONDS = 300.0
GOT = (
    "retrieved_at",
    "document_id",
)  # when words were got, and which of several documents of the same words stands for them
STAGES = ("load", "build", "publish", "brief")


@dataclass(frozen=True)
class Town:
    """A folder for trials and the feeds that a night in it asks for."""

    folder: Path
    feeds: Path

    def start(self, warehouse: Path, env: dict[str, str] | None = None, workers: int = 1) -> "subprocess.Popen[str]":
        """A night in a process group of its own; it says its stages on standard error."""
        warehouse.parent.mkdir(parents=True, exist_ok=True)
        ask = ("nightly", "--no-prefect", "--feeds", self.feeds, "--warehouse", warehouse, "--workers", workers)
        command = [str(NIGHTDESK), *map(str, ask)]
        settings = {**os.environ, **NIGHT, "NIGHTDESK_BATCH_DOCUMENTS": "2", **(env or {})}
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=settings,
            text=True,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def night(self, warehouse: Path, env: dict[str, str] | None = None, code: int = 0) -> str:
        """A whole night; what it said on standard error. Fails when the exit code is not ``code``."""
        run = self.start(warehouse, env)
        said = run.communicate(timeout=PATIENCE_SECONDS)[1]
        assert run.returncode == code, f"exit code {run.returncode}: {said}"
        return said


@contextmanager
def open_town(folder: Path) -> Iterator[Town]:
    """Two feeds with whole entries, teasers with their pages, a reprint, an entry without its page and a feed that is no feed."""
    with open_site() as site:
        entries = [_entry(site, number) for number in range(7)]
        site.pages["/one"] = conditional(_for_hours(feed(*entries[:4])))
        site.pages["/two"] = conditional(_for_hours(feed(*entries[3:], entry(site, "gone", ""))))
        site.pages["/broken"] = conditional(b"<html>no feed")
        for number in (1, 5):
            site.pages[f"/story-{number}"] = article(f"Story {number}")
        yield Town(folder, feeds_csv(folder, *(f"{site.base}/{name}" for name in ("one", "two", "broken"))))


def _for_hours(body: bytes) -> bytes:
    """The feed, which asks to be left alone for three hours."""
    return body.replace(b"<channel>", b"<channel><ttl>180</ttl>")


def _entry(site: Site, number: int) -> str:
    text = (
        "A teaser…"
        if number in (1, 5)
        else f"“Bridge {number} is open at last,” Mayor Ann Lund said in Oslo. " + WORDS * 8
    )
    dated = f"<pubDate>Mon, {number + 1:02} Mar 2026 10:00:00 GMT</pubDate></item>"
    return entry(site, f"story-{number}", text).replace("</item>", dated)


def same(first: Path, second: Path) -> None:
    """Fails unless all facts and marts of two warehouses are equal, row for row.

    Aside are the columns of ``sql/run_columns.csv``, and those of ``GOT``, since the two asked the network at different moments.
    """
    with TemporaryDirectory() as folder:
        listed = (ROOT / "sql" / "run_columns.csv").read_text(encoding="utf-8")
        more = [
            f"facts.{table},{column}\n" for table in ("articles", "article_versions", "documents") for column in GOT
        ]
        (Path(folder) / "run_columns.csv").write_text(listed + "".join(more), encoding="utf-8")
        differences = differing_tables(first, second, Path(folder))
    assert differences == [], f"{first} and {second} differ"


def tidy(warehouse: Path) -> None:
    """Fails when a run left anything behind but what it is to leave."""
    work = [path.name for path in warehouse.with_suffix(".work").iterdir()]
    assert sorted(set(work) - {"extracted"}) == ["lock"], work
    left = [
        *warehouse.parent.rglob("*.unfinished"),
        *warehouse.parent.rglob("*.wal"),
        *warehouse.parent.rglob("*.open"),
    ]
    assert left == []
