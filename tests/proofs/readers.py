"""Ten readers query while runs write and publish: no error, no lock, and each sees one snapshot whose checks hold (promise 6)."""

import json
import os
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import duckdb

from tasks.publish import lock_run, open_work_file, publish
from tests.proofs.figures import Figure
from tests.warehouses import NIGHTDESK, ROOT, nightdesk

PAUSE_SECONDS = 0.2
SNAPSHOT_SQL = """
select
    (select count(*) from facts.runs), (select sum(input_count) from facts.runs), (select count(*) from facts.dispositions),
    (select count(*) from facts.articles), (select sum(hash(articles)) from facts.articles), (select count(*) from facts.quotes)
"""
ARTICLE = "---\nurl: https://town.example/{0}\npublished_at: 2026-03-01T10:00:00Z\n---\n\n“Bridge {0} is open,” Mayor Ada Moss said in Oslo.\n"
Snapshot = tuple[int, ...]
Reader = Callable[[Path, Path], "Read"]  # of the warehouse, until the other file stands


@dataclass(frozen=True)
class Read:
    """What one reader did: how often it read, and the snapshots it saw."""

    count: int
    snapshots: frozenset[Snapshot]


def prove_readers(folder: Path, seconds: float, most_of_a_kind: int = 7) -> list[Figure]:
    """Runs write for so long, one at least, and publish again in between, while ten readers query in three ways, before and after each run.

    ``most_of_a_kind`` readers of each way at most.
    """
    warehouse, articles, stop = folder / "read.duckdb", folder / "articles", folder / "stop"
    articles.mkdir()
    backfill_another(articles, warehouse, 0)
    kinds: list[tuple[Reader, int]] = [(read_with_duckdb, 7), (read_with_nightdesk, 2), (read_like_a_notebook, 1)]
    readers = [reader for reader, count in kinds for _ in range(min(count, most_of_a_kind))]
    with ProcessPoolExecutor(len(readers) + 1, mp_context=get_context("spawn")) as processes:
        under_way = [processes.submit(reader, warehouse, stop) for reader in readers]
        republished = processes.submit(publish_until, warehouse, stop)
        ends, run_count = time.monotonic() + seconds, 0
        try:
            _wait_for_reads(folder, under_way)
            while time.monotonic() < ends or run_count == 0:
                run_count += 1
                backfill_another(articles, warehouse, run_count)
                _wait_for_reads(folder, under_way)
        finally:
            stop.touch()
        found = [reader.result() for reader in under_way]
    reads, snapshots = sum(each.count for each in found), {seen for each in found for seen in each.snapshots}
    assert len(snapshots) > 1, "nothing was published while the readers read"
    tried = f"{len(readers)} readers for {seconds:.0f} seconds, {run_count} runs and {republished.result()} more publications meanwhile"
    return [Figure(6, tried, f"{reads} reads of {len(snapshots)} snapshots, no error, every check held in each")]


def _wait_for_reads(folder: Path, under_way: list[Future[Read]]) -> None:
    """Until every reader has ended a read that began after now: the second read that ends is one."""
    for _ in range(2):
        for read in folder.glob("reading-*"):
            read.unlink()
        while len(list(folder.glob("reading-*"))) < len(under_way) and not any(each.done() for each in under_way):
            time.sleep(PAUSE_SECONDS)


def backfill_another(articles: Path, warehouse: Path, number: int) -> None:
    """A run that finds one article more."""
    (articles / f"{number}.md").write_text(ARTICLE.format(number), encoding="utf-8")
    ask = ("backfill", articles, "--warehouse", warehouse, "--no-prefect", "--workers", "1", "--json")
    nightdesk(*ask, env={"NIGHTDESK_OVERLAP": "wait"})


def publish_until(warehouse: Path, stop: Path) -> int:
    """Publish what is published again and again, between the runs; how often."""
    count, work = 0, warehouse.with_suffix(".work")
    while not stop.exists():
        with lock_run(work, waits=True):
            publish(open_work_file(warehouse, work / "again.duckdb"), work / "again.duckdb", warehouse)
        count += 1
        time.sleep(PAUSE_SECONDS)
    return count


def read_with_duckdb(warehouse: Path, stop: Path) -> Read:
    """Open the file read-only, read, run every check, read again, close."""
    count, snapshots = 0, set[Snapshot]()
    while not stop.exists():
        with duckdb.connect(str(warehouse), read_only=True) as con:
            snapshots.add(_snapshot(con))
            for check in sorted((ROOT / "sql" / "checks").glob("*.sql")):
                assert con.execute(check.read_text(encoding="utf-8")).fetchall() == [], check.stem
            assert _snapshot(con) in snapshots
        count = _read_once_more(warehouse, count)
    return Read(count, frozenset(snapshots))


def read_like_a_notebook(warehouse: Path, stop: Path) -> Read:
    """Open the file once and query it until the end: it stays what it was."""
    count, snapshots = 0, set[Snapshot]()
    with duckdb.connect(str(warehouse), read_only=True) as con:
        while not stop.exists():
            snapshots.add(_snapshot(con))
            count = _read_once_more(warehouse, count)
    assert len(snapshots) == 1
    return Read(count, frozenset(snapshots))


def read_with_nightdesk(warehouse: Path, stop: Path) -> Read:
    """Ask by ``nightdesk query``, in a process of its own each time."""
    count, snapshots = 0, set[Snapshot]()
    while not stop.exists():
        ask = ("query", SNAPSHOT_SQL, "--warehouse", str(warehouse), "--format", "json")
        command = [str(NIGHTDESK), *ask]
        said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ, check=True).stdout
        (row,) = json.loads(said)
        snapshots.add(tuple(row.values()))
        count = _read_once_more(warehouse, count)
    return Read(count, frozenset(snapshots))


def _read_once_more(warehouse: Path, count: int) -> int:
    """Say that this reader has read, pause, and count its read."""
    (warehouse.parent / f"reading-{os.getpid()}").touch()
    time.sleep(PAUSE_SECONDS)
    return count + 1


def _snapshot(con: duckdb.DuckDBPyConnection) -> Snapshot:
    """Counts and sums of one moment; the states of its runs sum to their inputs."""
    row: Snapshot = con.execute(SNAPSHOT_SQL).fetchone() or ()
    assert row[1] == row[2], row
    return row
