"""Taking documents out of the packs."""

from collections.abc import Collection, Iterable
from pathlib import Path

import duckdb

from tasks.purge.durable import replace_durably, sync


def sweep_packs(packs: Iterable[Path], document_ids: Collection[str]) -> tuple[int, tuple[Path, ...]]:
    """Write every pack that holds one of the documents anew without them, under its name, each by one durable rename.

    Returns how many packs changed, and those of them that another store had as hard links: the old bytes live on there.
    """
    swept, shared = 0, []
    with duckdb.connect() as con:
        con.execute("create table doomed as select unnest($1::text[]) as document_id", [list(document_ids)])
        for pack in packs:
            source = f"read_parquet('{_quoted(pack)}')"
            (found, total) = con.execute(
                f"select count(*) filter (document_id in (from doomed)), count(*) from {source}"
            ).fetchone() or (0, 0)
            if not found:
                continue
            swept += 1
            if pack.stat().st_nlink > 1:
                shared.append(pack)
            if found == total:
                pack.unlink()
                sync(pack.parent)
                continue
            unfinished = pack.with_suffix(".unfinished")
            con.execute(
                f"copy (from {source} where document_id not in (from doomed)) to '{_quoted(unfinished)}' (format parquet, compression zstd)"
            )
            replace_durably(unfinished, pack)
    return swept, tuple(shared)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
