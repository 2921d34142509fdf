"""News sitemaps (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap): one entry a page, without its text."""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

from tasks.read.documents import make_document, merge_supplied, storable
from tasks.read.markup import plain_words
from tasks.records import Disposition, Document, Supplied

ROOT: Final = re.compile(r"<(?:\w+:)?urlset[\s>/]", re.IGNORECASE)
PAGE: Final = re.compile(r"<(?:\w+:)?url>", re.IGNORECASE)
ELEMENT: Final = re.compile(r"<((?:\w+:)?\w+)(?:\s[^<>]*)?>([^<>]*)</\1>")


def is_sitemap(text: str, root_at: int) -> bool:
    """Whether the first element, at ``root_at``, is a sitemap's."""
    return ROOT.match(text, root_at) is not None


def read_sitemap(text: str, name: str, supplied: Supplied) -> Iterator[Document | Disposition]:
    """Yield a document with an empty body for each page of a sitemap that is news, named ``name#entry 3``.

    Other pages are skipped: a site's sitemap without the news extension lists everything it ever had.
    """
    for number, page in enumerate(PAGE.split(_without_cdata(text))[1:], 1):
        part = f"{name}#entry {number}"
        said = {key.lower(): _words(value) for key, value in ELEMENT.findall(page)}
        url, published_at = said.get("loc"), said.get("news:publication_date")
        if not url or not published_at:
            yield Disposition(
                part, "skipped", "a page of a sitemap without news:publication_date" if url else "no address"
            )
            continue
        entry = Supplied(
            url=url,
            title=plain_words(said["news:title"]) if said.get("news:title") else None,
            published_at=published_at,
            modified_at=said.get("lastmod"),
            source_name=said.get("news:name"),
            language_code=said.get("news:language"),
        )
        yield make_document(part, "text/html", b"", merge_supplied(supplied, entry))


def _words(value: str) -> str:
    return storable(unescape(value)).strip()


def _without_cdata(text: str) -> str:
    """The same words with CDATA sections as escaped text."""
    first, *rest = text.split("<![CDATA[")
    return first + "".join(escape(words) + after for words, _, after in (part.partition("]]>") for part in rest))
