"""Publishing: readers keep what they have open, new ones get the new file, nobody waits (promise 6)."""

import multiprocessing
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tasks.publish import AnotherRunError, lock_run, open_published, open_work_file, publish

ROWS = 2_000


def publish_number(folder: Path, number: int) -> None:
    """One run: every row of the table is the run's number, so a torn read would show two of them."""
    con = open_work_file(folder / "night.duckdb", folder / "work.duckdb")
    con.execute(f"create or replace table numbers as select {number} as number from range({ROWS})")
    publish(con, folder / "work.duckdb", folder / "night.duckdb")


def read_until(folder: Path, last: int, found: "multiprocessing.Queue[object]") -> None:
    """Open, read and close the published file until the last run's number is there; tells all it saw or the first error."""
    seen: set[int] = set()
    ends = time.monotonic() + 60
    while last not in seen and time.monotonic() < ends:
        with open_published(folder / "night.duckdb") as con:
            numbers = con.execute("select number, count(*) from numbers group by all").fetchall()
        if len(numbers) != 1 or numbers[0][1] != ROWS:
            found.put(f"torn: {numbers}")
            return
        seen.add(numbers[0][0])
    found.put(max(seen))


def hold_lock(folder: Path, held: "multiprocessing.Queue[bool]") -> None:
    with lock_run(folder):
        held.put(True)
        time.sleep(60)


def test_a_reader_keeps_the_old_file_and_a_new_one_gets_the_new(tmp_path: Path) -> None:
    publish_number(tmp_path, 1)
    program = (
        "import duckdb, sys; con = duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True); sys.stdin.readline();"
        "print(con.execute('select min(number), max(number) from numbers').fetchone())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "night.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        publish_number(tmp_path, 2)
        with open_published(tmp_path / "night.duckdb") as con:
            assert con.execute("select min(number), max(number) from numbers").fetchone() == (2, 2)
        assert reader.communicate("go\n")[0] == "(1, 1)\n"


def test_readers_never_meet_a_lock_or_half_a_run(tmp_path: Path) -> None:
    publish_number(tmp_path, 0)
    context = multiprocessing.get_context("spawn")
    found: multiprocessing.Queue[object] = context.Queue()
    readers = [context.Process(target=read_until, args=(tmp_path, 20, found)) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 21):
        publish_number(tmp_path, number)
    assert [found.get(timeout=60) for _ in readers] == [20, 20]
    for reader in readers:
        reader.join()


def test_a_killed_run_leaves_the_published_file_as_it_was(tmp_path: Path) -> None:
    publish_number(tmp_path, 1)
    con = open_work_file(tmp_path / "night.duckdb", tmp_path / "work.duckdb")
    con.execute("create or replace table numbers as select 2 as number")
    con.close()
    with open_published(tmp_path / "night.duckdb") as published:
        assert published.execute("select max(number) from numbers").fetchone() == (1,)
    publish_number(tmp_path, 3)
    with open_published(tmp_path / "night.duckdb") as published:
        assert published.execute("select min(number), max(number) from numbers").fetchone() == (3, 3)


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held: multiprocessing.Queue[bool] = context.Queue()
    holder = context.Process(target=hold_lock, args=(tmp_path, held))
    holder.start()
    assert held.get(timeout=60)
    with pytest.raises(AnotherRunError, match="another run"), lock_run(tmp_path):
        pass
    holder.kill()
    holder.join()
    with lock_run(tmp_path):
        pass


def test_no_warehouse_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nightdesk backfill"):
        open_published(tmp_path / "none.duckdb")


def test_the_published_file_is_read_only(tmp_path: Path) -> None:
    publish_number(tmp_path, 1)
    with open_published(tmp_path / "night.duckdb") as con, pytest.raises(duckdb.Error, match="read-only"):
        con.execute("delete from numbers")


def test_no_progress_bar_stands_in_the_middle_of_what_a_command_prints(tmp_path: Path) -> None:
    with open_work_file(tmp_path / "town.duckdb", tmp_path / "town.duckdb") as con:
        assert con.execute("select current_setting('enable_progress_bar')").fetchone() == (False,)
    with open_published(tmp_path / "town.duckdb") as con:
        assert con.execute("select current_setting('enable_progress_bar')").fetchone() == (False,)
