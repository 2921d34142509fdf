"""Loading what a backfill extracted, batches of 32 articles, as many as asked for: CPU seconds, peak memory, and over DuckDB's own insert.

Run: ``python -m benchmarks.loading FOLDER [ARTICLES]`` (default 100,000). The batches hold shipped articles' extractions again and again, under new ids;
they are written first, by a process of its own.
"""

import sys
import time
from collections.abc import Callable
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
from tasks.publish import open_work_file, remove_database
from tasks.records import Extraction
from tasks.schema import upgrade
from tasks.store import Ledger

LOADED = 10_000  # for the ratio
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


def load_ratio(folder: Path) -> float:
    """Wall seconds of loading extracted batches over DuckDB's own insert of the same files into one table, for which 450 MB do not do."""
    write_batches(folder, LOADED)
    return _seconds(lambda: load(folder, LOADED)) / _seconds(lambda: _insert(folder))


def load(folder: Path, articles: int) -> duckdb.DuckDBPyConnection:
    """Load the folder's batches of so many articles into a warehouse of their own, and return it open."""
    ledger = Ledger(folder / "ledger.duckdb", folder / "none.duckdb", folder, RUN.extractor_id)
    ledger.close()
    with duckdb.connect(str(folder / "ledger.duckdb")) as con:
        con.execute(LEAVES_SQL.format(articles))
    con = open_work_file(folder / "none.duckdb", folder / "loaded.duckdb")
    upgrade(con, SQL_DIR, EXTRACTED_TABLES)
    load_extractions(con, _batches(folder), folder / "ledger.duckdb", RUN)
    return con.execute("checkpoint")


def _insert(folder: Path) -> None:
    target = folder / "inserted.duckdb"
    remove_database(target)
    with duckdb.connect(str(target)) as con:
        con.execute("set enable_progress_bar = false")
        con.execute("create table extractions as from read_parquet(?)", [[str(batch) for batch in _batches(folder)]])
        con.execute("checkpoint")


def _batches(folder: Path) -> list[Path]:
    return sorted(folder.glob("batch-*.parquet"))


def _seconds(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


if __name__ == "__main__":
    target, *numbers = sys.argv[1:]
    folder, articles = Path(target), int(numbers[0]) if numbers else 100_000
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(1, get_context("spawn")) as own_process:
        own_process.submit(write_batches, folder, articles).result()
    started = time.perf_counter()
    with load(folder, articles) as con:
        print(con.execute("select count(*), (select count(*) from raw.mentions) from raw.articles").fetchall())
    tell(f"{len(_batches(folder)):,} batches in {time.perf_counter() - started:,.0f} s", 0)
