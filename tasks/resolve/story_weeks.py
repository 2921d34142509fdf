"""The fortnights that the articles of a story are sought in: how far each counts what is rare, which a night reaches, and how many are read at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from tasks.resolve.groups import Numbers, fetch_rows

FORTNIGHT, UNDATED = 14, 0
FEWEST_REPORTS = 1_000
REPORTS_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Fortnights:
    """The fortnights that reports are of, in order, and how many each has.

    They are numbered from 2 on; undated reports are those of number 0, before all others and so no neighbour of any. ``firsts`` and ``lasts`` are, of each,
    the first and the last fortnight of its window: what is rare is counted in these.
    """

    numbers: Numbers
    report_counts: Numbers
    firsts: Numbers
    lasts: Numbers


@dataclass(frozen=True, slots=True)
class Period:
    """Fortnights, by number, that are looked through at once: whose reports seek, and whose terms have to be read for that."""

    seeking: Numbers
    read: Numbers


def with_windows(numbers: Numbers, report_counts: Numbers) -> Fortnights:
    """Fortnights with their windows: each and its neighbours, where these hold fewer than a thousand reports earlier ones too, then later ones.

    In few reports, what one story is told by is common.
    """
    before, is_dated = np.append(0, np.cumsum(report_counts)), numbers != UNDATED
    lows = np.searchsorted(numbers, numbers - is_dated)
    highs = np.searchsorted(numbers, numbers + is_dated, "right")
    lows = np.minimum(lows, np.searchsorted(before, np.maximum(before[highs] - FEWEST_REPORTS, 0), "right") - 1)
    highs = np.maximum(highs, np.minimum(np.searchsorted(before, before[lows] + FEWEST_REPORTS), len(numbers)))
    return Fortnights(numbers, report_counts, numbers[lows], numbers[highs - 1])


def read_fortnights(con: DuckDBPyConnection, table: str) -> Fortnights:
    """The fortnights of a table (fortnight, report_count, ...)."""
    numbers, report_counts = fetch_rows(con, f"select fortnight, report_count from {table} order by fortnight").T
    return with_windows(numbers, report_counts)


def reached(before: Fortnights, now: Fortnights, changed: Numbers) -> Numbers:
    """The fortnights, of those before and now, whose reports may find others or find them otherwise alike, as reports of some have changed.

    Weights change where the window, as it was or is, holds a change. No other window can come out with other bounds, as it is
    drawn by what it holds. A report looks in its own fortnight, the neighbouring ones and among the undated.
    """
    reweighted = [each.numbers[_hold(changed, each.firsts, each.lasts)] for each in (before, now)]
    numbers, others = np.union1d(before.numbers, now.numbers), np.union1d(*reweighted)
    return numbers if UNDATED in others else numbers[_hold(others, numbers - 1, numbers + 1)]


def periods(fortnights: Fortnights, seeking: Numbers) -> Iterator[Period]:
    """The fortnights whose reports seek, in order, some 200,000 reports at a time, so that memory does not grow with the years.

    Undated reports are read with each period: where they are more, so many are taken at a time.
    """
    numbers, is_sought = fortnights.numbers, np.isin(fortnights.numbers, seeking)
    counts, undated_count = fortnights.report_counts[is_sought], fortnights.report_counts[numbers == UNDATED].sum()
    parts = (np.cumsum(counts) - counts) // max(REPORTS_AT_ONCE, undated_count)
    starts = np.flatnonzero(np.diff(parts, prepend=-1))
    for part in np.split(numbers[is_sought], starts)[1:]:
        is_met = _hold(part, numbers - 1, numbers + 1) | (numbers == UNDATED)
        edges = np.zeros(len(numbers) + 1, dtype=np.int64)
        np.add.at(edges, np.searchsorted(numbers, fortnights.firsts[is_met]), 1)
        np.add.at(edges, np.searchsorted(numbers, fortnights.lasts[is_met]) + 1, -1)
        yield Period(part, numbers[np.cumsum(edges)[:-1] > 0])


def places_of(numbers: Numbers, report_counts: Numbers, report_nos: Numbers) -> tuple[Numbers, Numbers]:
    """The fortnight of each report and its place in that, where reports are numbered through these fortnights."""
    ends = np.cumsum(report_counts)
    which = np.searchsorted(ends, report_nos, "right")
    return numbers[which], report_nos - (ends - report_counts)[which]


def report_numbers(fortnights: Fortnights, numbers: Numbers, places: Numbers) -> Numbers:
    """The numbers of reports through all fortnights, from the fortnight of each and its place in that."""
    first_nos = np.cumsum(fortnights.report_counts) - fortnights.report_counts
    report_nos: Numbers = first_nos[np.searchsorted(fortnights.numbers, numbers)] + places
    return report_nos


def _hold(numbers: Numbers, lows: Numbers, highs: Numbers) -> NDArray[np.bool_]:
    """Of each range, both ends included, whether it holds any of the numbers, which are in order."""
    holds: NDArray[np.bool_] = np.searchsorted(numbers, lows) < np.searchsorted(numbers, highs, "right")
    return holds
