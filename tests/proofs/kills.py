"""Killed at any instant and run again, a night ends where an undisturbed one ends (promise 5)."""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.proofs.figures import Figure
from tests.proofs.town import STAGES, Town, same, tidy
from tests.warehouses import ROOT, rows

STARTS = ("publish", "start", "build", "brief", "load")
AT_ONCE = 2
INPUTS_END_ONCE = ROOT / "sql" / "checks" / "inputs_end_once.sql"


@dataclass(frozen=True)
class Undisturbed:
    """The warehouse of a night that nobody disturbed, and how many seconds each of its stages took."""

    warehouse: Path
    seconds: Mapping[str, float]


def run_undisturbed(town: Town, warehouse: Path, env: dict[str, str] | None = None) -> Undisturbed:
    """A whole night, its stages timed by what it says."""
    began, stage, seconds = time.monotonic(), "start", dict[str, float]()
    with town.start(warehouse, env) as run:
        for line in run.stderr or ():
            if (said := line.split(" ")[0]) in STAGES:
                seconds[stage], began, stage = time.monotonic() - began, time.monotonic(), said
    seconds[stage] = time.monotonic() - began
    assert run.returncode == 0
    return Undisturbed(warehouse, seconds)


def prove_kills(town: Town, undisturbed: Undisturbed, count: int, seed: int = 5) -> list[Figure]:
    """Kill ``count`` nights, each in a warehouse of its own, at instants spread over all stages; each is run again and compared."""
    chance = random.Random(seed)
    tries = [(number, STARTS[number % len(STARTS)], chance.random()) for number in range(count)]

    def trial(tried: tuple[int, str, float]) -> str:
        number, stage, share = tried
        warehouse = town.folder / f"killed-{number}" / "night.duckdb"
        killed_in = kill(town.start(warehouse), warehouse, stage, share * undisturbed.seconds[stage])
        if number % 5 == 4:
            kill(town.start(warehouse), warehouse, "start", chance.random() * undisturbed.seconds["start"])
        if warehouse.exists():
            assert rows(warehouse, INPUTS_END_ONCE.read_text(encoding="utf-8")) == []
        town.night(warehouse)
        same(undisturbed.warehouse, warehouse)
        tidy(warehouse)
        return killed_in

    with ThreadPoolExecutor(AT_ONCE) as threads:
        stages = Counter(threads.map(trial, tries))
    killed = ", ".join(
        f"{stage} {stages[stage]}" for stage in ("start", "fetch", "extract", *STAGES, "end") if stages[stage]
    )
    return [
        Figure(5, f"{count} nights killed with SIGKILL ({killed}) and run again", "all facts and marts as undisturbed")
    ]


def kill(run: "subprocess.Popen[str]", warehouse: Path, stage: str, delay: float) -> str:
    """Kill the run's process group ``delay`` seconds after its stage began; the stage it was in."""
    assert run.stderr is not None
    said = []
    while stage != "start" and (line := run.stderr.readline()):
        said.append(line.split(" ")[0])
        if said[-1] == stage:
            break
    with suppress(subprocess.TimeoutExpired):
        run.wait(delay)
    is_over = run.poll() is not None
    if not is_over:
        os.killpg(run.pid, signal.SIGKILL)
    said += [line.split(" ")[0] for line in run.communicate()[1].splitlines()]
    if is_over:
        return "end"
    packs, fetched = warehouse.with_suffix(".documents"), warehouse.with_suffix(".work") / "fetched"
    early = "extract" if any(packs.glob("*.parquet")) else "fetch" if fetched.exists() else "start"
    return next((each for each in reversed(said) if each in STAGES), early)
