"""CSV and Parquet: one document a row, kept as a compact JSON object of its cells."""

import csv
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.read.json_files import JSON_TYPE
from tasks.read.sources import Leaf, Source, seekable
from tasks.read.streams import failure_of

DELIMITERS: Final = ",;\t|"
BATCH_ROWS: Final = 64
BUFFER_BYTES: Final = 1_000_000  # without it a whole column of a row group is held
PARQUET_ERRORS: Final = (pa.ArrowException, OSError, ValueError, OverflowError, TypeError, KeyError)


def read_csv(source: Source) -> Iterator[Leaf]:
    """Yield the rows of a table with a header, named by the line they begin on (``#line 3``).

    A row that does not fit is rejected, one without a cell is none. The delimiter is the one of comma, semicolon, tab and bar that
    the header has most of. Lines that are not UTF-8 are read as Windows-1252. Empty cells are left out; a quotation mark out of
    place refuses its row rather than alter a text.
    """
    csv.field_size_limit(source.limits.leaf_bytes)
    passed_over: list[int] = []
    text_lines = _text_lines(source, passed_over)
    first = next(text_lines, "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        header = next(csv.reader([first], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        yield source.rejected(f"broken header: {error}", "#line 1")
        return
    rows = csv.reader(text_lines, delimiter=delimiter, strict=True)
    for line_number, row in _numbered_rows(rows):
        for number in passed_over:
            yield source.rejected(source.too_large(), f"#line {number}")
        passed_over.clear()
        is_cut = isinstance(row, str) and source.chunks.failure
        if any(row) and not is_cut:
            yield _row_leaf(source, f"#line {line_number}", header, row)


def _text_lines(source: Source, passed_over: list[int]) -> Iterator[str]:
    for number, line in source.lines():
        if line is None:
            passed_over.append(number)
        yield _decode_line(line or b"\n")


def _decode_line(line: bytes) -> str:
    """A line of a table as text: UTF-8, or else Windows-1252."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _numbered_rows(rows: Any) -> Iterator[tuple[int, list[str] | str]]:
    """Rows, or the reasons why there is none, with the line of the file they begin on; the header was line 1."""
    while True:
        line_number = rows.line_num + 2
        try:
            yield line_number, next(rows)
        except StopIteration:
            yield line_number, []
            return
        except csv.Error as error:
            yield line_number, f"broken row: {error}"


def _row_leaf(source: Source, part: str, header: Sequence[str], row: list[str] | str) -> Leaf:
    if isinstance(row, str):
        return source.rejected(row, part)
    if len(row) > len(header):
        return source.rejected(f"broken row: {len(row)} cells under {len(header)} columns", part)
    return _cells_leaf(source, part, {name.strip(): cell for name, cell in zip(header, row, strict=False) if cell})


def _cells_leaf(source: Source, part: str, cells: dict[str, Any]) -> Leaf:
    cells = {name: cell for name, cell in cells.items() if name and cell is not None}
    if not cells:
        return source.rejected("empty", part)
    body = json.dumps(cells, ensure_ascii=False, separators=(",", ":"), default=_plain).encode("utf-8", "replace")
    if len(body) > source.limits.leaf_bytes:
        return source.rejected(source.too_large(), part)
    return source.document(part, JSON_TYPE, body)


def _plain(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def read_parquet(source: Source) -> Iterator[Leaf]:
    """Yield the rows of a Parquet file, named ``#row 3``, a few in memory at a time; times become ISO 8601 text."""
    try:
        with seekable(source) as file, pq.ParquetFile(file, buffer_size=BUFFER_BYTES) as table:
            reason = _unfolding(source, table.metadata, file.seek(0, 2))
            if reason:
                yield source.rejected(reason)
                return
            yield from _parquet_rows(source, table)
    except PARQUET_ERRORS as error:
        failure = failure_of("Parquet file", error)
        yield source.ended(failure.state, failure.reason)


def _unfolding(source: Source, metadata: Any, file_bytes: int) -> str | None:
    """Why a file that declares far more bytes than it has is refused: a page unfolds whole, before it can be counted.

    Row groups are asked, not columns: pyarrow 26 aborts the process over a damaged column's description.
    """
    declared = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    allowed = source.limits.unfold_floor_bytes + source.limits.unfold_ratio * file_bytes
    return "the Parquet file unfolds to too many times its size" if declared > allowed else None


def _parquet_rows(source: Source, table: Any) -> Iterator[Leaf]:
    number = 0
    for batch in table.iter_batches(BATCH_ROWS, use_threads=False):
        for row in _as_text(batch).to_pylist():
            number += 1
            leaf = _cells_leaf(source, f"#row {number}", row)
            if not source.budget.spend(len(getattr(leaf, "body", b""))):
                yield source.rejected("the file unfolds to too many times its size")
                return
            yield leaf


def _as_text(batch: Any) -> Any:
    columns = [column.cast(pa.string()) if pa.types.is_temporal(column.type) else column for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
