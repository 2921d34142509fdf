"""Runs of the real program for tests: the command line in a process of its own, and questions to what it published."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[1]
NIGHTDESK = Path(sys.executable).with_name("nightdesk")
SAMPLES = ROOT / "seeds" / "articles"


def nightdesk(*args: str | Path, code: int = 0, env: dict[str, str] | None = None, both: bool = False) -> str:
    """Run the command line with one worker; what it printed (``both``: on standard error too). Fails when the exit code is not ``code``."""
    command = [str(NIGHTDESK), *map(str, args)]
    done: subprocess.CompletedProcess[str] = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        cwd=ROOT,
        env={"NIGHTDESK_WORKERS": "1", **os.environ, **(env or {})},
    )
    assert done.returncode == code, f"exit code {done.returncode}: {done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr if both else done.stdout


def backfill(warehouse: Path, *args: str | Path, env: dict[str, str] | None = None) -> dict[str, Any]:
    """Backfill without Prefect; the summary."""
    out = nightdesk("backfill", *args, "--warehouse", warehouse, "--no-prefect", "--json", env=env)
    summary: dict[str, Any] = json.loads(out)
    return summary


def rows(warehouse: Path, query: str, *parameters: object) -> list[tuple[Any, ...]]:
    """The rows of a query on a published warehouse."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(query, list(parameters)).fetchall()
