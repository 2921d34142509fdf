"""robots.txt as RFC 9309 has it: asked for once an origin and run, followed as far as the standard says."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from tasks.fetch.answers import Answer, Failure, Postponed
from tasks.fetch.client import PRODUCT
from tasks.fetch.urls import join, origin_of

MOST_BYTES = 512_000  # RFC 9309, 2.5: at least 500 kibibytes are read
MOST_REDIRECTS = 5  # RFC 9309, 2.3.1.2
REDIRECTS = frozenset((301, 302, 303, 307, 308))

Ask = Callable[[str], Answer | Failure | Postponed]


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether a URL may be asked for, what robots.txt said (``allowed``, ``none``, ``forbidden``, ``unreachable``), and the crawl delay."""

    is_allowed: bool
    word: str
    reason: str
    crawl_delay: float | None = None


@dataclass(slots=True)
class _Origin:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Protego | Permission | None = None


class Robots:
    """The rules of every origin met in a run; ``ask`` sends a request without following redirects."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._origins: dict[str, _Origin] = {}

    def permission(self, url: str) -> Permission:
        """What the origin's robots.txt says of ``url``."""
        name = origin_of(url)
        with self._lock:
            origin = self._origins.setdefault(name, _Origin())
        with origin.lock:
            if origin.rules is None:
                origin.rules = self._rules(f"{name}/robots.txt")
        return origin.rules if isinstance(origin.rules, Permission) else _permission(origin.rules, url)

    def _rules(self, url: str) -> Protego | Permission:
        answer = self._ask(url)
        for _ in range(MOST_REDIRECTS):
            if not isinstance(answer, Answer) or answer.status not in REDIRECTS:
                break
            leads_to = join(answer.exchange.url, answer.header("location") or "")
            if leads_to is None:
                break
            answer = self._ask(leads_to)
        return read_robots(answer)


def read_robots(answer: Answer | Failure | Postponed) -> Protego | Permission:
    """The rules of an answer; a permission for all where there are none.

    RFC 9309, 2.3.1: what answers 4xx has no rules; what answers 5xx, 429 or nothing forbids all.
    """
    if not isinstance(answer, Answer):
        return Permission(False, "unreachable", f"robots.txt cannot be read: {answer.reason}")
    if answer.status == 429 or answer.status >= 500:
        return Permission(False, "unreachable", f"robots.txt cannot be read: HTTP {answer.status}")
    if answer.status != 200:
        return Permission(True, "none", f"no robots.txt: HTTP {answer.status}")
    return Protego.parse(answer.body[:MOST_BYTES].decode("utf-8-sig", "replace"))


def _permission(rules: Protego, url: str) -> Permission:
    delay = rules.crawl_delay(PRODUCT)
    if rules.can_fetch(url, PRODUCT):
        return Permission(True, "allowed", "robots.txt allows it", delay)
    return Permission(False, "forbidden", "robots.txt forbids it", delay)
