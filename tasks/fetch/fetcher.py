"""Fetching one URL for good: allowed by robots.txt and publisher, redirects followed, unchanged when it is."""

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

from tasks.fetch.answers import Answer, Postponed
from tasks.fetch.opt_outs import Reservations, reservation
from tasks.fetch.retries import TRANSIENT_STATUSES, pause_asked
from tasks.fetch.robots import REDIRECTS, Robots
from tasks.fetch.urls import join, request_url
from tasks.fetch.visits import Visits

FetchState = Literal["fetched", "unchanged", "failed", "skipped"]
MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last whole answer said of itself, to be sent back byte for byte to the URL it came from; and the hash of its body."""

    url: str
    etag: str | None
    last_modified: str | None
    body_sha256: str

    @classmethod
    def of(cls, answer: Answer) -> "Validators":
        """What a whole answer says of itself."""
        said = (answer.header("etag"), answer.header("last-modified"))
        return cls(answer.exchange.url, *said, body_sha256(answer.body))


@dataclass(frozen=True, slots=True)
class Redirect:
    """One hop: from where, with which status, where to."""

    url: str
    status: int
    leads_to: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """One URL as it was got: ``fetched`` with its answer, ``unchanged``, ``failed`` (a retry may help) or ``skipped`` (by rule), with the reason.

    ``robots`` is robots.txt's word for the last hop (allowed, none, forbidden, unreachable; None when nobody was asked), ``opt_out`` a
    reservation that was met. ``pause_seconds`` is how long the host wants to be left alone; a
    postponed request was not sent in this run for that.
    """

    url: str
    state: FetchState
    reason: str
    answer: Answer | None = None
    redirects: tuple[Redirect, ...] = ()
    robots: str | None = None
    opt_out: str | None = None
    pause_seconds: float = 0.0
    is_postponed: bool = False

    @property
    def status(self) -> int | None:
        """The last hop's HTTP status; None without an answer."""
        return self.answer.status if self.answer else None


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What is obeyed, and not only recorded."""

    robots: bool = True
    opt_outs: bool = True


class Fetcher:
    """Fetches for all threads of a run; remembers what it learnt of each origin and host."""

    def __init__(self, visits: Visits, obeyed: Obeyed) -> None:
        self._visits = visits
        self._obeyed = obeyed
        self._robots = Robots(visits.visit)
        self._reservations = Reservations(visits.visit)

    def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """Get ``url``, conditionally when ``validators`` are given; never raises for what a server or a URL does."""
        current = request_url(url)
        if current is None:
            return Fetched(url, "failed", "no http(s) URL that can be asked for")
        redirects: tuple[Redirect, ...] = ()
        while True:
            got = replace(self._hop(current, validators), url=url, redirects=redirects)
            if got.status not in REDIRECTS or got.answer is None:
                return got
            leads_to = join(current, got.answer.header("location") or "")
            if reason := _refused_redirect(leads_to, current, redirects):
                return replace(got, state="failed", reason=reason)
            redirects = (*redirects, Redirect(current, got.answer.status, leads_to or ""))
            current = leads_to or ""

    def _hop(self, url: str, validators: Validators | None) -> Fetched:
        permission = self._robots.permission(url)
        if self._obeyed.robots and not permission.is_allowed:
            state: FetchState = "failed" if permission.word == "unreachable" else "skipped"
            return Fetched(url, state, permission.reason, robots=permission.word)
        filed = self._reservations.reason(url)
        if self._obeyed.opt_outs and filed:
            return Fetched(url, "skipped", filed, robots=permission.word, opt_out=filed)
        outcome = self._visits.visit(url, conditions(url, validators), permission.crawl_delay)
        if not isinstance(outcome, Answer):
            got = Fetched(url, "failed", outcome.reason, robots=permission.word, opt_out=filed)
            if isinstance(outcome, Postponed):
                got = replace(got, pause_seconds=outcome.pause_seconds, is_postponed=True)
            return got
        return self._concluded(outcome, validators, permission.word, filed)

    def _concluded(self, answer: Answer, validators: Validators | None, robots: str, filed: str | None) -> Fetched:
        opt_out = reservation(answer) or filed
        state, reason = outcome_of(answer, validators)
        if state == "fetched" and opt_out and self._obeyed.opt_outs:
            state, reason = "skipped", opt_out
        pause = pause_asked(answer) or 0.0 if answer.status in TRANSIENT_STATUSES else 0.0
        return Fetched(answer.exchange.url, state, reason, answer, (), robots, opt_out, pause)


def conditions(url: str, validators: Validators | None) -> dict[str, str]:
    """The headers that make a request conditional; none for another URL than the one that gave the validators."""
    if validators is None or validators.url != url:
        return {}
    said = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in said.items() if value}


def outcome_of(answer: Answer, validators: Validators | None) -> tuple[FetchState, str]:
    """What an answer means: new, unchanged by the server's word or by the body's hash, or no success."""
    if answer.status == 304 and validators:
        return "unchanged", "HTTP 304"
    if answer.status != 200:
        return "failed", f"HTTP {answer.status}"
    if validators and body_sha256(answer.body) == validators.body_sha256:
        return "unchanged", "the same bytes as last time"
    return "fetched", "HTTP 200"


def body_sha256(body: bytes) -> str:
    """SHA-256 of a body without its content encoding, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def _refused_redirect(leads_to: str | None, current: str, redirects: tuple[Redirect, ...]) -> str | None:
    if leads_to is None:
        return "a redirect to no http(s) URL"
    if leads_to in (current, *(hop.url for hop in redirects)):
        return "redirects in a circle"
    return f"more than {MOST_REDIRECTS} redirects" if len(redirects) == MOST_REDIRECTS else None
