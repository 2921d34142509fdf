"""Many small Parquet files read as few: opening one takes longer than reading a few rows of it."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from tasks.batches import batched, write_batch
from tasks.records import Extraction

FILES_AT_ONCE = 32  # DuckDB holds something of every Parquet file of a query until it ends


def merge_batches(con: duckdb.DuckDBPyConnection, batches: Sequence[Path], folder: Path) -> list[Path]:
    """Write extraction batches into fewer files in ``folder``, each of ``FILES_AT_ONCE`` batches; of none, one file without rows."""
    merged = []
    for number, paths in enumerate(batched(batches, FILES_AT_ONCE)):
        merged.append(folder / f"merged-{number:06}.parquet")
        source = f"read_parquet([{listed(paths)}])"
        con.execute(f"copy (from {source}) to '{quoted(merged[-1])}' (format parquet, compression zstd)")
    if not merged:
        merged.append(folder / "merged.parquet")
        write_batch(merged[0], [], Extraction)
    return merged


def listed(paths: Sequence[Path]) -> str:
    """The paths as a list of SQL, without its brackets."""
    return ", ".join(f"'{quoted(path)}'" for path in paths)


def quoted(path: Path) -> str:
    """The path inside single quotes of SQL."""
    return str(path).replace("'", "''")
