"""Slices: the part of a table that a change can reach, made again while its other rows stay.

A model or a check with the line ``Slice: COLUMN`` reads, for its rows with one value of that column, no rows of its inputs that belong to
another value. So it may be run on the changed values alone: of each input are read the rows that the temporary table ``slice_<column>`` leads
to, by the first of that table's columns which the input has; an input that has none of them is read whole. ``KEYS`` names the slices of
several columns, and those of which inputs can only be narrowed to more than is asked for. What was read or made of a
table is held as ``slice_<column>_of_<table>`` for all who read it after, until the slice or the table changes.
"""

import re
from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from tasks.build.reading import COMMENT, LAYERS, READ

ARTICLE, DAY, STORY, ACTOR = "article_id", "published_date", "story_id", "actor_id"
QUOTE_GROUP, EVENT_KEY, EVENT_GROUP = "quote_group_id", "event_key", "event_group_id"
PAIR, RETIRED, REPORTED = "actor_pair", "old_id", "reported_group"
KEYS = {  # the columns that make a row one of the slice, where more is read than is asked for
    ACTOR: ("actor_id",),
    PAIR: ("actor_id", "other_actor_id"),
    RETIRED: ("old_id",),
    REPORTED: ("story_id", "event_group_id"),
}
NULLABLE = {DAY, REPORTED}  # a null day is a day, and of story and event group one is null
BEFORE = "before_"


def sliced(con: DuckDBPyConnection, sql: str, column: str, is_held: bool = True) -> str:
    """The select with its inputs narrowed to the slice; they are held for others to read but for ``is_held``.

    Where inputs are narrowed to more than is asked for, the rest is left out at the end.
    """
    narrow = slice_rows if is_held and column not in KEYS else _narrowed

    def narrowed(read: re.Match[str]) -> str:
        word, table, layer, alias = read.groups()
        named = alias or f" as {table.partition('.')[2]}"
        return f"{word} {narrow(con, table, column)}{named}" if layer in LAYERS else read[0]

    select = READ.sub(narrowed, COMMENT.sub("", sql))
    if column in KEYS:
        return f"select made.* from ({select}) as made semi join slice_{column} as slice on {_same(KEYS[column], 'made', column)}"
    return select


def slice_rows(con: DuckDBPyConnection, table: str, column: str) -> str:
    """The table that holds a table's rows of the slice; the table itself where none of its columns tells."""
    held = _held(column, table)
    if con.execute("select 1 from held_slices where held_name = ?", [held]).fetchone():
        return held
    rows = _narrowed(con, table, column)
    return table if rows == table else _hold(con, table, column, f"from {rows}")


def _narrowed(con: DuckDBPyConnection, table: str, column: str) -> str:
    """The query, in brackets, for a table's rows of the slice; the table itself where none of its columns tells."""
    has, key = columns_of(con, table), KEYS.get(column, (column,))
    by = next(([each] for each in columns_of(con, f"slice_{column}") if each in has), None)
    if by is None:
        return table
    names = key if set(key) <= set(has) else by
    return f"(select kept.* from {table} as kept semi join slice_{column} as slice on {_same(names, 'kept', column)})"


def fill_slice(con: DuckDBPyConnection, table: str, column: str, rows_sql: str) -> str:
    """Add the rows of the slice to a table that has none; returns the table that holds them."""
    held = _hold(con, table, column, rows_sql)
    con.execute(f"insert into {table} from {held}")
    return held


def forget_slices(con: DuckDBPyConnection, table: str | None = None, column: str | None = None) -> None:
    """Drop what is held of all tables' rows in all slices, or of one table's, or of those in one slice."""
    for (held,) in con.execute(FORGET_SQL, {"table": table, "column": column}).fetchall():
        con.execute(f"drop table {held}")


def _hold(con: DuckDBPyConnection, table: str, column: str, rows_sql: str) -> str:
    held = _held(column, table)
    con.execute(f"create temp table {held} as {rows_sql}")
    con.execute("insert into held_slices values (?, ?, ?)", [table, column, held])
    return held


def in_slice(table: str, column: str) -> str:
    """The condition for the rows of a table, by its name alone, that are in the slice."""
    return f"exists (select 1 from slice_{column} as slice where {_same(KEYS.get(column, (column,)), table, column)})"


def is_empty(con: DuckDBPyConnection, column: str) -> bool:
    """Whether there is nothing in the slice."""
    return con.execute(f"from slice_{column} limit 1").fetchone() is None


def columns_of(con: DuckDBPyConnection, table: str) -> list[str]:
    """The names of a table's columns."""
    return [name for name, *_ in con.execute(f"describe {table}").fetchall()]


def _same(names: Iterable[str], rows: str, column: str) -> str:
    """That a row has a value of the slice."""
    equal = "is not distinct from" if column in NULLABLE else "="
    return " and ".join(f"{rows}.{name} {equal} slice.{name}" for name in names)


def _held(column: str, table: str) -> str:
    return f"slice_{column}_of_{table.replace('.', '_')}"


FORGET_SQL = """
delete from held_slices
where ($table is null or table_name = $table) and ($column is null or column_name = $column)
returning held_name
"""
