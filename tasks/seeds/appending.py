"""Appending to corrections.csv so that no crash and no second writer can tear the file."""

import csv
import fcntl
import io
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from tasks.records import CorrectionKind
from tasks.seeds.corrections import COLUMNS, load_corrections, read_correction
from tasks.seeds.rows import Row, check_row


@dataclass(frozen=True, slots=True)
class Decision:
    """One row to be written, cell by cell as in the file; an empty cell says nothing."""

    kind: CorrectionKind
    article: str
    target: str
    value: str
    author: str
    made_at: str
    note: str


def append_decisions(path: Path, decisions: Sequence[Decision]) -> int:
    """Add rows at the file's end, all or none, and return how many; a row that stands there already is not repeated.

    What stands in the file stays byte for byte. Writers wait for each other; the file is replaced by one durable rename. Raises
    SeedError when the file, or a new row at the line it would have, is malformed; then nothing is written.
    """
    path = path.resolve()
    with _alone(path.parent):
        known = {correction.correction_id for correction in load_corrections(path)}
        body = path.read_bytes()
        line_no = body.count(b"\n") + (1 if body.endswith(b"\n") else 2)
        new: dict[str, tuple[str, ...]] = {}
        for decision in decisions:
            row = Row(line_no + len(new), astuple(decision))
            check_row(path, row, COLUMNS)
            correction = read_correction(path, row)
            if correction.correction_id not in known:
                new.setdefault(correction.correction_id, row.cells)
        if new:
            _replace(path, _appended(body, list(new.values())))
    return len(new)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait for the folder's lock; no lock file is left in a folder that a person keeps."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _appended(body: bytes, rows: Sequence[tuple[str, ...]]) -> bytes:
    line_end = "\r\n" if b"\r\n" in body else "\n"
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator=line_end).writerows(rows)
    gap = b"" if body.endswith(b"\n") else line_end.encode()
    return body + gap + lines.getvalue().encode()


def _replace(path: Path, body: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(path, unfinished)
    unfinished.replace(path)
