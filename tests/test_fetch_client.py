"""One request against a real server: what every kind of answer, honest or hostile, becomes, within its limits."""

import gzip
import re
import time
import zlib
from dataclasses import dataclass, replace
from ipaddress import ip_network

import pytest

from tasks.fetch.addresses import AddressRules
from tasks.fetch.answers import Answer, Failure, Limits
from tasks.fetch.client import Client
from tests.sites import Page, Pieces, Reply, Send, closed_port, open_site

LIMITS = Limits(body_bytes=50_000, connect_seconds=20.0, read_seconds=20.0, total_seconds=40.0)
SHORT = {
    "slow": replace(LIMITS, total_seconds=0.8),
    "silence": replace(LIMITS, read_seconds=0.3),
}  # by what a name begins with
LOOPBACK = AddressRules((ip_network("127.0.0.0/8"),))
BODY = b"<rss version='2.0'></rss>"
OK = b"HTTP/1.1 200 OK\r\n"
GZIP = (("Content-Encoding", "gzip"),)


def chunked(*chunks: bytes) -> bytes:
    return OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in chunks)


@dataclass(frozen=True)
class Silent(Pieces):
    """Its pieces, and then nothing for longer than anybody waits."""

    def write(self, send: Send) -> None:
        super().write(send)
        time.sleep(3.0)


# Every behaviour of a server, and what the body or the reason then is.
BODIES: dict[str, tuple[Page, bytes]] = {
    "plain": (Reply(body=BODY), BODY),
    "empty": (Reply(), b""),
    "not found": (Reply(404, body=b"gone fishing"), b"gone fishing"),
    "gzip": (Reply(headers=GZIP, body=gzip.compress(BODY)), BODY),
    "two gzip members": (Reply(headers=GZIP, body=gzip.compress(b"<a>") + gzip.compress(b"</a>")), b"<a></a>"),
    "gzip with a tail": (Reply(headers=GZIP, body=gzip.compress(BODY) + b"\0\0\0"), BODY),
    "gzip in name only": (Reply(headers=GZIP, body=BODY), BODY),
    "deflate": (Reply(headers=(("Content-Encoding", "deflate"),), body=zlib.compress(BODY)), BODY),
    "bare deflate": (Reply(headers=(("Content-Encoding", "deflate"),), body=zlib.compress(BODY)[2:-4]), BODY),
    "chunked": (Pieces((chunked(b"<rss>", b"</rss>") + b"0\r\n\r\n",)), b"<rss></rss>"),
    "without a length": (Pieces((OK + b"\r\n", BODY)), BODY),
    "in small pieces": (Pieces(tuple(bytes([each]) for each in OK + b"\r\nhi"), pause=0.001), b"hi"),
    "early hints first": (
        Pieces((b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\nhi",)),
        b"hi",
    ),
    "HTTP/1.0": (Pieces((b"HTTP/1.0 200 OK\r\n\r\nold",)), b"old"),
}
REASONS: dict[str, tuple[Page, str]] = {
    "too large": (Reply(body=b"x" * 60_000), r"more than 50,000 bytes"),
    "endless": (Pieces((OK + b"\r\n",), forever=b"x" * 10_000), r"more than 50,000 bytes"),
    "endless chunks": (Pieces((chunked(),), forever=b"1000\r\n" + b"x" * 4096 + b"\r\n"), r"more than 50,000 bytes"),
    "endless chunk extension": (Pieces((chunked() + b"5;",), forever=b"x" * 10_000), r"RemoteProtocolError|more than"),
    "slow drip": (Pieces((OK + b"\r\n",), pause=0.05, forever=b"x"), r"not whole after 0.8 seconds"),
    "slow drip of headers": (Pieces((OK,), pause=0.05, forever=b"X-Drip: 1\r\n"), r"not whole after 0.8 seconds"),
    "slow drip of hints": (Pieces((), pause=0.05, forever=b"HTTP/1.1 103 Early Hints\r\n\r\n"), r"not whole after 0.8 seconds"),
    "endless headers": (Pieces((OK,), forever=b"X-Long: " + b"y" * 5_000 + b"\r\n"), r"RemoteProtocolError|more than"),
    "one long header": (Pieces((OK + b"X: ",), forever=b"y" * 5_000), r"RemoteProtocolError|more than"),
    "silence": (Silent(()), r"ReadTimeout"),
    "silence after the headers": (Silent((OK + b"\r\n", b"x")), r"ReadTimeout"),
    "closed at once": (Pieces(()), r"RemoteProtocolError: Server disconnected"),
    "shorter than declared": (Reply(body=b"half", length=9), r"RemoteProtocolError: peer closed connection"),
    "chunks cut off": (Pieces((chunked(b"half"),)), r"RemoteProtocolError: peer closed connection"),
    "no HTTP at all": (Pieces((b"220 mail.example ESMTP\r\n",)), r"RemoteProtocolError"),
    "two lengths": (Reply(headers=(("Content-Length", "2"), ("Content-Length", "3")), body=b"hi!"), r"RemoteProtocolError"),
    "gzip bomb": (Reply(headers=GZIP, body=gzip.compress(b"\0" * 5_000_000)), r"more than 50,000 bytes after decompression"),
    "bomb in members": (Reply(headers=GZIP, body=gzip.compress(b"\0" * 9_000) * 9), r"more than 50,000 bytes after decompression"),
    "gzip cut off": (Reply(headers=GZIP, body=gzip.compress(BODY)[:-9]), r"damaged content encoding: it ends too early"),
    "damaged gzip": (Reply(headers=GZIP, body=b"\x1f\x8b" + b"damaged"), r"damaged content encoding"),
    "brotli unasked": (Reply(headers=(("Content-Encoding", "br"),), body=b"\x0b"), r"content encoding 'br', which was not asked"),
    "gzip over gzip": (Reply(headers=(("Content-Encoding", "gzip, gzip"),), body=gzip.compress(BODY)), r"content encoding 'gzip, gzip'"),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_a_whole_answer(name: str) -> None:
    page, body = BODIES[name]
    with open_site(pages={"/": page}) as site:
        answer = Client("", LOOPBACK, LIMITS).get(site.base)
        assert isinstance(answer, Answer), answer
        assert answer.body == body
        assert answer.exchange.received.startswith(b"HTTP/1.")
        assert answer.exchange.sent.startswith(b"GET / HTTP/1.1\r\n")
        assert len(site.visits) == 1


@pytest.mark.parametrize("name", REASONS)
def test_what_is_no_whole_answer_is_a_failure_with_its_reason(name: str) -> None:
    page, reason = REASONS[name]
    with open_site(pages={"/": page}) as site:
        failure = Client("", LOOPBACK, SHORT.get(name.partition(" ")[0], LIMITS)).get(site.base)
        assert isinstance(failure, Failure), failure
        assert re.match(reason, failure.reason), failure.reason
        assert len(site.visits) == 1
        assert len(failure.exchange.received) < 250_000


@pytest.mark.parametrize(
    "url",
    (
        "ftp://town.example/",
        "file:///etc/passwd",
        "gopher://x/",
        "http://",
        "http:///path",
        "http://[::1",
        "http://a:99999/",
        "",
    ),
)
def test_only_http_is_asked_for(url: str) -> None:
    failure = Client("", LOOPBACK, LIMITS).get(url)
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.is_transient) == ("no http(s) URL that can be asked for", False)


def test_loopback_is_not_asked_unless_it_is_allowed() -> None:
    with open_site(pages={"/": Reply(body=BODY)}) as site:
        failure = Client("", AddressRules(), LIMITS).get(site.base)
        assert isinstance(failure, Failure)
        assert (failure.reason, failure.is_transient) == ("the address 127.0.0.1 is not public", False)
        assert site.visits == []


def test_a_name_that_changes_its_address_is_resolved_once_and_the_checked_address_is_asked() -> None:
    answers = [("127.0.0.2",), ("127.0.0.3",)]
    rules = AddressRules((ip_network("127.0.0.2/32"),), lambda *_: answers.pop(0))
    with open_site("127.0.0.2", {"/": Reply(body=BODY)}) as site:
        answer = Client("", rules, LIMITS).get(f"http://rebinding.example:{site.port}/")
        assert isinstance(answer, Answer)
        assert site.visits[0].headers["host"] == f"rebinding.example:{site.port}"
        assert answers == [("127.0.0.3",)]
        assert isinstance(Client("", rules, LIMITS).get(f"http://rebinding.example:{site.port}/"), Failure)
        assert len(site.visits) == 1


def test_a_second_address_is_tried_when_the_first_does_not_answer() -> None:
    rules = AddressRules((ip_network("127.0.0.0/8"),), lambda *_: ("127.0.0.4", "127.0.0.5"))
    with open_site("127.0.0.5", {"/": Reply(body=BODY)}) as site:
        answer = Client("", rules, LIMITS).get(f"http://two.example:{site.port}/")
        assert isinstance(answer, Answer)
        assert answer.exchange.address == "127.0.0.5"


def test_a_closed_port_is_a_transient_failure() -> None:
    failure = Client("", LOOPBACK, LIMITS).get(f"http://127.0.0.1:{closed_port()}/")
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("ConnectError")
    assert failure.is_transient


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    with open_site(pages={"/": Reply(body=BODY)}) as site:
        assert isinstance(Client("", LOOPBACK, LIMITS).get(site.base), Answer)


def test_the_user_agent_names_program_version_and_contact() -> None:
    with open_site(pages={"/a?b=%C3%A9": Reply(body=BODY)}) as site:
        Client("desk@town.example", LOOPBACK, LIMITS).get(f"{site.base}/a?b=é#part")
        assert re.fullmatch(r"nightdesk/\S+ \(\+desk@town\.example\)", site.visits[0].headers["user-agent"])
        assert site.visits[0].headers["accept-encoding"] == "gzip, deflate"
        assert "cookie" not in site.visits[0].headers
        assert site.paths() == ["/a?b=%C3%A9"]
