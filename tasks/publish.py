"""The private work file and the published one: readers never wait and never see half a run (promise 6).

A run copies the published file, works on the copy and puts it in the published one's place by one durable rename. Whoever has the old
file open keeps it; whoever opens the name next gets the new one.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

# Both DuckDB 1.5 and 2.0 read and write this format; extensions are never fetched; what is read once from a run's many small Parquet
# files is not kept in memory.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": "v1.5.0",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_file_cache": "false",
}
HEADROOM_BYTES = 200_000_000
MOST_FREE_SHARE = 0.4  # of the blocks of a published file; what a night makes again is a quarter of it
SMALL_BYTES = 40_000_000  # a file up to this size is written anew for any free block, which takes a second
COMPACT_NAME = "compact.duckdb"
LEAST_MEMORY_MB = 450
MANY_ARTICLES = 100_000


class AnotherRunError(RuntimeError):
    """Another run of this warehouse is under way."""


class DiskFullError(RuntimeError):
    """There is not enough free space for a work file beside the published one."""


class TooLittleMemoryError(RuntimeError):
    """Building needs more memory than it is given."""


@contextmanager
def lock_run(work_dir: Path, waits: bool = False) -> Iterator[None]:
    """Hold the warehouse's run lock; when another process holds it, wait for it or raise ``AnotherRunError`` at once.

    The lock is a file of its own, since opening and closing a DuckDB file drops DuckDB's lock on it. It ends with its process.
    """
    work_dir.mkdir(parents=True, exist_ok=True)
    with (work_dir / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AnotherRunError(f"another run is writing this warehouse (lock {lock.name})") from error
        yield


def open_work_file(published: Path, work_file: Path) -> duckdb.DuckDBPyConnection:
    """Open a private copy of the published warehouse, or a new file without one. The caller holds the run lock."""
    remove_database(work_file)
    size = published.stat().st_size if published.exists() else 0
    free = shutil.disk_usage(work_file.parent).free
    needed = 3 * size + HEADROOM_BYTES  # the copy, what it grows by, and the compact one
    if free < needed:
        raise DiskFullError(f"{work_file.parent}: {free:,} bytes are free, {needed:,} are needed")
    if size:
        shutil.copyfile(published, work_file)
    return _without_progress_bar(
        duckdb.connect(str(work_file), config=CONFIG | {"memory_limit": f"{LEAST_MEMORY_MB}MB"})
    )


def limit_memory(con: duckdb.DuckDBPyConnection, memory_mb: int = 0) -> None:
    """Let DuckDB build with at most ``memory_mb`` megabytes; 0: as the articles' number asks for, at most half of the machine's.

    That is ten kilobytes an article up to 100,000, half of one for each more, and at least 450 MB. A million build within that
    (``benchmarks/grow.py``); what needs more is kept in files beside the work file.
    """
    (articles,) = con.execute("select count(*) from raw.articles").fetchone() or (0,)
    asked_mb = max(LEAST_MEMORY_MB, min(articles, MANY_ARTICLES) // 100 + max(0, articles - MANY_ARTICLES) // 2_000)
    machine_mb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    con.execute(f"set memory_limit = '{memory_mb or min(asked_mb, machine_mb // 2)}MB'")


def publish(con: duckdb.DuckDBPyConnection, work_file: Path, published: Path, *, is_rewritten: bool = False) -> None:
    """Close the work file, durable and whole, and put it in the published one's place.

    When two fifths of its blocks are free (of a small file: any), or ``is_rewritten``, it is written anew first: only so do deleted words
    leave the file.
    """
    con.execute("checkpoint")
    if is_rewritten or _is_loose(con):
        finished = _rewrite(con, work_file.with_name(COMPACT_NAME))
        remove_database(work_file)
    else:
        con.close()
        finished = work_file
    _sync(finished)
    finished.replace(published)
    _sync(published.parent)


def _is_loose(con: duckdb.DuckDBPyConnection) -> bool:
    query = "select free_blocks, total_blocks, block_size from pragma_database_size() where database_name = current_database()"
    free, total, block_bytes = con.execute(query).fetchone() or (0, 0, 0)
    return bool(free >= MOST_FREE_SHARE * total if total * block_bytes > SMALL_BYTES else free)


def _rewrite(con: duckdb.DuckDBPyConnection, target: Path) -> Path:
    """Copy the open database into a new file, close both, and return the new one."""
    remove_database(target)
    (name,) = con.execute("select current_database()").fetchone() or ("",)
    quoted = str(target).replace("'", "''")
    con.execute(f"attach '{quoted}' as compact (storage_version '{CONFIG['storage_compatibility_version']}')")
    con.execute(f'copy from database "{name}" to compact')
    con.execute("detach compact")
    con.close()
    return target


def clear_leftovers(work_dir: Path, documents_dir: Path) -> None:
    """Remove what a killed run left, but for extracted batches, which the next run uses again. The caller holds the run lock."""
    for folder in work_dir.glob("*.duckdb.tmp"):
        shutil.rmtree(folder)
    for left in (
        *work_dir.glob("*.duckdb*"),
        *work_dir.glob("*.parquet"),
        *work_dir.glob("extracted/*.unfinished"),
        *documents_dir.glob("*.unfinished"),
    ):
        left.unlink(missing_ok=True)


def open_published(published: Path) -> duckdb.DuckDBPyConnection:
    """Open the published warehouse read-only; raises FileNotFoundError when there is none yet."""
    if not published.exists():
        raise FileNotFoundError(
            f"there is no warehouse at {published.absolute()} yet: run `nightdesk backfill` or `nightdesk nightly`, or name yours with --warehouse"
        )
    return _without_progress_bar(duckdb.connect(str(published), read_only=True, config=CONFIG))


def _without_progress_bar(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """DuckDB draws one on standard output once a query takes two seconds, in the middle of what the command prints."""
    return con.execute("set enable_progress_bar = false")


def remove_database(path: Path) -> None:
    """Remove a DuckDB file with its write-ahead log, where there is one."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
