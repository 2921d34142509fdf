"""Hostile inputs of our own making: the files of ``data/hostile``, the large ones made here, and how each is to end."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HOSTILE = Path(__file__).parent / "data" / "hostile"
PAGE_TYPES = {
    ".html": "text/html",
    ".svg": "image/svg+xml",
    ".bin": "application/octet-stream",
    ".zip": "application/zip",
}
SENTENCE = "The council of Harbour Town met on Monday and voted to open the bridge again. "
TEXT = SENTENCE * 4
ARTICLE = f"<article><h1>Bridge</h1><p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p></article>"


@dataclass(frozen=True)
class Hostile:
    """One input, ``feeds/NAME`` or ``pages/NAME``, with the state and the beginning of the reason of its one disposition."""

    name: str
    state: str
    reason: str

    @property
    def body(self) -> bytes:
        return LARGE[self.name]().encode() if self.name in LARGE else (HOSTILE / self.name).read_bytes()

    @property
    def content_type(self) -> str:
        return PAGE_TYPES.get(Path(self.name).suffix, "application/xml")


def expected() -> list[Hostile]:
    """The rows of expected.csv, in order of name."""
    with (HOSTILE / "expected.csv").open(encoding="utf-8", newline="") as table:
        return [Hostile(**row) for row in csv.DictReader(table)]


def names() -> list[str]:
    """The names of all inputs, files and large ones."""
    return sorted([*LARGE, *(f"{path.parent.name}/{path.name}" for path in HOSTILE.glob("*/*"))])


def feed(entries: str, root: str = "rss version='2.0'") -> str:
    return f"<{root}><channel><title>Town</title>{entries}</channel></rss>"


def entry(name: str, body: str = TEXT, extra: str = "", title: str = "Bridge") -> str:
    guid = f"<guid isPermaLink='false'>{name}</guid>"
    return f"<item><title>{title}</title>{guid}{extra}<description>{body}</description></item>"


def page(body: str, head: str = "", attributes: str = "") -> str:
    return f"<!doctype html><html><head><title>Bridge</title>{head}</head><body{attributes}>{body}</body></html>"


def many(words: str, count: int) -> str:
    return "".join(words.format(n) for n in range(count))


LIES = {
    "@type": "NewsArticle",
    "datePublished": "99999-01-01",
    "author": [{"name": "A" * 9_000}] * 50,
    "headline": ["a", {}],
}
ENTITIES = many("<!ENTITY e{} 'x'>", 100_000)
LINKS = many("<li><a href='/{0}'>More about {0}</a></li>", 300)

LARGE: dict[str, Callable[[], str]] = {
    "feeds/attribute-long.xml": lambda: feed(entry("attribute-long"), f"rss version='2.0' x='{'y' * 60_000}'"),
    "feeds/attributes.xml": lambda: f"<rss {many(' a{}=1', 3_000)}>{entry('attributes')}</rss>",
    "feeds/author-crowd.xml": lambda: feed(entry("author-crowd", extra=many("<author>a{0}@town.example (A {0})</author>", 2_000))),
    "feeds/categories.xml": lambda: feed(entry("categories", extra=many("<category>c{}</category>", 3_000))),
    "feeds/css-urls.xml": lambda: feed(entry("css-urls", f'&lt;p style="{"url(" * 3_000}"&gt;{TEXT}&lt;/p&gt;')),
    "feeds/enclosures.xml": lambda: feed(entry("enclosures", extra=many("<enclosure url='http://10.0.0.1/{}' length='-1'/>", 1_000))),
    "feeds/entities-100000.xml": lambda: f"<!DOCTYPE r [{ENTITIES}]>{feed(entry('entities'))}",
    "feeds/entity-repeated.xml": lambda: f"<!DOCTYPE r [<!ENTITY a '{'x' * 50_000}'>]>{feed(entry('repeated', '&a;' * 20_000))}",
    "feeds/guid-long.xml": lambda: feed(entry("g" * 60_000, TEXT * 6)),
    "feeds/half-tags.xml": lambda: feed(entry("half-tags", "&lt;" * 5_000 + TEXT)),
    "feeds/json-deep.json": lambda: '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 20_000,
    "feeds/line-2-mb.xml": lambda: feed(entry("line", "x" * 2_000_000)),
    "feeds/line-100-mb.xml": lambda: feed(entry("longest", "x" * 100_000_000)),
    "feeds/link-long.xml": lambda: feed(entry("link-long", TEXT * 6, f"<link>http://town.example/{'a' * 60_000}</link>")),
    "feeds/namespaces.xml": lambda: feed(entry("namespaces"), "rss version='2.0'" + many(" xmlns:n{0}='urn:{0}'", 900)),
    "feeds/nested-5000.xml": lambda: feed(entry("nested-5000", "<a>" * 5_000 + TEXT + "</a>" * 5_000)),
    "feeds/nested-html-2000.xml": lambda: feed(entry("nested-html", "&lt;div&gt;" * 2_000 + TEXT + "&lt;/div&gt;" * 2_000)),
    "feeds/newlines-before-root.xml": lambda: "\n" * 50_000 + feed(entry("newlines")),
    "feeds/spaces-only.xml": lambda: " \n\t" * 300_000,
    "feeds/text-base64.xml": lambda: feed(entry("text-base64", "QUJD" * 5_000)),
    "feeds/text-brackets.xml": lambda: feed(entry("text-brackets", "(" * 20_000 + TEXT)),
    "feeds/text-commas.xml": lambda: feed(entry("text-commas", "a, " * 2_000)),
    "feeds/text-lines.xml": lambda: feed(entry("text-lines", "&lt;br&gt;" * 20_000 + TEXT)),
    "feeds/text-marks.xml": lambda: feed(entry("text-marks", "“" * 20_000 + TEXT)),
    "feeds/text-one-word.xml": lambda: feed(entry("text-one-word", "x" * 50_000)),
    "feeds/title-long.xml": lambda: feed(entry("title-long", title="Bridge " * 10_000)),
    "feeds/zalgo.xml": lambda: feed(entry("zalgo", "".join(each + "\u0300" * 40 for each in SENTENCE) + TEXT)),
    "pages/attribute-long.html": lambda: page(ARTICLE, attributes=f" x='{'y' * 80_000}'"),
    "pages/attributes.html": lambda: page(ARTICLE, attributes=many(" a{}=1", 5_000)),
    "pages/bold-never-closed.html": lambda: page("<b>" * 3_000 + ARTICLE),
    "pages/json-ld-deep.html": lambda: page(ARTICLE, f"<script type='application/ld+json'>{'[' * 20_000}</script>"),
    "pages/json-ld-lies.html": lambda: page(ARTICLE, f"<script type='application/ld+json'>{json.dumps(LIES)}</script>"),
    "pages/line-10-mb.html": lambda: page(ARTICLE + "<!-- " + "x" * 10_000_000 + " -->"),
    "pages/line-30-mb.html": lambda: page(ARTICLE + "<p>" + "x" * 30_000_000),
    "pages/meta-flood.html": lambda: page(ARTICLE, many("<meta name='author' content='A {}'>", 3_000)),
    "pages/meta-long.html": lambda: page(ARTICLE, f"<meta property='og:title' content='{'x' * 80_000}'>"),
    "pages/nested-3000.html": lambda: page("<div>" * 3_000 + ARTICLE + "</div>" * 3_000),
    "pages/nested-spans.html": lambda: page(ARTICLE + "<span>" * 5_000),
    "pages/only-links.html": lambda: page(f"<ul>{LINKS}</ul>"),
    "pages/only-pictures.html": lambda: page("<img src='a.png' alt=''>" * 300),
    "pages/quotes-open.html": lambda: page("<p>" + "“" * 8_000 + "</p>" + ARTICLE),
    "pages/spans-40000.html": lambda: page(ARTICLE + "<span>x</span>" * 40_000),
}  # fmt: skip
