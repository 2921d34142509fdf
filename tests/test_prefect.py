"""Prefect for real: a server on loopback, flows under it, a deployment on a short interval, and no server at all."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tasks.compare import differing_tables
from tests.nights import feeds_csv
from tests.test_night_warnings import thin_night
from tests.warehouses import NIGHTDESK, ROOT, SAMPLES, backfill, nightdesk, rows

PATIENCE_SECONDS = 180.0
DEPLOY = """
from datetime import timedelta
from pathlib import Path
from flows.nightly import nightly
from flows.settings import load_settings
import sys
nightly.serve(
    name="every-moment", interval=timedelta(seconds=5), limit=1, pause_on_shutdown=False, print_starting_message=False,
    parameters={"settings": load_settings(warehouse=Path(sys.argv[1]), workers=1), "feeds_csv": Path(sys.argv[2])},
)
"""


@dataclass(frozen=True)
class Server:
    """A Prefect server of the test's own."""

    url: str
    env: dict[str, str]

    def ask(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            httpx.post(f"{self.url}/{path}/filter", json={}, timeout=30).raise_for_status().json()
        )
        return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("prefect")
    env = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **env})
        try:
            wait_for(lambda: answers(env["PREFECT_API_URL"]))
            yield Server(env["PREFECT_API_URL"], env)
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=5).is_success
    except httpx.HTTPError:
        return False


def wait_for(condition: Any) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < ends, f"waited {PATIENCE_SECONDS} seconds in vain"
        time.sleep(0.5)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "---\nurl: https://town.example/1\npublished_at: 2026-03-01\n---\n\n“The bridge is open,” Mayor Ana Lund said in Oslo.\n"
    (folder / "one.md").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def test_a_backfill_under_a_server_shows_its_batches_and_artifacts(
    server: Server, articles: Path, tmp_path: Path
) -> None:
    nightdesk("backfill", articles, "--warehouse", tmp_path / "flow.duckdb", "--json", env=server.env)
    backfill(tmp_path / "plain.duckdb", articles)
    assert differing_tables(tmp_path / "flow.duckdb", tmp_path / "plain.duckdb", ROOT / "sql") == []
    assert [run["state_type"] for run in server.ask("flow_runs")] == ["COMPLETED"]
    assert sorted(run["name"].split("-")[0] for run in server.ask("task_runs")) == ["extract", "read"]
    artifacts = {artifact["key"]: artifact for artifact in server.ask("artifacts")}
    assert "| articles | 1 |" in artifacts["nightdesk-summary"]["data"]
    assert "empty.txt" in str(artifacts["nightdesk-rejected-inputs"]["data"])


def test_an_unusual_night_ends_as_warned(server: Server, tmp_path: Path) -> None:
    nightdesk(*thin_night(tmp_path), env=server.env)
    ended = [run["state"] for run in server.ask("flow_runs") if run["state_name"] == "Warned"]
    assert [(state["type"], state["message"]) for state in ended] == [
        ("COMPLETED", "few articles: 1 new articles, usually 10")
    ]
    (artifact,) = (each for each in server.ask("artifacts") if "Unusual" in str(each["data"]))
    assert artifact["data"].startswith("- **Unusual:** few articles: 1 new articles, usually 10\n")


def test_a_deployment_on_an_interval_is_scheduled_and_runs(server: Server, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    entry = "<item><title>A</title><guid>a</guid><description>The bridge is open again.</description></item>"
    feed.write_text(f"<rss version='2.0'><channel><title>Town</title>{entry}</channel></rss>", encoding="utf-8")
    feeds = tmp_path / "feeds.csv"
    header = "feed_url,source_name,owner_name,country_code,language_code,section_name\n"
    feeds.write_text(f"{header}{feed},Town,Town,NO,en,\n", encoding="utf-8")

    def completed() -> bool:
        runs = [run for run in server.ask("flow_runs") if run["deployment_id"]]
        failed = [run["state"] for run in runs if run["state_type"] in ("FAILED", "CRASHED")]
        assert failed == []
        return any(run["state_type"] == "COMPLETED" for run in runs)

    command = [sys.executable, "-c", DEPLOY, str(tmp_path / "served.duckdb"), str(feeds)]
    with (tmp_path / "serve.log").open("wb") as log:
        served = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, **server.env})
        try:
            wait_for(completed)
        finally:
            served.terminate()
            served.wait(PATIENCE_SECONDS)


def test_without_an_answering_server_the_night_goes_on_and_says_so(articles: Path, tmp_path: Path) -> None:
    dead = {"PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_CLIENT_MAX_RETRIES": "0"}
    said = nightdesk("backfill", articles, "--warehouse", tmp_path / "alone.duckdb", "--json", env=dead, both=True)
    assert "Prefect did not start" in said
    assert (tmp_path / "alone.duckdb").exists()


def test_a_run_without_a_server_of_the_users_own_is_recorded_by_one_that_ends_with_it(
    articles: Path, tmp_path: Path
) -> None:
    nightdesk("backfill", articles, "--warehouse", tmp_path / "w.duckdb", "--json", env={"PREFECT_HOME": str(tmp_path)})
    with closing(sqlite3.connect(tmp_path / "prefect.db")) as recorded:
        flows = recorded.execute("select flow.name, state_type from flow join flow_run on flow_id = flow.id").fetchall()
        tasks = recorded.execute("select task_key, state_type from task_run order by task_key").fetchall()
        assert flows == [("backfill", "COMPLETED")]
        assert [(key.split("-")[0], state) for key, state in tasks] == [("extract", "COMPLETED"), ("read", "COMPLETED")]
        assert "nightdesk-summary" in str(recorded.execute("select key from artifact").fetchall())


def test_the_server_of_a_killed_run_ends_too(tmp_path: Path) -> None:
    command = "from flows.server import begin_server; print(begin_server(), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", command],
        cwd=ROOT, env=os.environ | {"PREFECT_HOME": str(tmp_path)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as killed:  # fmt: skip
        url = killed.stdout.readline().strip() if killed.stdout else ""
        wait_for(lambda: answers(url))
        killed.kill()
    wait_for(lambda: not answers(url))


def test_serve_deploys_the_night_on_its_clock_though_the_missed_one_is_lost_and_stops_when_told(
    server: Server, tmp_path: Path
) -> None:
    def deployed() -> list[dict[str, Any]]:
        return [each for each in server.ask("deployments") if each["name"] == "every-night"]

    command = [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--timezone", "Pacific/Auckland"]
    served = subprocess.Popen(
        [*command, "--cron", "15 2 * * *", "--feeds", str(tmp_path / "none.csv"), "--overlap", "wait", "--warehouse", str(tmp_path / "w.duckdb")],
        cwd=ROOT, env={**os.environ, **server.env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(lambda: deployed() or served.poll() is not None)
        (deployment,) = deployed()
        (schedule,) = (each["schedule"] for each in deployment["schedules"])
        assert (schedule["cron"], schedule["timezone"]) == ("15 2 * * *", "Pacific/Auckland")
        assert deployment["concurrency_options"]["collision_strategy"] == "ENQUEUE"
        assert "FAILED" in {run["state_type"] for run in server.ask("flow_runs")}
    finally:
        served.terminate()
        served.wait(PATIENCE_SECONDS)


def test_serve_without_a_server_of_the_users_own_starts_one_that_schedules_nights(tmp_path: Path) -> None:
    def scheduled() -> bool:
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(tmp_path / "prefect.db")) as recorded:
            return bool(recorded.execute("select 1 from flow_run where deployment_id is not null").fetchall())
        return False  # there are no tables yet

    served = subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--no-catch-up", "--warehouse", str(tmp_path / "w.duckdb")],
        cwd=ROOT, env={**os.environ, "PREFECT_HOME": str(tmp_path)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(scheduled)
    finally:
        served.terminate()
        served.wait(PATIENCE_SECONDS)


def test_serve_refuses_a_clock_that_does_not_exist(tmp_path: Path) -> None:
    said = nightdesk("serve", "--timezone", "Mars/Olympus", "--warehouse", tmp_path / "w.duckdb", code=2, both=True)
    assert "no time zone" in said


def test_prefect_yaml_deploys_the_night_to_a_work_pool_whose_worker_runs_it(server: Server, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(
        "<rss version='2.0'><channel><title>T</title><item><description>It ran.</description></item></channel></rss>"
    )
    env = {**os.environ, **server.env, "NIGHTDESK_WAREHOUSE": str(tmp_path / "pool.duckdb"), "NIGHTDESK_WORKERS": "1"}

    def prefect(*args: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "prefect", *args], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    prefect("work-pool", "create", "nightdesk", "--type", "process")
    # 3.8.8 deploys and then stumbles over a hint that it wants to print about workers, so what it did counts and not how it ended.
    subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--name", "every-night-in-pool"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=False,
    )
    (deployment,) = (each for each in server.ask("deployments") if each["name"] == "every-night-in-pool")
    (schedule,) = (each["schedule"] for each in deployment["schedules"])
    assert (schedule["cron"], schedule["timezone"]) == ("15 2 * * *", "Pacific/Auckland")
    assert (
        deployment["global_concurrency_limit"]["limit"],
        deployment["concurrency_options"]["collision_strategy"],
    ) == (1, "CANCEL_NEW")
    prefect(
        "deployment", "run", "nightly/every-night-in-pool", "--param", f"feeds_csv={feeds_csv(tmp_path, str(feed))}"
    )
    prefect("worker", "start", "--pool", "nightdesk", "--run-once")
    assert rows(tmp_path / "pool.duckdb", "select flow_name, input_count from facts.runs") == [("nightly", 1)]


@contextmanager
def cluster(folder: Path, env: dict[str, str]) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers, each a process group of its own; the scheduler's address and the workers."""
    told = folder / "scheduler.json"
    quiet = {**os.environ, **env, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}

    def start(*args: str) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            "distributed.cli.dask_" + args[0],
            "--no-dashboard",
            "--scheduler-file",
            str(told),
            *args[1:],
        ]
        return subprocess.Popen(command, cwd=ROOT, env=quiet, start_new_session=True, stderr=subprocess.DEVNULL)

    started = [start("scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        wait_for(told.exists)
        started += [start("worker", "--nthreads", "1", "--local-directory", str(folder)) for _ in range(2)]
        yield json.loads(told.read_text(encoding="utf-8"))["address"], started[1:]
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_dask_cluster_gives_the_same_rows_though_a_worker_is_killed(
    server: Server, samples: Path, tmp_path: Path
) -> None:
    env = {**server.env, "NIGHTDESK_BATCH_DOCUMENTS": "4"}
    with cluster(tmp_path, env) as (address, workers):
        command = [
            str(NIGHTDESK),
            "backfill",
            str(SAMPLES),
            "--warehouse",
            str(tmp_path / "dask.duckdb"),
            "--runner",
            "dask",
        ]
        run = subprocess.Popen(
            [*command, "--scheduler", address], cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.DEVNULL
        )
        wait_for(lambda: run.poll() is not None or any((tmp_path / "dask.work" / "extracted").glob("*.parquet")))
        assert run.poll() is None
        os.killpg(workers[0].pid, signal.SIGKILL)
        assert run.wait(PATIENCE_SECONDS) == 0
    assert differing_tables(tmp_path / "dask.duckdb", samples, ROOT / "sql") == []


def test_the_dask_runner_says_what_it_needs(server: Server, articles: Path, tmp_path: Path) -> None:
    ask = ("backfill", articles, "--warehouse", tmp_path / "n.duckdb", "--runner", "dask")
    assert "--scheduler" in nightdesk(*ask, code=2, both=True)
    assert "needs Prefect" in nightdesk(*ask, "--scheduler", "tcp://127.0.0.1:9", "--no-prefect", code=2, both=True)
    said = nightdesk(*ask, "--scheduler", "tcp://127.0.0.1:9", code=1, env=server.env, both=True)
    assert "tcp://127.0.0.1:9" in said
    assert "Traceback" not in said
