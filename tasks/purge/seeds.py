"""Taking rows out of the seed files: corrections of what was purged, and whatever names a purged person."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

from tasks.purge.durable import replace_durably
from tasks.purge.tombstones import Sought

KEPT = ("feeds.csv",)  # what is asked for is the person's to say; a purged outlet's feeds are not


def sweep_seeds(folder: Path, sought: Sought, *, is_trial: bool = False) -> list[str]:
    """Take rows that have a purged name or address out of the folder's CSV files; the others stay byte for byte. Returns ``file:line`` of each."""
    gone = []
    for path in sorted(folder.glob("*.csv")):
        if path.name in KEPT:
            continue
        records = list(_records(path))
        refused = [
            line_no
            for line_no, cells, _ in records[1:]
            if sought.stands_in("\n".join(cells)) or sought.is_address(*cells)
        ]
        gone += [f"{path.name}:{line_no}" for line_no in refused]
        if refused and not is_trial:
            unfinished = path.with_name(f".{path.name}.unfinished")
            unfinished.write_bytes(b"".join(raw for line_no, _, raw in records if line_no not in refused))
            shutil.copymode(path, unfinished)
            replace_durably(unfinished, path)
    return gone


def _records(path: Path) -> Iterator[tuple[int, list[str], bytes]]:
    """The records of a CSV file: the line each begins on, its cells and its bytes."""
    lines = path.read_bytes().splitlines(keepends=True)
    reader = csv.reader(io.StringIO(b"".join(lines).decode("utf-8-sig"), newline=""))
    before = 0
    for cells in reader:
        yield before + 1, cells, b"".join(lines[before : reader.line_num])
        before = reader.line_num
