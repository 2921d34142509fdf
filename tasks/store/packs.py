"""Packs: stored documents as Parquet files, found, counted, shared and renamed durably."""

import os
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq


def find_packs(documents_dir: Path) -> list[Path]:
    """All packs of the store, in order of name."""
    return sorted(documents_dir.glob("*.parquet"))


def document_count(pack: Path) -> int:
    """How many documents a pack holds."""
    return int(pq.read_metadata(pack).num_rows)


def document_ids_of(pack: Path) -> list[str]:
    """The ids of a pack's documents, in their order; nothing else of them is read."""
    return [str(each) for each in pq.read_table(pack, columns=["document_id"])["document_id"].to_pylist()]


def unstored_count(published: Path, documents_dir: Path) -> int:
    """How many of the documents that a published warehouse was loaded from stand in no pack, so that no replay could read them again."""
    stored = (
        f"read_parquet('{quoted(documents_dir)}/*.parquet')"
        if any(find_packs(documents_dir))
        else "(select null as document_id)"
    )
    with duckdb.connect(str(published), read_only=True) as con:
        con.execute("set enable_progress_bar = false")
        query = f"select count(*) from raw.documents anti join {stored} using (document_id)"
        (count,) = con.execute(query).fetchone() or (0,)
    return int(count)


def share_packs(documents_dir: Path, other_dir: Path, loaded_in: Path | None = None) -> None:
    """Give another store the same packs, as hard links where the file system has them, so that they take no space.

    With ``loaded_in``, a published warehouse, only documents it was loaded from: a pack that holds others too is written anew without them.
    """
    other_dir.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        con.execute("create table loaded (document_id text)")
        if loaded_in:
            con.execute(f"attach '{quoted(loaded_in)}' as published (read_only)")
            con.execute("insert into loaded select document_id from published.raw.documents")
        for pack in find_packs(documents_dir):
            others = f"from read_parquet('{quoted(pack)}') where document_id not in (from loaded)"
            (other_count,) = con.execute(f"select count(*) {others}").fetchone() or (0,)
            target = other_dir / pack.name
            if loaded_in and other_count:
                kept = f"from read_parquet('{quoted(pack)}') where document_id in (from loaded)"
                con.execute(f"copy ({kept}) to '{quoted(target)}' (format parquet, compression zstd)")
            elif not target.exists():
                _link(pack, target)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(source, target)


def replace_durably(unfinished: Path, final: Path) -> None:
    """Rename a finished file over its final name so that a power cut leaves the old or the new one, whole."""
    _sync(unfinished)
    unfinished.replace(final)
    _sync(final.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def quoted(path: Path) -> str:
    """The path inside single quotes of SQL."""
    return str(path).replace("'", "''")
