"""What an object declares about an article, under the names that publishers and crawlers use.

Read are the keys of schema.org NewsArticle, IPTC ninjs 1 and 2, news-please, Common Crawl extracts, JSON Feed items, front matter and
Nightdesk's own sidecars; the first key of a row that says something wins.
"""

import re
from collections.abc import Iterable, Mapping

from tasks.clean.strings import one_line
from tasks.records import Supplied

TEXT_KEYS = (
    "text",
    "articleBody",
    "body_text",
    "maintext",
    "content_text",
    "full_text",
    "body",
    "content",
    "bodies",
    "plain_text",
)
HTML_KEYS = ("html", "content_html", "body_xhtml", "body_html", "raw_html")

# schema.org types of articles end in one of these
_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting", "Report")

_URL = ("url", "link", "mainEntityOfPage", "source_url", "permalink", "@id", "uri")
_TITLE = ("title", "headline", "headlines", "title_page", "name")
_PUBLISHED = (
    "published_at", "datePublished", "date_published", "published", "date_publish", "publish_date", "publication_date", "pubDate",
    "pubdate", "firstcreated", "versioncreated", "date", "dateCreated", "created_at",
)  # fmt: skip
_MODIFIED = (
    "modified_at",
    "dateModified",
    "date_modified",
    "updated",
    "updated_at",
    "date_modify",
    "modified",
    "versioncreated",
)
_RETRIEVED = ("retrieved_at", "date_download", "fetched_at", "download_date", "crawl_date")
_SOURCE = (
    "source_name",
    "source",
    "publisher",
    "provider",
    "site_name",
    "sitename",
    "outlet",
    "source_domain",
    "infosources",
)
_LANGUAGE = ("language_code", "language", "inLanguage", "lang")
_AUTHORS = ("authors", "author", "bylines", "byline", "creator")
_DESCRIPTION = ("description", "description_text", "descriptions", "summary", "abstract", "standfirst")
_SECTION = ("section_name", "section", "articleSection", "category")
_ID = ("declared_id", "id", "identifier", "uri", "@id", "doc_id")
_CANONICAL = ("canonical_url", "canonical_link", "canonical")

_NAME_KEYS = ("name", "value", "@value", "text", "byline")
_URL_KEYS = ("@id", "url", "href")
_BYLINE = re.compile(r"^(?:by|von|par|por)\s+", re.I)
_MAILED = re.compile(r"^\S+@\S+ \((.{1,100})\)$")  # RSS: address (name)
_AND = re.compile(r"\s*(?:;|\||,?\s+(?:and|&|und|et|y)\s+|,\s+(?!(?:jr|sr|md|phd|ii|iii)\b))\s*", re.I)
LONGEST_NAME = 100  # characters; a longer author is a sentence
LONGEST_BYLINE = 1_000  # characters
LARGEST_NUMBER = 10**18  # no id and no date is longer; printing an endless one is slow
DEEPEST = 3  # lists and objects inside one another


def declared_by(fields: Mapping[str, object]) -> Supplied:
    """What the object's keys say; dates stay as they were written, values of a shape nobody uses count as not said."""
    url = _web_address(fields, _URL)
    return Supplied(
        url=url,
        title=_first(fields, _TITLE),
        published_at=_first(fields, _PUBLISHED),
        modified_at=_first(fields, _MODIFIED),
        retrieved_at=_first(fields, _RETRIEVED),
        source_name=_first(fields, _SOURCE),
        language_code=_first(fields, _LANGUAGE, ("alternateName", *_NAME_KEYS)),
        authors=author_names(word for key in _AUTHORS for word in words_of(fields.get(key), _NAME_KEYS)),
        description=_first(fields, _DESCRIPTION),
        section_name=_first(fields, _SECTION),
        canonical_url=_web_address(fields, _CANONICAL),
        declared_id=next((name for name in _all(fields, _ID, ("@value", "value", "@id")) if name != url), None),
        guid=_first(fields, ("guid",)),
    )


def schema_types(fields: Mapping[str, object]) -> tuple[str, ...]:
    """The schema.org types that an object claims."""
    return tuple(words_of(fields.get("@type"), ()))


def is_article(fields: Mapping[str, object]) -> bool:
    """Whether an object claims to be an article of any schema.org type."""
    return any(kind.endswith(_ARTICLE_TYPES) for kind in schema_types(fields))


def long_text(fields: Mapping[str, object], keys: tuple[str, ...]) -> str:
    """The first text under one of the keys that is not blank, a list of paragraphs joined by newlines; empty without one."""
    for key in keys:
        text = "\n".join(words_of(fields.get(key), _NAME_KEYS))
        if text.strip():
            return text
    return ""


def author_names(written: Iterable[str]) -> tuple[str, ...]:
    """The authors' names out of by-lines and lists: "By A and B, C" is three; addresses and sentences are none. Order stays."""
    lines = ((one_line(words) or "")[:LONGEST_BYLINE] for words in written)
    names = (name for line in lines for name in _AND.split(_BYLINE.sub("", _MAILED.sub(r"\1", line))))
    return tuple(dict.fromkeys(name.strip(" ,") for name in names if _is_name(name)))


def words_of(value: object, inner_keys: tuple[str, ...], depth: int = DEEPEST) -> list[str]:
    """Every string in a value: itself, the members of a list, or what an object holds under the first of the inner keys."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [repr(value)] if isinstance(value, float) or abs(value) < LARGEST_NUMBER else []
    if isinstance(value, list) and depth:
        return [word for member in value for word in words_of(member, inner_keys, depth - 1)]
    if isinstance(value, Mapping) and depth:
        return next((words for key in inner_keys if (words := words_of(value.get(key), inner_keys, depth - 1))), [])
    return []


def _all(
    fields: Mapping[str, object], keys: tuple[str, ...], inner_keys: tuple[str, ...] = _NAME_KEYS
) -> Iterable[str]:
    for key in keys:
        for word in words_of(fields.get(key), inner_keys):
            if line := one_line(word):
                yield line


def _first(fields: Mapping[str, object], keys: tuple[str, ...], inner_keys: tuple[str, ...] = _NAME_KEYS) -> str | None:
    return next(iter(_all(fields, keys, inner_keys)), None)


def _web_address(fields: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    """The URL exactly as written, blanks at its ends aside."""
    found = (word.strip() for key in keys for word in words_of(fields.get(key), _URL_KEYS))
    return next((word for word in found if word.lower().startswith(("http://", "https://"))), None)


def _is_name(name: str) -> bool:
    return bool(name.strip(" ,")) and len(name) <= LONGEST_NAME and "://" not in name and "@" not in name
