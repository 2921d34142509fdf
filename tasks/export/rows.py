"""Rows of a query, a few at a time, and what graph forms leave out of them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from duckdb import DuckDBPyConnection

ROWS_AT_A_TIME = 256


def streamed(con: DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, never all in memory; a cursor of its own lets two queries run side by side."""
    found = con.execute(query)
    while rows := found.fetchmany(ROWS_AT_A_TIME):
        yield from rows


def iso_8601(when: date | None) -> str | None:
    """A day, or a moment of UTC; None stays None."""
    if isinstance(when, datetime):
        return f"{when.isoformat(timespec='seconds')}Z"
    return when.isoformat() if when else None


def known(node: dict[str, Any]) -> dict[str, Any]:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
