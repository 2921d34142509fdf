"""What a run ended with, read from the published warehouse: the same rows for terminal, JSON and Prefect's artifacts."""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class RejectedInput:
    """An input of the latest run that gave no article, and why."""

    input_name: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of the warehouse, the latest run's states, its lost inputs, and the names at the top.

    ``measures`` and ``states`` are (name, count); ``topics`` and ``actors`` are (name, articles), most first.
    """

    measures: tuple[tuple[str, int], ...]
    states: tuple[tuple[str, int], ...]
    rejected: tuple[RejectedInput, ...]
    topics: tuple[tuple[str, int], ...]
    actors: tuple[tuple[str, int], ...]

    @property
    def new_count(self) -> int:
        """How many inputs of the latest run were loaded or updated an article."""
        return sum(count for state, count in self.states if state in ("loaded", "updated"))


def read_summary(con: duckdb.DuckDBPyConnection, top: int = 5) -> Summary:
    """Read the summary; ``top`` bounds topics and actors."""

    def counts(query: str) -> tuple[tuple[str, int], ...]:
        return tuple((str(name), int(count)) for name, count in con.execute(query).fetchall())

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
    )
