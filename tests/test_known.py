"""When facts became known, and the tables as they were known on a moment."""

from datetime import UTC, datetime
from typing import Any

import duckdb

from flows.finish import RESOLVERS
from tasks.build import build
from tests.raw_rows import SQL_DIR, article, empty_warehouse, insert, quote

FIRST, SECOND, THIRD, FOURTH = (datetime(2026, 3, day, 4, 0, tzinfo=UTC) for day in (1, 2, 3, 4))
TEXT = "“We waited,” said Ines Falk. “Nobody came.”"


def build_at(con: duckdb.DuckDBPyConnection, now: datetime) -> None:
    build(con, SQL_DIR, "UTC", RESOLVERS, now)


def words(con: duckdb.DuckDBPyConnection, at: datetime) -> list[Any]:
    found = con.execute("select text from facts.quotes_known_on(?) order by 1", [at.replace(tzinfo=None)])
    return [text for (text,) in found.fetchall()]


def three_builds() -> duckdb.DuckDBPyConnection:
    """A first quotation, then a second one with it, then the first read otherwise."""
    con = empty_warehouse()
    insert(con, "articles", article("a", TEXT))
    insert(con, "quotes", quote("a", TEXT, "We waited,"))
    build_at(con, FIRST)
    insert(con, "quotes", quote("a", TEXT, "Nobody came."))
    build_at(con, SECOND)
    con.execute("update raw.quotes set text = 'We waited' , end_char = end_char - 1 where text = 'We waited,'")
    con.execute("update raw.quotes set spans = [{'start_char': start_char, 'end_char': end_char}]")
    build_at(con, THIRD)
    return con


def test_each_moment_gives_the_facts_as_they_were_then() -> None:
    con = three_builds()
    assert words(con, datetime(2026, 2, 1, tzinfo=UTC)) == []
    assert words(con, FIRST) == ["We waited,"]
    assert words(con, SECOND) == ["Nobody came.", "We waited,"]
    assert words(con, THIRD) == ["Nobody came.", "We waited"]
    assert con.execute("select text, known_at from facts.quotes order by 1").fetchall() == [
        ("Nobody came.", SECOND.replace(tzinfo=None)),
        ("We waited", THIRD.replace(tzinfo=None)),
    ]
    assert con.execute("select text, known_at, retired_at from history.quotes").fetchall() == [
        ("We waited,", FIRST.replace(tzinfo=None), THIRD.replace(tzinfo=None))
    ]


def test_a_build_without_news_keeps_every_moment_and_adds_nothing() -> None:
    con = three_builds()
    kept = con.execute("select * from facts.quotes order by all").fetchall()
    retired = con.execute("select count(*) from history.quotes").fetchall()
    build_at(con, FOURTH)
    assert con.execute("select * from facts.quotes order by all").fetchall() == kept
    assert con.execute("select count(*) from history.quotes").fetchall() == retired


def test_a_clock_set_back_does_not_rewrite_what_was_known() -> None:
    con = three_builds()
    con.execute("delete from raw.quotes where text = 'Nobody came.'")
    build_at(con, FIRST)
    assert words(con, SECOND) == ["Nobody came.", "We waited,"]
    assert words(con, THIRD) == ["Nobody came.", "We waited"]
    assert words(con, FOURTH) == ["We waited"]


def test_a_fact_that_comes_back_is_known_anew() -> None:
    con = three_builds()
    con.execute("update raw.articles set text = text")
    con.execute("create table gone as from raw.quotes where text = 'Nobody came.'")
    con.execute("delete from raw.quotes where text = 'Nobody came.'")
    build_at(con, FOURTH)
    con.execute("insert into raw.quotes from gone")
    last = datetime(2026, 3, 5, tzinfo=UTC)
    build_at(con, last)
    assert words(con, THIRD) == words(con, last) == ["Nobody came.", "We waited"]
    assert words(con, FOURTH) == ["We waited"]
