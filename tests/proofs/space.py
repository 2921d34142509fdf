"""Nights without news, and texts that are replaced, leave the published file as small as it was."""

from pathlib import Path

from tasks.publish import open_work_file, publish
from tests.proofs.figures import Figure
from tests.warehouses import SAMPLES, backfill

MOST_GROWTH = 1.2


def prove_space(folder: Path, nights: int) -> list[Figure]:
    """Backfill the samples, then again ``nights`` times; replace all texts of a large table ``nights`` times."""
    warehouse = folder / "quiet.duckdb"
    backfill(warehouse, SAMPLES)
    quiet = [warehouse.stat().st_size]
    for _ in range(nights):
        backfill(warehouse, SAMPLES)
        quiet.append(warehouse.stat().st_size)
    replaced = [_replace_all(folder, number) for number in range(nights + 1)]
    assert max(quiet) <= quiet[0] * 1.02, quiet
    assert max(replaced) <= replaced[0] * MOST_GROWTH, replaced
    return [
        Figure(5, f"{nights} nights without news", f"{quiet[0] / 1e6:.1f} MB before, {quiet[-1] / 1e6:.1f} MB after"),
        Figure(
            5,
            f"{nights} runs that replace every row",
            f"{replaced[0] / 1e6:.1f} MB before, {replaced[-1] / 1e6:.1f} MB after",
        ),
    ]


def _replace_all(folder: Path, number: int) -> int:
    published, work = folder / "replaced.duckdb", folder / "work.duckdb"
    con = open_work_file(published, work)
    con.execute(
        f"create or replace table texts as select sha256(i || '-{number}') as text from range(2_000_000) as r(i)"
    )
    publish(con, work, published)
    return published.stat().st_size
