"""Space: nights without news and rewritten rows do not let the published file grow, and nothing is left lying about."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tasks.publish import LEAST_MEMORY_MB, clear_leftovers, limit_memory, open_work_file, publish
from tasks.retention import tidy_archive, tidy_log
from tests.raw_rows import build_all, empty_warehouse, insert
from tests.warehouses import SAMPLES, backfill

NOW = datetime(2026, 3, 10, tzinfo=UTC)
BLOCK_BYTES = 262_144
SECRET = "a sentence that nobody is to find again"


def rewritten(folder: Path, number: int, rows: int = 200_000) -> int:
    """A run that replaces every row; the published file's size."""
    con = open_work_file(folder / "night.duckdb", folder / "work.duckdb")
    con.execute(
        f"create or replace table numbers as select i + {number} as number, sha256(i || '') as words from range({rows}) r(i)"
    )
    con.execute("comment on column numbers.words is 'what it hashes to'")
    con.execute("create or replace macro small(most) as table select * from numbers where number < most")
    publish(con, folder / "work.duckdb", folder / "night.duckdb")
    return (folder / "night.duckdb").stat().st_size


def test_replacing_all_rows_does_not_let_the_file_grow(tmp_path: Path) -> None:
    first = rewritten(tmp_path, 0)
    assert all(rewritten(tmp_path, number) <= first * 1.2 for number in range(1, 4))
    with duckdb.connect(str(tmp_path / "night.duckdb"), read_only=True) as con:
        (free_share,) = con.execute("select free_blocks / total_blocks from pragma_database_size()").fetchone() or (1,)
        assert free_share < 0.2
        assert con.execute("select count(*) from small(5)").fetchone() == (2,)
        comment = "select comment from duckdb_columns() where column_name = 'words' and table_name = 'numbers'"
        assert con.execute(comment).fetchone() == ("what it hashes to",)
    assert [path.name for path in tmp_path.iterdir()] == ["night.duckdb"]


def test_a_rewritten_file_holds_no_deleted_word(tmp_path: Path) -> None:
    published, work = tmp_path / "night.duckdb", tmp_path / "work.duckdb"
    con = open_work_file(published, work)
    con.execute("create table texts as select ? || i as text from range(10) r(i)", [SECRET])
    publish(con, work, published)
    assert SECRET.encode() in published.read_bytes()
    con = open_work_file(published, work)
    con.execute("delete from texts")
    publish(con, work, published, is_rewritten=True)
    assert SECRET.encode() not in published.read_bytes()


def test_a_night_without_news_adds_no_text_and_leaves_no_file(tmp_path: Path) -> None:
    warehouse = tmp_path / "town.duckdb"
    backfill(warehouse, SAMPLES / "ferry-fire-kattegat-courier.md")
    beside, size = files(tmp_path), warehouse.stat().st_size
    backfill(warehouse, SAMPLES / "ferry-fire-kattegat-courier.md")
    assert files(tmp_path) == beside
    assert warehouse.stat().st_size <= size + BLOCK_BYTES  # the ledger of a run may fill one
    assert [name for name in beside if name.startswith("town.work")] == ["town.work/lock"]


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    work, documents = tmp_path / "work", tmp_path / "documents"
    for name in (
        "work/lock",
        "work/work.duckdb",
        "work/work.duckdb.wal",
        "work/compact.duckdb",
        "work/work.duckdb.tmp/duckdb_temp_storage-0.tmp",
        "work/extracted/a.parquet",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    documents.mkdir()
    for name in ("a.parquet", "b.unfinished"):
        (documents / name).touch()
    clear_leftovers(work, documents)
    assert files(tmp_path) == ["documents/a.parquet", "work/extracted/a.parquet", "work/lock"]


def test_a_build_is_given_memory_by_its_articles_and_sorts_the_rest_on_disk(tmp_path: Path) -> None:
    con = open_work_file(tmp_path / "night.duckdb", tmp_path / "work.duckdb")
    con.execute("create schema raw")
    given = []
    for articles, asked in ((10, 0), (80_000, 0), (300_000, 0), (300_000, 100)):
        con.execute("create or replace table raw.articles as select range as article_no from range(?)", [articles])
        limit_memory(con, asked)
        (bytes_given,) = con.execute("select parse_formatted_bytes(current_setting('memory_limit'))").fetchone() or (0,)
        given.append(round(bytes_given / 1_000_000))
    assert given == pytest.approx([LEAST_MEMORY_MB, 800, 1_100, 100], rel=0.08)  # DuckDB says "1.0 GiB" of 1,100 MB
    con.execute("create table sorted as select sha256(i::text) as words from range(2_000_000) r(i) order by words")
    assert con.execute("select count(*) from sorted").fetchone() == (2_000_000,)


def test_the_archive_is_kept_unless_a_setting_says_otherwise(tmp_path: Path) -> None:
    for name, days in (("old", 40), ("new", 2)):
        path = tmp_path / f"{name}.warc.gz"
        path.write_bytes(b"12345678")
        written = (NOW - timedelta(days=days)).timestamp()
        os.utime(path, (written, written))
    assert tidy_archive(tmp_path, 0, NOW) is None
    assert "retention_days" in (tidy_archive(tmp_path, 0, NOW, large_bytes=10) or "")
    assert tidy_archive(tmp_path, 30, NOW, large_bytes=10) is None
    assert files(tmp_path) == ["new.warc.gz"]


def test_the_log_forgets_only_what_was_known_already_and_its_sums_hold() -> None:
    con = empty_warehouse()
    for run_id, days in (("old", 40), ("new", 2)):
        began = (NOW - timedelta(days=days)).replace(tzinfo=None)
        insert(con, "runs", {"run_id": run_id, "flow_name": "nightly", "started_at": began, "input_count": 3})
        for number, state in enumerate(("unchanged", "unchanged", "rejected")):
            insert(
                con,
                "dispositions",
                {"run_id": run_id, "input_no": number, "input_name": "x", "state": state, "reason": "r"},
            )
    assert tidy_log(con, 0, NOW) is None
    assert "6 inputs" in (tidy_log(con, 0, NOW, large_log=5) or "")
    for _ in range(2):
        assert tidy_log(con, 30, NOW, large_log=5) is None
    build_all(con)
    kept = "select run_id, forgotten_count, list(state order by input_no) from facts.runs join facts.dispositions using (run_id) group by all order by all"
    assert con.execute(kept).fetchall() == [
        ("new", 0, ["unchanged", "unchanged", "rejected"]),
        ("old", 2, ["rejected"]),
    ]
