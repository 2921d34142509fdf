"""The inputs that gave no article and still give none, with their reasons: what ``nightdesk rejects`` lists and ``retry`` drives again."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from duckdb import DuckDBPyConnection

from tasks.records import Supplied

REJECTED_STATES = ("rejected", "failed")


@dataclass(frozen=True, slots=True)
class RejectFilter:
    """Which inputs: words of the reason and an outlet (any case), the UTC day they were last tried from, and states."""

    reason: str | None = None
    source_name: str | None = None
    since: date | None = None
    states: tuple[str, ...] = REJECTED_STATES


@dataclass(frozen=True, slots=True)
class Reject:
    """An input as its latest run left it. ``document_id`` leads to its stored bytes; without, ``input_path`` is the file to read again as ``declared``."""

    input_name: str
    state: str
    reason: str
    source_name: str | None
    run_id: str
    tried_at: datetime
    document_id: str | None
    input_path: str | None
    declared: Supplied


def find_rejects(con: DuckDBPyConnection, wanted: RejectFilter) -> list[Reject]:
    """The inputs whose latest end is a rejection, by time and name; what a later run could read is none any more."""
    day = wanted.since.isoformat() if wanted.since else None
    found = con.execute(REJECTS_SQL, [list(wanted.states), wanted.reason, wanted.source_name, day])
    return [Reject(*(*row[:-1], _declared(row[-1]))) for row in found.fetchall()]


def _declared(written: str | None) -> Supplied:
    declared = json.loads(written or "{}")
    return Supplied(**declared | {"authors": tuple(declared.get("authors") or ())})


REJECTS_SQL = """
with

feed_outlets as (
    select
        feed_url,
        min(source_name) as source_name
    from raw.sources
    group by all
),

latest as (
    select
        dispositions.*,
        runs.started_at
    from raw.dispositions as dispositions
    inner join raw.runs as runs on dispositions.run_id = runs.run_id
    qualify
        case
            when dispositions.document_id is null
                then runs.started_at = max(runs.started_at) over (
                    partition by coalesce(dispositions.input_path, dispositions.input_name)
                )
            else row_number() over (
                partition by dispositions.document_id order by runs.started_at desc, dispositions.input_no asc
            ) = 1
        end
)

select
    latest.input_name,
    latest.state,
    latest.reason,
    coalesce(latest.source_name, feed_outlets.source_name) as outlet,
    latest.run_id,
    latest.started_at,
    latest.document_id,
    latest.input_path,
    latest.declared
from latest
left join feed_outlets on split_part(latest.input_name, '#', 1) = feed_outlets.feed_url
where
    list_contains($1, latest.state)
    and ($2 is null or contains(lower(latest.reason), lower($2)))
    and ($3 is null or lower(coalesce(latest.source_name, feed_outlets.source_name)) = lower($3))
    and ($4 is null or latest.started_at >= cast($4 as date))
    and (latest.document_id is null or latest.document_id not in (select document_id from facts.documents))
order by latest.started_at asc, latest.input_name asc
"""
