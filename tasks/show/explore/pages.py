"""What each page shows, read from an open warehouse; None where there is no such row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from tasks.show.cells import MOST_ROWS, Cell, Section, as_cell, constant, read_section
from tasks.show.explore import queries
from tasks.show.explore.searches import SEARCHES, TEXT_SEARCHES
from tasks.show.plots import Counted, Plot, make_plot

SHORT_ROWS = 10
TextFinder = Callable[[DuckDBPyConnection, str, str], list[str]]  # of a warehouse, articles or quotes, and words: ids
MOST_CONSTANTS = 200  # ids written out; an actor's company and topics are counted in so many of the newest articles


@dataclass(frozen=True, slots=True)
class Page:
    """A title, what is known at once, plots and tables. ``search`` fills the search box."""

    title: str
    known: tuple[tuple[str, Cell], ...] = ()
    plots: tuple[Plot, ...] = ()
    sections: tuple[Section, ...] = ()
    search: str = ""
    more: Cell | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a row, and perhaps only its rows of a day or an outlet."""

    row_id: str
    day: date | None = None
    outlet: str | None = None


def home_page(con: DuckDBPyConnection) -> Page:
    """The warehouse at a glance."""
    last = con.execute(queries.LATEST_DAY).fetchone()
    marks = {"last": last[0] if last else None}
    return Page(
        "Nightdesk",
        plots=(
            make_plot("Topics by day", _counted(con, queries.TOPIC_DAYS, marks)),
            make_plot("Outlets by topic, the last 14 days", _counted(con, queries.OUTLET_TOPICS, marks)),
        ),
        sections=(
            read_section(con, "Top stories", queries.TOP_STORIES),
            read_section(con, "Actors", queries.TOP_ACTORS),
            read_section(con, "Topics", queries.TOP_TOPICS),
            read_section(con, "In the warehouse", queries.SUMMARY),
        ),
    )


def actor_page(con: DuckDBPyConnection, asked: Asked) -> Page | None:
    """An actor: roles, words by and about, timeline, events, company, topics, names and articles."""
    head = con.execute(queries.ACTOR_HEAD, {"id": asked.row_id}).fetchone()
    if head is None:
        return None
    con.execute(queries.ACTOR_ARTICLES, {"id": head[0]})
    newest = con.execute(f"{queries.NEWEST_SEEN} limit {MOST_CONSTANTS}").fetchall()
    few = ", ".join(constant(row[0]) for row in newest) or "null"
    (seen_count,) = con.execute("select count(*) from seen").fetchone() or (0,)
    of_newest = f", in the newest {MOST_CONSTANTS} reports" if seen_count > MOST_CONSTANTS else ""
    marks = {"id": head[0], "day": asked.day, "considered": len(newest)}
    names = ("type", "country", "Wikidata", "first seen", "last seen", "articles", "of")
    return Page(
        head[1],
        known=_known(names, head[2:]),
        plots=(make_plot("Reports by day", _counted(con, queries.ACTOR_DAYS, {"id": head[0]})),),
        sections=(
            *_sections(con, _of_articles(queries.ACTOR_SECTIONS, few), marks),
            *_sections(
                con,
                {name + of_newest: query for name, query in _of_articles(queries.ACTOR_COMPANY, few).items()},
                marks,
            ),
            *_sections(con, queries.ACTOR_RECORD, marks),
        ),
    )


def story_page(con: DuckDBPyConnection, asked: Asked) -> Page | None:
    """A story: its reports from the first on, the figures that differ, who said what, actors and topics."""
    head = con.execute(queries.STORY_HEAD, {"id": asked.row_id}).fetchone()
    if head is None:
        return None
    few = _few(con, queries.STORY_ARTICLES, {"id": head[0]}) or queries.STORY_ARTICLES
    names = ("first report", "last report", "reports", "outlets", "independent outlets")
    return Page(
        head[1],
        known=_known(names, head[2:]),
        plots=(make_plot("Reports by day", _counted(con, queries.STORY_DAYS, {"id": head[0]})),),
        sections=_sections(con, _of_articles(queries.STORY_SECTIONS, few), {"id": head[0]}),
    )


def topic_page(con: DuckDBPyConnection, asked: Asked) -> Page | None:
    """A topic: its days, articles and actors, all or of one day or outlet."""
    head = con.execute(queries.TOPIC_HEAD, {"id": asked.row_id}).fetchone()
    if head is None:
        return None
    marks = {"id": head[0], "day": asked.day, "outlet": asked.outlet}
    return Page(
        head[1],
        known=_known(("topic", "day", "outlet"), (head[0], asked.day, asked.outlet)),
        plots=(make_plot("Reports by day", _counted(con, queries.TOPIC_TIMELINE, {"id": head[0]})),),
        sections=_sections(con, queries.TOPIC_SECTIONS, marks),
    )


def outlet_page(con: DuckDBPyConnection, name: str) -> Page:
    """An outlet's articles, the newest on top."""
    return Page(name, sections=_sections(con, queries.OUTLET_SECTIONS, {"id": name}))


def search_page(con: DuckDBPyConnection, words: str) -> Page:
    """What has the words in its name or headline."""
    sections = _sections(con, SEARCHES, {"words": words}, SHORT_ROWS) if words.strip() else ()
    return Page(f"Search: {words}", sections=sections, search=words)


def text_search_page(con: DuckDBPyConnection, words: str, find: TextFinder) -> Page:
    """The quotations and articles that hold the words, the likeliest first."""
    read = (
        read_section(con, heading, query, {"ids": find(con, table, words)[: SHORT_ROWS + 1]}, SHORT_ROWS)
        for table, (heading, query) in TEXT_SEARCHES.items()
    )
    return Page(f"Search: {words}", sections=tuple(section for section in read if section.rows), search=words)


def _sections(
    con: DuckDBPyConnection, asked: Mapping[str, str], marks: Mapping[str, object], most: int = MOST_ROWS
) -> tuple[Section, ...]:
    """Those sections that have rows."""
    read = (read_section(con, name, query, _named(query, marks), most) for name, query in asked.items())
    return tuple(section for section in read if section.rows)


def _few(con: DuckDBPyConnection, query: str, marks: Mapping[str, object]) -> str | None:
    """The ids that a query gives as SQL constants, or None where they are many or none."""
    rows = con.execute(f"{query} limit {MOST_CONSTANTS + 1}", dict(marks)).fetchall()
    return ", ".join(constant(row[0]) for row in rows) if 0 < len(rows) <= MOST_CONSTANTS else None


def _of_articles(sections: Mapping[str, str], articles: str) -> dict[str, str]:
    return {heading: query.replace("$articles", articles) for heading, query in sections.items()}


def _counted(con: DuckDBPyConnection, query: str, marks: Mapping[str, object]) -> list[Counted]:
    return [Counted(*row) for row in con.execute(query, _named(query, marks)).fetchall()]


def _named(query: str, marks: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in marks.items() if f"${name}" in query}


def _known(names: tuple[str, ...], values: tuple[object, ...]) -> tuple[tuple[str, Cell], ...]:
    return tuple((name, as_cell(value)) for name, value in zip(names, values, strict=True) if value is not None)
