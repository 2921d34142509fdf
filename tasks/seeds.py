"""The reviewed data a person edits: reads a seed file strictly, and types the rows of feeds and corrections.

A seed file is UTF-8 CSV, comma-separated, with exactly the header its columns give. The first thing that is wrong
refuses the whole file, so that a slip of the hand never turns into a silently missing feed or correction.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

import pycountry

CorrectionKind = Literal["merge_actor", "split_actor", "rename_actor", "reject_quote", "fix_date"]

# A language, then optionally a script and a region: the part of BCP 47 that feeds and pages use.
_LANGUAGE_TAG = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?")


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


@dataclass(frozen=True, slots=True)
class FeedSource:
    """A feed and the outlet that publishes it.

    ``feed_url`` is an http(s) URL or the absolute path of a local feed file. ``country_code`` (ISO 3166-1 alpha-2) is
    the outlet's seat; ``language_code`` (BCP 47) holds for entries that declare none.
    """

    feed_url: str
    source_name: str
    owner_name: str
    country_code: str
    language_code: str
    section_name: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's decision that survives every re-extraction.

    seeds/README.md says what ``target`` and ``value`` hold for each kind; ``made_at`` is UTC.
    """

    correction_id: str
    kind: CorrectionKind
    target: str
    value: str | None
    author: str
    made_at: datetime
    note: str | None


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
        if reason := _refusal(row, columns):
            raise SeedError(path, row.line_no, reason)
    _check_keys(path, rows, columns)
    return rows


def load_feeds(path: Path) -> tuple[FeedSource, ...]:
    """The feeds of feeds.csv, in the file's order; a local path is resolved from the file's own folder.

    Raises SeedError, also when two feeds of one source name different owners.
    """
    rows = read_seed(path, _FEED_COLUMNS)
    feeds = tuple(_feed(row, path.parent) for row in rows)
    owners: dict[str, tuple[str, int]] = {}
    for row, feed in zip(rows, feeds, strict=True):
        owner_name, line_no = owners.setdefault(feed.source_name, (feed.owner_name, row.line_no))
        if owner_name != feed.owner_name:
            reason = f"{feed.source_name!r} belongs to {owner_name!r} in line {line_no}, to {feed.owner_name!r} here"
            raise SeedError(path, row.line_no, reason)
    return feeds


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of corrections.csv, in the file's order. Raises SeedError."""
    return tuple(_correction(path, row) for row in read_seed(path, _CORRECTION_COLUMNS))


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


def _refusal(row: Row, columns: Sequence[Column]) -> str | None:
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


def _feed_url_refusal(feed_url: str) -> str | None:
    if feed_url.startswith(("/", "./", "../")):
        return None
    try:
        parts = urlsplit(feed_url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        return f"{feed_url!r}: {error}"
    if not is_web or " " in feed_url:
        return f"{feed_url!r} is neither an http(s) URL nor a path that begins with /, ./ or ../"
    return None


def _language_refusal(tag: str) -> str | None:
    match = _LANGUAGE_TAG.fullmatch(tag)
    by_length = {2: "alpha_2", 3: "alpha_3"}
    if not match or not pycountry.languages.get(**{by_length[len(match[1])]: match[1]}):
        return f"{tag!r} is no BCP 47 language tag such as en, pt-BR or zh-Hant-TW"
    return None


def _kind_refusal(kind: str) -> str | None:
    kinds = get_args(CorrectionKind)
    return None if kind in kinds else f"{kind!r} is none of {', '.join(kinds)}"


def _moment_refusal(moment: str) -> str | None:
    try:
        made_at = datetime.fromisoformat(moment)
        made_at.astimezone(UTC)
    except (ValueError, OverflowError):
        return f"{moment!r} is no ISO 8601 date and time"
    return None if made_at.tzinfo else f"{moment!r} lacks its time zone"


def _value_refusal(kind: str, value: str) -> str | None:
    if (kind == "reject_quote") == bool(value):
        return f"{kind} {'takes none' if value else 'needs one'}"
    return _moment_refusal(value if "T" in value else f"{value}T00Z") if kind == "fix_date" else None


def _feed(row: Row, folder: Path) -> FeedSource:
    feed_url, source_name, owner_name, country_code, language_code, section_name = row.cells
    if feed_url.startswith(("/", "./", "../")):
        feed_url = str((folder / feed_url).resolve())
    return FeedSource(feed_url, source_name, owner_name, country_code, language_code, section_name or None)


def _correction(path: Path, row: Row) -> Correction:
    correction_id, kind, target, value, author, made_at, note = row.cells
    if reason := _value_refusal(kind, value):
        raise SeedError(path, row.line_no, f"value: {reason}")
    moment = datetime.fromisoformat(made_at).astimezone(UTC)
    return Correction(correction_id, cast(CorrectionKind, kind), target, value or None, author, moment, note or None)


_FEED_COLUMNS = (
    Column("feed_url", _feed_url_refusal, is_key=True),
    Column("source_name"),
    Column("owner_name"),
    Column("country_code", country_refusal),
    Column("language_code", _language_refusal),
    Column("section_name", is_required=False),
)

_CORRECTION_COLUMNS = (
    Column("correction_id", is_key=True),
    Column("kind", _kind_refusal),
    Column("target"),
    Column("value", is_required=False),
    Column("author"),
    Column("made_at", _moment_refusal),
    Column("note", is_required=False),
)
