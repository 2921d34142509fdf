"""What a run ended with, read from the published warehouse: the same rows for terminal, JSON and Prefect's artifacts."""

from dataclasses import dataclass, fields

import duckdb


@dataclass(frozen=True, slots=True)
class RejectedInput:
    """An input of the latest run that gave no article, and why."""

    input_name: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class FeedNight:
    """What one feed gave in a nightly run, by how its inputs ended; ``lost_reasons`` are the commonest five of those rejected and failed.

    ``page_count`` pages were asked for; ``byte_count`` and ``seconds`` are of the feed and its pages, as sent over the wire.
    """

    feed_url: str
    new_count: int
    updated_count: int
    unchanged_count: int
    rejected_count: int
    failed_count: int
    skipped_count: int
    page_count: int
    byte_count: int
    seconds: float
    lost_reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of the warehouse, the latest run's states, its lost inputs, and the names at the top.

    ``measures`` and ``states`` are (name, count); ``topics`` and ``actors`` are (name, articles), most first. ``feeds`` and
    ``warnings`` (what is unusual about the night, in words) are empty unless the latest run was a nightly one.
    """

    measures: tuple[tuple[str, int], ...]
    states: tuple[tuple[str, int], ...]
    rejected: tuple[RejectedInput, ...]
    topics: tuple[tuple[str, int], ...]
    actors: tuple[tuple[str, int], ...]
    feeds: tuple[FeedNight, ...]
    warnings: tuple[str, ...]

    @property
    def new_count(self) -> int:
        """How many inputs of the latest run were loaded or updated an article."""
        return sum(count for state, count in self.states if state in ("loaded", "updated"))


def read_summary(con: duckdb.DuckDBPyConnection, top: int = 5) -> Summary:
    """Read the summary; ``top`` bounds topics and actors."""

    def counts(query: str) -> tuple[tuple[str, int], ...]:
        return tuple((str(name), int(count)) for name, count in con.execute(query).fetchall())

    feeds = con.execute(FEEDS_SQL).fetchall()
    rejected = con.execute("select input_name, state, reason from reports.rejected_inputs order by input_no").fetchall()
    return Summary(
        measures=counts("select measure_name, measure_value from reports.summary order by position"),
        states=counts(
            "select state, count(*) from facts.dispositions where run_id = "
            "(select run_id from facts.runs order by started_at desc, run_id desc limit 1) group by all order by all"
        ),
        rejected=tuple(RejectedInput(*row) for row in rejected),
        topics=counts(f"select topic_name, report_count from reports.top_topics order by position limit {top}"),
        actors=counts(f"select actor_name, report_count from reports.top_actors order by position limit {top}"),
        feeds=tuple(FeedNight(*(*counts, tuple(reasons))) for *counts, reasons in feeds),
        warnings=tuple(words for (words,) in con.execute(WARNINGS_SQL).fetchall()) if feeds else (),
    )


FEEDS_SQL = f"""
select {", ".join(field.name for field in fields(FeedNight))}
from reports.latest_night
where run_id = (select run_id from facts.runs order by started_at desc, run_id desc limit 1)
order by position
"""

WARNINGS_SQL = """
select concat_ws(': ', warning_type, coalesce(feed_url, source_name), warning_text)
from facts.night_warnings
order by feed_url is not null, source_name is not null, warning_type, feed_url, source_name
"""
