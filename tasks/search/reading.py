"""The rows behind the ids that a search found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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


QUOTES_SQL = """
select quote_id, quotes.text, speaker_text, actor_name, cue_text, source_name, published_date, url, article_id
from facts.quotes as quotes inner join facts.articles using (article_id)
where quote_id in (select unnest($1::text[]))
order by list_position($1, quote_id)
"""
ARTICLES_SQL = """
select article_id, title, text, source_name, published_date, url
from facts.articles
where version_id in (select unnest($1::text[]))
order by list_position($1, version_id)
"""


def read_quotes(con: DuckDBPyConnection, ids: Sequence[str]) -> list[FoundQuote]:
    """The quotations of these ids, in their order."""
    return [FoundQuote(*row) for row in con.execute(QUOTES_SQL, [ids]).fetchall()]


def read_articles(con: DuckDBPyConnection, ids: Sequence[str], wanted: Wanted) -> list[FoundArticle]:
    """The articles whose current versions have these ids, in their order."""
    rows = con.execute(ARTICLES_SQL, [ids]).fetchall()
    return [FoundArticle(row[0], row[1], _context(row[2], wanted), *row[3:]) for row in rows]


def _context(text: str, wanted: Wanted) -> str:
    """One line of the text around the first place that has a phrase; its beginning where only another spelling or the headline has one."""
    found = re.search("|".join(phrase.pattern for phrase in wanted.present), text, re.IGNORECASE)
    start, end = found.span() if found else (0, 0)
    first, last = max(0, start - SHOWN_CHARS), min(len(text), end + SHOWN_CHARS)
    words = " ".join(text[first:last].split())
    return ("… " if first else "") + words + (" …" if last < len(text) else "")
