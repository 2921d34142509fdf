"""The nights of a year: clocks that change, nights that were missed, runs that overlap, runs that are told to stop."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.cli.serve import has_missed
from flows.settings import Settings
from tasks.publish import lock_run
from tests.nights import NIGHT, feeds_csv, wait_until
from tests.raw_rows import build_all, empty_warehouse, insert
from tests.sites import Pieces, Reply, open_site
from tests.warehouses import ROOT, nightdesk, rows

ENTRY = b"<item><title>A</title><guid>a</guid><description>The bridge is open again.</description></item>"
FEED = b"<rss version='2.0'><channel><title>Town</title>" + ENTRY + b"</channel></rss>"
EMPTY = FEED.replace(ENTRY, b"")
DRIP = Pieces((b"HTTP/1.1 200 OK\r\n\r\n",), pause=0.1, forever=b" ")


@pytest.mark.parametrize(
    ("cron", "timezone", "first"),
    (
        ("15 2 * * *", "Pacific/Auckland", "2026-09-26"),  # a quarter past two does not exist on the 27th
        ("15 2 * * *", "Pacific/Auckland", "2026-04-04"),  # and comes twice on the 5th
        ("30 2 * * *", "Europe/Oslo", "2026-03-28"),
        ("30 2 * * *", "Europe/Oslo", "2026-10-24"),
        ("30 1 * * *", "America/New_York", "2026-10-31"),
    ),
)
def test_every_local_day_has_one_night_when_clocks_change(cron: str, timezone: str, first: str) -> None:
    from prefect.server.schemas.schedules import CronSchedule

    zone = ZoneInfo(timezone)
    start = datetime.fromisoformat(first).replace(tzinfo=zone)
    runs = asyncio.run(CronSchedule(cron=cron, timezone=timezone).get_dates(n=4, start=start))
    assert [run.astimezone(zone).date() for run in runs] == [start.date() + timedelta(days=n) for n in range(4)]


@pytest.mark.parametrize(
    ("hours", "flow_name", "is_missed"), ((25, "nightly", False), (27, "nightly", True), (1, "backfill", True))
)
def test_a_night_is_missed_when_the_last_one_began_more_than_a_day_ago(
    tmp_path: Path, hours: int, flow_name: str, is_missed: bool
) -> None:
    now = datetime(2026, 3, 29, 2, 15, tzinfo=UTC)
    settings = Settings(warehouse=tmp_path / "w.duckdb")
    assert has_missed(settings, now)
    con = empty_warehouse(str(settings.warehouse))
    started = (now - timedelta(hours=hours)).replace(tzinfo=None)
    insert(con, "runs", {"run_id": "r", "flow_name": flow_name, "started_at": started, "input_count": 0})
    build_all(con)
    con.close()
    assert has_missed(settings, now) is is_missed


def start_night(feeds: Path, warehouse: Path, *options: str, engine: str = "--no-prefect") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", "from flows.cli import main; main()", "nightly", "--feeds", str(feeds)]
    return subprocess.Popen(
        [*command, "--warehouse", str(warehouse), engine, "--json", *options],
        cwd=ROOT, env={**os.environ, **NIGHT}, start_new_session=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def has_waiters(lock: Path) -> bool:
    """Whether a process waits for the lock on this file; Linux marks such lines with an arrow."""
    lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    return any("->" in line and f":{lock.stat().st_ino} " in line for line in lines)


def alive(process_group: int) -> list[str]:
    """The processes of a group that are more than an entry nobody has collected yet."""
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-g", str(process_group)], capture_output=True, text=True, check=False
    )
    return [state for state in listed.stdout.split() if not state.startswith("Z")]


def test_a_second_run_leaves_without_touching_what_the_first_has_and_asks_nobody(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    under_way = tmp_path / "w.work" / "fetched" / "000000.entry_states"
    with open_site(pages={"/feed": Reply(body=FEED)}) as site:
        feeds = feeds_csv(tmp_path, f"{site.base}/feed")
        with lock_run(tmp_path / "w.work"):
            under_way.parent.mkdir()
            under_way.touch()
            said = nightdesk(
                "nightly", "--feeds", feeds, "--warehouse", warehouse, "--no-prefect", env=NIGHT, code=1, both=True
            )
            assert "another run is writing this warehouse" in said
            assert under_way.exists()
        assert site.visits == []


def test_a_second_run_waits_when_it_is_to(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    with open_site(pages={"/feed": Reply(body=EMPTY)}) as site:
        feeds = feeds_csv(tmp_path, f"{site.base}/feed")
        with lock_run(tmp_path / "w.work"):
            second = start_night(feeds, warehouse, "--overlap", "wait")
            wait_until(lambda: has_waiters(tmp_path / "w.work" / "lock"))
            assert second.poll() is None
            assert site.visits == []
        assert second.wait(300) == 0
    assert rows(warehouse, "select state from facts.feed_fetches") == [("fetched",)]


@pytest.mark.parametrize("engine", ("--prefect", "--no-prefect"))
def test_sigterm_ends_a_night_within_seconds_and_the_next_one_does_the_rest(tmp_path: Path, engine: str) -> None:
    warehouse = tmp_path / "w.duckdb"
    with open_site("127.0.0.2", {"/feed": Reply(body=FEED)}) as quick, open_site("127.0.0.3", {"/feed": DRIP}) as slow:
        feeds = feeds_csv(tmp_path, f"{quick.base}/feed", f"{slow.base}/feed")
        stopped = start_night(feeds, warehouse, engine=engine)
        wait_until(lambda: slow.asked("/feed") and list((tmp_path / "w.documents").glob("*.parquet")))
        stopped.send_signal(signal.SIGTERM)
        out, err = stopped.communicate(timeout=60)
        assert (stopped.returncode, out) == (128 + signal.SIGTERM, "")
        assert "stopped; what was not published is done by the next run" in err
        wait_until(lambda: not alive(stopped.pid))  # no worker stays behind
        assert not list((tmp_path / "w.archive").glob("*.open"))
        assert not warehouse.exists()

        slow.pages["/feed"] = Reply(body=FEED.replace(b"again", b"at last"))
        nightdesk("nightly", "--feeds", feeds, "--warehouse", warehouse, "--no-prefect", env=NIGHT)
    assert rows(warehouse, "select count(*) from facts.articles") == [(2,)]


def test_sigterm_within_a_query_of_duckdb_stops_too(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    empty_warehouse(str(warehouse)).close()
    endless = "select count(*) from range(100000000) as a, range(1000) as b where (a.range * b.range) % 7 = 3"
    command = [sys.executable, "-c", "from flows.cli import main; main()", "query", endless]
    asked = subprocess.Popen([*command, "--warehouse", str(warehouse)], cwd=ROOT, text=True, stderr=subprocess.PIPE)
    try:
        wait_until(lambda: seconds_at_work(asked.pid) > 3)
        asked.send_signal(signal.SIGTERM)
        _, err = asked.communicate(timeout=60)
    finally:
        asked.kill()
    assert (asked.returncode, err) == (128 + signal.SIGTERM, "nightdesk: stopped\n")


def seconds_at_work(pid: int) -> float:
    """The CPU time that a process has taken."""
    user, system = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def test_the_units_hold_what_systemd_understands() -> None:
    verified = subprocess.run(
        ["systemd-analyze", "verify", ROOT / "deploy" / "nightdesk.service", ROOT / "deploy" / "nightdesk.timer"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    wrong = [line for line in verified.stderr.splitlines() if "nightdesk." in line and "is not executable" not in line]
    assert wrong == []
