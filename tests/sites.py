"""Test sites: real HTTP servers on loopback addresses of their own, whose pages are declared as values and whose visitors are written down."""

import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Send = Callable[[bytes], None]


@dataclass(frozen=True)
class Reply:
    """An answer written out as a status, headers and a body; ``length`` is declared in place of the body's own."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    length: int | None = None

    def write(self, send: Send) -> None:
        lines = [f"HTTP/1.1 {self.status} Words", *(f"{name}: {value}" for name, value in self.headers)]
        if not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in self.headers):
            lines.append(f"Content-Length: {len(self.body) if self.length is None else self.length}")
        send("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + self.body)


@dataclass(frozen=True)
class Pieces:
    """An answer as bytes on the wire, piece by piece with a pause before each; endless when ``forever``."""

    pieces: tuple[bytes, ...]
    pause: float = 0.0
    forever: bytes = b""

    def write(self, send: Send) -> None:
        for piece in self.pieces:
            time.sleep(self.pause)
            send(piece)
        while self.forever:
            time.sleep(self.pause)
            send(self.forever)


@dataclass(frozen=True)
class Visit:
    """A request that a site received; header names in lower case."""

    at: float
    path: str
    headers: dict[str, str]


Page = Reply | Pieces | Callable[[Visit], Reply]


@dataclass
class Site:
    """A site on one loopback address: pages by path (a list answers in turn, its last one from then on), and its visitors."""

    host: str
    port: int
    pages: dict[str, Page | list[Page]] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}"

    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]

    def asked(self, path: str) -> list[Visit]:
        return [visit for visit in self.visits if visit.path == path]

    def reply(self, visit: Visit) -> Reply | Pieces:
        earlier = len(self.asked(visit.path))
        self.visits.append(visit)
        page = self.pages.get(visit.path, Reply(404))
        if isinstance(page, list):
            page = page[min(earlier, len(page) - 1)]
        return page if isinstance(page, Reply | Pieces) else page(visit)


class Visitor(socketserver.StreamRequestHandler):
    """Reads one request by hand, so that a site can answer with anything at all."""

    def handle(self) -> None:
        first = self.rfile.readline().decode("latin-1").split()
        headers = {}
        while (line := self.rfile.readline().decode("latin-1").strip()) != "":
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if len(first) == 3:
            site: Site = self.server.site  # type: ignore[attr-defined]
            with suppress(OSError):
                site.reply(Visit(time.monotonic(), first[1], headers)).write(self.request.sendall)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def open_site(
    host: str = "127.0.0.1", pages: dict[str, Page | list[Page]] | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[Site]:
    """A site that serves until the block ends, over TLS where ``tls`` has its certificate."""
    with Server((host, 0), Visitor) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        site = Site(host, server.server_address[1], pages or {})
        server.site = site  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield site
        server.shutdown()


def closed_port(host: str = "127.0.0.1") -> int:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind((host, 0))
        return int(free.getsockname()[1])
