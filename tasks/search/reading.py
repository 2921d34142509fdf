"""The rows behind the ids that a search found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from tasks.search.finding import Wanted

SHOWN_CHARS = 80  # on each side of the word found


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quotation that has the words."""

    quote_id: str
    text: str
    speaker_text: str | None
    actor_name: str | None
    cue_text: str | None
    source_name: str | None
    published_date: date | None
    url: str | None
    article_id: str


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that has the words, and those around the first of them."""

    article_id: str
    title: str | None
    context: str
    source_name: str | None
    published_date: date | None
    url: str | None


QUOTES_SQL = (
    "select quote_id, text, speaker_text, actor_name, cue_text, article_id from facts.quotes where quote_id in ({ids})"
)
SOURCES_SQL = "select article_id, source_name, published_date, url from facts.articles where article_id in ({ids})"
ARTICLES_SQL = "select version_id, article_id, title, text, source_name, published_date, url from facts.articles where version_id in ({ids})"


def read_quotes(con: DuckDBPyConnection, ids: Sequence[str]) -> list[FoundQuote]:
    """The quotations of these ids, in their order."""
    quotes = _by_id(con, QUOTES_SQL, ids)
    sources = _by_id(con, SOURCES_SQL, [article_id for *_, article_id in quotes.values()])
    told = ((quote_id, *quotes[quote_id]) for quote_id in ids if quote_id in quotes)
    return [FoundQuote(*(*words, *sources[article_id], article_id)) for *words, article_id in told]


def read_articles(con: DuckDBPyConnection, ids: Sequence[str], wanted: Wanted) -> list[FoundArticle]:
    """The articles whose current versions have these ids, in their order."""
    articles = _by_id(con, ARTICLES_SQL, ids)
    rows = (articles[version_id] for version_id in ids if version_id in articles)
    return [FoundArticle(row[0], row[1], _context(row[2], wanted), *row[3:]) for row in rows]


def _by_id(con: DuckDBPyConnection, query: str, ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """The rows of some ids, by their first column. The ids are constants: DuckDB looks these up in an index, parameters and a join it does not."""
    if not ids:
        return {}
    constants = ", ".join("'" + each.replace("'", "''") + "'" for each in ids)
    return {row[0]: row[1:] for row in con.execute(query.format(ids=constants)).fetchall()}


def _context(text: str, wanted: Wanted) -> str:
    """One line of the text around the first place that has a phrase; its beginning where only another spelling or the headline has one."""
    found = re.search("|".join(phrase.pattern for phrase in wanted.present), text, re.IGNORECASE)
    start, end = found.span() if found else (0, 0)
    first, last = max(0, start - SHOWN_CHARS), min(len(text), end + SHOWN_CHARS)
    words = " ".join(text[first:last].split())
    return ("… " if first else "") + words + (" …" if last < len(text) else "")
