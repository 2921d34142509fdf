"""A feed's life from night to night: moved, parked, revived, ended. Pure: a state and what a fetch gave make the next state."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from tasks.fetch.answers import Answer
from tasks.fetch.fetcher import Fetched, Validators
from tasks.fetch.schedule import QUIET_AFTER, QUIET_INTERVAL, declared_interval

Status = Literal["active", "parked", "ended"]

MOVES_NEEDED: Final = 3  # nights in a row on which a permanent redirect leads to the same place
MISSES_NEEDED: Final = 3  # nights in a row of 404 until a feed is parked
FAILING_FOR: Final = timedelta(days=14)  # of any other failure until a feed is parked
PROBES: Final = (
    timedelta(days=7),
    timedelta(days=14),
    timedelta(days=28),
)  # a parked feed's, the last one from then on
WHOLE_EVERY: Final = timedelta(days=4)  # some servers say 304 for ever, so now and then nothing conditional is asked
SLACK: Final = timedelta(hours=1)  # a night may start a little earlier than the one before
PERMANENT: Final = (301, 308)


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between nights; ``asked_url`` is where it is now, ``status_reason`` why it is active, parked or ended.

    ``etag``, ``last_modified`` and ``body_sha256`` are the last whole answer's, which came from ``validated_url`` at ``whole_at``;
    ``interval_seconds`` is how long it asked to be left alone.
    """

    feed_url: str
    asked_url: str
    status: Status = "active"
    status_reason: str = "never asked"
    validated_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    whole_at: datetime | None = None
    moved_to: str | None = None
    move_count: int = 0
    failure_count: int = 0
    failing_since: datetime | None = None
    probe_count: int = 0
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    next_due_at: datetime | None = None
    interval_seconds: int = 0

    def validators(self, now: datetime) -> Validators | None:
        """What to ask with; only the body's hash when the last whole answer is some days old."""
        if self.validated_url is None or self.body_sha256 is None or self.whole_at is None:
            return None
        is_fresh = now - self.whole_at < WHOLE_EVERY
        said = (self.etag, self.last_modified) if is_fresh else (None, None)
        return Validators(self.validated_url, *said, self.body_sha256)

    def forgotten(self) -> "FeedState":
        """The same without validators and due at once: the next request is for the whole feed, whatever it holds."""
        return replace(self, validated_url=None, etag=None, last_modified=None, body_sha256=None, next_due_at=None)

    def not_due(self, now: datetime) -> str | None:
        """Why the feed is not asked now; None when it is."""
        if self.status == "ended":
            return f"ended: {self.status_reason}"
        is_of_the_past = (
            self.last_ok_at is None or self.last_ok_at <= now + SLACK
        )  # else the clock was set back since then
        if self.next_due_at and now + SLACK < self.next_due_at and is_of_the_past:
            why = f"parked: {self.status_reason}; " if self.status == "parked" else ""
            return f"{why}not due until {self.next_due_at:%Y-%m-%d %H:%M} UTC"
        return None


def after_fetch(state: FeedState, got: Fetched, now: datetime) -> FeedState:
    """The feed's state after it was asked for."""
    state = _moved(state, got)
    if got.state in ("fetched", "unchanged") and got.answer:
        return _answered(state, got, got.answer, now)
    due = now + timedelta(seconds=got.pause_seconds) if got.pause_seconds else None
    if got.state == "skipped":
        return replace(state, status_reason=got.reason, next_due_at=due)
    if got.status == 410:
        return replace(state, status="ended", status_reason="HTTP 410: the feed is gone for good", next_due_at=None)
    return _failed(state, got, now, due)


def _moved(state: FeedState, got: Fetched) -> FeedState:
    """A permanent redirect counts only while every hop is permanent, and moves the feed when it has lasted."""
    if not got.redirects or got.state not in ("fetched", "unchanged"):
        return replace(state, moved_to=None, move_count=0) if got.answer else state
    if not all(hop.status in PERMANENT for hop in got.redirects):
        return replace(state, moved_to=None, move_count=0)
    leads_to = got.redirects[-1].leads_to
    count = state.move_count + 1 if leads_to == state.moved_to else 1
    if count < MOVES_NEEDED:
        return replace(state, moved_to=leads_to, move_count=count)
    return replace(state, asked_url=leads_to, moved_to=None, move_count=0)


def _answered(state: FeedState, got: Fetched, answer: Answer, now: datetime) -> FeedState:
    revived = "answers again" if state.status == "parked" else "answers"
    moved = f", moved to {state.asked_url}" if state.asked_url != state.feed_url else ""
    state = replace(
        state, status="active", status_reason=revived + moved, failure_count=0, failing_since=None, probe_count=0, last_ok_at=now
    )  # fmt: skip
    interval = declared_interval(answer)
    if answer.status == 200:
        new = Validators.of(answer)
        state = replace(
            state, validated_url=new.url, etag=new.etag, last_modified=new.last_modified, body_sha256=new.body_sha256,
            whole_at=now, last_new_at=now if got.state == "fetched" else state.last_new_at,
            interval_seconds=int(interval.total_seconds()),
        )  # fmt: skip
    interval = max(interval, timedelta(seconds=state.interval_seconds))  # a 304 has no body to say it again
    if state.last_new_at and now - state.last_new_at > QUIET_AFTER:
        interval = max(interval, QUIET_INTERVAL)
    return replace(state, next_due_at=now + interval if interval else None)


def _failed(state: FeedState, got: Fetched, now: datetime, due: datetime | None) -> FeedState:
    since = state.failing_since or now
    failed = replace(state, failure_count=state.failure_count + 1, failing_since=since)
    is_missing = got.status == 404 and failed.failure_count >= MISSES_NEEDED
    if state.status == "parked" or is_missing or now - since >= FAILING_FOR:
        wait = PROBES[min(state.probe_count, len(PROBES) - 1)]
        reason = f"{got.reason}, {failed.failure_count} times since {since:%Y-%m-%d}"
        return replace(
            failed, status="parked", status_reason=reason, probe_count=state.probe_count + 1, next_due_at=now + wait
        )
    return replace(failed, status_reason=got.reason, next_due_at=due)
