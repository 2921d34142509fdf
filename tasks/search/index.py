"""The full-text index beside the published file. It holds which words stand in which texts, not the texts.

DuckDB's own full-text extension may not be there to install; SQLite comes with Python. The index names the content it was made from and
counts only for a published file of that very content, so a run that is killed between publishing and indexing misleads nobody.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

MOST_DEAD_SHARE = 0.2  # of the texts; then the index is made anew, since FTS5 without the texts cannot take one out
COMMON_SPACING = 2  # texts from one with the words to the next; to words of more than half BM25 gives next to no weight
BATCH_ROWS = 1_000
FORMAT = 1  # of the tables below
TABLES_SQL = """
create table texts (row_no integer primary key autoincrement, text_id text unique) strict;
create table made (made_from text) strict;
create virtual table articles using fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
create virtual table quotes using fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
"""
MADE_FROM_SQL = "select setting_value from raw.settings where setting_name = 'made_from'"
IDS_SQL = (
    "select version_id as text_id from facts.articles union all select quote_id from facts.quotes order by text_id"
)
TEXTS_SQL = {
    "articles": "select version_id, coalesce(title, ''), text from facts.articles semi join added on version_id = text_id",
    "quotes": "select quote_id, text from facts.quotes semi join added on quote_id = text_id",
}


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """An index file, and the content of the published file that a reader has open."""

    path: Path
    made_from: str

    def ranked(self, table: str, expression: str, most: int) -> list[str] | None:
        """The ids of up to ``most`` texts that match an FTS5 expression, those of most weight (BM25) first.

        Of more than ``most`` matches only the ones indexed last are weighed, and not even these where they stand in every second text or
        more: such words tell nothing of a text, and weighing looks through all of their matches. The newest are first then.
        None where there is no index of this content.
        """
        if not self.path.exists():
            return None
        try:
            with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as index:
                if index.execute("select made_from from made").fetchall() != [(self.made_from,)]:
                    return None
                matched = f"from {table} where {table} match ? order by rowid desc limit {most}"
                last = [row_no for (row_no,) in index.execute(f"select rowid {matched}", [expression])]
                is_common = len(last) == most and last[0] - last[-1] < COMMON_SPACING * most
                weighed = f"select rowid as row_no, {0 if is_common else 'rank'} as weight {matched}"
                query = f"select text_id from ({weighed}) inner join texts using (row_no) order by weight, row_no desc"
                return [text_id for (text_id,) in index.execute(query, [expression])]
        except sqlite3.Error:
            return None


def open_index(con: DuckDBPyConnection, path: Path) -> SearchIndex:
    """The index as it stands to the warehouse that is open."""
    (made_from,) = con.execute(MADE_FROM_SQL).fetchone() or ("",)
    return SearchIndex(path.absolute(), made_from)


def refresh_index(con: DuckDBPyConnection, path: Path) -> None:
    """Bring the index up to the warehouse that is open, in one transaction; only texts that it does not hold are read."""
    made_from = open_index(con, path).made_from
    with closing(_open(path)) as index:
        if index.execute("select made_from from made").fetchall() == [(made_from,)]:
            return None
        if _take_stock(con, index) > MOST_DEAD_SHARE:
            index.close()
            remove_index(path)
            return refresh_index(con, path)
        for table, sql in TEXTS_SQL.items():
            _add(index, table, con.execute(sql))
        index.execute("delete from made")
        index.execute("insert into made values (?)", [made_from])
        index.execute("commit")
    return None


def remove_index(path: Path) -> None:
    """Remove the index with the files that SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    """The index, inside a transaction. Readers go on with the old state until it ends (SQLite's write-ahead log)."""
    index = sqlite3.connect(path, isolation_level=None)
    try:
        index.execute("pragma journal_mode = wal")
        (found,) = index.execute("pragma user_version").fetchone()
    except sqlite3.OperationalError:  # a folder that cannot be written, a full disk
        raise
    except sqlite3.DatabaseError:
        found = None
    if found not in (0, FORMAT):
        index.close()
        remove_index(path)
        return _open(path)
    if not found:
        index.executescript(f"begin; {TABLES_SQL} pragma user_version = {FORMAT}; commit;")
    index.execute("begin immediate")
    return index


def _take_stock(con: DuckDBPyConnection, index: sqlite3.Connection) -> float:
    """Drop texts that are gone, leave the ids of new ones in ``added`` of the warehouse's connection, and return which share of the words is dead."""
    index.execute("create temp table live (text_id text primary key) without rowid, strict")
    published = con.execute(IDS_SQL)
    while ids := published.fetchmany(BATCH_ROWS):
        index.executemany("insert into live values (?)", ids)
    index.execute("delete from texts where text_id not in (select text_id from live)")
    con.execute("create or replace temp table added (text_id text)")
    added = index.execute("select text_id from live where text_id not in (select text_id from texts)")
    while ids := added.fetchmany(BATCH_ROWS):
        # As one value: for each of a list DuckDB looks for pandas twice, and Python through all folders of its path where there is none.
        con.execute("insert into added select unnest(string_split($1, ' '))", [" ".join(text_id for (text_id,) in ids)])
    (ever, live) = index.execute(
        "select coalesce(max(seq), 0), (select count(*) from texts) from sqlite_sequence"
    ).fetchone()
    return 1 - live / ever if ever else 0.0


def _add(index: sqlite3.Connection, table: str, texts: DuckDBPyConnection) -> None:
    columns = len(texts.description or ()) - 1
    insert = f"insert into {table} (rowid, {', '.join(('title', 'text')[-columns:])}) values (?{', ?' * columns})"
    while rows := texts.fetchmany(BATCH_ROWS):
        for text_id, *words in rows:
            noted = index.execute("insert into texts (text_id) values (?)", [text_id])
            index.execute(insert, [noted.lastrowid, *words])
