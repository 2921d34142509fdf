"""Full disk, read-only folder, no memory, a dying worker, two runs at once, a clock set back: a word, nothing lost, and the next night mends it."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.proofs.disk import on_disk
from tests.proofs.figures import Figure
from tests.proofs.town import Town, same, tidy
from tests.warehouses import rows

DAY_SECONDS = 86_400


def full_disk(town: Town, warehouse: Path, most_bytes: int) -> None:
    """The disk is full once ``most_bytes`` are written."""
    log = town.folder / f"full-{most_bytes}.log"
    said = town.night(warehouse, on_disk(warehouse.parent, DISK_LOG=log, DISK_BYTES=most_bytes), code=1)
    assert "No space left" in said, said
    log.unlink()


def read_only_folder(town: Town, warehouse: Path) -> None:
    """Nothing in the folder can be written, not even the lock."""
    said = town.night(warehouse, on_disk(warehouse.parent, DISK_READ_ONLY=1), code=1)
    assert "Read-only file system" in said, said
    assert str(warehouse.parent) in said.replace("\n", "")


def no_memory(town: Town, warehouse: Path) -> None:
    """Workers get too little memory to read anything: every input is failed, with the reason, and the night is published."""
    town.night(warehouse, {"NIGHTDESK_WORKER_MEMORY_MB": "30"})
    assert rows(warehouse, "select distinct state from facts.dispositions") == [("failed",)]
    assert rows(warehouse, "select count(*) from facts.dispositions where reason = ''") == [(0,)]


def dying_worker(town: Town, warehouse: Path) -> None:
    """A worker is killed while it extracts: its documents are tried again, one by one, in the same night."""
    run = town.start(warehouse)
    while run.poll() is None and not any(warehouse.with_suffix(".documents").glob("*.parquet")):
        time.sleep(0.05)
    for worker in _workers(run.pid):
        os.kill(worker, signal.SIGKILL)
    said = run.communicate()[1]
    assert run.returncode == 0, said


def two_at_once(town: Town, warehouse: Path) -> None:
    """A second run leaves with a word while the first goes on."""
    first = town.start(warehouse)
    while first.poll() is None and not warehouse.with_suffix(".work").exists():
        time.sleep(0.05)
    assert "another run is writing this warehouse" in town.night(warehouse, code=1)
    said = first.communicate()[1]
    assert first.returncode == 0, said


def clock_set_back(town: Town, warehouse: Path) -> None:
    """The first night ran with a clock ten days ahead."""
    town.night(warehouse, on_disk(warehouse.parent, CLOCK_SECONDS=10 * DAY_SECONDS))
    town.night(warehouse)
    skipped = "select count(*) from facts.dispositions where state = 'skipped'"
    assert rows(warehouse, skipped) == [(0,)], "a feed waits until the clock has caught up"
    assert rows(warehouse, "select count(*) from facts.articles where known_at > current_timestamp") != [(0,)]
    backwards = "select count(*) from raw.runs as one, raw.runs as other where one.rowid < other.rowid and one.started_at > other.started_at"
    assert rows(warehouse, backwards) == [(1,)]


TROUBLES: dict[str, Callable[[Town, Path], None]] = {
    "read-only folder": read_only_folder,
    "workers without memory": no_memory,
    "a worker that dies": dying_worker,
    "two runs at once": two_at_once,
    "clock set back by ten days": clock_set_back,
}


def prove_troubles(
    town: Town, undisturbed: Path, full_shares: Sequence[float], names: list[str] | None = None
) -> list[Figure]:
    """Each trouble, and a disk that is full after each of these shares of the file's size, befalls a night of its own; the next night mends it."""
    size = undisturbed.stat().st_size
    befalls = {name: TROUBLES[name] for name in (TROUBLES if names is None else names)}
    for number, trouble in enumerate([*befalls.values(), *(_full(int(share * size)) for share in full_shares)]):
        warehouse = town.folder / f"trouble-{number}" / "night.duckdb"
        trouble(town, warehouse)
        town.night(warehouse)
        same(undisturbed, warehouse)
        tidy(warehouse)
    full = [f"disk full after each of {len(full_shares)} shares of what is to be written"] if full_shares else []
    return [
        Figure(
            5,
            ", ".join([*befalls, *full]),
            "a word or a reason, and after the next night all facts and marts as undisturbed",
        )
    ]


def _full(most_bytes: int) -> Callable[[Town, Path], None]:
    return lambda town, warehouse: full_disk(town, warehouse, most_bytes)


def _workers(run: int) -> list[int]:
    """The run's worker processes; its others keep track of semaphores."""
    group = [
        int(found.name) for found in Path("/proc").iterdir() if found.name.isdigit() and _group(int(found.name)) == run
    ]
    return [each for each in group if each != run and b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]


def _group(process: int) -> int | None:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return None
