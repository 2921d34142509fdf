"""Feed lists as other readers keep them: OPML 2.0 in and out (http://opml.org/spec2.opml)."""

import re
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from tasks.seeds.feeds import FeedSource
from tasks.seeds.rows import SeedError

MOST_CHARS = 200  # of a name
OTHER_TYPES = ("link", "include")  # whose url leads to a page or to another list
# Old readers write feed://host/path and feed:https://host/path.
FEED_SCHEME = re.compile(r"^feed:(//|(?=https?:))", re.IGNORECASE)


def read_opml(path: Path, country_code: str, language_code: str) -> tuple[FeedSource, ...]:
    """The feeds of an OPML file, each outlet its own owner; country and language stand for all that declare none.

    The group that an outline stands in becomes its section, where the file is sound XML; one that is not is read as leniently as a
    browser reads pages. Raises SeedError for a file that is no OPML.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise SeedError(path, 1, f"cannot be read as OPML: {error.strerror}") from error
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        root = etree.fromstring(b"<html>" + body, etree.HTMLParser(no_network=True)).find(".//opml")
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise SeedError(path, 1, "no OPML: its first element is another")
    found = (_feed(outline, country_code, language_code) for outline in root.iter("outline"))
    return tuple(feed for feed in found if feed)


def write_opml(feeds: Iterable[FeedSource], title: str) -> bytes:
    """The feeds as an OPML file, grouped by country."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body, groups = etree.SubElement(root, "body"), {}
    for feed in feeds:
        if feed.country_code not in groups:
            groups[feed.country_code] = etree.SubElement(body, "outline", text=feed.country_code)
        said = {"type": "rss", "text": feed.source_name, "xmlUrl": feed.feed_url, "language": feed.language_code}
        section = {"category": feed.section_name} if feed.section_name else {}
        etree.SubElement(groups[feed.country_code], "outline", {**said, **section})
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def _feed(outline: etree._Element, country_code: str, language_code: str) -> FeedSource | None:
    said = {name.lower(): _words(value) for name, value in outline.attrib.items()}
    feed_url = said.get("xmlurl") or ("" if said.get("type") in OTHER_TYPES else said.get("url"))
    if not feed_url:
        return None
    feed_url = FEED_SCHEME.sub(lambda scheme: "http://" if scheme[1] else "", feed_url)
    name = said.get("title") or said.get("text") or feed_url
    parent = outline.getparent()
    group = (
        _words(parent.get("title") or parent.get("text") or "") if parent is not None and not _has_feed(parent) else ""
    )
    section = said.get("category") or group or None
    return FeedSource(feed_url, name, name, country_code, _tag(said.get("language", "")) or language_code, section)


def _tag(language: str) -> str:
    """A language tag in the letters that BCP 47 recommends; OPML and RSS write them small (``en-us``)."""
    first, *rest = language.replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) < 4 else part.title() for part in rest)])


def _has_feed(outline: etree._Element) -> bool:
    return any(name.lower() == "xmlurl" for name in outline.attrib)


def _words(text: str) -> str:
    return "".join(char for char in " ".join(text.split()) if char.isprintable())[:MOST_CHARS].strip()
