"""RSS, Atom, RDF and JSON Feed as documents."""

import io
import json
from pathlib import Path

import pytest

from tasks.read import ReadLimits, read_feed
from tasks.records import Disposition, Document, Supplied
from tests.reading import answers, documents, read_bytes

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE rss PUBLIC "-//Harbour//DTD RSS//EN" "https://harbour.example/rss.dtd">
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://harbour.example/</link><language>en-gb</language>
<item><title>Ferry &amp;amp; fähre</title><link>/news/1?a=1&amp;b=2</link><guid isPermaLink="false">g1</guid>
<pubDate>Mon, 02 Mar 2026 06:30:00 GMT</pubDate><dc:creator>Ada Quist</dc:creator><category>Travel</category>
<description>&lt;b&gt;Short&lt;/b&gt; version.</description>
<content:encoded><![CDATA[<p>It ran again, at length.</p>]]></content:encoded></item>
<item><title>Live</title><link>https://harbour.example/live</link><guid>g2</guid><description>One.</description></item>
<item><title>Live</title><link>https://harbour.example/live</link><guid>g3</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><title>Ferry</title><link href="https://harbour.example/1"/><id>tag:1</id>
<published>2026-03-02T06:30:00Z</published><updated>2026-03-03T06:30:00Z</updated><author><name>Bo Lind</name></author>
<source><title>Quay News</title></source><content type="text">It ran &lt;again&gt;.</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://harbour.example/"><title>Harbour Post</title></channel>
<item rdf:about="https://harbour.example/1"><title>Ferry</title><link>https://harbour.example/1</link>
<description>It ran.</description><dc:date>2026-03-02</dc:date></item></rdf:RDF>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour Post",
    "language": "en",
    "items": [
        {
            "id": 7,
            "url": "https://harbour.example/1",
            "title": "Ferry",
            "content_html": "<p>It ran.</p>",
            "date_published": "2026-03-02T06:30:00Z",
            "authors": [{"name": "Ada Quist"}],
            "tags": ["Travel"],
            "summary": "Short.",
        },
        {"id": "8", "content_text": "Only text."},
        "no entry",
    ],
}


def entries(body: bytes, supplied: Supplied | None = None) -> list[Document | Disposition]:
    return list(read_feed(body, "feed", ReadLimits(), {}, supplied))


def test_rss_entries_carry_what_the_feed_declares() -> None:
    feed = Supplied(feed_url="https://harbour.example/rss", source_name="The Post")
    first, second, third = documents(entries(RSS.format(encoding="utf-8").encode(), feed))
    assert (first.input_name, first.media_type, first.body) == (
        "feed#entry 1",
        "text/html",
        b"<p>It ran again, at length.</p>",
    )
    assert first.supplied == Supplied(
        url="https://harbour.example/news/1?a=1&b=2",
        title="Ferry & fähre",
        published_at="Mon, 02 Mar 2026 06:30:00 GMT",
        source_name="The Post",
        language_code="en-gb",
        authors=("Ada Quist",),
        description="Short version.",
        section_name="Travel",
        declared_id="g1",
        guid="g1",
        feed_url="https://harbour.example/rss",
    )
    assert (second.supplied.guid, second.supplied.is_link_shared, second.body) == ("g2", True, b"One.")
    assert (third.supplied.guid, third.supplied.is_link_shared, third.body) == ("g3", True, b"")


def test_a_feed_file_rejects_an_entry_without_content(tmp_path: Path) -> None:
    found = answers(read_bytes(tmp_path, "feed.xml", RSS.format(encoding="utf-8").encode()))
    assert found == {
        "feed.xml#entry 1": b"<p>It ran again, at length.</p>",
        "feed.xml#entry 2": b"One.",
        "feed.xml#entry 3": "rejected: empty: the entry has no content",
    }


def test_the_encoding_is_that_of_the_bytes() -> None:
    titles = [
        documents(entries(body))[0].supplied.title
        for body in (
            RSS.format(encoding="iso-8859-1").encode(),  # UTF-8 that calls itself Latin-1
            RSS.format(encoding="iso-8859-1").encode("cp1252"),
            RSS.format(encoding="utf-8").encode("cp1252"),
            RSS.format(encoding="utf-16").encode("utf-16"),
            RSS.format(encoding="utf-7").encode("utf-8"),
        )
    ]
    assert titles == ["Ferry & fähre"] * 5
    by_header = list(
        read_feed(RSS.encode("cp1257"), "feed", ReadLimits(), {"content-type": "text/xml; charset=cp1257"})
    )
    assert documents(by_header)[0].supplied.title == "Ferry & fähre"


def test_atom_entries_name_their_own_source_and_both_dates() -> None:
    [entry] = documents(entries(ATOM.encode()))
    assert (entry.media_type, entry.body) == ("text/plain", b"It ran <again>.")
    assert entry.supplied == Supplied(
        url="https://harbour.example/1",
        title="Ferry",
        published_at="2026-03-02T06:30:00Z",
        modified_at="2026-03-03T06:30:00Z",
        source_name="Quay News",
        authors=("Bo Lind",),
        declared_id="tag:1",
        guid="tag:1",
    )


def test_the_date_of_an_rdf_entry_is_its_day_of_publication() -> None:
    [entry] = documents(entries(RDF.encode()))
    assert (entry.supplied.published_at, entry.supplied.modified_at) == ("2026-03-02", None)


def test_json_feed_entries(tmp_path: Path) -> None:
    leaves = read_bytes(tmp_path, "feed.json", json.dumps(JSON_FEED).encode())
    assert answers(leaves) == {
        "feed.json#entry 1": b"<p>It ran.</p>",
        "feed.json#entry 2": b"Only text.",
        "feed.json#entry 3": "rejected: the entry is not an object",
    }
    assert isinstance(leaves[0], Document)
    assert leaves[0].supplied == Supplied(
        url="https://harbour.example/1",
        title="Ferry",
        published_at="2026-03-02T06:30:00Z",
        source_name="Harbour Post",
        language_code="en",
        authors=("Ada Quist",),
        description="Short.",
        section_name="Travel",
        declared_id="7",
        guid="7",
    )


def test_a_feed_under_any_name_is_read_as_one(tmp_path: Path) -> None:
    for name in ("a.rss", "a.atom", "a.rdf", "a.txt", "a.html", "a.php", "a"):
        [leaf] = read_bytes(tmp_path, name, ATOM.encode())
        assert leaf.input_name == f"{name}#entry 1"


def test_a_feed_cut_short_keeps_its_whole_entries() -> None:
    body = RSS.format(encoding="utf-8").encode()
    cut = body[: body.index(b"One.") + 2]
    assert answers(entries(cut)) == {
        "feed#entry 1": b"<p>It ran again, at length.</p>",
        "feed#entry 2": "rejected: truncated: the feed ends inside this entry",
    }


@pytest.mark.parametrize(
    ("guid", "url"),
    [("https://town.example/1", "https://town.example/1"), ("/1", "https://town.example/1"), ("abc123", None), ("tag:town.example,2026:1", None)],
)  # fmt: skip
def test_a_guid_is_the_link_of_an_entry_without_one_where_it_is_an_address(guid: str, url: str | None) -> None:
    body = f"<rss><channel><item><title>Bridge</title><guid>{guid}</guid></item></channel></rss>".encode()
    (found,) = read_feed(body, "feed", ReadLimits(), supplied=Supplied(feed_url="https://town.example/feed"))
    assert isinstance(found, Document)
    assert (found.supplied.url, found.supplied.guid) == (url, guid)


def test_what_is_no_feed_says_so() -> None:
    entities = b'<!DOCTYPE rss [<!ENTITY a "ferry">]><rss><channel><item><title>&a;</title></item></channel></rss>'
    attributes = b"<rss " + b" ".join(b'a%d="1"' % n for n in range(5000)) + b"><channel/></rss>"
    named = b"<html><head><link rel=alternate href='/feed' type=application/rss+xml></head></html>"
    reasons = [
        answers(entries(body))["feed"]
        for body in (
            b"",
            b"<html><p>Not found</p></html>",
            named,
            b'{"items": []}',
            b'{"items": [',
            entities,
            attributes,
        )
    ]
    assert reasons == [
        "rejected: no feed: no element in it",
        "rejected: no feed: neither RSS, Atom, RDF, JSON Feed nor sitemap",
        "rejected: no feed: neither RSS, Atom, RDF, JSON Feed nor sitemap; the page names one: /feed",
        "rejected: no feed: neither RSS, Atom, RDF, JSON Feed nor sitemap",
        "rejected: broken JSON: Expecting value: line 1 column 12 (char 11)",
        "rejected: refused: the feed declares entities",
        "rejected: refused: an element of the feed has thousands of attributes",
    ]
    assert answers(list(read_feed(ATOM.encode(), "feed", ReadLimits(leaf_bytes=100)))) == {
        "feed": "rejected: larger than 100 bytes"
    }


def test_a_feed_whose_bytes_are_a_path_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(ATOM)
    with io.BytesIO(str(tmp_path / "secret.xml").encode()) as path:
        assert answers(entries(path.read())) == {"feed": "rejected: no feed: no element in it"}
