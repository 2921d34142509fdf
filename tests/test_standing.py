"""A build after a quiet run makes little again, and gives the rows that a build of everything gives."""

from datetime import UTC, datetime, timedelta

import duckdb

from flows.finish import RESOLVERS
from tasks.build import BuildResult, build
from tests.raw_rows import SQL_DIR, all_rows, article, empty_warehouse, insert, quote

NIGHT = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
TEXT = "“We waited,” said Ines Falk. “Nobody came.”"


def night(con: duckdb.DuckDBPyConnection, number: int) -> BuildResult:
    """A run that finds its one input unchanged, and its build."""
    at = NIGHT + timedelta(days=number)
    started = at.replace(tzinfo=None)
    insert(
        con,
        "runs",
        {
            "run_id": f"r{number}",
            "flow_name": "nightly",
            "logical_date": at.date(),
            "started_at": started,
            "input_count": 1,
        },
    )
    insert(
        con,
        "dispositions",
        {"run_id": f"r{number}", "input_no": 1, "input_name": "a.txt", "state": "unchanged", "reason": "known"},
    )
    return build(con, SQL_DIR, "UTC", RESOLVERS, at)


def warehouse() -> duckdb.DuckDBPyConnection:
    con = empty_warehouse()
    insert(con, "articles", article("a", TEXT))
    insert(con, "quotes", quote("a", TEXT, "We waited,"))
    return con


def test_a_quiet_night_makes_only_what_speaks_of_runs_and_equals_a_full_build() -> None:
    quiet, full = warehouse(), warehouse()
    for number in range(3):
        made = night(quiet, number).tables
        full.execute("delete from raw.settings where setting_name = 'made_by'")
        assert len(night(full, number).tables) > 50
    assert "facts.dispositions" in made
    assert not {name for name in made if name in ("facts.quotes", "facts.articles", "marts.topic_daily")}
    assert all_rows(quiet) == all_rows(full)


def test_any_other_row_that_changed_makes_everything_again() -> None:
    con = warehouse()
    night(con, 0)
    insert(con, "quotes", quote("a", TEXT, "Nobody came."))
    assert len(night(con, 1).tables) > 50
    con.execute("update raw.quotes set confidence = 0.25")
    assert len(night(con, 2).tables) > 50
    assert con.execute("select distinct confidence from facts.quotes").fetchall() == [(0.25,)]
