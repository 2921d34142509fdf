"""Which documents a tombstone speaks of: asked of what is stored, and of everything that comes in later."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from duckdb import DuckDBPyConnection

from tasks.batches import read_batch
from tasks.purge.rendering import rendered
from tasks.purge.tombstones import URL, Sought
from tasks.records import Article, Document, Supplied

NAMED = "purged: it names a person"
ADDRESSED = "purged: its URL"
PUBLISHED = "purged: its outlet"
ROWS_AT_A_TIME = 256


@dataclass(slots=True)
class Doomed:
    """The documents that go, and the addresses by which other files know those of them that no name in their text would show."""

    document_ids: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    article_ids: set[str] = field(default_factory=set)


def document_refusal(document: Document, sought: Sought) -> str | None:
    """Why a document is not to be kept, as far as its metadata and bytes tell, or None."""
    supplied = document.supplied
    if document.document_id in sought.documents:
        return "purged: this document"
    if sought.is_address(supplied.declared_id, *own_addresses(supplied.url, supplied.canonical_url, supplied.guid)):
        return ADDRESSED
    if sought.is_outlet(supplied.source_name):
        return PUBLISHED
    if not sought.names:
        return None
    texts = (document.input_name, *_declared(supplied), *rendered(document.media_type, document.body))
    return NAMED if any(sought.names_in(text) for text in texts) else None


def article_refusal(article: Article, sought: Sought) -> str | None:
    """Why an article that was read from a document is not to be kept, or None."""
    if sought.is_address(article.article_id, *own_addresses(article.url, article.canonical_url, *article.aliases)):
        return ADDRESSED
    if sought.is_outlet(article.source_name):
        return PUBLISHED
    lines = (line.text for line in article.removed_lines)
    stated = (conflict.value_text for conflict in article.metadata_conflicts)
    words = (
        article.title,
        article.description,
        article.section_name,
        article.text,
        *article.authors,
        *article.aliases,
        *lines,
        *stated,
    )
    return NAMED if any(sought.names_in(each) for each in words if each) else None


def find_doomed(con: DuckDBPyConnection, packs: Iterable[Path], sought: Sought, actor_ids: Iterable[str]) -> Doomed:
    """All documents of a warehouse and its packs that the tombstones speak of, and those whose words lead to one of the actors.

    Of a purged URL or outlet all versions of the article go; of a person only those that name them.
    """
    doomed = Doomed()
    con.execute("create or replace temp table of_actors as select unnest($1::text[]) as actor_id", [list(actor_ids)])
    found = con.execute(ARTICLES_SQL)
    while rows := found.fetchmany(ROWS_AT_A_TIME):
        for document_id, article_id, url, canonical_url, aliases, source_name, words, is_of_actor in rows:
            known = Article(
                article_id, "", document_id, "", words, url, canonical_url, source_name, aliases=tuple(aliases or ())
            )
            reason = article_refusal(known, sought)
            if reason or is_of_actor:
                doomed.document_ids.add(document_id)
                doomed.article_ids |= {article_id} if reason in (ADDRESSED, PUBLISHED) else set()
            if reason in (ADDRESSED, PUBLISHED) or (is_of_actor and not reason):
                doomed.addresses |= {article_id, *own_addresses(url, canonical_url, *known.aliases)}
    _add_versions(con, doomed)
    for pack in packs:
        for document in read_batch(pack, Document):
            reason = document_refusal(document, sought)
            if reason or document.document_id in doomed.document_ids:
                doomed.document_ids.add(document.document_id)
                doomed.addresses |= _feeds_without_addresses(document.supplied) if reason != NAMED else set()
    return doomed


def _add_versions(con: DuckDBPyConnection, doomed: Doomed) -> None:
    every = con.execute(
        "select document_id from raw.articles where article_id in (select unnest($1::text[]))",
        [list(doomed.article_ids)],
    )
    doomed.document_ids.update(document_id for (document_id,) in every.fetchall())
    asked = con.execute(
        "select distinct page_url, final_url from raw.page_fetches where final_url is not null"
    ).fetchall()
    doomed.addresses.update(final_url for page_url, final_url in asked if page_url in doomed.addresses)


def own_addresses(url: str | None, *others: str | None) -> set[str]:
    """An article's URL, and what else is an address of its own: on the same host, as identity has it, since a reprint names the original's.

    A guid counts where it is a URI: a number names an article in its own feed only.
    """
    uris = {each for each in others if each and URL.match(each)}
    return {url, *(uri for uri in uris if _host(uri) in (_host(url), ""))} if url else uris


def _host(uri: str) -> str:
    try:
        return (urlsplit(uri).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _feeds_without_addresses(supplied: Supplied) -> set[str]:
    """The feed of an entry that has no address of its own: only all of the feed's answers can then be told to hold it."""
    is_known = own_addresses(supplied.url, supplied.canonical_url, supplied.guid)
    return {supplied.feed_url} if supplied.feed_url and not is_known else set()


def _declared(supplied: Supplied) -> Iterator[str]:
    for value in asdict(supplied).values():
        yield from value if isinstance(value, tuple) else [str(value)] if value else ()


ARTICLES_SQL = """
select
    articles.document_id,
    articles.article_id,
    articles.url,
    articles.canonical_url,
    articles.aliases,
    articles.source_name,
    concat_ws(
        chr(10), articles.title, articles.description, articles.section_name, articles.text, array_to_string(articles.authors, chr(10)),
        array_to_string(articles.aliases, chr(10)),
        (select string_agg(removed.text, chr(10)) from raw.removed_lines as removed where removed.document_id = articles.document_id),
        (select string_agg(stated.value_text, chr(10)) from raw.metadata_conflicts as stated where stated.document_id = articles.document_id)
    ),
    articles.version_id in (
        select version_id from resolved.entity_actors where actor_id in (from of_actors)
        union all
        select version_id from facts.quotes where actor_id in (from of_actors)
    )
from raw.articles as articles
"""
