"""What tests under Prefect share: a server of the test's own, commands that run beside the test, and an article to backfill."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.nights import wait_until
from tests.warehouses import ROOT

PATIENCE_SECONDS = 180.0
EMPTY_FEED = "<rss version='2.0'><channel><title>Town</title></channel></rss>"


@dataclass(frozen=True)
class Server:
    """A Prefect server of the test's own."""

    url: str
    env: dict[str, str]

    def ask(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._post(f"{path}/filter", {})
        return found

    def start_run(self, deployment: dict[str, Any], **parameters: str) -> str:
        """Have a deployment run now; the id of the run."""
        run_id: str = self._post(f"deployments/{deployment['id']}/create_flow_run", {"parameters": parameters})["id"]
        return run_id

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        """What the server answers, asked again like Prefect's client does while its database is locked (503), five times."""
        answer = httpx.post(f"{self.url}/{path}", json=body, timeout=30)
        for seconds in range(1, 6):
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(seconds)
            answer = httpx.post(f"{self.url}/{path}", json=body, timeout=30)
        return answer.raise_for_status().json()


@contextmanager
def open_server(home: Path) -> Iterator[Server]:
    """A server on loopback, its database in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    with beside(
        sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), env=env
    ):
        wait_until(lambda: answers(env["PREFECT_API_URL"]))
        yield Server(env["PREFECT_API_URL"], env)


@contextmanager
def beside(*command: str | Path, env: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A command that runs beside the test and is told to stop at its end."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, stdout=silent, stderr=silent)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=5).is_success
    except httpx.HTTPError:
        return False


def write_articles(folder: Path) -> Path:
    """An article and an input that gives none."""
    text = "---\nurl: https://town.example/1\npublished_at: 2026-03-01\n---\n\n“The bridge is open,” Mayor Ana Lund said in Oslo.\n"
    (folder / "one.md").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder
