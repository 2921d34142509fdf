"""Taking documents out of an opened work file: what was extracted from them, what runs noted of them, and what was once known of them."""

from collections.abc import Collection, Iterable, Sequence

from duckdb import DuckDBPyConnection

from tasks.purge.tombstones import Sought

GONE = "purged"  # the name and the reason of an input that is spoken of no more
NOTED_TABLES = ("entry_states", "feed_states", "feed_fetches", "page_fetches")
ROWS_AT_A_TIME = 1024


def delete_documents(
    con: DuckDBPyConnection, document_ids: Collection[str], sought: Sought, extracted_tables: Iterable[str]
) -> None:
    """Delete the documents from ``raw``; their inputs stay in the ledger as skipped, without name, path and declared metadata.

    Leaves the ids of the versions that no document is left of in ``gone_versions``, of such articles in ``gone_articles``.
    """
    con.execute("create or replace temp table doomed as select unnest($1::text[]) as document_id", [list(document_ids)])
    for statement in GONE_SQL:
        con.execute(statement)
    for table in extracted_tables:
        con.execute(f"delete from raw.{table} where document_id in (from doomed)")
    con.execute("delete from raw.entry_states where taken_id in (from doomed) or document_id in (from doomed)")
    for table in NOTED_TABLES:
        _delete_rows(con, f"raw.{table}", sought)
    rows = [*_refused_rows(con, "raw.dispositions", sought)]
    con.execute(
        "update raw.dispositions set input_name = $1, state = 'skipped', reason = $1, input_path = null, declared = null "
        "where document_id in (from doomed) or rowid in (select unnest($2::bigint[]))",
        [GONE, rows],
    )


def forget_history(con: DuckDBPyConnection, sought: Sought) -> None:
    """Delete from ``history`` what was once known of the purged documents, after a build has moved it there.

    Rows about many articles (actors, stories, groups) may hold words of any of them: their history begins anew.
    """
    tables = con.execute(HISTORY_SQL).fetchall()
    for table in (table for table, columns in tables if {"document_id", "version_id"} <= set(columns)):
        con.execute(
            f"insert into gone_versions select distinct version_id from history.{table} "
            "where document_id in (from doomed) and version_id not in (select version_id from raw.articles)"
        )
    is_anything_gone = con.execute("from gone_versions limit 1").fetchone() is not None
    for table, columns in tables if is_anything_gone else ():
        conditions = [f"{column} in (from {ids})" for column, ids in GONE_BY.items() if column in columns] or ["true"]
        con.execute(f"delete from history.{table} where {' or '.join(conditions)}")
    for table, _ in tables:
        _delete_rows(con, f"history.{table}", sought)


def _delete_rows(con: DuckDBPyConnection, table: str, sought: Sought) -> None:
    rows = [*_refused_rows(con, table, sought)]
    con.execute(f"delete from {table} where rowid in (select unnest($1::bigint[]))", [rows])


def _refused_rows(con: DuckDBPyConnection, table: str, sought: Sought) -> Sequence[int]:
    """The rows whose words have a purged name or address."""
    found = con.execute(f"select rowid, to_json(kept) from {table} as kept")
    refused = []
    while rows := found.fetchmany(ROWS_AT_A_TIME):
        refused += [row_id for row_id, words in rows if sought.stands_in(words)]
    return refused


GONE_SQL = (
    """
    create or replace temp table gone_versions as
    select version_id from raw.articles group by all having bool_and(document_id in (from doomed))
    """,
    """
    create or replace temp table gone_articles as
    select article_id from raw.articles group by all having bool_and(document_id in (from doomed))
    """,
)

GONE_BY = {"document_id": "doomed", "version_id": "gone_versions", "article_id": "gone_articles"}

HISTORY_SQL = """
select table_name, list(column_name)
from duckdb_columns()
where schema_name = 'history' and database_name = current_database()
group by all
order by all
"""
