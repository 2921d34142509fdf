"""What one request gave: an answer, or a failure with its reason; and what a request may cost."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost.

    ``body_bytes`` bounds the body as sent and as decompressed, ``read_seconds`` the silence between two pieces, ``total_seconds`` the
    whole request from resolving the name to the last byte.
    """

    body_bytes: int = 20_000_000
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request as it went over the wire: bytes sent and received as they were, with transfer and content encoding."""

    url: str
    requested_at: datetime
    seconds: float
    address: str | None
    sent: bytes
    received: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response of any status. Header names are in lower case; ``body`` is without content encoding."""

    exchange: Exchange
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a header, repeated ones joined by a comma (RFC 9110, 5.3); None without it."""
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None


@dataclass(frozen=True, slots=True)
class Failure:
    """No whole response, and why; ``is_transient`` when asking again soon may help."""

    exchange: Exchange
    reason: str
    is_transient: bool


@dataclass(frozen=True, slots=True)
class Postponed:
    """A request that was not sent, and why; the host is to be left alone for ``pause_seconds`` more."""

    reason: str
    pause_seconds: float
