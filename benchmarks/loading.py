"""Loading what a backfill extracted, batches of 32 articles, as many as asked for: CPU seconds and peak memory.

Run: ``python -m benchmarks.loading FOLDER [ARTICLES]`` (default 100,000). The batches hold shipped articles' extractions again and again, under new ids;
they are written first, by a process of its own.
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.corpus import shipped_articles
from benchmarks.grow import tell
from benchmarks.stages import loaded
from flows.finish import SQL_DIR
from flows.settings import Settings
from tasks.batches import write_batch
from tasks.extract.facts import extract_facts
from tasks.extract.model import ParagraphParser
from tasks.load import EXTRACTED_TABLES, RunRow, load_extractions
from tasks.publish import open_work_file
from tasks.records import Extraction
from tasks.schema import upgrade
from tasks.store import Ledger

RUN = RunRow("r", "backfill", datetime.now(UTC).date(), datetime.now(UTC), datetime.now(UTC), "1", "rules", 1)
LEAVES_SQL = """
insert into leaves (input_no, input_name, document_id, media_type, pack_name, source_name)
select i + 1, 'articles.jsonl#line ' || i, lpad(lower(to_hex(i)), 24, '0'), 'application/json', 'pack.parquet', 'Outlet ' || i % 500 from range({0}) as rows(i);
insert into outcomes select lpad(lower(to_hex(i)), 24, '0'), 'loaded', 'read' from range({0}) as rows(i)
"""


def write_batches(folder: Path, articles: int) -> None:
    """Write the batches that are not there yet."""
    nlp, known = loaded()
    size = Settings().batch_documents
    extracted = islice(extract_facts(shipped_articles(), ParagraphParser(nlp), known), size)
    first = folder / "first.parquet"
    write_batch(first, [Extraction("", "loaded", "read", *each) for each in extracted], Extraction)
    table = pq.read_table(first)
    for start in range(0, articles, len(table)):
        path = folder / f"batch-{start:08}.parquet"
        if not path.exists():
            pq.write_table(_renamed(table, start), path, compression="zstd")


def _renamed(table: pa.Table, start: int) -> pa.Table:
    """The rows with ids of their own, from ``start`` on."""
    ids = pa.array([f"{start + no:024x}" for no in range(len(table))])
    articles = table["article"].chunk(0)
    assert isinstance(articles, pa.StructArray)
    identity = articles.field("identity")
    assert isinstance(identity, pa.StructArray)
    none = pa.nulls(len(table), pa.string())
    told = _with(identity, {"own_id": ids, "link_id": ids, "entry_id": none, "guid_id": none, "redirect_id": none})
    own = dict.fromkeys(("article_id", "version_id", "document_id"), ids) | {"identity": told}
    columns = {"document_id": ids, "article": _with(articles, own)}
    return pa.table([columns.get(name, table[name]) for name in table.column_names], schema=table.schema)


def _with(rows: pa.StructArray, columns: dict[str, Any]) -> pa.StructArray:
    """The rows with other values in some columns."""
    values = [columns.get(field.name, rows.field(no)) for no, field in enumerate(rows.type)]
    return pa.StructArray.from_arrays(values, fields=list(rows.type))


def load(folder: Path, articles: int) -> None:
    """Load the batches into a warehouse of their own and tell what that takes."""
    batches = sorted(folder.glob("batch-*.parquet"))
    ledger = Ledger(folder / "ledger.duckdb", folder / "none.duckdb", folder, RUN.extractor_id)
    ledger.close()
    with duckdb.connect(str(folder / "ledger.duckdb")) as con:
        con.execute(LEAVES_SQL.format(articles))
    con = open_work_file(folder / "none.duckdb", folder / "work.duckdb")
    upgrade(con, SQL_DIR, EXTRACTED_TABLES)
    started, before = time.perf_counter(), tell("start", 0)
    load_extractions(con, batches, folder / "ledger.duckdb", RUN)
    con.execute("checkpoint")
    tell(f"{len(batches):,} batches in {time.perf_counter() - started:,.0f} s", before)
    print(con.execute("select count(*), (select count(*) from raw.mentions) from raw.articles").fetchall())


if __name__ == "__main__":
    target, *numbers = sys.argv[1:]
    folder, articles = Path(target), int(numbers[0]) if numbers else 100_000
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(1, get_context("spawn")) as own_process:
        own_process.submit(write_batches, folder, articles).result()
    load(folder, articles)
