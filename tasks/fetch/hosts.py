"""One request at a time to a host, with a pause after each; the threads of a run share this."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tasks.fetch.answers import Answer, Failure, Postponed


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a host is treated, in seconds.

    ``spacing_seconds`` pass between two requests, more where robots.txt asks for more. A pause of more than ``patience_seconds`` is not
    waited for: the request is postponed to the next run. ``host_seconds`` bounds the time that a host may use up in one run with slow
    answers and repeated requests. A request is tried ``tries`` times, with pauses that grow from twice the spacing.
    """

    spacing_seconds: float = 2.0
    patience_seconds: float = 120.0
    host_seconds: float = 600.0
    tries: int = 3


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    used_seconds: float = 0.0


class Hosts:
    """When each host was asked last and how long it wants to be left alone."""

    def __init__(self, politeness: Politeness) -> None:
        self._politeness = politeness
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    def ask(
        self, name: str, crawl_delay: float | None, send: Callable[[], Answer | Failure]
    ) -> Answer | Failure | Postponed:
        """Send a request when it is the host's turn, or postpone it when that would take too long."""
        host = self._host(name)
        with host.lock:
            if postponed := self._postponed(host):
                return postponed
            time.sleep(max(host.next_at - time.monotonic(), 0.0))
            outcome = send()
            host.used_seconds += outcome.exchange.seconds
            host.next_at = time.monotonic() + max(self._politeness.spacing_seconds, crawl_delay or 0.0)
        return outcome

    def leave_alone(self, name: str, seconds: float) -> None:
        """Ask nothing of a host for a while."""
        host = self._host(name)
        with host.lock:
            host.next_at = max(host.next_at, time.monotonic() + seconds)
            host.used_seconds += min(seconds, self._politeness.patience_seconds)

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())

    def _postponed(self, host: _Host) -> Postponed | None:
        wait = host.next_at - time.monotonic()
        if wait > self._politeness.patience_seconds:
            return Postponed(f"the host asks for a pause of {wait:.0f} seconds more", wait)
        if host.used_seconds > self._politeness.host_seconds:
            return Postponed(f"the host used up its {self._politeness.host_seconds:.0f} seconds of this run", 0.0)
        return None
