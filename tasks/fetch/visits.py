"""One polite request: in the host's turn, repeated when that may help, and kept in the archive."""

import random
from collections.abc import Callable, Mapping

from tasks.fetch.answers import Answer, Failure, Postponed
from tasks.fetch.client import Client
from tasks.fetch.hosts import Hosts, Politeness
from tasks.fetch.retries import may_help, pause_after
from tasks.fetch.urls import host_of, request_url

Keep = Callable[[Answer], None]


class Visits:
    """Sends requests that wait for their turn; ``keep`` gets every answer as it went over the wire."""

    def __init__(self, client: Client, politeness: Politeness, keep: Keep) -> None:
        self._client = client
        self._politeness = politeness
        self._hosts = Hosts(politeness)
        self._keep = keep

    def visit(
        self, url: str, headers: Mapping[str, str] | None = None, crawl_delay: float | None = None
    ) -> Answer | Failure | Postponed:
        """Ask for ``url``, again while that may help; the last outcome. No redirect is followed."""
        host = host_of(request_url(url) or "")
        last: Answer | Failure | None = None
        for tries in range(1, self._politeness.tries + 1):
            outcome = self._hosts.ask(host, crawl_delay, lambda: self._client.get(url, headers))
            if isinstance(outcome, Postponed):
                return last or outcome
            if isinstance(outcome, Answer):
                self._keep(outcome)
            last = outcome
            if not may_help(outcome):
                break
            # The jitter spreads requests, it hides nothing.
            pause = pause_after(outcome, tries, 2 * self._politeness.spacing_seconds, random.random())
            self._hosts.leave_alone(host, pause)
        return last or Postponed("no try is allowed", 0.0)
