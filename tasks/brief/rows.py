"""The rows of the brief, as the reports and marts give them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import duckdb

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Measure:
    """A count of the warehouse."""

    measure_name: str
    measure_value: int


@dataclass(frozen=True, slots=True)
class TopStory:
    """A story with how many reports, outlets and independent outlets it has."""

    story_id: str
    title: str | None
    last_seen_at: datetime | None
    report_count: int
    outlet_count: int
    independent_outlet_count: int


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation of a known speaker, "…" where the article's own words part it, with how many outlets gave it."""

    quote_id: str
    actor_name: str
    text: str
    source_name: str | None
    url: str | None
    published_date: date | None
    role_text: str | None
    reported_by_text: str | None
    speaks_for_actor_name: str | None
    outlet_count: int
    independent_outlet_count: int


@dataclass(frozen=True, slots=True)
class TopName:
    """A topic or an actor with its number of articles, out of how many."""

    name: str
    report_count: int
    of_article_count: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure that outlets of one story give differently."""

    title: str | None
    counted_text: str
    lowest_value: float
    highest_value: float
    outlet_count: int


@dataclass(frozen=True, slots=True)
class Disputed:
    """Words that articles give to different speakers: each as "name (reports of all)", the one given most first."""

    quote_group_id: str
    text: str
    speakers: list[str]


@dataclass(frozen=True, slots=True)
class Lost:
    """An input of the latest run that gave no article."""

    input_name: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything the page shows."""

    run_id: str
    finished_at: datetime | None
    measures: tuple[Measure, ...]
    stories: tuple[TopStory, ...]
    quotes: tuple[Said, ...]
    disputes: tuple[Disputed, ...]
    topics: tuple[TopName, ...]
    actors: tuple[TopName, ...]
    conflicts: tuple[Conflict, ...]
    lost: tuple[Lost, ...]


QUOTES_SQL = """
select
    top_quotes.quote_id,
    top_quotes.actor_name,
    array_to_string(
        list_transform(
            quotes.spans,
            lambda span, no: if(
                no > 1 and regexp_matches(
                    substr(articles.text, quotes.spans[no - 1].end_char + 1, span.start_char - quotes.spans[no - 1].end_char), '\\pL'
                ), '… ', ''
            ) || substr(articles.text, span.start_char + 1, span.end_char - span.start_char)
        ), ' '
    ) as text,
    articles.source_name,
    articles.url,
    articles.published_date,
    (
        select min(roles.role_text) from marts.actor_roles_current as roles
        where roles.actor_id = top_quotes.actor_id and roles.role_status = 'current'
    ) as role_text,
    quotes.reported_by_text,
    top_quotes.speaks_for_actor_name,
    top_quotes.outlet_count,
    top_quotes.independent_outlet_count
from reports.top_quotes as top_quotes
inner join facts.articles as articles on top_quotes.article_id = articles.article_id
inner join facts.quotes as quotes on top_quotes.quote_id = quotes.quote_id
order by top_quotes.position
"""


DISPUTES_SQL = """
select
    quote_group_id,
    text,
    list_transform(speakers, lambda speaker: speaker.actor_name || ' (' || speaker.report_count || ' of ' || report_count || ')') as speakers
from reports.disputed_quotes
order by position
limit 10
"""


def read_brief(con: duckdb.DuckDBPyConnection) -> Brief:
    """Read the brief's rows from an open warehouse."""

    def rows(row_type: type[Row], query: str) -> tuple[Row, ...]:
        return tuple(row_type(*row) for row in con.execute(query).fetchall())

    run = con.execute(
        "select run_id, finished_at from facts.runs order by started_at desc, run_id desc limit 1"
    ).fetchone()
    return Brief(
        run_id=run[0] if run else "no run yet",
        finished_at=run[1] if run else None,
        measures=rows(Measure, "select measure_name, measure_value from reports.summary order by position"),
        stories=rows(
            TopStory,
            "select story_id, title, last_seen_at, report_count, outlet_count, independent_outlet_count "
            "from reports.top_stories order by position limit 10",
        ),
        quotes=rows(Said, QUOTES_SQL),
        disputes=rows(Disputed, DISPUTES_SQL),
        topics=rows(
            TopName,
            "select topic_name, report_count, of_article_count from reports.top_topics order by position limit 12",
        ),
        actors=rows(
            TopName,
            "select actor_name, report_count, of_article_count from reports.top_actors order by position limit 12",
        ),
        conflicts=rows(
            Conflict,
            "select title, counted_text, lowest_value, highest_value, outlet_count from marts.conflicting_figures order by all",
        ),
        lost=rows(Lost, "select input_name, state, reason from reports.rejected_inputs order by input_no limit 50"),
    )
