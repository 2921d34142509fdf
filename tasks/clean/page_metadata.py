"""What a page declares about its article: in JSON-LD first, then in its meta tags, then in its own markup."""

import html
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author, extract_title

from tasks.clean.keys import author_names, declared_by, is_article, long_text, schema_types
from tasks.clean.strings import match_key, one_line
from tasks.records import Supplied

MOST_NODES = 5_000  # of JSON-LD that are looked at; a page's own article stands among the first
_HEADLINE_WORDS = 3
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w.'’-]*){1,3}")
_HEADLINE_SIZE = 20  # characters: a shorter part of <title> may be the outlet's name

_PUBLISHED_WORDS = re.compile(r"publish|posted|pubdate|dateline|timestamp|entry-date|post-date|article-date", re.I)
_MODIFIED_WORDS = re.compile(r"modif|updated", re.I)
_META = {
    "title": ("og:title", "twitter:title", "headline", "dc.title", "parsely-title"),
    "published_at": (
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date", "sailthru.date",
        "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "date", "pubdate", "publishdate", "publish-date",
        "publication_date", "article.published", "cxenseparse:recs:publishtime", "og:pubdate",
    ),
    "modified_at": (
        "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified", "lastmod",
        "last-modified", "article.updated",
    ),
    "source_name": ("og:site_name", "application-name", "publisher", "dc.publisher"),
    "authors": ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "article:author_name"),
    "description": ("og:description", "description", "twitter:description", "dc.description"),
    "section_name": ("article:section", "og:section", "section", "parsely-section"),
    "language_code": ("og:locale", "content-language", "dc.language", "language"),
    "url": ("og:url",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageDeclared:
    """A page's own words about its article: metadata, schema.org types, what it calls its headline (match keys), its body.

    ``is_withheld``: its isAccessibleForFree is false (https://schema.org/isAccessibleForFree).
    """

    supplied: Supplied
    schema_types: tuple[str, ...]
    headlines: frozenset[str]
    article_body: str
    is_withheld: bool


def declared_by_page(tree: HtmlElement) -> PageDeclared:
    """The declarations of a page. Dates keep their full precision and zone as written; nothing is guessed from the page's text."""
    node = _article_node(tree)
    by_node = declared_by(node)
    meta = _meta_tags(tree)
    by_meta = {field: next((meta[name] for name in names if name in meta), None) for field, names in _META.items()}
    canonical = _link(tree, "canonical") or by_meta["url"]
    addresses = (canonical, by_meta["url"], by_node.url)
    headings = tuple(words for heading in tree.iter("h1") if (words := one_line(heading.text_content())))
    # what the page prints as its headline goes before what it tells search engines; a shorter heading is the outlet's name
    printed = next((words for words in headings if len(words.split()) >= _HEADLINE_WORDS), None)
    title = printed or by_node.title or by_meta["title"] or one_line(extract_title(tree))
    supplied = Supplied(
        url=next((url for url in addresses if url and url.startswith(("http://", "https://"))), None),
        title=title,
        published_at=by_node.published_at or by_meta["published_at"] or _time_tag(tree, _PUBLISHED_WORDS),
        modified_at=by_node.modified_at or by_meta["modified_at"] or _time_tag(tree, _MODIFIED_WORDS),
        source_name=by_meta["source_name"] or by_node.source_name,
        language_code=by_node.language_code or tree.get("lang") or tree.get("xml:lang") or by_meta["language_code"],
        authors=by_node.authors or author_names((by_meta["authors"] or "",)) or _byline(tree),
        description=by_node.description or by_meta["description"],
        section_name=by_node.section_name or by_meta["section_name"],
        canonical_url=canonical,
    )
    headlines = _headlines(tree, *headings, by_node.title, by_meta["title"])
    is_withheld = str(node.get("isAccessibleForFree")).lower() == "false"
    return PageDeclared(supplied, schema_types(node), headlines, _article_body(node), is_withheld)


def _article_node(tree: HtmlElement) -> Mapping[str, object]:
    scripts = [script.text or "" for script in tree.iter("script") if "ld+json" in script.get("type", "")]
    nodes = (node for script in scripts for node in _nodes(script))
    return next(
        (_unescaped(node) for node in nodes if is_article(node) and (node.get("headline") or node.get("name"))), {}
    )


def _nodes(source: str) -> Iterator[Mapping[str, object]]:
    try:
        waiting: deque[object] = deque([json.loads(source, strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(member for member in value.values() if isinstance(member, dict | list))
        elif isinstance(value, list):
            waiting.extend(value)


def _unescaped(node: Mapping[str, object]) -> dict[str, object]:
    return {key: html.unescape(value) if isinstance(value, str) else value for key, value in node.items()}


def _article_body(node: Mapping[str, object]) -> str:
    """The body as declared; a live blog's is the words of its updates, in the order of the page."""
    updates = node.get("liveBlogUpdate")
    parts = [long_text(node, ("articleBody",))]
    for update in updates if isinstance(updates, list) else ():
        if isinstance(update, Mapping):
            parts += [long_text(update, ("headline",)), long_text(update, ("articleBody",))]
    return html.unescape("\n".join(part for part in parts if part))


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = one_line(element.get("content"))
        if name and content:
            tags.setdefault(name.strip().lower(), content)
    return tags


def _link(tree: HtmlElement, relation: str) -> str | None:
    links = (link.get("href", "").strip() for link in tree.iter("link") if link.get("rel") == relation)
    return next(filter(None, links), None)


def _time_tag(tree: HtmlElement, purposes: re.Pattern[str]) -> str | None:
    """The first machine-readable time whose own words, name or parent say what it is the time of."""
    for element in tree.iter("time", "span", "meta"):
        written = element.get("datetime") or element.get("content")
        if not written:
            continue
        parent = element.getparent()
        told = [
            element.get("itemprop"),
            element.get("class"),
            element.text,
            "pubdate" if "pubdate" in element.attrib else "",
        ]
        told += [parent.get("class"), parent.text] if parent is not None and element.tag == "time" else []
        if purposes.search(" ".join(filter(None, told))):
            return one_line(written)
    return None


def _byline(tree: HtmlElement) -> tuple[str, ...]:
    """The by-line that trafilatura finds in the markup, as far as it reads like names of people."""
    return tuple(name for name in author_names((extract_author(tree) or "",)) if _PERSON.fullmatch(name))


def _headlines(tree: HtmlElement, *titles: str | None) -> frozenset[str]:
    words = [title for title in titles if title]
    whole = tree.findtext(".//title") or ""
    for separator in (" | ", " - ", " – ", " — "):
        words += [part for part in whole.split(separator) if len(part) > _HEADLINE_SIZE]
    return frozenset(key for key in map(match_key, words) if key)
