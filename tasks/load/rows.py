"""Extraction batches and the run's ledger into ``raw.*``, in bulk, in one transaction.

Loading the same batch again changes nothing: the rows of a document are replaced, never added to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa

from tasks.batches import arrow_schema, plain
from tasks.load.identities import settle_identities
from tasks.load.merging import listed, merge_batches, quoted

Record = TypeVar("Record")

FACT_TABLES = (
    "mentions",
    "entities",
    "roles",
    "quotes",
    "events",
    "article_topics",
    "places",
    "dates",
    "figures",
    "key_facts",
)
ARTICLE_TABLES = ("unknowns", "removed_lines", "metadata_conflicts")
EXTRACTED_TABLES = ("documents", "articles", *ARTICLE_TABLES, *FACT_TABLES)


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run: what ran, for which logical date, when and with which rules (``extractor_id``)."""

    run_id: str
    flow_name: str
    logical_date: date
    started_at: datetime
    finished_at: datetime
    nightdesk_version: str
    extractor_id: str
    input_count: int


def append_rows(
    con: duckdb.DuckDBPyConnection,
    table: str,
    rows: Sequence[Record],
    record_type: type[Record],
    *,
    replace: bool = False,
) -> None:
    """Append dataclass rows to a ``raw`` table by column name; with ``replace`` they become its only rows."""
    if replace:
        con.execute(f"delete from raw.{table}")
    arrow = pa.Table.from_pylist([plain(row) for row in rows], schema=arrow_schema(record_type))
    con.register("appended_rows", arrow)
    con.execute(f"insert into raw.{table} by name select * from appended_rows")
    con.unregister("appended_rows")


def load_extractions(con: duckdb.DuckDBPyConnection, batches: Sequence[Path], ledger: Path, run: RunRow) -> None:
    """Load extraction batches (Parquet files of ``Extraction`` rows), the run and where each of its inputs ended.

    ``ledger`` is the run's closed ledger file. All or nothing: one transaction.
    """
    con.execute(f"attach '{quoted(ledger)}' as ledger (read_only)")
    con.execute("begin")
    merged = merge_batches(con, batches, ledger.parent)
    con.execute(
        f"create temp view every_batch as from read_parquet([{listed(merged)}], filename = true, file_row_number = true)"
    )
    con.execute(BATCH_SQL)
    append_rows(con, "runs", [run], RunRow)
    con.execute("create temp table batch_documents as select document_id from batch where article is not null")
    for table in EXTRACTED_TABLES:
        con.execute(f"delete from raw.{table} where document_id in (select document_id from batch_documents)")
    con.execute(DOCUMENTS_SQL, [run.extractor_id, run.run_id, run.started_at.replace(tzinfo=None)])
    con.execute(
        f"insert into raw.articles by name select article.* exclude ({', '.join(ARTICLE_TABLES)}) from batch "
        "where article is not null"
    )
    for table in ARTICLE_TABLES:
        _insert_nested(con, table, f"article.{table}")
    for table in FACT_TABLES:
        _insert_nested(con, table, f"facts.{table}")
    settle_identities(con)
    con.execute(DISPOSITIONS_SQL, [run.run_id])
    for temporary in (
        "view batch",
        "table chosen_rows",
        "view every_batch",
        "table batch_documents",
        "table earlier_documents",
    ):
        con.execute(f"drop {temporary}")
    con.execute("commit")
    con.execute("detach ledger")
    for path in merged:
        path.unlink()


BATCH_SQL = """
create temp table chosen_rows as
select document_id, filename, file_row_number from every_batch
qualify
    row_number() over (partition by document_id order by article.retrieved_at desc nulls last, filename, file_row_number) = 1;

create temp view batch as
select * from every_batch semi join chosen_rows using (filename, file_row_number);

create temp table earlier_documents as select document_id from raw.articles;
"""  # a document that two packs hold, one of a killed run, counts once: as it was retrieved last

DOCUMENTS_SQL = """
insert into raw.documents by name
select
    leaves.document_id,
    ? as extractor_id,
    leaves.input_name,
    leaves.media_type,
    leaves.pack_name,
    ? as run_id,
    ? as fetched_at
from ledger.leaves
where leaves.state is null and leaves.document_id in (select document_id from batch_documents)
"""

DISPOSITIONS_SQL = """
insert into raw.dispositions by name
with
leaves as (select * from ledger.leaves),

earlier as (select articles.* from raw.articles as articles semi join earlier_documents using (document_id)),

first_of_run as (
    select
        leaves.document_id,
        articles.article_id,
        articles.version_id,
        row_number() over (partition by articles.article_id order by leaves.input_no) as position,
    from leaves
    inner join raw.articles as articles on leaves.document_id = articles.document_id
    where leaves.state is null
),

known_articles as (select distinct article_id from earlier),

known_words as (
    select document_id
    from first_of_run
    where
        version_id in (select version_id from earlier)
        and document_id not in (select document_id from earlier)
),

ended as (
    select
        leaves.input_no,
        leaves.input_name,
        leaves.document_id,
        leaves.source_name,
        leaves.input_path,
        leaves.declared,
        case
            when leaves.state is not null then leaves.state
            when outcomes.state is null then 'failed'
            when outcomes.state != 'loaded' then outcomes.state
            when known_words.document_id is not null then 'unchanged'
            when known_articles.article_id is not null or first_of_run.position > 1 then 'updated'
            else 'loaded'
        end as state,
        case
            when leaves.state is not null then leaves.reason
            when known_words.document_id is not null then 'other bytes, the words of a known version'
            else coalesce(outcomes.reason, 'no outcome was noted')
        end as reason,
    from leaves
    left join ledger.outcomes on leaves.document_id = outcomes.document_id
    left join first_of_run on leaves.document_id = first_of_run.document_id
    left join known_articles on first_of_run.article_id = known_articles.article_id
    left join known_words on leaves.document_id = known_words.document_id
)

select ? as run_id, input_no, input_name, state, reason, document_id, source_name, input_path, declared from ended
"""


def _insert_nested(con: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    con.execute(
        f"insert into raw.{table} by name select document_id, unnest({column}, max_depth := 2) from batch "
        "where article is not null"
    )
