"""The versions of an article and what changed from each to the next."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from duckdb import DuckDBPyConnection

from tasks.history.quotes import QuoteChange, StatedQuote, changed_quotes
from tasks.history.words import WordChange, changed_words


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article, by number from 1; times are UTC."""

    version_no: int
    version_id: str
    title: str | None
    first_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionChange:
    """What changed from one version to the next: the headline, words of the text, and quotations."""

    old: Version
    new: Version
    words: tuple[WordChange, ...]
    quotes: tuple[QuoteChange, ...]


@dataclass(frozen=True, slots=True)
class ArticleHistory:
    """All versions of an article, oldest first, and the change from each to the next."""

    article_id: str
    url: str | None
    source_name: str | None
    versions: tuple[Version, ...]
    changes: tuple[VersionChange, ...]


def read_history(con: DuckDBPyConnection, article: str) -> ArticleHistory | None:
    """The history of the article with that id, version id or URL (also an older one), or None.

    Quotations of an earlier version are those that were extracted when it was read, before a person's corrections.
    """
    found = con.execute(ARTICLE_SQL, {"article": article}).fetchone()
    if found is None:
        return None
    rows = con.execute(VERSIONS_SQL, [found[0]]).fetchall()
    versions = [Version(*row[:4]) for row in rows]
    texts = [row[4] for row in rows]
    quotes = [
        [StatedQuote(*quote) for quote in con.execute(QUOTES_SQL, [document_id]).fetchall()]
        for (*_, document_id) in rows
    ]
    changes = tuple(
        VersionChange(
            versions[old],
            versions[new],
            changed_words(texts[old], texts[new]),
            changed_quotes(quotes[old], quotes[new]),
        )
        for old, new in pairwise(range(len(versions)))
    )
    article_id, url, source_name = found
    return ArticleHistory(article_id, url, source_name, tuple(versions), changes)


ARTICLE_SQL = """
select article_id, url, source_name
from facts.articles
where
    article_id = $article
    or url = $article
    or article_id in (select article_id from facts.article_versions where version_id = $article or url = $article)
    or article_id in (select article_id from facts.article_aliases where alias_text = $article)
    or article_id in (select new_id from facts.id_redirects where old_id = $article)
order by article_id
limit 1
"""

VERSIONS_SQL = """
select version_no, version_id, title, first_seen_at, text, document_id
from facts.article_versions
where article_id = ?
order by version_no
"""

QUOTES_SQL = """
select quotes.text, coalesce(entities.actor_name, quotes.speaker_text), quotes.cue_text
from raw.quotes as quotes
left join raw.entities as entities on quotes.document_id = entities.document_id and quotes.entity_no = entities.entity_no
where quotes.document_id = ?
order by quotes.start_char, quotes.end_char, quotes.text
"""
