"""RSS, Atom, RDF, JSON Feed and news sitemaps: one document an entry."""

import io
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin

import feedparser

from tasks.read.documents import make_document, merge_supplied, storable
from tasks.read.json_feed import read_json_feed
from tasks.read.kinds import root_at
from tasks.read.limits import ReadLimits
from tasks.read.markup import decode_markup, plain_words
from tasks.read.shared_names import SharedNames, shared_names
from tasks.read.sitemap import is_sitemap, read_sitemap
from tasks.read.sources import Leaf, Source, read_body
from tasks.records import Disposition, Supplied

# What feedparser 6.0.14 raises on damaged feeds: 6 % of mutated ones, KeyError and ValueError most.
PARSER_ERRORS: Final = (
    LookupError,
    ValueError,
    ArithmeticError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
)
LONG_TAG: Final = re.compile(r"<[A-Za-z][^<>]{20000}")  # thousands of attributes take feedparser minutes
ENTRY_EDGE: Final = re.compile(r"<(/?)(?:\w+:)?(?:item|entry)(?:\s[^<>]*)?>", re.IGNORECASE)
ENTRY_HEAD: Final = re.compile(r"<(?:\w+:)?(?:item|entry|loc)[\s>]", re.IGNORECASE)
FEED_LINK: Final = re.compile(
    r"<link\s[^<>]{0,300}\btype\s?=\s?[\"']?application/(?:rss|atom)\+xml[^<>]{0,300}>", re.IGNORECASE
)
HREF: Final = re.compile(r"\bhref\s?=\s?[\"']?([^\s\"'<>]{1,200})", re.IGNORECASE)
HEAD_CHARS: Final = 100_000  # of a page, in which it names its feed
CHARACTER: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
XML_TYPE: Final = {"content-type": "application/xml; charset=utf-8"}


def read_feed(
    body: bytes,
    name: str,
    limits: ReadLimits,
    headers: Mapping[str, str] | None = None,
    supplied: Supplied | None = None,
) -> Iterator[Leaf]:
    """Yield a document for each entry of a feed's bytes, named ``name#entry 3``; one disposition when it is no feed.

    ``headers`` are those of its HTTP response, by lower-case name (``content-type``, ``content-location``);
    ``supplied`` wins over the feed, and its ``feed_url`` completes relative links. An entry without content has an
    empty body: its page may still be fetched. A feed that ends inside an entry yields the entries before it, and a
    disposition for that one. Nothing is yielded for a feed without entries.
    """
    headers, supplied = headers or {}, supplied or Supplied()
    if len(body) > limits.leaf_bytes:
        yield Disposition(name, "rejected", f"larger than {limits.leaf_bytes:,} bytes")
        return
    text = decode_markup(body, headers.get("content-type", ""))
    is_silent = True
    for leaf in _entries(text, name, headers, supplied):
        is_silent = False
        yield leaf
    if is_silent and ENTRY_HEAD.search(text):
        yield Disposition(name, "rejected", "broken feed: none of its entries can be read")


def _entries(text: str, name: str, headers: Mapping[str, str], supplied: Supplied) -> Iterator[Leaf]:
    if text.lstrip().startswith("{"):
        yield from read_json_feed(text, name, supplied)
        return
    at, declares = root_at(text)
    if is_sitemap(text, max(at, 0)):
        yield from read_sitemap(text, name, supplied)
        return
    parsed = _parse(text, at, declares)
    if isinstance(parsed, str):
        yield Disposition(name, "rejected", parsed)
        return
    entries = parsed["entries"]
    base = supplied.feed_url or headers.get("content-location") or _string(parsed["feed"], "link") or ""
    shared = shared_names(_link_and_guid(entry) for entry in entries)
    for number, entry in enumerate(entries, 1):
        part = f"{name}#entry {number}"
        if number == len(entries) and _ends_inside_entry(text):
            yield Disposition(part, "rejected", "truncated: the feed ends inside this entry")
            continue
        said = _declared(entry, parsed, base, shared)
        media_type, content = _fullest(entry)
        yield make_document(part, media_type, storable(content).encode(), merge_supplied(supplied, said))


def read_feed_file(source: Source) -> Iterator[Leaf]:
    """Yield a feed file's entries; an entry without content is rejected here, where no page can be fetched for it."""
    body = read_body(source)
    if body is None:
        yield source.rejected(source.too_large())
        return
    for leaf in read_feed(body, source.input_name, source.limits, None, source.supplied):
        if isinstance(leaf, Disposition):
            if not source.chunks.failure:  # a broken stream is one disposition, and its reader gives it
                yield leaf
        elif leaf.body.strip():
            yield leaf
        else:
            yield Disposition(leaf.input_name, "rejected", "empty: the entry has no content")


def _parse(text: str, at: int, declares: bool) -> Mapping[str, Any] | str:
    if at < 0:
        return "no feed: no element in it"
    if declares:
        return "refused: the feed declares entities"
    if any(tag[0].count("=") > 1_000 for tag in LONG_TAG.finditer(text)):
        return "refused: an element of the feed has thousands of attributes"
    # From its first element on (feedparser is slow before it), as a stream (it opens bytes that are a path or address).
    markup = CHARACTER.sub(_real_character, storable(text[at:]))
    stream = io.BytesIO(b"<?xml version='1.0' encoding='utf-8'?>" + markup.encode())
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            stream, response_headers=XML_TYPE, sanitize_html=False, resolve_relative_uris=False
        )
    except PARSER_ERRORS as error:
        return f"broken feed: {type(error).__name__}: {error}"
    if not parsed["entries"] and not parsed.get("version"):
        return "no feed: neither RSS, Atom, RDF, JSON Feed nor sitemap" + _named_feed(text)
    return parsed


def _named_feed(page: str) -> str:
    """The feed that a page names, for who took the page's address for the feed's."""
    link = FEED_LINK.search(page[:HEAD_CHARS])
    href = HREF.search(link[0]) if link else None
    return f"; the page names one: {href[1]}" if href else ""


def _real_character(reference: re.Match[str]) -> str:
    """The reference, or a replacement character where it means none: on such a one feedparser gives up the whole feed."""
    digits = (reference[1] or reference[2]).lstrip("0")
    code = int(digits or "0", 16 if reference[1] else 10) if len(digits) < 9 else sys.maxunicode + 1
    return "\ufffd" if code > sys.maxunicode or 0xD800 <= code < 0xE000 else reference[0]


def _ends_inside_entry(text: str) -> bool:
    edges = ENTRY_EDGE.findall(text)
    return bool(edges) and edges[-1] == ""


def _declared(entry: Mapping[str, Any], parsed: Mapping[str, Any], base: str, shared: SharedNames) -> Supplied:
    link, guid = _link_and_guid(entry)
    published, modified = _dates(entry, parsed)
    tags = [tag for tag in entry.get("tags") or () if _string(tag, "term")]
    return Supplied(
        url=urljoin(base, link) if link and base and "://" not in link else link,
        title=_words(entry, "title"),
        published_at=published,
        modified_at=modified,
        source_name=_words(entry.get("source") or {}, "title") or _words(parsed["feed"], "title"),
        language_code=_language(entry) or _string(parsed["feed"], "language"),
        authors=_authors(entry),
        description=_description(entry),
        section_name=_string(tags[0], "term") if tags else None,
        declared_id=guid,
        guid=guid,
        is_link_shared=shared.has_link(link),
        is_guid_shared=guid in shared.guids,
    )


def _link_and_guid(entry: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """An entry's two names; a link with a fragment, which names one of several on a page, is both where there is no guid.

    feedparser takes a guid for the link where there is none, and so it is only when it is an address.
    """
    link, guid = _string(entry, "link"), _string(entry, "id")
    if link and link == guid and not link.startswith(("http://", "https://", "/")):
        link = None
    return link, guid or (link if link and "#" in link else None)


def _dates(entry: Mapping[str, Any], parsed: Mapping[str, Any]) -> tuple[str | None, str | None]:
    # feedparser calls Dublin Core's date "updated"; in RSS it is the day of publication unless another date says that.
    published, updated = _string(entry, "published") or _string(entry, "created"), _string(dict(entry), "updated")
    if not published and not str(parsed.get("version", "")).startswith("atom"):
        return updated, None
    return published, updated


def _language(entry: Mapping[str, Any]) -> str | None:
    return next((part.get("language") for part in entry.get("content") or () if part.get("language")), None)


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    named = [_string(author, "name") for author in entry.get("authors") or ()]
    return tuple(dict.fromkeys(name for name in named if name))


def _contents(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    parts = [*(entry.get("content") or ()), *([entry["summary_detail"]] if "summary_detail" in entry else ())]
    return [
        ("text/plain" if part.get("type") == "text/plain" else "text/html", str(part.get("value") or ""))
        for part in parts
    ]


def _fullest(entry: Mapping[str, Any]) -> tuple[str, str]:
    return max(_contents(entry), key=lambda content: len(content[1]), default=("text/html", ""))


def _description(entry: Mapping[str, Any]) -> str | None:
    summary, content = _string(entry, "summary"), _fullest(entry)[1]
    return plain_words(storable(summary)) or None if summary and summary != content.strip() else None


def _string(holder: Mapping[str, Any], key: str) -> str | None:
    value = holder.get(key)
    return storable(value).strip() or None if isinstance(value, str) else None


def _words(holder: Mapping[str, Any], key: str) -> str | None:
    value, detail = _string(holder, key), holder.get(f"{key}_detail") or {}
    return plain_words(value) or None if value and detail.get("type") != "text/plain" else value
