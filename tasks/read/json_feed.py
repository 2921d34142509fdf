"""JSON Feed (https://www.jsonfeed.org/version/1.1/), which feedparser does not read."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tasks.read.documents import make_document, merge_supplied, storable
from tasks.read.shared_names import SharedNames, shared_names
from tasks.records import Disposition, Document, Supplied


def is_json_feed(value: object) -> bool:
    """Whether a parsed JSON value says that it is a JSON Feed."""
    return isinstance(value, dict) and "jsonfeed.org/version/" in str(value.get("version", ""))


def read_json_feed(text: str, name: str, supplied: Supplied) -> Iterator[Document | Disposition]:
    """Yield a document for each entry of a JSON Feed, named ``name#entry 3``; one disposition when it is none."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Disposition(name, "rejected", f"broken JSON: {error}")
        return
    entries = feed.get("items") if is_json_feed(feed) else None
    if not isinstance(entries, list):
        yield Disposition(name, "rejected", "no feed: neither RSS, Atom, RDF, JSON Feed nor sitemap")
        return
    shared = shared_names((_url(entry), _guid(entry)) for entry in entries if isinstance(entry, dict))
    for number, entry in enumerate(entries, 1):
        part = f"{name}#entry {number}"
        if not isinstance(entry, dict):
            yield Disposition(part, "rejected", "the entry is not an object")
            continue
        said = _declared(entry, feed, shared)
        media_type, content = _content(entry)
        yield make_document(part, media_type, content.encode(), merge_supplied(supplied, said))


def _declared(entry: Mapping[str, Any], feed: Mapping[str, Any], shared: SharedNames) -> Supplied:
    url, guid = _url(entry), _guid(entry)
    tags = entry.get("tags")
    return Supplied(
        url=url,
        title=_string(entry, "title"),
        published_at=_string(entry, "date_published"),
        modified_at=_string(entry, "date_modified"),
        source_name=_string(feed, "title"),
        language_code=_string(entry, "language") or _string(feed, "language"),
        authors=_authors(entry) or _authors(feed),
        description=_string(entry, "summary"),
        section_name=storable(tags[0]) if isinstance(tags, list) and tags and isinstance(tags[0], str) else None,
        declared_id=guid,
        guid=guid,
        is_link_shared=shared.has_link(url),
        is_guid_shared=guid in shared.guids,
    )


def _url(entry: Mapping[str, Any]) -> str | None:
    return _string(entry, "url") or _string(entry, "external_url")


def _guid(entry: Mapping[str, Any]) -> str | None:
    identifier = entry.get("id")
    return _string(entry, "id") or (str(identifier) if isinstance(identifier, int) else None)


def _authors(holder: Mapping[str, Any]) -> tuple[str, ...]:
    authors = holder.get("authors") or [holder.get("author")]
    named = (
        [_string(author, "name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    )
    return tuple(name for name in named if name)


def _content(entry: Mapping[str, Any]) -> tuple[str, str]:
    page = _string(entry, "content_html")
    return ("text/html", page) if page else ("text/plain", _string(entry, "content_text") or "")


def _string(holder: Mapping[str, Any], key: str) -> str | None:
    value = holder.get(key)
    return storable(value).strip() or None if isinstance(value, str) else None
