"""The connection under a request: to a checked address only, bounded in time and bytes, and kept as it went over the wire."""

import ssl
import time
from collections.abc import Iterable

from httpcore2 import SOCKET_OPTION, ConnectError, NetworkBackend, NetworkStream, SyncBackend, TimeoutException

from tasks.fetch.addresses import AddressRules
from tasks.fetch.answers import Limits

HEADER_BYTES = 100_000  # that a response may have beside its body; h11 bounds the header block itself by as much
MOST_ADDRESSES = 3  # of one host that are tried


class Stopped(Exception):
    """A request that was ended from this side, and why; ``is_transient`` when asking again soon may help."""

    def __init__(self, reason: str, is_transient: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_transient = is_transient


class Wire(NetworkBackend):
    """Connects one request and keeps what was sent and received.

    The name is resolved once, and the address that was checked is the one connected to, so a name that leads elsewhere a moment later
    (DNS rebinding) gains nothing. Raises Stopped for a refused address, too many bytes, or too long a time.
    """

    def __init__(self, rules: AddressRules, limits: Limits) -> None:
        self._rules = rules
        self._limits = limits
        self._ends = time.monotonic() + limits.total_seconds
        self._backend = SyncBackend()
        self.address: str | None = None
        self.sent = bytearray()
        self.received = bytearray()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the limits' own
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """Connect to one of the host's checked addresses."""
        addresses = self._rules.checked(host.strip("[]"), port)
        if isinstance(addresses, str):
            raise Stopped(addresses, is_transient="does not resolve" in addresses)
        for address in addresses[:MOST_ADDRESSES]:
            self.address = address
            seconds = min(self._limits.connect_seconds, self.seconds_left())
            try:
                stream = self._backend.connect_tcp(address, port, seconds, local_address, socket_options)
            except ConnectError as error:
                failed = error
            else:
                return Stream(self, stream)
        raise failed

    def seconds_left(self) -> float:
        """How long the request may still take; raises Stopped when it is over."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Stopped(f"not whole after {self._limits.total_seconds:g} seconds", is_transient=True)
        return left

    def read_seconds(self) -> float:
        """How long to wait for the next piece."""
        return min(self._limits.read_seconds, self.seconds_left())

    def keep(self, piece: bytes) -> bytes:
        """Keep a received piece and give it on."""
        self.received += piece
        if len(self.received) > self._limits.body_bytes + HEADER_BYTES:
            raise Stopped(f"more than {self._limits.body_bytes:,} bytes")
        return piece


class Stream(NetworkStream):
    """A stream that tells its wire all it reads and writes, and waits no longer than the wire allows."""

    def __init__(self, wire: Wire, inner: NetworkStream) -> None:
        self._wire = wire
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """The next piece."""
        try:
            return self._wire.keep(self._inner.read(max_bytes, self._wire.read_seconds()))
        except TimeoutException:
            self._wire.seconds_left()  # the whole request's time is the better reason, where it is over
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send, and keep what was sent."""
        self._wire.sent += buffer
        self._inner.write(buffer, self._wire.read_seconds())

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> NetworkStream:
        """The same connection under TLS; what is kept is the plain text inside."""
        return Stream(self._wire, self._inner.start_tls(ssl_context, server_hostname, self._wire.read_seconds()))
