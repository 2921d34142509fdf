"""What was exported where, kept beside the warehouse, so that a purge finds every copy.

Each line of the file is one export as JSON, written before its first byte: a killed one is known too. Exports hold a shared lock on the
folder of the file, so that a purge waits for those that still read the warehouse as it was.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path


class ExportForm(StrEnum):
    """What is written."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"
    JSON_LD = "json-ld"
    FOLLOW_THE_MONEY = "ftm"


@dataclass(frozen=True, slots=True)
class Export:
    """One export as it was asked for: the absolute path of its file or folder, the tables named (none: all), and the filters as words."""

    target: str
    form: ExportForm
    made_at: str
    tables: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    actors: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@contextmanager
def exporting(listed: Path) -> Iterator[None]:
    """Hold off a purge of the warehouse until the block is left."""
    with _locked(listed.parent, fcntl.LOCK_SH):
        yield


@contextmanager
def remaking(listed: Path) -> Iterator[None]:
    """Wait for exports under way and hold off new ones until the block is left."""
    with _locked(listed.parent, fcntl.LOCK_EX):
        yield


def note_export(listed: Path, export: Export) -> None:
    """Add an export to the file, durable before it returns."""
    with listed.open("a", encoding="utf-8") as lines:
        lines.write(_line(export))
        lines.flush()
        os.fsync(lines.fileno())


def kept_exports(listed: Path) -> list[Export]:
    """The exports of the file, the latest of each target; a line that a crash tore is left out, since nothing was written for it."""
    latest: dict[str, Export] = {}
    for line in listed.read_text(encoding="utf-8").splitlines() if listed.exists() else ():
        if line.endswith("}"):
            export = _read(line)
            latest.pop(export.target, None)
            latest[export.target] = export
    return list(latest.values())


def replace_exports(listed: Path, exports: Sequence[Export]) -> None:
    """Make these the only exports of the file, by one durable rename."""
    unfinished = listed.with_name(listed.name + ".unfinished")
    unfinished.write_text("".join(map(_line, exports)), encoding="utf-8")
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(listed)


def _line(export: Export) -> str:
    return json.dumps(asdict(export), default=str, ensure_ascii=False) + "\n"


def _read(line: str) -> Export:
    said = json.loads(line)
    days = {name: date.fromisoformat(said[name]) if said[name] else None for name in ("since", "until")}
    lists = {name: tuple(said[name]) for name in ("tables", "outlets", "actors", "files")}
    return Export(**said | days | lists | {"form": ExportForm(said["form"])})


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)
