"""The doctor for feeds, against a real server: what it finds in a sound feed, a careless one and a dead one."""

import json
from datetime import UTC, datetime
from typing import Any

from tasks.fetch import Answer, Fetched, diagnose
from tasks.fetch.answers import Exchange
from tasks.records import Document, Supplied
from tests.nights import NIGHT
from tests.sites import Pieces, Reply, Visit, open_site
from tests.warehouses import nightdesk

TEXT = "The council met in the town hall and voted on the bridge again. " * 20


def entry(link: str, guid: str, text: str) -> str:
    date = f"<pubDate>{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
    return f"<item><title>A</title><link>{link}</link>{guid}{date}<description>{text}</description></item>"


def feed(*entries: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Town</title>{''.join(entries)}</channel></rss>".encode()


def test_what_the_doctor_finds() -> None:
    shared = "https://town.example/shared"
    good = feed(entry("https://town.example/1", "<guid>1</guid>", TEXT), entry(shared, "<guid>2</guid>", TEXT))
    careless = feed(entry(shared, "", "Short."), entry("https://town.example/3", "<guid>3</guid>", "Short."))

    def honest(visit: Visit) -> Reply | Pieces:
        if visit.headers.get("if-none-match") == '"1"':
            return Pieces((b"HTTP/1.1 304 Not Modified\r\n\r\n",))
        return Reply(headers=(("ETag", '"1"'),), body=good)

    restless = [Reply(body=feed(entry("https://town.example/4", f"<guid>{n}</guid>", TEXT))) for n in range(2)]
    pages: dict[str, Any] = {
        "/good": honest,
        "/careless": Reply(headers=(("ETag", '"x"'),), body=careless),
        "/restless": restless,
        "/page": Reply(
            body=b"<html><head><link href='/good' type='application/rss+xml'></head><body>Home</body></html>"
        ),
    }
    with open_site(pages=pages) as site:
        urls = [f"{site.base}/{path}" for path in ("good", "careless", "dead", "restless", "page")]
        said = json.loads(nightdesk("feeds", "check", *urls, "--json", env=NIGHT))
        found = [{each["name"]: (each["is_well"], each["words"]) for each in feed["findings"]} for feed in said]
        assert site.paths().count("/good") == site.paths().count("/careless") == 2
    assert {name for name, (is_well, _) in found[0].items() if is_well} == {
        "reached", "allowed", "entries", "validators", "full text", "identity", "guid stability", "dates", "publication lag", "repeats",
    }  # fmt: skip
    assert found[0]["repeats"][1] == "1 of 2 entries stand in other feeds too"
    assert found[1]["validators"] == (False, "etag, but the same bytes are sent again")
    assert found[1]["full text"] == (False, "2 of 2 entries need their page")
    assert found[1]["identity"] == (False, "1 without guid, 0 guids repeated, 0 share a link")
    assert found[3]["guid stability"] == (
        False,
        "of 1 entries seen at another time, 1 had another guid, 0 another link",
    )
    assert found[2]["reached"] == (False, found[2]["reached"][1])
    assert found[2]["reached"][1].startswith("HTTP 404")
    assert found[4]["entries"][1].startswith("0 entries in ")
    assert found[4]["entries"][1].endswith("; the page names one: /good)")


def test_an_entry_that_is_given_days_late_is_told() -> None:
    got = Fetched(
        "u", "fetched", "HTTP 200", Answer(Exchange("u", datetime.now(UTC), 0.1, None, b"", b""), 200, (), b"")
    )
    nights = [datetime(2026, 3, day, 2, tzinfo=UTC) for day in range(1, 7)]
    said = ("2026-01-01T00:00:00Z", "Sun, 01 Mar 2026 20:00:00 GMT", "2026-03-01T14:00:00Z", "2026-03-02", None, "soon")

    def lag(*seen: tuple[str | None, datetime]) -> tuple[bool, str]:
        (found,) = (each for each in diagnose(got, got, [], {}, (), seen) if each.name == "publication lag")
        return found.is_well, found.words

    assert lag() == lag((said[0], nights[0])) == (True, "no entry was published since the first night yet")
    words = "half of the {} entries since the first night were seen within {} hours of their date"
    in_time = zip(said[:3], nights, strict=False)
    assert lag(*in_time) == (True, words.format(2, "36.0"))
    assert lag(*zip(said, nights, strict=True)) == (True, words.format(3, "36.0"))
    late = [(said[1], nights[5]), (said[2], nights[4]), (said[0], nights[0])]
    assert lag(*late) == (False, words.format(2, "102.0"))


def test_guids_are_compared_with_those_of_earlier_nights() -> None:
    def document(link: str, guid: str) -> Document:
        return Document("d", "n", "text/html", b"", Supplied(url=link, guid=guid))

    got = Fetched(
        "u", "fetched", "HTTP 200", Answer(Exchange("u", datetime.now(UTC), 0.1, None, b"", b""), 200, (), b"")
    )
    entries = [document("/a", "1"), document("/b", "2"), document("/moved", "3"), document("/new", "4")]
    earlier = [Supplied(url="/a", guid="1"), Supplied(url="/b", guid="x"), Supplied(url="/c", guid="3")]
    (found,) = (each for each in diagnose(got, got, entries, {}, earlier) if each.name == "guid stability")
    assert (found.is_well, found.words) == (
        False,
        "of 3 entries seen at another time, 1 had another guid, 1 another link",
    )
    (found,) = (each for each in diagnose(got, got, entries, {}) if each.name == "guid stability")
    assert (found.is_well, found.words) == (True, "no entry was seen at another time yet")
