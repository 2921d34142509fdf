"""Batches of records as Parquet files: the only form in which records cross from one process to another."""

import os
import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

Record = TypeVar("Record")

SCALAR_TYPES: dict[Any, pa.DataType] = {
    str: pa.string(),
    bytes: pa.binary(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
}


def write_batch(path: Path, rows: Sequence[Record], record_type: type[Record], *, is_durable: bool = False) -> None:
    """Write dataclass rows as one Parquet file, whole or not at all; with ``is_durable`` after a power cut too.

    Columns are the fields of ``record_type``, nested records structs, tuples lists; aware datetimes are stored in UTC.
    """
    table = pa.Table.from_pylist([plain(row) for row in rows], schema=arrow_schema(record_type))
    unfinished = path.with_suffix(".unfinished")
    pq.write_table(table, unfinished, compression="zstd")
    if is_durable:
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
    unfinished.replace(path)


def read_batch(path: Path, record_type: type[Record], batch_size: int = 64) -> Iterator[Record]:
    """Read dataclass rows back from a Parquet file, ``batch_size`` rows in memory at a time. Datetimes come back naive, in UTC."""
    with pq.ParquetFile(path) as parquet:
        for batch in parquet.iter_batches(batch_size):
            for row in batch.to_pylist():
                yield _record(record_type, row)


def arrow_schema(record_type: type[Any]) -> pa.Schema:
    """The Arrow schema of a dataclass, field by field."""
    hints = get_type_hints(record_type)
    return pa.schema([(field.name, _arrow_type(hints[field.name])) for field in fields(record_type)])


def _arrow_type(hint: Any) -> pa.DataType:
    hint = _without_none(hint)
    if get_origin(hint) is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if get_origin(hint) is Literal:
        return pa.string()
    if is_dataclass(hint):
        return pa.struct(list(arrow_schema(hint)))  # type: ignore[arg-type]
    return SCALAR_TYPES[hint]


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(option for option in get_args(hint) if option is not type(None))
    return hint


def plain(value: Any) -> Any:
    """A record as nested dicts and lists, the form Arrow takes rows in."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def _record(record_type: type[Record], row: dict[str, Any]) -> Record:
    hints = get_type_hints(record_type)
    return record_type(**{name: _value(hints[name], value) for name, value in row.items()})


def _value(hint: Any, value: Any) -> Any:
    hint = _without_none(hint)
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], each) for each in value)
    return _record(cast(type[Any], hint), value) if is_dataclass(hint) else value


def batched(rows: Iterable[Record], most: int) -> Iterator[tuple[Record, ...]]:
    """Group rows into tuples of at most ``most``, in order."""
    batch: list[Record] = []
    for row in rows:
        batch.append(row)
        if len(batch) == most:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)
