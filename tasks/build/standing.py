"""What still stands of the last build: when nothing but runs' own rows was added, only the models that speak of runs are made again."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from tasks.build.reading import COMMENT

TASKS_DIR = Path(__file__).resolve().parents[1]
MAKERS = ("build", "corrections", "resolve")  # whose code decides, beside the models, what a build makes
RUN_TABLES = frozenset(
    f"raw.{table}"
    for table in ("runs", "dispositions", "feed_fetches", "page_fetches", "feed_states", "entry_states")
)  # fmt: skip
READ = re.compile(r"\b(?:from|join)\s+(\w+\.\w+)")


def still_stands(con: DuckDBPyConnection, sql_dir: Path) -> bool:
    """Whether the last build was made by the same models from the same rows, those of runs aside; notes what this one is made from.

    The rows themselves are compared, by the sums of their hashes, and not what loading says of them.
    """
    made_from = _made_from(con, sql_dir)
    before = con.execute("select setting_value from raw.settings where setting_name = 'made_from'").fetchall()
    con.execute("delete from raw.settings where setting_name = 'made_from'")
    con.execute("insert into raw.settings values ('made_from', ?)", [made_from])
    return before == [(made_from,)]


def content(con: DuckDBPyConnection, table: str) -> tuple[int, int]:
    """How many rows a table has and the sum of their hashes: the same for the same rows in any order."""
    rows = con.execute(f"select count(*), coalesce(sum(hash(counted)), 0) from {table} as counted").fetchone()
    return rows or (0, 0)


def tables_read(sql: str) -> set[str]:
    """The tables that a model or a check reads, by full name."""
    return set(READ.findall(COMMENT.sub("", sql)))


def _made_from(con: DuckDBPyConnection, sql_dir: Path) -> str:
    digest = hashlib.sha256(duckdb.__version__.encode())
    for path in _sources(sql_dir):
        digest.update(path.read_bytes())
    for (table,) in con.execute(RAW_TABLES_SQL).fetchall():
        if f"raw.{table}" not in RUN_TABLES:
            digest.update(f"{table} {content(con, f'raw.{table}')}".encode())
    settings = (
        "select setting_name, setting_value from raw.settings where setting_name not in ('known_at', 'made_from')"
    )
    digest.update(repr(sorted(con.execute(settings).fetchall())).encode())
    return digest.hexdigest()


def _sources(sql_dir: Path) -> Iterable[Path]:
    yield from sorted(path for path in sql_dir.rglob("*.*") if path.suffix in (".sql", ".csv"))
    for maker in MAKERS:
        yield from sorted((TASKS_DIR / maker).rglob("*.py"))


RAW_TABLES_SQL = """
select table_name from duckdb_tables()
where schema_name = 'raw' and table_name != 'settings' and database_name = current_database()
order by all
"""
