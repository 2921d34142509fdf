"""Politeness against real servers: what each behaviour of a site ends as, and the requests that the site received, by count and spacing."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_network
from itertools import pairwise

import pytest

from tasks.fetch.addresses import AddressRules
from tasks.fetch.answers import Limits
from tasks.fetch.client import Client
from tasks.fetch.fetcher import Fetcher, Obeyed, Validators, body_sha256
from tasks.fetch.hosts import Politeness
from tasks.fetch.visits import Visits
from tests.sites import Page, Pieces, Reply, Visit, open_site

FEED = b"<rss version='2.0'><channel></channel></rss>"
SPACING = 0.05
POLITE = Politeness(spacing_seconds=SPACING, patience_seconds=2.0, host_seconds=30.0, tries=3)
LIMITS = Limits(body_bytes=50_000, connect_seconds=20.0, read_seconds=20.0, total_seconds=40.0)
OBEYED = Obeyed()
OK = Reply(body=FEED)
NONE = ("/robots.txt", "/.well-known/tdmrep.json")  # what is asked for before anything else of an origin


def moved(status: int, to: str) -> Reply:
    return Reply(status, (("Location", to),))


def robots(text: str, status: int = 200) -> dict[str, Page | list[Page]]:
    return {"/robots.txt": Reply(status, body=text.encode()), "/feed": OK}


def header(name: str, value: str) -> Reply:
    return replace(OK, headers=((name, value),))


def page(head: str) -> Reply:
    return Reply(
        headers=(("Content-Type", "text/html"),), body=f"<html><head>{head}</head><body>words</body></html>".encode()
    )


def tdm(body: str) -> dict[str, Page | list[Page]]:
    return {"/.well-known/tdmrep.json": Reply(body=body.encode()), "/feed": OK}


@dataclass(frozen=True)
class Behaviour:
    """What a site does with /feed, how fetching it ends, and the paths it was asked for after robots.txt and tdmrep.json."""

    pages: dict[str, Page | list[Page]]
    state: str
    reason: str
    asked: tuple[str, ...] = ("/feed",)
    validators: Validators | None = None
    before: tuple[str, ...] = NONE
    words: dict[str, str | None] = field(default_factory=dict)


KNOWN = Validators("", '"a b"', "Mon, 02 Mar 2026 01:00:00 GMT", body_sha256(FEED))
FOREVER = "robots.txt cannot be read"
BEHAVIOURS = {
    "plain": Behaviour({"/feed": OK}, "fetched", "HTTP 200", words={"robots": "none", "opt_out": None}),
    "not found": Behaviour({}, "failed", "HTTP 404"),
    "gone": Behaviour({"/feed": Reply(410)}, "failed", "HTTP 410"),
    "forbidden": Behaviour({"/feed": Reply(403)}, "failed", "HTTP 403"),
    "asks for a password": Behaviour({"/feed": Reply(401)}, "failed", "HTTP 401"),
    "legal reasons": Behaviour({"/feed": Reply(451)}, "failed", "HTTP 451"),
    "no content": Behaviour({"/feed": Pieces((b"HTTP/1.1 204 No Content\r\n\r\n",))}, "failed", "HTTP 204"),
    "busy once": Behaviour({"/feed": [Reply(503), OK]}, "fetched", "HTTP 200", ("/feed",) * 2),
    "too many requests once": Behaviour({"/feed": [Reply(429, (("Retry-After", "1"),)), OK]}, "fetched", "HTTP 200", ("/feed",) * 2),
    "busy for ever": Behaviour({"/feed": Reply(503)}, "failed", "HTTP 503", ("/feed",) * 3),
    "gateway down": Behaviour({"/feed": Reply(502)}, "failed", "HTTP 502", ("/feed",) * 3),
    "asks for an hour": Behaviour({"/feed": Reply(503, (("Retry-After", "3600"),))}, "failed", "HTTP 503"),
    "closes once": Behaviour({"/feed": [Pieces(()), OK]}, "fetched", "HTTP 200", ("/feed",) * 2),
    "closes always": Behaviour({"/feed": Pieces(())}, "failed", "RemoteProtocolError", ("/feed",) * 3),
    "too large": Behaviour({"/feed": Reply(body=b"x" * 60_000)}, "failed", "more than 50,000 bytes"),
    "unchanged by its word": Behaviour({"/feed": Pieces((b"HTTP/1.1 304 Not Modified\r\n\r\n",))}, "unchanged", "HTTP 304", validators=KNOWN),
    "unchanged by its bytes": Behaviour({"/feed": OK}, "unchanged", "the same bytes", validators=KNOWN),
    "304 that nobody asked for": Behaviour({"/feed": Pieces((b"HTTP/1.1 304 Not Modified\r\n\r\n",))}, "failed", "HTTP 304"),
    "301": Behaviour({"/feed": moved(301, "/new"), "/new": OK}, "fetched", "HTTP 200", ("/feed", "/new")),
    "302": Behaviour({"/feed": moved(302, "new?a=b"), "/new?a=b": OK}, "fetched", "HTTP 200", ("/feed", "/new?a=b")),
    "303, 307, 308": Behaviour(
        {"/feed": moved(303, "/a"), "/a": moved(307, "/b"), "/b": moved(308, "/c"), "/c": OK}, "fetched", "HTTP 200", ("/feed", "/a", "/b", "/c")
    ),
    "a circle": Behaviour({"/feed": moved(302, "/a"), "/a": moved(302, "/feed")}, "failed", "redirects in a circle", ("/feed", "/a")),
    "a long chain": Behaviour(
        {"/feed": moved(302, "/0"), **{f"/{n}": moved(302, f"/{n + 1}") for n in range(9)}}, "failed", "more than 5 redirects",
        ("/feed", "/0", "/1", "/2", "/3", "/4"),
    ),
    "redirect without a place": Behaviour({"/feed": Reply(302)}, "failed", "redirects in a circle"),
    "redirect to a file": Behaviour({"/feed": moved(302, "file:///etc/passwd")}, "failed", "a redirect to no http(s) URL"),
    "redirect to gopher": Behaviour({"/feed": moved(302, "gopher://a/")}, "failed", "a redirect to no http(s) URL"),
    "redirect to private": Behaviour({"/feed": moved(302, "http://10.0.0.1/")}, "failed", f"{FOREVER}: the address 10.0.0.1 is not public"),
    "redirect to metadata": Behaviour({"/feed": moved(302, "http://169.254.169.254/latest")}, "failed", f"{FOREVER}: the address 169.254.169.254"),
    "redirect to IPv6 loopback": Behaviour({"/feed": moved(302, "http://[::1]/")}, "failed", f"{FOREVER}: the address ::1 is not public"),
    "redirect to a mapped address": Behaviour({"/feed": moved(302, "http://[::ffff:a9fe:a9fe]/")}, "failed", f"{FOREVER}: the address"),
    "robots.txt allows": Behaviour(robots("User-agent: *\nDisallow: /private"), "fetched", "HTTP 200", words={"robots": "allowed"}),
    "robots.txt forbids": Behaviour(robots("User-agent: *\nDisallow: /"), "skipped", "robots.txt forbids it", (), before=NONE[:1]),
    "robots.txt forbids us": Behaviour(robots("User-agent: nightdesk\nDisallow: /feed\n\nUser-agent: *\nAllow:"), "skipped", "robots.txt forbids it", (), None, NONE[:1]),
    "robots.txt forbids others": Behaviour(robots("User-agent: otherbot\nDisallow: /"), "fetched", "HTTP 200"),
    "the longer rule wins": Behaviour(robots("User-agent: *\nDisallow: /\nAllow: /feed"), "fetched", "HTTP 200"),
    "robots.txt with a mark": Behaviour(robots("\ufeffUser-agent: *\nDisallow: /feed$"), "skipped", "robots.txt forbids it", (), before=NONE[:1]),
    "robots.txt busy": Behaviour(robots("", 503), "failed", f"{FOREVER}: HTTP 503", (), before=NONE[:1] * 3, words={"robots": "unreachable"}),
    "robots.txt forbidden": Behaviour(robots("", 403), "fetched", "HTTP 200"),
    "robots.txt moved": Behaviour(
        {"/robots.txt": moved(301, "/r"), "/r": Reply(body=b"User-agent: *\nDisallow: /"), "/feed": OK}, "skipped", "robots.txt forbids it", (),
        before=("/robots.txt", "/r"),
    ),
    "robots.txt closes": Behaviour({"/robots.txt": Pieces(()), "/feed": OK}, "failed", f"{FOREVER}: RemoteProtocolError", (), before=NONE[:1] * 3),
    "robots.txt is a page": Behaviour(robots("<html>hello</html>"), "fetched", "HTTP 200"),
    "redirect to what robots.txt forbids": Behaviour(
        robots("User-agent: *\nDisallow: /inner") | {"/feed": moved(302, "/inner"), "/inner": OK}, "skipped", "robots.txt forbids it"
    ),
    "TDM header": Behaviour({"/feed": header("TDM-Reservation", "1")}, "skipped", "reserved by the header tdm-reservation"),
    "TDM header says free": Behaviour({"/feed": header("TDM-Reservation", "0")}, "fetched", "HTTP 200"),
    "TDM meta": Behaviour({"/feed": page('<meta name="tdm-reservation" content="1">')}, "skipped", "reserved by the meta element"),
    "TDM meta outranks header": Behaviour(
        {"/feed": replace(page("<meta content='0' name=tdm-reservation>"), headers=(("TDM-Reservation", "1"),))}, "fetched", "HTTP 200"
    ),
    "TDM file": Behaviour(tdm('[{"location": "/", "tdm-reservation": 1}]'), "skipped", "reserved by the site's tdmrep.json", ()),
    "TDM file for another part": Behaviour(tdm('[{"location": "/images/*", "tdm-reservation": 1}]'), "fetched", "HTTP 200"),
    "TDM file, first match": Behaviour(
        tdm('[{"location": "/fee*$", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]'), "fetched", "HTTP 200"
    ),
    "TDM file is broken": Behaviour(tdm("[" * 5_000), "fetched", "HTTP 200"),
    "noai header": Behaviour({"/feed": header("X-Robots-Tag", "noindex, noai")}, "skipped", "noai in the header for robots"),
    "noai for another": Behaviour({"/feed": header("X-Robots-Tag", "otherbot: noai")}, "fetched", "HTTP 200"),
    "noai meta": Behaviour({"/feed": page("<META NAME='robots' CONTENT='NoAI, noimageai'>")}, "skipped", "noai in the page's meta element"),
    "only images": Behaviour({"/feed": page("<meta name='robots' content='noimageai'>")}, "fetched", "HTTP 200"),
}  # fmt: skip


def fetcher(politeness: Politeness = POLITE, obeyed: Obeyed = OBEYED) -> Fetcher:
    client = Client("", AddressRules((ip_network("127.0.0.0/8"),)), LIMITS)
    return Fetcher(Visits(client, politeness, keep=lambda _: None), obeyed)


def gaps(visits: list[Visit]) -> list[float]:
    return [later.at - earlier.at for earlier, later in pairwise(visits)]


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_every_behaviour_ends_with_its_reason_and_the_requests_it_should_have_had(name: str) -> None:
    behaviour = BEHAVIOURS[name]
    with open_site(pages=behaviour.pages) as site:
        url = f"{site.base}/feed"
        got = fetcher().fetch(url, replace(behaviour.validators, url=url) if behaviour.validators else None)
        assert (got.url, got.state) == (url, behaviour.state), got.reason
        assert got.reason.startswith(behaviour.reason), got.reason
        assert site.paths() == [*behaviour.before, *behaviour.asked]
        assert all(gap >= SPACING for gap in gaps(site.visits))
        assert {name: getattr(got, name) for name in behaviour.words} == behaviour.words


def test_validators_go_back_byte_for_byte_and_only_to_where_they_came_from() -> None:
    with open_site(
        pages={"/feed": moved(302, "/real"), "/real": Pieces((b"HTTP/1.1 304 Not Modified\r\n\r\n",))}
    ) as site:
        known = replace(KNOWN, url=f"{site.base}/real", etag='W/"a  b\xe9"')
        assert fetcher().fetch(f"{site.base}/feed", known).state == "unchanged"
        (first,), (second,) = site.asked("/feed"), site.asked("/real")
        assert "if-none-match" not in first.headers
        assert second.headers["if-none-match"] == 'W/"a  b\xe9"'
        assert second.headers["if-modified-since"] == "Mon, 02 Mar 2026 01:00:00 GMT"


def test_what_is_learnt_of_an_origin_is_asked_for_once() -> None:
    with open_site(pages={f"/{n}": OK for n in range(3)}) as site:
        one = fetcher()
        assert [one.fetch(f"{site.base}/{n}").state for n in range(3)] == ["fetched"] * 3
        assert site.paths() == [*NONE, "/0", "/1", "/2"]


def test_a_host_has_one_request_at_a_time_while_others_have_theirs() -> None:
    lock, other_asked, under_way, most = threading.Lock(), threading.Event(), [0], [0]

    def slow(_: Visit) -> Reply:
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        assert other_asked.wait(20)  # the other host is asked while this one has not answered yet
        time.sleep(0.02)
        with lock:
            under_way[0] -= 1
        return OK

    def other(_: Visit) -> Reply:
        other_asked.set()
        return OK

    with ExitStack() as stack:
        first = stack.enter_context(open_site("127.0.0.2", {f"/{n}": slow for n in range(6)}))
        second = stack.enter_context(open_site("127.0.0.3", {"/feed": other}))
        one = fetcher()
        with ThreadPoolExecutor(7) as threads:
            got = [*threads.map(one.fetch, (*(f"{first.base}/{n}" for n in range(6)), f"{second.base}/feed"))]
        assert [each.reason for each in got] == ["HTTP 200"] * 7
        assert most == [1]
        assert all(gap >= SPACING for gap in gaps(first.visits))


def test_crawl_delay_is_kept_between_requests() -> None:
    pages = robots("User-agent: *\nCrawl-delay: 0.4") | {"/a": OK, "/b": OK}
    with open_site(pages=pages) as site:
        one = fetcher()
        assert [one.fetch(f"{site.base}/{path}").state for path in ("feed", "a", "b")] == ["fetched"] * 3
        assert all(gap >= 0.4 for gap in gaps(site.visits[2:]))


def test_a_crawl_delay_longer_than_patience_postpones_and_is_not_waited_for() -> None:
    with open_site(pages=robots("User-agent: *\nCrawl-delay: 3600")) as site:
        one, began = fetcher(), time.monotonic()
        assert one.fetch(f"{site.base}/feed").state == "fetched"
        second = one.fetch(f"{site.base}/feed")
        assert (second.state, second.is_postponed, second.reason[:27]) == (
            "failed",
            True,
            "the host asks for a pause o",
        )
        assert second.pause_seconds > 3500
        assert time.monotonic() - began < 60
        assert site.paths() == [*NONE, "/feed"]


@pytest.mark.parametrize("form", ("seconds", "date"))
def test_retry_after_is_kept_for_the_whole_host(form: str) -> None:
    def refuse(_: Visit) -> Reply:
        in_two_seconds = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
        return Reply(429, (("Retry-After", in_two_seconds if form == "date" else "1"),))

    with open_site(pages={"/feed": [refuse, OK]}) as site:
        got = fetcher().fetch(f"{site.base}/feed")
        assert got.state == "fetched"
        refused, again = site.asked("/feed")
        assert again.at - refused.at >= 0.9


def test_a_host_that_asks_for_an_hour_is_asked_for_nothing_more_and_others_go_on() -> None:
    with ExitStack() as stack:
        busy = stack.enter_context(
            open_site("127.0.0.2", {"/feed": Reply(429, (("Retry-After", "3600"),)), "/other": OK})
        )
        open_one = stack.enter_context(open_site("127.0.0.3", {"/feed": OK}))
        one = fetcher()
        assert one.fetch(f"{busy.base}/feed").pause_seconds == 3600.0
        assert one.fetch(f"{busy.base}/other").is_postponed
        assert one.fetch(f"{open_one.base}/feed").state == "fetched"
        assert busy.paths() == [*NONE, "/feed"]


def test_a_slow_host_uses_up_its_time_and_no_more() -> None:
    slow = Pieces((b"HTTP/1.1 200 OK\r\n\r\n",) + (b"x",) * 3, pause=0.2)
    with open_site(pages={f"/{n}": slow for n in range(9)}) as site:
        one = fetcher(replace(POLITE, host_seconds=1.0))
        states = [one.fetch(f"{site.base}/{n}") for n in range(9)]
        assert [got.is_postponed for got in states[-3:]] == [True] * 3
        assert states[-1].reason == "the host used up its 1 seconds of this run"
        assert len(site.visits) < 5


def test_what_is_only_recorded_is_fetched_all_the_same() -> None:
    pages = robots("User-agent: *\nDisallow: /") | {"/feed": header("TDM-Reservation", "1")}
    with open_site(pages=pages) as site:
        got = fetcher(obeyed=Obeyed(robots=False, opt_outs=False)).fetch(f"{site.base}/feed")
        assert (got.state, got.robots, got.opt_out) == (
            "fetched",
            "forbidden",
            "reserved by the header tdm-reservation",
        )
