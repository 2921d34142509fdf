"""A fetch as a row of the warehouse."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tasks.fetch.fetcher import Fetched


@dataclass(frozen=True, slots=True)
class FetchRow:
    """One feed, or one page of an entry, asked for in one run, and how that ended.

    ``state`` is fetched, unchanged, failed or skipped. ``final_url`` is where redirects led; ``byte_count`` counts what went over the
    wire for the last answer. ``entry_count`` is of a feed that was read.
    """

    run_id: str
    feed_url: str
    page_url: str | None
    fetched_at: datetime
    state: str
    reason: str
    http_status: int | None
    final_url: str | None
    robots: str | None
    opt_out: str | None
    byte_count: int
    seconds: float
    entry_count: int | None


def fetch_row(
    run_id: str, feed_url: str, page_url: str | None, got: Fetched, entry_count: int | None = None
) -> FetchRow:
    """The row of a fetch."""
    exchange = got.answer.exchange if got.answer else None
    return FetchRow(
        run_id, feed_url, page_url, exchange.requested_at if exchange else datetime.now(UTC), got.state, got.reason, got.status,
        exchange.url if exchange else None, got.robots, got.opt_out, len(exchange.received) if exchange else 0,
        exchange.seconds if exchange else 0.0, entry_count,
    )  # fmt: skip
