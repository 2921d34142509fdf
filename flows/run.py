"""What a run is and which articles it takes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a flow: its name, logical date and start."""

    flow_name: str
    logical_date: date
    started_at: datetime

    @property
    def run_id(self) -> str:
        """The run's name in every table."""
        return f"{self.flow_name}-{self.started_at:%Y%m%dT%H%M%S.%f}"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles a backfill takes: published on ``since`` or later, on ``until`` or earlier (UTC days), at most ``limit`` new ones.

    An undated article is outside any range of days.
    """

    since: date | None = None
    until: date | None = None
    limit: int | None = None

    def refusal(self, published_at: datetime | None) -> str | None:
        """The reason why an article of that time is not taken, or None."""
        if self.since is None and self.until is None:
            return None
        if published_at is None:
            return "undated, and a range of days was asked for"
        day = published_at.date()
        if self.since and day < self.since:
            return f"published on {day}, before {self.since}"
        if self.until and day > self.until:
            return f"published on {day}, after {self.until}"
        return None


def start_run(flow_name: str, logical_date: date | None = None) -> Run:
    """A run that starts now, for today in UTC unless a logical date is given."""
    now = datetime.now(UTC)
    return Run(flow_name, logical_date or now.date(), now)
