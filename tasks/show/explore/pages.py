"""What each page shows, read from an open warehouse; None where there is no such row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from tasks.show.cells import MOST_ROWS, SHORT_ROWS, Cell, Section, as_cell, constant, read_section
from tasks.show.explore import queries
from tasks.show.explore.searches import FOUND_QUOTES, FOUND_TEXTS, SEARCHES, VERSION_ARTICLES
from tasks.show.plots import Counted, Plot, days_until, make_plot

TextFinder = Callable[[DuckDBPyConnection, str, str], list[str]]  # of a warehouse, articles or quotes, and words: ids
MOST_ARTICLES = 20  # the newest, in which company, topics and the like are counted: those of a rarely named actor lie far apart, each some blocks of the file
MOST_DAYS = 60  # of a timeline
MOST_CONSTANTS = 1_000  # ids of a story written out


@dataclass(frozen=True, slots=True)
class Page:
    """A title, what is known at once, plots and tables. ``search`` fills the search box."""

    title: str
    known: tuple[tuple[str, Cell], ...] = ()
    plots: tuple[Plot, ...] = ()
    sections: tuple[Section, ...] = ()
    search: str = ""
    in_texts: bool = False


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
    marks = {"id": head[0], "day": None}
    *what, article_count, of_count = head[2:]
    names = ("type", "country", "Wikidata", "first seen", "last seen", "articles")
    spoken = con.execute(queries.ACTOR_QUOTES, {"id": head[0], "most": MOST_ROWS + 1}).fetchall()
    return Page(
        head[1],
        known=_known(names, (*what, f"{article_count:,} of {of_count:,}")),
        plots=_timeline(con, queries.ACTOR_DAYS, {"id": head[0]}),
        sections=(
            *_sections(con, queries.ACTOR_ROLES, marks),
            *_of_quotes(con, queries.QUOTES_BY, [row[0] for row in spoken]),
            *_of_newest(con, queries.ACTOR_COMPANY, queries.ACTOR_ARTICLES, marks, tuple(queries.NEAR)),
            *_sections(con, queries.ACTOR_RECORD, marks),
            *_of_newest(
                con, queries.ARTICLES, queries.ACTOR_ARTICLES, {**marks, "day": asked.day}, ("articles",), MOST_ROWS + 1
            ),
        ),
    )


def story_page(con: DuckDBPyConnection, asked: Asked) -> Page | None:
    """A story: its reports from the first on, the figures that differ, who said what, actors and topics."""
    head = con.execute(queries.STORY_HEAD, {"id": asked.row_id}).fetchone()
    if head is None:
        return None
    marks = {"id": head[0]}
    members = con.execute(f"{queries.STORY_MEMBERS} limit {MOST_CONSTANTS + 1}", marks).fetchall()
    among = queries.STORY_MEMBERS if len(members) > MOST_CONSTANTS else _constants(row[0] for row in members)
    first, newest = (each.replace("$members", among) for each in (queries.STORY_FIRST, queries.STORY_ARTICLES))
    names = ("first report", "last report", "reports", "outlets", "independent outlets")
    return Page(
        head[1],
        known=_known(names, head[2:]),
        plots=_timeline(con, queries.STORY_DAYS, marks),
        sections=(
            *_of_newest(con, queries.STORY_REPORTS, first, marks, ("articles",), MOST_ROWS + 1),
            *_sections(con, queries.STORY_FIGURES, marks),
            *_of_newest(con, queries.STORY_SECTIONS, newest, marks, tuple(queries.NEAR)),
        ),
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
        plots=_timeline(con, queries.TOPIC_TIMELINE, {"id": head[0]}),
        sections=(
            *_of_newest(con, queries.ARTICLES, queries.TOPIC_ARTICLES, marks, ("articles",), MOST_ROWS + 1),
            *_of_newest(con, queries.ACTORS, queries.TOPIC_ARTICLES, marks, ("mentions",)),
        ),
    )


def outlet_page(con: DuckDBPyConnection, name: str) -> Page:
    """An outlet's articles, the newest on top."""
    return Page(
        name,
        sections=_of_newest(con, queries.ARTICLES, queries.OUTLET_ARTICLES, {"id": name}, ("articles",), MOST_ROWS + 1),
    )


def search_page(con: DuckDBPyConnection, words: str) -> Page:
    """What has the words in its name or headline."""
    sections = _sections(con, SEARCHES, {"words": words}, SHORT_ROWS) if words.strip() else ()
    return Page(f"Search: {words}", sections=sections, search=words)


def text_search_page(con: DuckDBPyConnection, words: str, find: TextFinder) -> Page:
    """The quotations and articles that hold the words, the likeliest first."""
    quotes, versions = (find(con, table, words)[: SHORT_ROWS + 1] for table in ("quotes", "articles"))
    articles = VERSION_ARTICLES.replace("$found", _constants(versions))
    sections = (
        *_of_quotes(con, FOUND_QUOTES, quotes, SHORT_ROWS),
        *_of_newest(con, FOUND_TEXTS, articles, {"ids": versions}, ("articles",), SHORT_ROWS + 1, SHORT_ROWS),
    )
    return Page(f"Search: {words}", sections=sections, search=words, in_texts=True)


def _sections(
    con: DuckDBPyConnection, asked: Mapping[str, str], marks: Mapping[str, object], most: int = MOST_ROWS
) -> tuple[Section, ...]:
    """Those sections that have rows."""
    read = (read_section(con, name, query, _named(query, marks), most) for name, query in asked.items())
    return tuple(section for section in read if section.rows)


def _of_newest(
    con: DuckDBPyConnection,
    asked: Mapping[str, str],
    articles: str,
    marks: Mapping[str, object],
    near: Sequence[str],
    most: int = MOST_ARTICLES,
    shown: int = MOST_ROWS,
) -> tuple[Section, ...]:
    """Sections over the first ``most`` articles of a query, which read ``near`` facts of these; where it has more, and they are counted, the heading says so."""
    found = con.execute(articles, _named(articles, {**marks, "most": most + 1})).fetchmany(most + 1)
    few = _constants(row[0] for row in found[:most])
    for table in near:
        con.execute(queries.NEAR[table].replace("$articles", few))
    cut = f", in the newest {most} reports" if len(found) > most == MOST_ARTICLES else ""
    headed = {heading + cut: query for heading, query in asked.items()}
    return _sections(con, headed, {**marks, "considered": min(len(found), most)}, shown)


def _of_quotes(
    con: DuckDBPyConnection, asked: Mapping[str, str], ids: Sequence[str], most: int = MOST_ROWS
) -> tuple[Section, ...]:
    """Sections over quotations of these ids and their articles."""
    con.execute(queries.NEAR_QUOTES.replace("$quotes", _constants(ids)))
    articles = con.execute("select distinct article_id from near_quotes").fetchall()
    con.execute(queries.NEAR["articles"].replace("$articles", _constants(row[0] for row in articles)))
    return _sections(con, asked, {"ids": ids}, most)


def _constants(ids: Iterable[str]) -> str:
    return ", ".join(map(constant, ids)) or "null"


def _counted(con: DuckDBPyConnection, query: str, marks: Mapping[str, object]) -> list[Counted]:
    return [Counted(*row) for row in con.execute(query, _named(query, marks)).fetchall()]


def _timeline(con: DuckDBPyConnection, query: str, marks: Mapping[str, object]) -> tuple[Plot, ...]:
    """Bars of the days up to the last one with reports, days without any among them."""
    counted = _counted(con, query, marks)
    days = sorted(date.fromisoformat(each.column) for each in counted)
    if not days:
        return ()
    shown = min((days[-1] - days[0]).days + 1, MOST_DAYS)
    heading = "Reports by day" if shown < MOST_DAYS else f"Reports by day, the last {MOST_DAYS} days"
    return (make_plot(heading, counted, days_until(days[-1], shown)),)


def _named(query: str, marks: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in marks.items() if f"${name}" in query}


def _known(names: tuple[str, ...], values: tuple[object, ...]) -> tuple[tuple[str, Cell], ...]:
    return tuple((name, as_cell(value)) for name, value in zip(names, values, strict=True) if value is not None)
