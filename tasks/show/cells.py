"""Tables of pages: what a query gives, as cells that know where they lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from duckdb import DuckDBPyConnection

MOST_ROWS = 25
SHORT_ROWS = 10  # of a search
BROAD_COLUMNS = 5
LONG_CHARS = 24  # of a word, which may then be broken anywhere
WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell and where they lead: a page of the explorer (``/…``), a place on the page (``#…``), the web, or nowhere."""

    words: str
    href: str = ""
    is_number: bool = False
    is_time: bool = False

    @property
    def style(self) -> str:
        """How a table shows it: a number to the right, a time on one line, a long word broken."""
        if self.is_number or self.is_time:
            return "number" if self.is_number else "time"
        return "long" if any(len(word) > LONG_CHARS for word in self.words.split()) else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table; ``is_cut`` when the query had more rows than are shown."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_cut: bool = False

    @property
    def is_broad(self) -> bool:
        """Whether the table needs the width of the page."""
        return len(self.columns) >= BROAD_COLUMNS

    @property
    def numbers(self) -> tuple[bool, ...]:
        """Which columns hold numbers only."""
        return tuple(all(row[no].is_number for row in self.rows) for no in range(len(self.columns)))


def read_section(
    con: DuckDBPyConnection, heading: str, query: str, named: Mapping[str, object] | None = None, most: int = MOST_ROWS
) -> Section:
    """Run a query whose columns' names become the table's; a struct of ``words`` and ``href`` becomes a link."""
    found = con.execute(query, dict(named or {}))
    columns = tuple(column[0].replace("_", " ") for column in found.description or ())
    rows = found.fetchmany(most + 1)
    return Section(heading, columns, tuple(tuple(map(as_cell, row)) for row in rows[:most]), len(rows) > most)


def as_cell(value: Any) -> Cell:
    """A value as a person reads it; times are UTC."""
    match value:
        case None:
            return Cell("")
        case bool():
            return Cell("yes" if value else "no")
        case int():
            return Cell(f"{value:,}", is_number=True)
        case float():
            return Cell(f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}", is_number=True)
        case datetime():
            return Cell(f"{value:%Y-%m-%d %H:%M}", is_time=True)
        case date():
            return Cell(value.isoformat(), is_time=True)
        case {"words": words, "href": href}:
            inner = as_cell(words)
            return Cell(inner.words or "(none)", safe_link(href), inner.is_number)
        case list():
            return Cell(", ".join(as_cell(each).words for each in value))
        case _:
            return Cell(str(value))


def safe_link(url: str | None) -> str:
    """The URL when a page may lead there: a path or place of our own, or the web; else an empty text (``javascript:`` and the like)."""
    if not url or (url[0] in "/#" and not url.startswith(("//", "/\\"))):
        return url or ""
    try:
        return url if urlsplit(url).scheme in WEB and url.isprintable() else ""
    except ValueError:
        return ""


def constant(text: str) -> str:
    """The text as a constant of SQL: a constant is looked up in an index, a parameter is not."""
    return "'" + text.replace("'", "''") + "'"
