"""Where the brief's numbers lead: to their rows, and each row to its words in an article."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from tasks.show.brief.queries import MOST_PLACES
from tasks.show.cells import Cell, as_cell

OPENING_CHARS = 160  # of an article that a number counts as a whole


@dataclass(frozen=True, slots=True)
class Place:
    """Words in an article, with up to 160 characters before and after them."""

    no: int
    article_id: str
    title: str
    source_name: str | None
    url: str
    published_date: date | None
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one number: ``total`` as the number says, ``place_nos`` those that are listed."""

    no: int
    heading: str
    total: str
    place_nos: tuple[int, ...]

    @property
    def is_cut(self) -> bool:
        """Whether the number may count more than what is listed."""
        return len(self.place_nos) == MOST_PLACES


@dataclass(slots=True)
class Places:
    """Gathers the places that a page's numbers count; the same place, and the same rows of one heading, are listed once."""

    _places: dict[tuple[str, int, int], int] = field(default_factory=dict)
    _groups: dict[tuple[str, tuple[int, ...], str], Group] = field(default_factory=dict)

    def link(self, heading: str, total: str, rows: Sequence[dict[str, Any]] | None) -> str:
        """Remember the rows under the heading; where on the page they will stand, empty without any."""
        nos = tuple(dict.fromkeys(self.words(row) for row in (rows or ())[:MOST_PLACES]))
        if not nos:
            return ""
        key = (heading, nos, total)
        group = self._groups.setdefault(key, Group(len(self._groups) + 1, heading, total, nos))
        return f"#rows-{group.no}"

    def words(self, row: dict[str, Any]) -> int:
        """Remember one place; its number."""
        start, end = row["start_char"], row["end_char"]
        place = (row["article_id"], 0, OPENING_CHARS) if start is None else (row["article_id"], start, end)
        return self._places.setdefault(place, len(self._places) + 1)

    def cell(self, heading: str, value: Any) -> Cell:
        """A value as a cell; a struct of ``words`` and ``rows`` leads to its rows."""
        match value:
            case {"words": words, "rows": rows}:
                inner = as_cell(words)
                return Cell(inner.words, self.link(heading, inner.words, rows), inner.is_number)
            case _:
                return as_cell(value)

    def groups(self) -> tuple[Group, ...]:
        """All rows, in the order they were asked for."""
        return tuple(self._groups.values())

    def read(self, con: DuckDBPyConnection) -> dict[int, Place]:
        """Read the words of all places."""
        asked = [
            {"no": no, "place_article_id": article_id, "start_char": start, "end_char": end}
            for (article_id, start, end), no in self._places.items()
        ]
        rows = con.execute(PLACES, {"places": json.dumps(asked)}).fetchall() if asked else []
        return {row[0]: Place(*row) for row in rows}


# As one value: for each of a list DuckDB looks for pandas twice, and Python through all folders of its path where there is none.
PLACES = """
with asked as (
    select unnest(from_json($places, '[{"no": "bigint", "place_article_id": "text", "start_char": "bigint", "end_char": "bigint"}]'), recursive := true)
)
select
    asked.no, articles.article_id, coalesce(articles.title, '(no headline)'), articles.source_name, coalesce(articles.url, ''),
    articles.published_date,
    substr(articles.text, greatest(start_char - 160, 0) + 1, least(start_char, 160)),
    substr(articles.text, start_char + 1, end_char - start_char),
    substr(articles.text, end_char + 1, 160)
from asked inner join facts.articles as articles on asked.place_article_id = articles.article_id
order by asked.no
"""
