"""The corrections of a build and what became of each: nothing is dropped silently (promise 8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC
from typing import Literal

from duckdb import DuckDBPyConnection

from tasks.records import ActorKey, Correction

Status = Literal["applied", "unmatched", "overruled"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction: the rows it governs, or why it governs none."""

    correction_id: str
    status: Status
    reason: str
    applied_count: int
    row_ids: tuple[str, ...]


def applied(correction: Correction, row_ids: Iterable[str], applied_count: int = 1, reason: str = "") -> Outcome:
    """The correction holds on these rows."""
    return Outcome(correction.correction_id, "applied", reason, applied_count, tuple(sorted(set(row_ids))))


def unmatched(correction: Correction, reason: str) -> Outcome:
    """The correction finds nothing to correct, or cannot tell what it means."""
    return Outcome(correction.correction_id, "unmatched", reason, 0, ())


def overruled(correction: Correction, by_line: int) -> Outcome:
    """A later correction decides otherwise."""
    return Outcome(correction.correction_id, "overruled", f"line {by_line} decides otherwise", 0, ())


def read_corrections(con: DuckDBPyConnection) -> list[Correction]:
    """The corrections of ``raw.overrides`` in the order in which they are replayed: by time, then by line."""
    names = [field.name for field in fields(Correction)]
    rows = con.execute(f"select {', '.join(names)} from raw.overrides order by made_at, line_no").fetchall()
    return [_correction(dict(zip(names, row, strict=True))) for row in rows]


def _correction(row: dict[str, object]) -> Correction:
    for name in ("target_actor", "value_actor"):
        if isinstance(actor := row[name], dict):
            row[name] = ActorKey(**actor)
    row["made_at"] = row["made_at"].replace(tzinfo=UTC)  # type: ignore[attr-defined]
    return Correction(**row)  # type: ignore[arg-type]


def create_outcomes(con: DuckDBPyConnection) -> None:
    """Create ``resolved.corrections``, one row a correction once all steps have run."""
    con.execute(
        "create or replace table resolved.corrections "
        "(correction_id text, status text, reason text, applied_count integer, row_ids text[])"
    )


def store_outcomes(con: DuckDBPyConnection, outcomes: Sequence[Outcome]) -> None:
    """Add outcomes to ``resolved.corrections``."""
    for outcome in outcomes:
        con.execute(
            "insert into resolved.corrections values ($1, $2, nullif($3, ''), $4, $5)",
            [outcome.correction_id, outcome.status, outcome.reason, outcome.applied_count, list(outcome.row_ids)],
        )
