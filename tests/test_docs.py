"""The documentation: its commands are commands, its tutorial and queries run and print what they show, its site builds."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import typer
from sphinx.cmd.build import main as build_site
from typer.core import TyperGroup

from flows.cli import command_line
from tests.warehouses import ROOT, nightdesk

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"^    (nightdesk (?:[^\n\"']|\"[^\"]*\"|'[^']*')+)$", re.MULTILINE)
STEP = re.compile(r"^    (nightdesk [^\n]*)$|^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN = ("nightdesk explore", "nightdesk nightly", "nightdesk serve")


def words_of(command: str) -> list[str]:
    return shlex.split(command.partition("    #")[0])[1:]


def shown() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for command in COMMAND.findall(page.read_text(encoding="utf-8")):
            yield page.name, command


@pytest.mark.parametrize(("page", "command"), list(shown()))
def test_a_command_that_is_shown_is_a_command(page: str, command: str) -> None:
    found = typer.main.get_command(command_line())
    words = words_of(command)
    while isinstance(found, TyperGroup):
        assert words, f"{page}: {command} names no command"
        assert words[0] in found.commands or words[0].startswith("-"), f"{page}: {command}"
        if words[0].startswith("-"):
            return
        found = found.commands[words.pop(0)]
    words = [word for word in words if word not in ("[FILE", "...]", "[URL")]
    found.make_parser(typer.Context(found)).parse_args(words)


def test_the_tutorial_prints_what_it_shows(samples: Path, tmp_path: Path) -> None:
    warehouse = shutil.copytree(samples.parent, tmp_path / "warehouse") / samples.name
    note = tmp_path / "note.txt"
    printed = ""
    for step in STEP.finditer((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")):
        command, words = step.groups()
        if command and not command.startswith(NOT_RUN):
            args = [str(note) if word == "note.txt" else word for word in words_of(command)]
            printed = " ".join(nightdesk(*args, "--warehouse", warehouse, env={"COLUMNS": "300"}).split())
        elif words and words.startswith("The harbour office"):
            note.write_text(words, encoding="utf-8")
        elif words:
            assert [line for line in words.splitlines() if line not in printed] == []


def test_the_queries_for_other_tools_run(samples: Path) -> None:
    page = (ROOT / "docs" / "tools.md").read_text(encoding="utf-8")
    (shell,) = re.findall(r'^    duckdb -readonly \S+ "(.*)"$', page, re.MULTILINE)
    with duckdb.connect(str(samples), read_only=True) as con:
        assert len(con.execute(shell).fetchall()) == 3
    blocks = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    codes = [block.replace("warehouse/nightdesk.duckdb", str(samples)) for block in blocks]
    done = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for code in codes]
    assert done[0].stdout.startswith("[(")


def test_the_queries_of_notebook_and_dbt_run(samples: Path) -> None:
    cells = json.loads((ROOT / "docs/examples/who-speaks.ipynb").read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    queries = re.findall(r'query\("""(.*?)"""\)', code, re.DOTALL)
    model = (ROOT / "docs/examples/dbt/models/most_quoted.sql").read_text(encoding="utf-8")
    queries.append(re.sub(r'\{\{ source\("(\w+)", "(\w+)"\) \}\}', r"\1.\2", model))
    with duckdb.connect(str(samples), read_only=True) as con:
        assert [len(con.execute(query).fetchall()) > 3 for query in queries] == [True] * 3


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    assert build_site(["-q", "-W", "--keep-going", str(ROOT / "docs"), str(tmp_path)]) == 0
    assert "Ingrid Halvorsen" in (tmp_path / "tutorial.html").read_text(encoding="utf-8")
    for made in ("commands", "flows", "scores"):
        assert (tmp_path / "generated" / f"{made}.html").exists()
