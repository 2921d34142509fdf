"""When each fact became known, and the facts as they were known at an earlier moment.

A row that a build makes exactly as the one before it did keeps its ``known_at``; any other is known from this build on. A row that it no longer
makes is moved to ``history.<table>`` with ``retired_at``. So ``facts.<table>_known_on(moment)`` is the table as readers had it then.
Transaction time in the sense of SQL:2011; nothing is written for rows that stay.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from duckdb import DuckDBPyConnection

from tasks.build.portions import make_whole
from tasks.build.reading import Model
from tasks.build.slices import BEFORE, fill_slice, in_slice, sliced

RUN_COLUMNS = "run_columns.csv"


@dataclass(frozen=True, slots=True)
class Knowing:
    """The moment of this build (naive UTC, after that of every earlier one), and columns by table.

    ``columns`` are those that tables of facts and history had before it, ``run_columns`` the ones that speak of a run only.
    """

    moment: datetime
    columns: dict[str, list[str]]
    run_columns: dict[str, set[str]]

    def tracks(self, model: Model) -> bool:
        """Whether the model's rows say since when they are known: facts do, but for tables that are about runs."""
        return model.layer == "facts" and "*" not in self.run_columns.get(f"facts.{model.table}", set())


def open_knowing(con: DuckDBPyConnection, sql_dir: Path, now: datetime) -> Knowing:
    """The moment is ``now``, or just after the latest build where the clock was set back since then."""
    latest = con.execute(
        "select max(cast(setting_value as timestamp)) from raw.settings where setting_name = 'known_at'"
    )
    (before,) = latest.fetchone() or (None,)
    moment = now.astimezone(UTC).replace(tzinfo=None)
    if before and moment <= before:
        moment = before + timedelta(microseconds=1)
    con.execute("delete from raw.settings where setting_name = 'known_at'")
    con.execute("insert into raw.settings values ('known_at', ?)", [moment.isoformat(" ")])
    con.execute("create schema if not exists history")
    con.execute("create schema if not exists facts")
    return Knowing(moment, dict(con.execute(COLUMNS_SQL).fetchall()), _run_columns(sql_dir / RUN_COLUMNS))


def drop_others(con: DuckDBPyConnection, models: Iterable[Model]) -> None:
    """Drop the tables of ``facts`` that no model makes any more, with what reads them."""
    names = {model.table for model in models if model.layer == "facts"}
    for (table,) in con.execute(TABLES_SQL).fetchall():
        if table not in names:
            con.execute(f"drop macro table if exists facts.{table}_known_on")
            con.execute(f"drop table facts.{table}")


def make_known(con: DuckDBPyConnection, model: Model, knowing: Knowing, column: str | None) -> None:
    """Make the model's rows, all or those of a slice, with ``known_at``, and its macro; what it no longer holds goes to ``history``."""
    moment = f"timestamp '{knowing.moment}'"
    sql = sliced(con, model.sql, column) if column else model.sql
    columns = [name for name, *_ in con.execute(f"describe {sql}").fetchall()]
    earlier = _set_aside(con, model.table, column, knowing.columns.get(model.name, []))
    kept = knowing.columns.get(f"history.{model.table}", [])
    if earlier:
        same = [name for name in columns if name in earlier and name not in knowing.run_columns.get(model.name, set())]
        known_at = (
            f"select made.*, coalesce(before.known_at, {moment}) as known_at "
            f"from ({{}}\n) as made left join facts.{BEFORE}{model.table} as before "
            f"on {_alike('made', model.key_columns)} and {_hash('made', same)} = {_hash('before', same)}"
        )
        made = model.name
        if column:
            made = fill_slice(con, model.name, column, known_at.format(sql))
        else:
            make_whole(con, model, known_at)
        kept = _retire(con, model, made, moment)
        con.execute(f"drop table facts.{BEFORE}{model.table}")
    else:
        make_whole(con, model, f"select *, {moment} as known_at from ({{}}\n)")
    _create_macro(con, model.table, [*columns, "known_at"], kept)


def _set_aside(con: DuckDBPyConnection, table: str, column: str | None, columns: list[str]) -> list[str]:
    """Move the rows to be made again to ``before_<table>``; returns its columns, none where there is nothing to compare with."""
    con.execute(f"drop macro table if exists facts.{table}_known_on")
    if column:
        con.execute(
            f"create table facts.{BEFORE}{table} as select * from facts.{table} where {in_slice(table, column)}"
        )
        con.execute(f"delete from facts.{table} where {in_slice(table, column)}")
    elif "known_at" in columns:
        for (index,) in con.execute(INDEXES_SQL, [table]).fetchall():
            con.execute(f"drop index facts.{index}")
        con.execute(f"alter table facts.{table} rename to {BEFORE}{table}")
    elif columns:
        con.execute(f"drop table facts.{table}")
        return []
    return columns


def _retire(con: DuckDBPyConnection, model: Model, made: str, moment: str) -> list[str]:
    """Move the rows that were set aside and are not among those made to ``history``; returns the columns there."""
    table = model.table
    before = f"facts.{BEFORE}{table}"
    con.execute(f"create table if not exists history.{table} as select *, {moment} as retired_at from {before} limit 0")
    for column, column_type, *_ in con.execute(f"describe {before}").fetchall():
        con.execute(f'alter table history.{table} add column if not exists "{column}" {column_type}')
    con.execute(
        f"insert into history.{table} by name select before.*, {moment} as retired_at from {before} as before "
        f"where not exists (select 1 from {made} as made where {_alike('made', [*model.key_columns, 'known_at'])})"
    )
    return [name for name, *_ in con.execute(f"describe history.{table}").fetchall()]


def _alike(made: str, columns: list[str]) -> str:
    return " and ".join(f"{made}.{column} is not distinct from before.{column}" for column in columns)


def _create_macro(con: DuckDBPyConnection, table: str, columns: list[str], kept: list[str]) -> None:
    names = ", ".join(columns)
    query = f"select {names} from facts.{table} where known_at <= moment"
    if kept:
        retired = ", ".join(each if each in kept else f"null as {each}" for each in columns)
        query += f" union all select {retired} from history.{table} where known_at <= moment and retired_at > moment"
    con.execute(f"create macro facts.{table}_known_on(moment) as table {query}")


def _hash(alias: str, columns: list[str]) -> str:
    return "hash(" + ", ".join(f"{alias}.{column}" for column in columns) + ")"


def _run_columns(listed: Path) -> dict[str, set[str]]:
    if not listed.exists():
        return {}
    columns: dict[str, set[str]] = {}
    with listed.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            columns.setdefault(row["table_name"], set()).add(row["column_name"])
    return columns


COLUMNS_SQL = """
select schema_name || '.' || table_name, list(column_name order by column_index)
from duckdb_columns()
where schema_name in ('facts', 'history') and database_name = current_database()
group by all
"""

INDEXES_SQL = """
select index_name from duckdb_indexes() where schema_name = 'facts' and table_name = ? and database_name = current_database()
"""

TABLES_SQL = """
select table_name from duckdb_tables() where schema_name = 'facts' and database_name = current_database() order by all
"""
