"""Prefect for real: a server on loopback, flows under it, deployments, a Dask cluster, and a server that does not answer."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tasks.compare import differing_tables
from tests.nights import feeds_csv, wait_until
from tests.prefect_server import EMPTY_FEED, PATIENCE_SECONDS, Server, beside, open_server, write_articles
from tests.test_night_warnings import thin_night
from tests.warehouses import NIGHTDESK, ROOT, SAMPLES, nightdesk, rows

CLOCK = ("15 2 * * *", "Pacific/Auckland")


@pytest.fixture(scope="module")
def server(prefect_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with open_server(shutil.copytree(prefect_home, tmp_path_factory.mktemp("prefect") / "home")) as opened:
        yield opened


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("articles"))


@pytest.fixture(scope="module")
def alone(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The warehouse of a run whose server does not answer, and what it said."""
    warehouse = tmp_path_factory.mktemp("alone") / "alone.duckdb"
    dead = {"PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_CLIENT_MAX_RETRIES": "0"}
    return warehouse, nightdesk("backfill", articles, "--warehouse", warehouse, "--json", env=dead, both=True)


def test_a_backfill_under_a_server_shows_its_batches_and_artifacts(
    server: Server, articles: Path, alone: tuple[Path, str], tmp_path: Path
) -> None:
    before = {run["id"] for run in server.ask("flow_runs")}
    nightdesk("backfill", articles, "--warehouse", tmp_path / "flow.duckdb", "--json", env=server.env)
    assert differing_tables(tmp_path / "flow.duckdb", alone[0], ROOT / "sql") == []
    (run,) = (run for run in server.ask("flow_runs") if run["id"] not in before)
    assert run["state_type"] == "COMPLETED"
    of_run = {
        kind: [each for each in server.ask(kind) if each["flow_run_id"] == run["id"]]
        for kind in ("task_runs", "artifacts")
    }
    assert sorted(task["name"].split("-")[0] for task in of_run["task_runs"]) == ["extract", "read"]
    artifacts = {artifact["key"]: artifact for artifact in of_run["artifacts"]}
    assert "| articles | 1 |" in artifacts["nightdesk-summary"]["data"]
    assert "empty.txt" in str(artifacts["nightdesk-rejected-inputs"]["data"])


def test_an_unusual_night_ends_as_warned(server: Server, tmp_path: Path) -> None:
    nightdesk(*thin_night(tmp_path), env=server.env)  # with exit code 0, since nothing asks for another
    ended = [run["state"] for run in server.ask("flow_runs") if run["state_name"] == "Warned"]
    assert [(state["type"], state["message"]) for state in ended] == [
        ("COMPLETED", "few articles: 1 new articles, usually 10")
    ]
    (artifact,) = (each for each in server.ask("artifacts") if "Unusual" in str(each["data"]))
    assert artifact["data"].startswith("- **Unusual:** few articles: 1 new articles, usually 10\n")


def test_without_an_answering_server_the_run_goes_on_and_says_so(alone: tuple[Path, str]) -> None:
    warehouse, said = alone
    assert "Prefect did not start" in said
    assert rows(warehouse, "select count(*) from facts.articles") == [(1,)]


def test_serve_deploys_the_night_on_its_clock_though_the_missed_one_is_lost_and_runs_it_until_told_to_stop(
    server: Server, tmp_path: Path
) -> None:
    def runs() -> dict[str, str]:
        return {run["id"]: run["state_type"] for run in server.ask("flow_runs")}

    feeds, warehouse = tmp_path / "feeds.csv", tmp_path / "w.duckdb"
    command = (NIGHTDESK, "serve", "--cron", CLOCK[0], "--timezone", CLOCK[1], "--overlap", "wait")
    env = server.env | {"PREFECT_RUNNER_POLL_FREQUENCY": "1", "NIGHTDESK_WORKERS": "1"}
    with beside(*command, "--feeds", feeds, "--warehouse", warehouse, env=env) as served:
        wait_until(lambda: deployed(server, "every-night") or served.poll() is not None)
        (deployment,) = deployed(server, "every-night")
        assert clocks(deployment) == [CLOCK]
        assert deployment["concurrency_options"]["collision_strategy"] == "ENQUEUE"
        assert "FAILED" in runs().values()  # there was no table of feeds yet
        (tmp_path / "feed.xml").write_text(EMPTY_FEED, encoding="utf-8")
        feeds_csv(tmp_path, str(tmp_path / "feed.xml"))
        run_id = server.start_run(deployment)
        wait_until(lambda: runs()[run_id] in ("COMPLETED", "FAILED", "CRASHED"))
        assert runs()[run_id] == "COMPLETED"
        assert "SCHEDULED" in runs().values()
    assert rows(warehouse, "select flow_name from facts.runs") == [("nightly",)]


def test_prefect_yaml_deploys_the_night_to_a_work_pool_whose_worker_runs_it(server: Server, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(EMPTY_FEED, encoding="utf-8")
    env = {**os.environ, **server.env, "NIGHTDESK_WAREHOUSE": str(tmp_path / "pool.duckdb"), "NIGHTDESK_WORKERS": "1"}

    def prefect(*args: str, is_checked: bool = True) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "prefect", *args], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or not is_checked, done.stdout + done.stderr

    prefect("work-pool", "create", "nightdesk", "--type", "process")
    # 3.8.8 deploys and then stumbles over a hint that it wants to print about workers, so what it did counts and not how it ended.
    prefect("--no-prompt", "deploy", "--name", "every-night-in-pool", is_checked=False)
    (deployment,) = deployed(server, "every-night-in-pool")
    assert clocks(deployment) == [CLOCK]
    strategy = deployment["concurrency_options"]["collision_strategy"]
    assert (deployment["global_concurrency_limit"]["limit"], strategy) == (1, "CANCEL_NEW")
    server.start_run(deployment, feeds_csv=str(feeds_csv(tmp_path, str(tmp_path / "feed.xml"))))
    prefect("worker", "start", "--pool", "nightdesk", "--run-once")
    assert rows(tmp_path / "pool.duckdb", "select flow_name from facts.runs") == [("nightly",)]


def deployed(server: Server, name: str) -> list[dict[str, Any]]:
    return [each for each in server.ask("deployments") if each["name"] == name]


def clocks(deployment: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["schedule"]["cron"], each["schedule"]["timezone"]) for each in deployment["schedules"]]


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
        wait_until(told.exists)
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
        wait_until(lambda: run.poll() is not None or any((tmp_path / "dask.work" / "extracted").glob("*.parquet")))
        assert run.poll() is None
        os.killpg(workers[0].pid, signal.SIGKILL)
        assert run.wait(PATIENCE_SECONDS) == 0
    assert differing_tables(tmp_path / "dask.duckdb", samples, ROOT / "sql") == []


def test_the_dask_runner_says_what_it_needs(server: Server, articles: Path, tmp_path: Path) -> None:
    ask = ("backfill", articles, "--warehouse", tmp_path / "n.duckdb", "--runner", "dask")
    assert "--scheduler" in nightdesk(*ask, code=2, both=True)
    assert "needs Prefect" in nightdesk(*ask, "--scheduler", "tcp://127.0.0.1:9", "--no-prefect", code=2, both=True)
    env = server.env | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    said = nightdesk(*ask, "--scheduler", "tcp://127.0.0.1:9", code=1, env=env, both=True)
    assert "tcp://127.0.0.1:9" in said
    assert "Traceback" not in said
