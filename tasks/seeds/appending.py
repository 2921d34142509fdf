"""Appending to corrections.csv and feeds.csv so that no crash and no second writer can tear the file."""

import csv
import fcntl
import io
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from tasks.records import CorrectionKind
from tasks.seeds.corrections import COLUMNS, load_corrections, read_correction
from tasks.seeds.feeds import FEED_COLUMNS, FeedSource, load_feeds
from tasks.seeds.rows import Row, check_row, row_refusal


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


def append_feeds(path: Path, feeds: Iterable[FeedSource]) -> tuple[tuple[str, str | None], ...]:
    """Add feeds at the file's end; for each its URL, and why it was left out or None.

    An outlet that is there already keeps its owner. What stands in the file stays byte for byte, as with decisions; one that is not
    there begins with the header.
    """
    path = path.resolve()
    with _alone(path.parent):
        if not path.exists():
            path.write_text(",".join(column.name for column in FEED_COLUMNS) + "\n", encoding="utf-8")
        rows = load_feeds(path)
        known, owners = {feed.feed_url for feed in rows}, {feed.source_name: feed.owner_name for feed in rows}
        new: dict[str, tuple[str, ...]] = {}
        ends: list[tuple[str, str | None]] = []
        for feed in feeds:
            cells = astuple(replace(feed, owner_name=owners.get(feed.source_name, feed.owner_name)))
            row = Row(0, tuple(cell or "" for cell in cells))
            reason = "in the list already" if feed.feed_url in known | new.keys() else row_refusal(row, FEED_COLUMNS)
            ends.append((feed.feed_url, reason))
            if reason is None:
                new[feed.feed_url] = row.cells
        if new:
            _replace(path, _appended(path.read_bytes(), list(new.values())))
    return tuple(ends)


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
