"""The documentation site: the pages of this folder, and pages made from the code and from what was last measured.

Run: ``make docs``; the site is in ``docs/_build``, without anything from the network.
"""

import csv
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main
from sphinx.application import Sphinx

from flows.backfill import backfill
from flows.cli import command_line
from flows.nightly import nightly
from flows.replay import replay
from flows.settings import ROOT

project = "Nightdesk"
extensions = ["myst_parser"]
exclude_patterns = ["_build", "examples"]
html_theme = "furo"
html_title = "Nightdesk"
html_show_sphinx = False
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]
GENERATED = Path(__file__).parent / "generated"


def setup(app: Sphinx) -> None:
    """Write the generated pages before the site is read."""
    app.connect("builder-inited", lambda _: write_pages(GENERATED))


def write_pages(folder: Path) -> None:
    """Write the pages of commands, flows and scores, and links to the files that lie outside this folder."""
    folder.mkdir(exist_ok=True)
    for name, lines in (("commands", command_lines()), ("flows", flow_lines()), ("scores", score_lines())):
        (folder / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def command_lines() -> Iterator[str]:
    """Every command with what it does and its options, from the command line itself."""
    yield "# Commands\n\nMade from the program; `nightdesk COMMAND --help` prints the same."
    yield from _commands("nightdesk", typer.main.get_command(command_line()))


def _commands(path: str, command: Any) -> Iterator[str]:
    for name, each in sorted(getattr(command, "commands", {}).items()):
        yield f"\n## {path} {name}\n\n{inspect.cleandoc(each.help or '')}\n"
        if hasattr(each, "commands"):
            yield from _commands(f"{path} {name}", each)
            continue
        shown = [parameter for parameter in each.params if parameter.name != "help"]
        yield from ("| option | meaning |\n|---|---|",) if shown else ()
        for parameter in shown:
            words = (
                " ".join(f"`{opt}`" for opt in parameter.opts)
                if parameter.param_type_name == "option"
                else f"`{parameter.name}`"
            )
            yield f"| {words} | {' '.join((getattr(parameter, 'help', None) or '').split())} |"


def flow_lines() -> Iterator[str]:
    """Every Prefect flow with its parameters, from the code."""
    yield "# Flows\n\nThe Prefect flows and their parameters, made from the code; the same work runs without Prefect (`--no-prefect`)."
    for flow in (nightly, backfill, replay):
        yield f"\n## {flow.name}\n\n{inspect.cleandoc(flow.fn.__doc__ or '')}\n\n| parameter | type | default |\n|---|---|---|"
        for parameter in inspect.signature(flow.fn).parameters.values():
            default = "" if parameter.default is inspect.Parameter.empty else f"`{parameter.default}`"
            yield f"| `{parameter.name}` | `{inspect.formatannotation(parameter.annotation)}` | {default} |".replace(
                " | None`", " or None`"
            )


def score_lines() -> Iterator[str]:
    """The scores on the gold sample that ships, as last recorded."""
    yield "# Scores\n\nOf the gold sample, as `nightdesk score` last recorded them; [what each measures](../quality.md)."
    yield "\n| measure | value | 95 % interval | articles | cases |\n|---|---|---|---|---|"
    with (ROOT / "tests/data/gold/scores.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            interval = f"{float(row['interval_low']):.3f} to {float(row['interval_high']):.3f}"
            yield f"| {row['measure_name']} | {float(row['measure_value']):.3f} | {interval} | {row['article_count']} | {row['case_count']} |"
