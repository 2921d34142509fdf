"""Prefect without a server of the user's own: one is started for the command, and ends with it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.nights import wait_until
from tests.prefect_server import answers, beside
from tests.warehouses import NIGHTDESK, ROOT, nightdesk


@pytest.fixture
def own_home(prefect_home: Path, tmp_path: Path) -> dict[str, str]:
    """The environment with a copy of Prefect's folder."""
    shutil.copytree(prefect_home, tmp_path / "home")
    return {"PREFECT_HOME": str(tmp_path / "home")}


def test_a_run_without_a_server_of_the_users_own_is_recorded_by_one_that_ends_with_it(prefect_home: Path) -> None:
    with closing(sqlite3.connect(prefect_home / "prefect.db")) as recorded:
        flows = recorded.execute("select flow.name, state_type from flow join flow_run on flow_id = flow.id").fetchall()
        tasks = recorded.execute("select task_key, state_type from task_run order by task_key").fetchall()
        assert flows == [("backfill", "COMPLETED")]
        assert [(key.split("-")[0], state) for key, state in tasks] == [("extract", "COMPLETED"), ("read", "COMPLETED")]
        assert "nightdesk-summary" in str(recorded.execute("select key from artifact").fetchall())


def test_a_run_begins_one_server_and_it_ends_with_a_killed_run(own_home: dict[str, str]) -> None:
    command = (
        "from flows.server import begin_server; print(begin_server()); from flows.engine import start_prefect; "
        "print(start_prefect()); import os; print(os.environ['PREFECT_API_URL'], flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", command],
        cwd=ROOT, env=os.environ | own_home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as killed:  # fmt: skip
        begun, why_not, url = [killed.stdout.readline().strip() if killed.stdout else "" for _ in range(3)]
        assert (begun, why_not, answers(url)) == (url, "None", True)
        killed.kill()
    wait_until(lambda: not answers(url))


def test_serve_without_a_server_of_the_users_own_starts_one_that_schedules_nights(
    own_home: dict[str, str], tmp_path: Path
) -> None:
    def scheduled() -> bool:
        with closing(sqlite3.connect(tmp_path / "home" / "prefect.db")) as recorded:
            return bool(recorded.execute("select 1 from flow_run where deployment_id is not null").fetchall())

    assert not scheduled()
    with beside(NIGHTDESK, "serve", "--no-catch-up", "--warehouse", tmp_path / "w.duckdb", env=own_home):
        wait_until(scheduled)


def test_serve_refuses_a_clock_that_does_not_exist(tmp_path: Path) -> None:
    said = nightdesk("serve", "--timezone", "Mars/Olympus", "--warehouse", tmp_path / "w.duckdb", code=2, both=True)
    assert "no time zone" in said
