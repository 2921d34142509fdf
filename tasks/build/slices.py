"""Slices: the part of a table that a change can reach, made again while its other rows stay.

A model or a check with the line ``Slice: COLUMN`` reads, for its rows with one value of that column, no rows of its inputs that belong to
another value. So it may be run on the changed values alone: of each input are read the rows that the temporary table ``slice_<column>`` leads
to, by the first of that table's columns which the input has; an input that has none of them is read whole. What was read or made of a
table is held as ``slice_<column>_of_<table>`` for all who read it after, until the slice or the table changes.
"""

import re

from duckdb import DuckDBPyConnection

from tasks.build.changes import SLICED_SHARE
from tasks.build.reading import COMMENT, LAYERS, READ

ARTICLE, DAY, QUOTE_GROUP = "article_id", "published_date", "quote_group_id"
BEFORE = "before_"
# Where a resolved row's article is found, by the first of these columns that its table has.
ARTICLES_OF = {
    "article_id": "staging.article_versions",
    "version_id": "staging.article_versions",
    "quote_id": "staging.quotes",
    "event_id": "staging.events",
    "actor_id": "(select actor_id, article_id from resolved.entity_actors inner join staging.article_versions using (version_id))",
}


def sliced(con: DuckDBPyConnection, sql: str, column: str, is_held: bool = True) -> str:
    """The select with its inputs narrowed to the slice; they are held for others to read but for ``is_held``."""
    narrow = slice_rows if is_held else _narrowed

    def narrowed(read: re.Match[str]) -> str:
        word, table, layer, alias = read.groups()
        named = alias or f" as {table.partition('.')[2]}"
        return f"{word} {narrow(con, table, column)}{named}" if layer in LAYERS else read[0]

    return READ.sub(narrowed, COMMENT.sub("", sql))


def slice_rows(con: DuckDBPyConnection, table: str, column: str) -> str:
    """The table that holds a table's rows of the slice; the table itself where none of its columns tells."""
    held = _held(column, table)
    if con.execute("select 1 from held_slices where held_name = ?", [held]).fetchone():
        return held
    rows = _narrowed(con, table, column)
    return table if rows == table else _hold(con, table, column, f"from {rows}")


def _narrowed(con: DuckDBPyConnection, table: str, column: str) -> str:
    """The query, in brackets, for a table's rows of the slice; the table itself where none of its columns tells."""
    has = _columns(con, table)
    by = next((each for each in _columns(con, f"slice_{column}") if each in has), None)
    if by is None:
        return table
    return f"(select kept.* from {table} as kept semi join slice_{column} as slice on {_same(by, 'kept', column)})"


def fill_slice(con: DuckDBPyConnection, table: str, column: str, rows_sql: str) -> str:
    """Add the rows of the slice to a table that has none; returns the table that holds them."""
    held = _hold(con, table, column, rows_sql)
    con.execute(f"insert into {table} from {held}")
    return held


def forget_slices(con: DuckDBPyConnection, table: str | None = None) -> None:
    """Drop what is held of a table's rows, or of all tables'."""
    for (held,) in con.execute(FORGET_SQL, {"table": table}).fetchall():
        con.execute(f"drop table {held}")


def _hold(con: DuckDBPyConnection, table: str, column: str, rows_sql: str) -> str:
    held = _held(column, table)
    con.execute(f"create temp table {held} as {rows_sql}")
    con.execute("insert into held_slices values (?, ?)", [table, held])
    return held


def in_slice(table: str, column: str) -> str:
    """The condition for the rows of a table, by its name alone, that are in the slice."""
    return f"exists (select 1 from slice_{column} as slice where {_same(column, table, column)})"


def open_slices(con: DuckDBPyConnection) -> None:
    """Open the slice of the articles that changed, or that a correction speaks of: it is made on their rows as they were read."""
    con.execute("create temp table if not exists held_slices (table_name text, held_name text)")
    forget_slices(con)
    for statement in OPEN_SQL:
        con.execute(statement)


def is_empty(con: DuckDBPyConnection, column: str) -> bool:
    """Whether there is nothing in the slice."""
    return con.execute(f"from slice_{column} limit 1").fetchone() is None


def resolved_tables(con: DuckDBPyConnection) -> set[str]:
    """The tables of ``resolved``, by full name."""
    return {f"resolved.{table}" for (table,) in con.execute(RESOLVED_SQL).fetchall()}


def set_resolved_aside(con: DuckDBPyConnection, kept: set[str]) -> None:
    """Keep what was resolved last, to compare with, but for the tables that stay and are made in slices themselves."""
    for table in resolved_tables(con) - kept:
        con.execute(f"alter table {table} rename to {_before(table)}")


def widen_slices(con: DuckDBPyConnection, tables: set[str], dated: set[str]) -> bool:
    """Take in the articles of rows that were resolved otherwise than before, and open the slice of their quotations' groups.

    ``tables`` (of ``resolved``) are those that facts are made from article by article; of them, days hang on the ``dated`` alone. Returns
    whether slices still cost less than the whole; if not, they are of no more use.
    """
    for table in sorted(tables & dated):
        _take_in(con, table)
    con.execute(DATED_ARTICLES_SQL)
    for table in sorted(tables - dated):
        _take_in(con, table)
    forget_slices(con)
    con.execute(SLICE_ARTICLES_SQL)
    con.execute(SLICE_QUOTE_GROUPS_SQL)
    con.execute(
        f"insert into slice_quote_group_id {_differing_rows('resolved.quote_group_speakers', 'quote_group_id')}"
    )
    for table in resolved_tables(con):
        con.execute(f"drop table if exists resolved.{_before(table)}")
    reached, articles = con.execute(REACHED_SQL).fetchone() or (0, 0)
    return bool(reached <= SLICED_SHARE * articles)


def _take_in(con: DuckDBPyConnection, table: str) -> None:
    """Add the articles of rows that are not as they were to those that changed."""
    has = _columns(con, table)
    by = next(column for column in ARTICLES_OF if column in has)
    con.execute(
        f"insert into changed_articles select kept.article_id from {ARTICLES_OF[by]} as kept "
        f"semi join ({_differing_rows(table, by)}) as differing on kept.{by} = differing.{by}"
    )


def hold_days(con: DuckDBPyConnection) -> None:
    """Note the days of articles that days hang on as they were, and all days, before facts are made."""
    con.execute(f"create or replace temp table reached_days as {_article_days(con)}")
    con.execute("create or replace temp table days_before as from facts.days")


def open_days(con: DuckDBPyConnection) -> None:
    """Open the slice of days, after facts were made: those of these articles, as they were and are, and those with other denominators."""
    con.execute(f"insert into reached_days {_article_days(con)}")
    con.execute("insert into reached_days " + _differing_rows("facts.days", "published_date", "days_before"))
    con.execute(SLICE_DAYS_SQL)


def _article_days(con: DuckDBPyConnection) -> str:
    """The query for the days, as they are now, of articles that days hang on."""
    rows = slice_rows(con, "facts.articles", ARTICLE)
    return f"select distinct published_date from {rows} semi join dated_articles using (article_id)"


def _differing_rows(table: str, by: str, before: str | None = None) -> str:
    """The query for the values of a column in rows that only the table has, or only the one before."""
    made, before = (
        f"(select {by}, hash(whole) as row_hash, true as is_there from {each} as whole)"
        for each in (table, before or f"resolved.{_before(table)}")
    )
    return (
        f"select coalesce(made.{by}, before.{by}) as {by} from {made} as made full join {before} as before "
        f"on made.{by} is not distinct from before.{by} and made.row_hash = before.row_hash "
        "where made.is_there is null or before.is_there is null"
    )


def _same(by: str, rows: str, column: str) -> str:
    """That a row has a value of the slice; a null day is one too."""
    return f"{rows}.{by} {'is not distinct from' if column == DAY else '='} slice.{by}"


def _held(column: str, table: str) -> str:
    return f"slice_{column}_of_{table.replace('.', '_')}"


def _before(table: str) -> str:
    return BEFORE + table.partition(".")[2]


def _columns(con: DuckDBPyConnection, table: str) -> list[str]:
    return [name for name, *_ in con.execute(f"describe {table}").fetchall()]


FORGET_SQL = "delete from held_slices where $table is null or table_name = $table returning held_name"

RESOLVED_SQL = """
select table_name from duckdb_tables() where schema_name = 'resolved' and database_name = current_database() order by all
"""

# An article that is gone has its id alone: by that its rows are found where they still stand.
SLICE_ARTICLES_SQL = """
create or replace temp table slice_article_id as
select article_id, version_id, document_id from raw.articles semi join changed_articles using (article_id)
union
select article_id, version_id, document_id from staging.article_versions semi join changed_articles using (article_id)
union
select article_id, null as version_id, null as document_id from changed_articles
union all by name
select quote_id from staging.quotes semi join changed_articles using (article_id)
"""

DATED_ARTICLES_SQL = "create or replace temp table dated_articles as select distinct article_id from changed_articles"

OPEN_SQL = (
    "insert into changed_articles select unnest(named_article_ids) from resolved.corrected_articles",
    DATED_ARTICLES_SQL,
    SLICE_ARTICLES_SQL,
    "create or replace temp table slice_quote_group_id (quote_group_id text)",
)

REACHED_SQL = """
select (select count(distinct article_id) from slice_article_id), (select count(distinct article_id) from staging.article_versions)
"""

SLICE_QUOTE_GROUPS_SQL = """
insert into slice_quote_group_id
select quote_group_id from facts.quotes semi join slice_article_id using (article_id)
union
select groups.quote_group_id
from resolved.quote_groups as groups
inner join staging.quotes as quotes on groups.quote_id = quotes.quote_id
semi join slice_article_id as slice on quotes.article_id = slice.article_id
"""

SLICE_DAYS_SQL = """
create or replace temp table slice_published_date as
select days.published_date, articles.article_id
from (select distinct published_date from reached_days) as days
left join facts.articles as articles on days.published_date is not distinct from articles.published_date
"""
