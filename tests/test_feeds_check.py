"""The doctor for feeds, against a real server: what it finds in a sound feed, a careless one and a dead one."""

import json
from datetime import UTC, datetime
from typing import Any

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

    pages: dict[str, Any] = {"/good": honest, "/careless": Reply(headers=(("ETag", '"x"'),), body=careless)}
    with open_site(pages=pages) as site:
        urls = [f"{site.base}/{path}" for path in ("good", "careless", "dead")]
        said = json.loads(nightdesk("feeds", "check", *urls, "--json", env=NIGHT))
        found = [{each["name"]: (each["is_well"], each["words"]) for each in feed["findings"]} for feed in said]
        assert site.paths().count("/good") == site.paths().count("/careless") == 2
    assert {name for name, (is_well, _) in found[0].items() if is_well} == {
        "reached", "allowed", "entries", "validators", "full text", "identity", "dates", "repeats",
    }  # fmt: skip
    assert found[0]["repeats"][1] == "1 of 2 entries stand in other feeds too"
    assert found[1]["validators"] == (False, "etag, but the same bytes are sent again")
    assert found[1]["full text"] == (False, "2 of 2 entries need their page")
    assert found[1]["identity"] == (False, "1 without guid, 0 guids repeated, 0 share a link")
    assert found[2]["reached"] == (False, found[2]["reached"][1])
    assert found[2]["reached"][1].startswith("HTTP 404")
