"""The power fails between any two system calls: what was not synced is lost or torn, and no promise with it (promise 5)."""

import random
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

import duckdb

from tests.proofs.disk import Change, Disk, Keep, after, on_disk, read_log
from tests.proofs.figures import Figure
from tests.proofs.kills import Undisturbed, run_undisturbed
from tests.proofs.town import Town, same, tidy

SECTOR_BYTES = 512


@dataclass(frozen=True)
class Recorded:
    """A night over an older warehouse, recorded: its files before and after, by path, its operations and what it published."""

    before: dict[str, bytes]
    changes: list[Change]
    now: dict[str, bytes]
    night: Undisturbed

    @property
    def published(self) -> str:
        """The path of the published file."""
        return str(self.night.warehouse)

    def packs(self) -> list[str]:
        """The packs of documents that the published file was read from."""
        return [path for path in self.now if path.endswith(".parquet")]


@dataclass
class Cuts:
    """The states that power cuts leave of a published file: how many, and those in which it is neither the old nor the new one."""

    count: int = 0
    broken: list[bytes] = field(default_factory=list)


def record_night(town: Town) -> Recorded:
    """A night over the first feed alone, then one over all, which is recorded."""
    folder = town.folder / "recorded"
    published, log = folder / "night.duckdb", town.folder / "recorded.log"
    first = town.feeds.with_name("first.csv")
    first.write_text("".join(town.feeds.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    Town(town.folder, first).night(published)
    before = _files(folder)
    night = run_undisturbed(town, published, on_disk(folder, DISK_LOG=log))
    recorded = Recorded(before, list(read_log(log)), _files(folder), night)
    disk = Disk(before)
    for change in recorded.changes:
        disk.apply(change)
    assert disk.cut(len(disk.waiting_names), list) == recorded.now, "the recording is not whole"
    return recorded


def prove_publishing(recorded: Recorded) -> list[Figure]:
    """After a cut at any system call the published file is the old or the new one, byte for byte, and the new one has all its documents."""
    for content in (recorded.before[recorded.published], recorded.now[recorded.published]):
        assert is_readable(content)
    cuts = every_cut(recorded, obeys_syncs=True)
    assert cuts.broken == []
    unsynced = every_cut(recorded, obeys_syncs=False)
    unreadable = sum(not is_readable(content) for content in unsynced.broken)
    assert unreadable, "the proof finds nothing where nothing is synced"
    tried = f"power cut at each of {len(recorded.changes):,} system calls of a night, {cuts.count:,} states of the published file"
    without = (
        f"were nothing synced, {unreadable} of the first {len(unsynced.broken)} states that differ could not be opened"
    )
    return [Figure(5, tried, f"the old or the new file in all, byte for byte; {without}")]


def every_cut(recorded: Recorded, obeys_syncs: bool, most_broken: int = 40) -> Cuts:
    """What the published name leads to after every operation, whichever changes of names survive, with unsynced writes lost, kept or torn."""
    disk, cuts, chance = Disk(recorded.before, obeys_syncs), Cuts(), random.Random(7)
    sound = [recorded.before[recorded.published], recorded.now[recorded.published]]
    known = {id(content) for content in sound}
    for change in recorded.changes:
        disk.apply(change)
        assert not any(disk.led_to(recorded.published + ".wal"))
        for file in disk.led_to(recorded.published):
            for keep in (list, lose, torn(chance)):
                content = (
                    after(file.synced, keep(file.waiting)) if file and file.waiting else file.synced if file else b""
                )
                cuts.count += 1
                if id(content) in known:
                    continue
                if content not in sound:
                    cuts.broken.append(content)
                elif not (file and file.waiting):
                    known.add(id(content))
            if file is disk.names[recorded.published] and file and file.synced == sound[1]:
                assert all(pack and not pack.waiting for path in recorded.packs() for pack in disk.led_to(path))
        if len(cuts.broken) >= most_broken:
            break
    return cuts


def prove_restarts(town: Town, recorded: Recorded, count: int, seed: int = 11) -> list[Figure]:
    """The night is run again on what a cut at a random instant left of all files, and ends where an undisturbed one ends."""
    chance = random.Random(seed)
    for number in range(count):
        disk, instant = Disk(recorded.before), chance.randrange(len(recorded.changes))
        for change in recorded.changes[: instant + 1]:
            disk.apply(change)
        folder = town.folder / f"cut-{number}"
        for path, content in disk.cut(
            chance.randint(0, len(disk.waiting_names)), chance.choice([lose, torn(chance)])
        ).items():
            target = folder / Path(path).relative_to(Path(recorded.published).parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        town.night(folder / "night.duckdb")
        same(recorded.night.warehouse, folder / "night.duckdb")
        tidy(folder / "night.duckdb")
    return [
        Figure(
            5, f"{count} nights run again on what a power cut left of all files", "all facts and marts as undisturbed"
        )
    ]


def lose(waiting: list[Change]) -> list[Change]:
    """Nothing that was not synced."""
    return waiting[:0]


def torn(chance: random.Random) -> Keep:
    """Some of what was not synced, in part up to the edge of a sector only."""

    def keep(waiting: list[Change]) -> list[Change]:
        kept = [change for change in waiting if chance.random() < 0.7]
        if kept and kept[-1].written:
            sectors = chance.randint(0, len(kept[-1].written) // SECTOR_BYTES)
            kept[-1] = replace(kept[-1], written=kept[-1].written[: sectors * SECTOR_BYTES])
        return kept

    return keep


def is_readable(content: bytes) -> bool:
    """Whether DuckDB opens it and reads every table of facts."""
    with NamedTemporaryFile(suffix=".duckdb") as file:
        file.write(content)
        file.flush()
        try:
            with duckdb.connect(file.name, read_only=True) as con:
                for (table,) in con.execute(
                    "select table_name from duckdb_tables() where schema_name = 'facts'"
                ).fetchall():
                    con.execute(f"select count(*), sum(hash(read)) from facts.{table} as read")
        except duckdb.Error:
            return False
    return True


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
