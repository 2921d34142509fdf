"""The two tables beside the gold articles: ``scores.csv``, what was measured, and ``floors.csv``, below which nothing may fall."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TypeVar, get_type_hints

from tasks.score.gold import GoldError
from tasks.score.intervals import QualityScore

SCORES_FILE = "scores.csv"
FLOORS_FILE = "floors.csv"
SLACK_CASES = 4  # another machine's arithmetic may turn two quotations, and F1 counts each on both sides
NOT_GOALS = ("confidence_",)  # a bin is to be right as often as it says, not as often as can be


@dataclass(frozen=True, slots=True)
class Floor:
    """The value that a measure must not fall below."""

    measure_name: str
    floor: float


Record = TypeVar("Record", QualityScore, Floor)


def write_scores(folder: Path, scores: Iterable[QualityScore]) -> Path:
    """Write ``scores.csv`` into the gold folder; the same scores give the same bytes."""
    return _write(folder / SCORES_FILE, QualityScore, scores)


def read_scores(folder: Path) -> tuple[QualityScore, ...]:
    """The scores beside the gold articles; none without the file. Raises GoldError."""
    return tuple(_read(folder / SCORES_FILE, QualityScore))


def write_floors(folder: Path, scores: Iterable[QualityScore]) -> Path:
    """Record floors: the value less half the interval's width, or less four cases where that is more; the bins have none."""
    floors = [Floor(each.measure_name, _floor(each)) for each in scores if not each.measure_name.startswith(NOT_GOALS)]
    return _write(folder / FLOORS_FILE, Floor, floors)


def read_floors(folder: Path) -> tuple[Floor, ...]:
    """The floors beside the gold articles; none without the file. Raises GoldError."""
    return tuple(_read(folder / FLOORS_FILE, Floor))


def shortfalls(
    fresh: Sequence[QualityScore], recorded: Sequence[QualityScore], floors: Sequence[Floor]
) -> tuple[str, ...]:
    """Why a check fails: measures below their floor or without a case, and recorded scores that are not what was measured.

    A recorded value may differ by four cases: linear algebra differs a little between machines.
    """
    by_name = {score.measure_name: score for score in fresh}
    known = {score.measure_name: score for score in recorded}
    unmeasured = [f"{name}: recorded, but not measured" for name in sorted(known.keys() - by_name.keys())]
    stale = (_staleness(score, known.get(score.measure_name)) for score in fresh)
    return (*_low(by_name, floors), *unmeasured, *(reason for reason in stale if reason))


def _low(by_name: dict[str, QualityScore], floors: Sequence[Floor]) -> Iterator[str]:
    for each in floors:
        score = by_name.get(each.measure_name)
        if score is None:
            yield f"{each.measure_name}: has a floor, but no case"
        elif score.measure_value < each.floor:
            yield f"{each.measure_name}: {score.measure_value:.4f} is below its floor of {each.floor:.4f}"


def _staleness(fresh: QualityScore, recorded: QualityScore | None) -> str | None:
    if recorded is None:
        return f"{fresh.measure_name}: not in {SCORES_FILE}"
    if abs(fresh.measure_value - recorded.measure_value) <= SLACK_CASES / fresh.case_count + 0.0001:
        return None
    return f"{fresh.measure_name}: {fresh.measure_value:.4f}, but {SCORES_FILE} says {recorded.measure_value:.4f}"


def _floor(score: QualityScore) -> float:
    leeway = max((score.interval_high - score.interval_low) / 2, SLACK_CASES / score.case_count)
    return max(0.0, round(score.measure_value - leeway, 4))


def _write(path: Path, record_type: type[Record], rows: Iterable[Record]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([field.name for field in fields(record_type)])
        writer.writerows(astuple(row) for row in rows)
    return path


def _read(path: Path, record_type: type[Record]) -> Iterator[Record]:
    """The rows of a file that a command wrote, every cell in its type; what does not fit refuses the file."""
    header = [field.name for field in fields(record_type)]
    parsers = list(get_type_hints(record_type).values())
    rows = csv.reader(path.read_text(encoding="utf-8").splitlines()) if path.exists() else iter([header])
    if next(rows, None) != header:
        raise GoldError(f"{path}:1: the header is not {','.join(header)}")
    for line_no, cells in enumerate(rows, 2):
        if len(cells) != len(header):
            raise GoldError(f"{path}:{line_no}: {len(cells)} cells, expected {len(header)}")
        try:
            yield record_type(*(parse(cell) for parse, cell in zip(parsers, cells, strict=True)))
        except ValueError as error:
            raise GoldError(f"{path}:{line_no}: {error}") from error
