"""The rows of the brief, as the reports, marts and facts of the night give them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from tasks.show.brief import queries, said, series
from tasks.show.brief.places import Group, Place, Places
from tasks.show.cells import Cell, Section
from tasks.show.plots import Counted, Plot, days_until, make_plot

PLOT_DAYS = 14


@dataclass(frozen=True, slots=True)
class ChangedQuote:
    """What became of a quotation in an article that changed tonight; the side that has none is empty. ``source_name`` is its outlet."""

    article_id: str
    source_name: str | None
    change: str
    speaker: str
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation of a known speaker, "…" where the article's own words part it, and where its words and its reports stand."""

    text: str
    words_no: int
    reports_href: str
    quote_id: str
    actor_name: str
    source_name: str | None
    url: str
    published_date: date | None
    role_text: str | None
    reported_by_text: str | None
    speaks_for_actor_name: str | None
    outlet_count: int
    independent_outlet_count: int


@dataclass(frozen=True, slots=True)
class Disputed:
    """Words that articles give to different speakers: each as "name (reports of all)", the one given most first."""

    quote_group_id: str
    text: str
    speakers: list[str]
    reports_href: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything the page shows. ``is_first`` when the warehouse holds nothing but tonight's articles."""

    run_id: str
    finished_at: datetime | None
    article_count: int
    last_day: date | None
    is_first: bool
    measures: tuple[tuple[str, Cell], ...]
    quotes: tuple[Said, ...]
    disputes: tuple[Disputed, ...]
    tables: Mapping[str, Section]
    plots: tuple[Plot, ...]
    groups: tuple[Group, ...]
    places: Mapping[int, Place]


TABLES = {
    "Top stories": queries.STORIES,
    "Figures that differ": queries.CONFLICTS,
    "New actors": queries.NEW_ACTORS,
    "Feeds that did not answer": queries.SILENT,
    "Inputs that gave no article": queries.LOST,
    "Speakers": queries.SPEAKERS,
    "Not known of articles": queries.UNKNOWNS,
    "Scores on labelled articles": queries.SCORES,
}
TRENDS = {"Actors rising": 1, "Actors falling": -1}
PLOTS = {"Topics by day": series.TOPIC_DAYS, "Actors by day": series.ACTOR_DAYS}


def read_brief(con: DuckDBPyConnection, changes: Sequence[ChangedQuote] = ()) -> Brief:
    """Read the brief's rows from an open warehouse; tonight is the latest run that brought articles."""
    con.execute(queries.TONIGHT)
    run_id, finished_at, article_count, last_day, has_older = con.execute(queries.HEAD).fetchone() or ()
    places, last = Places(), {"last": last_day}
    measures = _measures(con, places)
    quotes, disputes = _quotes(con, places), _disputes(con, places)
    tables = {heading: _table(con, places, heading, query) for heading, query in TABLES.items()}
    tables |= {
        heading: _table(con, places, heading, queries.TREND, {**last, "sign": sign}) for heading, sign in TRENDS.items()
    }
    if con.execute(said.HAS_WATCHLIST).fetchone():
        tables["Watched"] = _table(con, places, "Watched", said.WATCHED)
    tables["Changed or removed quotes"] = _changed(places, changes)
    days = days_until(last_day, PLOT_DAYS) if last_day else ()
    plots = [make_plot(heading, _counted(con, places, heading, query, last), days) for heading, query in PLOTS.items()]
    outlets = make_plot("Outlets by topic", _counted(con, places, "Outlets by topic", series.OUTLET_TOPICS))
    return Brief(
        run_id or "no run yet",
        finished_at,
        article_count,
        last_day,
        not has_older,
        measures,
        quotes,
        disputes,
        tables,
        (*plots, outlets),
        places.groups(),
        places.read(con),
    )


def _measures(con: DuckDBPyConnection, places: Places) -> tuple[tuple[str, Cell], ...]:
    """The numbers of the night, each leading to the first of its rows; inputs to those that gave no article."""
    measures = []
    for name, count in con.execute(queries.MEASURES).fetchall():
        query = queries.MEASURED.get(name)
        found = con.execute(f"{query} limit {queries.MOST_PLACES}").fetchall() if query else []
        rows = [dict(zip(("article_id", "start_char", "end_char"), row, strict=True)) for row in found]
        cell = places.cell(name, {"words": count, "rows": rows})
        measures.append((name, cell if query else Cell(cell.words, "#missing", is_number=True)))
    return tuple(measures)


def _quotes(con: DuckDBPyConnection, places: Places) -> tuple[Said, ...]:
    found = []
    for row in con.execute(said.QUOTES).fetchall():
        *columns, article_id, start, end, reports, text = row
        no = places.words({"article_id": article_id, "start_char": start, "end_char": end})
        href = places.link(f"Reports of {columns[1]}'s words", str(len(reports)), reports)
        found.append(Said(text, no, href, *columns))
    return tuple(found)


def _disputes(con: DuckDBPyConnection, places: Places) -> tuple[Disputed, ...]:
    rows = con.execute(said.DISPUTES).fetchall()
    return tuple(
        Disputed(group_id, text, speakers, places.link("Who said it?", str(len(reports)), reports))
        for group_id, text, speakers, reports in rows
    )


def _table(
    con: DuckDBPyConnection, places: Places, heading: str, query: str, named: Mapping[str, object] | None = None
) -> Section:
    """A table whose numbers lead to their rows, each headed by the table and the row's first cell."""
    found = con.execute(query, dict(named or {}))
    columns = tuple(column[0].replace("_", " ") for column in found.description or ())
    rows = tuple(
        tuple(
            places.cell(f"{heading}: {_first_words(row)}, {name}", value)
            for name, value in zip(columns, row, strict=True)
        )
        for row in found.fetchall()
    )
    return Section(heading, columns, rows)


def _first_words(row: Sequence[Any]) -> str:
    return str(row[0]["words"] if isinstance(row[0], dict) else row[0])


def _changed(places: Places, changes: Sequence[ChangedQuote]) -> Section:
    def row(each: ChangedQuote) -> tuple[Any, ...]:
        place = {"article_id": each.article_id, "start_char": None, "end_char": None}
        outlet = {"words": each.source_name or "article", "rows": [place]}
        return each.change, each.speaker, each.old_text, each.new_text, outlet

    heading, columns = "Changed or removed quotes", ("change", "speaker", "before", "now", "outlet")
    rows = (tuple(places.cell(f"{heading}: {each.speaker}", value) for value in row(each)) for each in changes)
    return Section(heading, columns, tuple(rows))


def _counted(
    con: DuckDBPyConnection, places: Places, heading: str, query: str, named: Mapping[str, object] | None = None
) -> list[Counted]:
    rows = con.execute(query, dict(named or {})).fetchall()
    return [
        Counted(row, column, number["words"], of, places.cell(f"{heading}: {row}, {column}", number).href)
        for row, column, number, of in rows
    ]
