"""What changed since the last build: which tables of ``raw``, and which documents of them, by the rows themselves.

What the last build was made from is kept in ``built``: a sum of hashes for each document and for each table that is not about documents.
A sum is the same for the same rows in any order, and that of a table is the sum of its documents', so that a change
nobody told of is found too.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

TASKS_DIR = Path(__file__).resolve().parents[1]
MAKERS = ("build", "corrections", "resolve")  # whose code decides, beside the models, what a build makes
RUN_TABLES = frozenset(
    f"raw.{table}"
    for table in ("runs", "dispositions", "feed_fetches", "page_fetches", "feed_states", "entry_states")
)  # fmt: skip
TOLD_LAST = frozenset(("raw.quality_scores", "raw.watchlist"))  # read by models that are made whole, and by no resolver
SLICED_SHARE = 0.2  # of the articles: from here on parts cost more than the whole
LEAST_ARTICLES = 1_000  # a smaller warehouse is made anew in the time that it takes to tell its parts


@dataclass(frozen=True, slots=True)
class Changes:
    """The tables of ``raw`` that are not as they were, and whether everything is to be made anew.

    The temporary table ``changed_articles`` (article_id) holds the articles that changed documents are or were of.
    """

    tables: frozenset[str]
    is_whole: bool

    @property
    def is_quiet(self) -> bool:
        """Whether no article and nothing that decides about articles changed."""
        return not self.is_whole and self.tables <= RUN_TABLES | TOLD_LAST


def find_changes(con: DuckDBPyConnection, sql_dir: Path) -> Changes:
    """Compare ``raw`` with what the last build was made from, and note what this one is made from.

    Among ``raw.settings``, ``made_by`` is a digest of models, code and settings, ``made_from`` one of these and all rows but those about runs.
    """
    con.execute(BUILT_SQL)
    makers = _makers(con, sql_dir)
    is_other = _note(con, "made_by", makers)
    about_documents, others = _raw_tables(con)
    changed = {table for table in others if _note_table(con, table)}
    if about_documents:
        _note_documents(con, about_documents)
    _note(con, "made_from", hashlib.sha256(repr((makers, con.execute(CONTENT_SQL).fetchall())).encode()).hexdigest())
    articles, built_articles = con.execute(COUNTS_SQL).fetchone() or (0, 0)
    is_small = articles > 0 and built_articles < LEAST_ARTICLES
    return Changes(
        RUN_TABLES | changed | (set(about_documents) if articles else set()),
        is_other or not changed <= TOLD_LAST or is_small or articles > SLICED_SHARE * built_articles,
    )


def content(con: DuckDBPyConnection, table: str) -> tuple[int, int]:
    """How many rows a table has and the sum of their hashes: the same for the same rows in any order."""
    rows = con.execute(f"select count(*), coalesce(sum(hash(counted)), 0) from {table} as counted").fetchone()
    return rows or (0, 0)


def _makers(con: DuckDBPyConnection, sql_dir: Path) -> str:
    """A digest of models, code, DuckDB and settings."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for path in _sources(sql_dir):
        digest.update(path.read_bytes())
    settings = "select setting_name, setting_value from raw.settings where setting_name not in ('known_at', 'made_by', 'made_from')"
    digest.update(repr(sorted(con.execute(settings).fetchall())).encode())
    return digest.hexdigest()


def _note(con: DuckDBPyConnection, name: str, digest: str) -> bool:
    """Note a digest among the settings; whether the last build had another."""
    before = con.execute("select setting_value from raw.settings where setting_name = ?", [name]).fetchall()
    con.execute("delete from raw.settings where setting_name = ?", [name])
    con.execute("insert into raw.settings values (?, ?)", [name, digest])
    return before != [(digest,)]


def _note_table(con: DuckDBPyConnection, table: str) -> bool:
    now = content(con, table)
    before = con.execute("select row_count, row_sum from built.tables where table_name = ?", [table]).fetchone()
    con.execute("delete from built.tables where table_name = ?", [table])
    con.execute("insert into built.tables values (?, ?, ?)", [table, *now])
    return before != now


def _note_documents(con: DuckDBPyConnection, tables: Sequence[str]) -> None:
    """Note the sum of each document, and put the articles of those that are not as they were into ``changed_articles``.

    Looked at are those whose own row or article changed; only if the sums of all rows do not add up then, every document is.
    """
    con.execute(MARKS_SQL)
    con.execute(SUSPECTS_SQL)
    _sum_suspects(con, tables)
    if con.execute(ALL_SUMS_SQL).fetchone() != (sum(content(con, table)[1] for table in tables),):
        documents = " union ".join(f"select document_id from {table}" for table in (*tables, "built.documents"))
        con.execute(f"create or replace temp table suspects as {documents}")
        _sum_suspects(con, tables)
    for statement in NOTE_SQL:
        con.execute(statement)


def _sum_suspects(con: DuckDBPyConnection, tables: Sequence[str]) -> None:
    rows = " union all ".join(
        f"select document_id, hash(counted) as row_hash from {table} as counted semi join suspects using (document_id)"
        for table in tables
    )
    con.execute(
        f"create or replace temp table document_sums as select document_id, sum(row_hash) as row_sum from ({rows}) group by all"
    )


def _raw_tables(con: DuckDBPyConnection) -> tuple[list[str], list[str]]:
    """The tables of ``raw`` whose rows are documents', and the others; those about runs and the settings left out."""
    about_documents: list[str] = []
    others: list[str] = []
    for table, has_documents in con.execute(RAW_TABLES_SQL).fetchall():
        if table not in RUN_TABLES:
            (about_documents if has_documents else others).append(table)
    return about_documents, others


def _sources(sql_dir: Path) -> Iterable[Path]:
    yield from sorted(path for path in sql_dir.rglob("*.*") if path.suffix in (".sql", ".csv"))
    for maker in MAKERS:
        yield from sorted((TASKS_DIR / maker).rglob("*.py"))


BUILT_SQL = """
create schema if not exists built;
create table if not exists built.tables (table_name text, row_count bigint, row_sum hugeint);
create table if not exists built.documents (document_id text, article_id text, mark hugeint, row_sum hugeint);
create or replace temp table changed_articles (article_id text)
"""

MARKS_SQL = """
create or replace temp table document_marks as
select document_id, max(article_id) as article_id, sum(row_hash) as mark
from (
    select document_id, article_id, hash(counted) as row_hash from raw.articles as counted
    union all
    select document_id, null as article_id, hash(counted) as row_hash from raw.documents as counted
)
group by document_id
"""

SUSPECTS_SQL = """
create or replace temp table suspects as
select coalesce(marks.document_id, documents.document_id) as document_id
from document_marks as marks
full join built.documents as documents on marks.document_id = documents.document_id
where marks.mark is distinct from documents.mark
"""

ALL_SUMS_SQL = """
select coalesce(sum(row_sum), 0)
from (
    select row_sum from built.documents anti join suspects using (document_id)
    union all
    select row_sum from document_sums
)
"""

# What the last build knew of the suspects gives way to what this one knows.
NOTE_SQL = (
    """
    insert into changed_articles
    select distinct unnest([before.article_id, marks.article_id])
    from suspects
    left join built.documents as before on suspects.document_id = before.document_id
    left join document_sums as sums on suspects.document_id = sums.document_id
    left join document_marks as marks on suspects.document_id = marks.document_id
    where before.row_sum is distinct from sums.row_sum
    """,
    "delete from changed_articles where article_id is null",
    "delete from built.documents where document_id in (from suspects)",
    """
    insert into built.documents
    select sums.document_id, marks.article_id, marks.mark, sums.row_sum
    from document_sums as sums
    left join document_marks as marks on sums.document_id = marks.document_id
    """,
    "drop table suspects",
    "drop table document_sums",
    "drop table document_marks",
)

COUNTS_SQL = """
select (select count(distinct article_id) from changed_articles), (select count(distinct article_id) from built.documents)
"""

CONTENT_SQL = """
select table_name, row_count, row_sum from built.tables
union all
select '', count(*), sum(row_sum) from built.documents
order by all
"""

RAW_TABLES_SQL = """
select schema_name || '.' || table_name, bool_or(column_name = 'document_id')
from duckdb_columns()
where schema_name = 'raw' and table_name != 'settings' and database_name = current_database()
group by all
order by all
"""
