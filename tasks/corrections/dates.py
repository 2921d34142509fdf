"""Corrected dates: when an article was published or modified, for everything that counts by it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from tasks.corrections.outcomes import Outcome, applied, overruled
from tasks.records import Correction


def correct_dates(con: DuckDBPyConnection, corrections: Sequence[tuple[Correction, str]]) -> list[Outcome]:
    """Set the dates that a person gave for articles; which version is current does not change by it."""
    latest = {(article_id, correction.target): correction for correction, article_id in corrections}
    for (article_id, field_name), correction in latest.items():
        moment, precision = read_date(correction.value or "")
        if field_name == "modified_at":
            con.execute(MODIFIED_SQL, [article_id, moment])
            continue
        con.execute(PUBLISHED_SQL, [article_id, moment, precision])
        for query in (ENTITIES_SQL, EVENTS_SQL):
            con.execute(query, [article_id])
    outcomes = []
    for correction, article_id in corrections:
        last = latest[article_id, correction.target]
        agrees = correction.value == last.value
        outcomes.append(applied(correction, [article_id]) if agrees else overruled(correction, last.line_no))
    return outcomes


def read_date(value: str) -> tuple[datetime, str]:
    """The time in UTC, naive as DuckDB keeps it, and its precision: a day, or a moment to the minute or second."""
    if "T" not in value:
        return datetime.fromisoformat(value), "day"
    moment = datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)
    return moment, "second" if moment.second else "minute"


MODIFIED_SQL = "update staging.article_versions set modified_at = $2 where article_id = $1 and is_current"

# The local day is reckoned as in staging.article_versions.
PUBLISHED_SQL = """
update staging.article_versions
set
    published_at = $2,
    first_seen_at = $2,
    published_precision = $3,
    published_source = 'correction',
    published_date = case
        when $3 = 'day' then cast($2 as date)
        else (
            select cast(timezone(max(setting_value), timezone('UTC', cast($2 as timestamp))) as date)
            from raw.settings where setting_name = 'timezone'
        )
    end
where article_id = $1
"""

ENTITIES_SQL = """
update staging.entities
set published_at = versions.published_at
from staging.article_versions as versions
where entities.version_id = versions.version_id and versions.article_id = $1
"""

EVENTS_SQL = """
update staging.events
set published_date = cast(versions.published_at as date)
from staging.article_versions as versions
where events.version_id = versions.version_id and versions.article_id = $1
"""
