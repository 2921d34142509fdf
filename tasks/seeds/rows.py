"""Reading a seed file strictly.

A seed file is UTF-8 CSV, comma-separated, with exactly the header its columns give. The first thing that is wrong
refuses the whole file, so that a slip of the hand never turns into a silently missing feed or correction.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycountry


class SeedError(ValueError):
    """A seed file is refused; the message is ``file:line: reason``."""

    def __init__(self, path: Path, line_no: int, reason: str) -> None:
        super().__init__(f"{path}:{line_no}: {reason}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a seed file.

    ``refuse`` gives the reason why a non-empty cell cannot stand, or None. The cells of all key columns together are
    unique in the file.
    """

    name: str
    refuse: Callable[[str], str | None] = lambda _: None
    is_required: bool = True
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a seed file: its cells in the columns' order and the line it starts on, counted from 1."""

    line_no: int
    cells: tuple[str, ...]


def read_seed(path: Path, columns: Sequence[Column]) -> tuple[Row, ...]:
    """The rows of a seed file, each cell checked by its column.

    Raises SeedError at the first wrong header, number of cells, value, duplicate key or byte, and for a file that
    cannot be read.
    """
    records = _records(path)
    header = next(records, Row(1, ()))
    expected = tuple(column.name for column in columns)
    if header.cells != expected:
        raise SeedError(path, 1, f"the header is {','.join(header.cells)!r}, expected {','.join(expected)!r}")
    rows = tuple(records)
    for row in rows:
        check_row(path, row, columns)
    _check_keys(path, rows, columns)
    return rows


def check_row(path: Path, row: Row, columns: Sequence[Column]) -> None:
    """Raise SeedError when a cell of the row cannot stand in its column."""
    if reason := row_refusal(row, columns):
        raise SeedError(path, row.line_no, reason)


def country_refusal(code: str) -> str | None:
    """Why ``code`` is no ISO 3166-1 alpha-2 code, or None."""
    country = pycountry.countries.get(alpha_2=code)
    return None if country and country.alpha_2 == code else f"{code!r} is no ISO 3166-1 alpha-2 country code"


def _records(path: Path) -> Iterator[Row]:
    try:
        body = path.read_bytes()
        text = body.decode("utf-8-sig")
    except OSError as error:
        raise SeedError(path, 1, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        reason = f"byte {body[error.start]:#04x} is not UTF-8"
        raise SeedError(path, body.count(b"\n", 0, error.start) + 1, reason) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line_no = 1
    try:
        for cells in reader:
            yield Row(line_no, tuple(cells))
            line_no = reader.line_num + 1
    except csv.Error as error:
        raise SeedError(path, line_no, f"is not CSV: {error}") from error


def row_refusal(row: Row, columns: Sequence[Column]) -> str | None:
    """Why the row cannot stand in a file of these columns, or None."""
    if len(row.cells) != len(columns):
        return f"{len(row.cells)} cells, expected {len(columns)}"
    reasons = (_cell_refusal(cell, column) for cell, column in zip(row.cells, columns, strict=True))
    return next((reason for reason in reasons if reason), None)


def _cell_refusal(cell: str, column: Column) -> str | None:
    if not cell:
        return f"{column.name} is empty" if column.is_required else None
    if cell != cell.strip() or not cell.isprintable():
        return f"{column.name}: {cell!r} has spaces at its ends or characters that cannot be seen"
    reason = column.refuse(cell)
    return f"{column.name}: {reason}" if reason else None


def _check_keys(path: Path, rows: Iterable[Row], columns: Sequence[Column]) -> None:
    key_places = [place for place, column in enumerate(columns) if column.is_key]
    lines: dict[tuple[str, ...], int] = {}
    for row in rows if key_places else ():
        key = tuple(row.cells[place] for place in key_places)
        if key in lines:
            raise SeedError(path, row.line_no, f"{', '.join(key)!r} is in line {lines[key]} already")
        lines[key] = row.line_no
