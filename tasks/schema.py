"""The schema version of a warehouse file: an older one is upgraded in place or rebuilt from its documents, a newer one is refused.

``sql/raw.sql`` declares the tables of today. Tables that hold what a run noted get their missing columns; where a table that holds what was
extracted differs, nothing old can stand in it, so all of these are emptied and read again from the stored documents.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

SCHEMA_VERSION = 4  # raise it with every change of sql/raw.sql

COLUMNS_SQL = """
select table_name, list(column_name || ' ' || data_type order by column_name)
from duckdb_columns()
where database_name = ? and schema_name = 'raw'
group by all
"""


class NewerWarehouseError(RuntimeError):
    """The warehouse was written by a newer Nightdesk, whose tables this one does not know."""


def refuse_newer(published: Path) -> None:
    """Raise NewerWarehouseError when the published file's schema version is above today's; a file without one is of version 1."""
    if published.exists():
        with duckdb.connect(str(published), read_only=True) as con:
            con.execute("set enable_progress_bar = false")
            version = _version(con)
        if version > SCHEMA_VERSION:
            raise NewerWarehouseError(
                f"{published} has schema version {version} and this Nightdesk knows {SCHEMA_VERSION}: update Nightdesk; "
                "nothing was changed"
            )


def is_outdated(published: Path, sql_dir: Path, extracted_tables: Sequence[str]) -> bool:
    """Whether a table of what was extracted has other columns than today's, so that the documents have to be read again."""
    if not published.exists():
        return False
    with duckdb.connect(str(published), read_only=True) as con:
        con.execute("set enable_progress_bar = false")
        found, declared = _columns(con), _declared(sql_dir)
    return any(found.get(table) != declared[table] for table in extracted_tables)


def upgrade(con: duckdb.DuckDBPyConnection, sql_dir: Path, extracted_tables: Sequence[str]) -> None:
    """Give an opened work file the tables of today and note the version; the caller reads the documents again where ``is_outdated``."""
    found, declared = _columns(con), _declared(sql_dir)
    if any(table in found and found[table] != declared[table] for table in extracted_tables):
        for table in extracted_tables:
            con.execute(f"drop table if exists raw.{table}")
            found.pop(table, None)
    for table in found.keys() & declared.keys():
        for column in [column for column in found[table] if column not in declared[table]]:
            con.execute(f'alter table raw.{table} drop column "{column.split(" ")[0]}"')
        for column in [column for column in declared[table] if column not in found[table]]:
            con.execute(f"alter table raw.{table} add column {column}")
    con.execute((sql_dir / "raw.sql").read_text(encoding="utf-8"))
    con.execute("delete from raw.settings where setting_name = 'schema_version'")
    con.execute("insert into raw.settings values ('schema_version', ?)", [str(SCHEMA_VERSION)])


def _version(con: duckdb.DuckDBPyConnection) -> int:
    known = con.execute(
        "select 1 from duckdb_tables() where schema_name = 'raw' and table_name = 'settings'"
    ).fetchone()
    row = (
        known
        and con.execute(
            "select max(cast(setting_value as integer)) from raw.settings where setting_name = 'schema_version'"
        ).fetchone()
    )
    return (row and row[0]) or 1


def _columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    (name,) = con.execute("select current_database()").fetchone() or ("",)
    return dict(con.execute(COLUMNS_SQL, [name]).fetchall())


def _declared(sql_dir: Path) -> dict[str, list[str]]:
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        con.execute((sql_dir / "raw.sql").read_text(encoding="utf-8"))
        return _columns(con)
