"""Literal rows for models and resolvers: a warehouse in memory, and short ways to put rows into ``raw.*``."""

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.finish import RESOLVERS
from tasks.build import BuildResult, build

SQL_DIR = Path(__file__).resolve().parents[1] / "sql"
RESOLVER_INPUTS = ("article_shingles", "article_terms", "article_versions", "entities", "events", "quotes")
DOCUMENT_SQL = """
insert into raw.documents (document_id)
select $document_id where $document_id not in (select document_id from raw.documents)
"""
Row = dict[str, Any]


def empty_warehouse(path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(path)
    con.execute("set threads = 1")  # a second one has nothing to do for so few rows, and costs a fifth more
    con.execute((SQL_DIR / "raw.sql").read_text(encoding="utf-8"))
    return con


def insert(con: duckdb.DuckDBPyConnection, table: str, *rows: Row) -> None:
    """Insert rows by column name; columns that a row does not name are null. An article brings its document, unless that is there."""
    for row in rows:
        marks = ", ".join("?" for _ in row)
        con.execute(f"insert into raw.{table} ({', '.join(row)}) values ({marks})", list(row.values()))
        if table == "articles":
            con.execute(DOCUMENT_SQL, {"document_id": row["document_id"]})


def article(name: str, text: str, published_at: str | None = None, **columns: Any) -> Row:
    """A row of raw.articles; ``name`` is document, version and article id at once unless said otherwise."""
    row: Row = {
        "document_id": name,
        "article_id": name,
        "version_id": name,
        "content_sha256": name,
        "text": text,
        "published_at": datetime.fromisoformat(published_at) if published_at else None,
        "word_count": len(text.split()),
        "is_truncated": False,
    }
    return row | columns


def span(text: str, words: str) -> Row:
    """Where the words stand in the text, as columns."""
    start = text.index(words)
    return {"text": words, "start_char": start, "end_char": start + len(words)}


def quote(document_id: str, text: str, words: str, **columns: Any) -> Row:
    where = span(text, words)
    spans = [{"start_char": where["start_char"], "end_char": where["end_char"]}]
    row = {"quote_type": "direct", "spans": spans, "speaker_status": "unknown", "unknown_reason": "no speaker near"}
    return {"document_id": document_id, "confidence": 0.5, "is_negated": False} | where | row | columns


def entity(document_id: str, entity_no: int, actor_name: str, actor_type: str = "person", **columns: Any) -> Row:
    row = {"document_id": document_id, "entity_no": entity_no, "actor_name": actor_name, "actor_type": actor_type}
    return row | {"names": [actor_name]} | columns


def build_all(con: duckdb.DuckDBPyConnection, timezone: str = "UTC") -> BuildResult:
    return build(con, SQL_DIR, timezone, RESOLVERS)


def all_rows(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table that a build makes and those of ``history``, in order."""
    tables = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where schema_name not in ('raw', 'history', 'built') and not temporary "
        "union all select schema_name || '.' || view_name from duckdb_views() where not internal order by all"
    ).fetchall()
    found = {table: con.execute(f"select * from {table} order by all").fetchall() for (table,) in tables}
    retired = con.execute(
        "select table_name from duckdb_tables() where schema_name = 'history' order by all"
    ).fetchall()
    kept = {table: con.execute(f"select * from history.{table} order by all").fetchall() for (table,) in retired}
    return found | {f"history.{table}": rows for table, rows in kept.items() if rows}


def staged(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Build the tables that resolvers read, without the rest."""
    con.execute("insert into raw.settings values ('timezone', 'UTC')")
    con.execute("create schema staging")
    con.execute("create schema resolved")
    for table in RESOLVER_INPUTS:
        sql = (SQL_DIR / "staging" / f"{table}.sql").read_text(encoding="utf-8")
        con.execute(f"create table staging.{table} as {sql}")
    return con
