"""A night of hostile feeds: each ends as one disposition with its reason, while the feed that means well is read."""

import gzip
import json
from contextlib import ExitStack
from pathlib import Path

from tests.nights import NIGHT, feeds_csv
from tests.sites import Page, Pieces, Reply, open_site
from tests.warehouses import nightdesk, rows

OK = b"HTTP/1.1 200 OK\r\n"
GZIP = (("Content-Encoding", "gzip"),)
ITEM = b"<item><title>Bridge</title><guid>g</guid><description>The bridge is open again.</description></item>"
FEED = b"<rss version='2.0'><channel><title>T</title>" + ITEM + b"</channel></rss>"
LAUGHS = b"<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"

# What a site answers /feed with, and how the reason of its one disposition begins.
HOSTILE: dict[str, tuple[Page, str, str]] = {
    "entity bomb": (Reply(body=LAUGHS + FEED), "rejected", "refused: the feed declares entities"),
    "external entity": (Reply(body=b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + FEED), "rejected", "refused: the feed declares"),
    "parameter entity": (Reply(body=b"<!DOCTYPE r [<!ENTITY % x SYSTEM 'http://127.0.0.1/'> %x;]>" + FEED), "rejected", "refused"),
    "gzip bomb": (Reply(headers=GZIP, body=gzip.compress(b"\0" * 40_000_000)), "failed", "more than 20,000,000 bytes after"),
    "bomb in a file": (Reply(body=gzip.compress(b"\0" * 40_000_000)), "rejected", "more than 20,000,000 bytes after"),
    "line of 30 MB": (Reply(body=b"<rss>" + b"x" * 30_000_000), "failed", "more than 20,000,000 bytes"),
    "endless chunks": (Pieces((OK + b"Transfer-Encoding: chunked\r\n\r\n",), forever=b"10000\r\n" + b"x" * 65536 + b"\r\n"), "failed", "more than"),
    "endless header": (Pieces((OK + b"X: ",), forever=b"y" * 50_000), "failed", "RemoteProtocolError"),
    "thousands of attributes": (Reply(body=b"<rss " + b" ".join(b"a%d='1'" % n for n in range(50_000)) + b">"), "rejected", "refused: an element"),
    "an image": (Reply(body=b"\x89PNG\r\n\x1a\n" + bytes(1_000)), "rejected", "no feed"),
    "a page": (Reply(body=b"<!doctype html><html><body>Log in</body></html>"), "rejected", "no feed"),
    "nothing": (Reply(), "rejected", "no feed"),
    "NUL bytes": (Reply(body=bytes(100_000)), "rejected", "no feed"),
    "broken JSON": (Reply(body=b'{"version": "https://jsonfeed.org/version/1.1", "items": ['), "rejected", "broken JSON"),
    "deep JSON": (Reply(body=b'{"items": ' + b"[" * 100_000), "rejected", "broken JSON"),
    "not HTTP": (Pieces((b"SSH-2.0-OpenSSH_9.9\r\n",)), "failed", "RemoteProtocolError"),
    "to loopback by name": (Reply(302, (("Location", "http://169.254.169.254/latest/meta-data/"),)), "failed", "robots.txt cannot be read: the address"),
    "to a file": (Reply(302, (("Location", "file:///etc/passwd"),)), "failed", "a redirect to no http(s) URL"),
    "in a circle": (Reply(301, (("Location", "/feed"),)), "failed", "redirects in a circle"),
    "an encoding bomb": (Reply(headers=(("Content-Encoding", "gzip, gzip, gzip"),), body=b"x"), "failed", "content encoding"),
    "header with control characters": (Pieces((OK + b"X-A: \x00\x01\r\n\r\n",)), "failed", "RemoteProtocolError"),
}  # fmt: skip


def test_every_hostile_feed_is_one_disposition_and_the_others_go_on(tmp_path: Path) -> None:
    warehouse = tmp_path / "night.duckdb"
    with ExitStack() as stack:
        good = stack.enter_context(open_site("127.0.1.1", {"/feed": Reply(body=FEED)}))
        sites = {
            name: stack.enter_context(open_site(f"127.0.1.{number}", {"/feed": page}))
            for number, (name, (page, _, _)) in enumerate(HOSTILE.items(), 2)
        }
        feeds = feeds_csv(tmp_path, *(f"{site.base}/feed" for site in sites.values()), f"{good.base}/feed")
        ask = ("nightly", "--feeds", feeds, "--warehouse", warehouse, "--no-prefect", "--json")
        states = dict(json.loads(nightdesk(*ask, env=NIGHT))["states"])
    ends = {
        name: (state, reason)
        for name, state, reason in rows(warehouse, "select input_name, state, reason from facts.dispositions")
    }
    assert len(ends) == sum(states.values()) == len(HOSTILE) + 1
    assert ends[f"{good.base}/feed#entry 1"][0] == "loaded"
    for name, site in sites.items():
        _, state, reason = HOSTILE[name]
        assert ends[f"{site.base}/feed"][0] == state, (name, ends[f"{site.base}/feed"])
        assert ends[f"{site.base}/feed"][1].startswith(reason), (name, ends[f"{site.base}/feed"])
