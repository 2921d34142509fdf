"""Plots as numbers: what the templates draw as SVG."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SHADES = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a plot: its place, how dark or high it is (0 to 1), what a screen reader says and where it leads."""

    row: int
    column: int
    number: int
    share: float
    label: str
    href: str

    @property
    def shade(self) -> int:
        """1 to 5, by the square root: news counts are skewed."""
        return max(1, min(SHADES, round(math.sqrt(self.share) * SHADES)))


@dataclass(frozen=True, slots=True)
class Plot:
    """A heat map with named rows and columns; with one unnamed row, bars."""

    heading: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its row and column, out of how many, and where it leads."""

    row: str
    column: str
    number: int
    of_number: int
    href: str


def make_plot(heading: str, counted: Iterable[Counted], columns: Sequence[str] | None = None) -> Plot:
    """A plot of the numbers, rows in the order they come, columns in the order given or of their names."""
    known = [each for each in counted if each.number and (columns is None or each.column in columns)]
    rows = tuple(dict.fromkeys(each.row for each in known))
    places = tuple(columns or sorted({each.column for each in known}))
    highest = max((each.number for each in known), default=1)
    row_nos, column_nos = ({name: no for no, name in enumerate(names)} for names in (rows, places))
    marks = (
        Mark(
            row_nos[each.row], column_nos[each.column], each.number, each.number / highest,
            f"{f'{each.row}, ' if each.row else ''}{each.column}: {each.number:,} of {each.of_number:,}", each.href,
        )
        for each in known
    )  # fmt: skip
    return Plot(heading, rows, places, tuple(marks))


def days_until(last: date, count: int) -> tuple[str, ...]:
    """The names of ``count`` days up to the last."""
    return tuple((last - timedelta(days=back)).isoformat() for back in reversed(range(count)))
