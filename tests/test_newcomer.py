"""Ordinary mistakes: what a command says of them names what is wrong and what to do next, and nothing is written."""

import signal
import socket
import subprocess
from pathlib import Path

import duckdb
import pytest

from tests.raw_rows import article, build_all, empty_warehouse, entity, insert
from tests.warehouses import NIGHTDESK, ROOT, nightdesk


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("newcomer") / "nightdesk.duckdb"
    con = empty_warehouse(str(path))
    insert(con, "articles", article("a", "Ines Falk waited.", "2026-03-03"))
    insert(con, "entities", entity("a", 0, "Ines Falk"))
    build_all(con)
    con.close()
    return path


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("query", "select * from facts.quots"), 1, ('Did you mean "quotes"?', "`nightdesk tables` lists the tables")),
        (("query", "select speaker from facts.quotes"), 1, ("Candidate bindings", "`nightdesk tables NAME`")),
        (("tables", "quots"), 1, ("there is no table quots: `nightdesk tables` lists them",)),
        (("actor", "Ines Falck"), 1, ("Did you mean", "Ines Falk")),
        (("cite", "nope"), 1, ("no quote, event, mention, article or version has the id 'nope'",)),
        (("backfill", "no-such-folder"), 2, ("'no-such-folder' does not exist",)),
        (("backfil", "seeds"), 2, ("Did you mean 'backfill'?",)),
    ],
)  # fmt: skip
def test_a_misspelt_name_is_told_with_what_to_do(
    warehouse: Path, args: tuple[str, ...], code: int, told: tuple[str, ...]
) -> None:
    before = warehouse.read_bytes()
    said = nightdesk(*args, code=code, both=True, env={"NIGHTDESK_WAREHOUSE": str(warehouse), "COLUMNS": "120"})
    assert [words for words in told if words not in said] == []
    assert warehouse.read_bytes() == before


def test_without_a_warehouse_the_first_command_is_named(tmp_path: Path) -> None:
    for command in ("status", "explore", "brief"):
        said = nightdesk(command, "--warehouse", tmp_path / "none.duckdb", code=1, both=True)
        assert f"there is no warehouse at {tmp_path / 'none.duckdb'} yet: run `nightdesk backfill`" in said
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_program_writes_is_told(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)):
        said = nightdesk("status", "--warehouse", warehouse, code=1, both=True)
    assert "open for writing: close it there" in said


def test_tables_are_listed_with_what_they_hold(warehouse: Path) -> None:
    lines = nightdesk("tables", "--warehouse", warehouse).splitlines()
    assert "facts.quotes               Who said what, in the words of the article" in lines


def test_a_port_in_use_is_told_and_ctrl_c_ends_the_explorer_at_once(warehouse: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = nightdesk("explore", "--warehouse", warehouse, "--port", port, code=1, both=True)
    assert f"port {port} cannot be had" in said
    command = [str(NIGHTDESK), "explore", "--warehouse", str(warehouse), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("http://127.0.0.1:")
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=60)
    assert said.splitlines()[-1] == "nightdesk: stopped"
    assert server.returncode == 130


def test_output_that_is_cut_off_is_no_error(warehouse: Path) -> None:
    with subprocess.Popen(
        [NIGHTDESK, "query", "select range from range(200000)", "--format", "csv", "--warehouse", str(warehouse)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as reading:
        assert reading.stdout is not None
        assert reading.stderr is not None
        assert reading.stdout.readline() == "range\n"
        reading.stdout.close()
        assert "Traceback" not in reading.stderr.read()
