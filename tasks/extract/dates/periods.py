"""Periods of the calendar and their EDTF values (ISO 8601-2:2019, levels 0 to 2)."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, with its EDTF value and unit (day, month, year, span, ...)."""

    edtf: str
    first: date
    last: date
    unit: str


def day(on: date) -> Period:
    """One day: ``2024-03-12``."""
    return Period(on.isoformat(), on, on, "day")


def month(year_no: int, month_no: int) -> Period:
    """One month: ``2024-03``; months outside 1 to 12 run over into the years around."""
    year_no, month_no = year_no + (month_no - 1) // 12, (month_no - 1) % 12 + 1
    last = calendar.monthrange(year_no, month_no)[1]
    return Period(f"{year_no:04}-{month_no:02}", date(year_no, month_no, 1), date(year_no, month_no, last), "month")


def year(year_no: int) -> Period:
    """One year: ``2024``."""
    return Period(f"{year_no:04}", date(year_no, 1, 1), date(year_no, 12, 31), "year")


def quarter(year_no: int, quarter_no: int) -> Period:
    """One quarter, EDTF codes 33 to 36: the third of 2024 is ``2024-35``; quarter 0 is the last of the year before."""
    year_no, quarter_no = year_no + (quarter_no - 1) // 4, (quarter_no - 1) % 4 + 1
    first, last = month(year_no, quarter_no * 3 - 2).first, month(year_no, quarter_no * 3).last
    return Period(f"{year_no:04}-{32 + quarter_no}", first, last, "quarter")


def half(year_no: int, half_no: int) -> Period:
    """One half of a year, EDTF codes 40 and 41."""
    first, last = month(year_no, half_no * 6 - 5).first, month(year_no, half_no * 6).last
    return Period(f"{year_no:04}-{39 + half_no}", first, last, "half")


def season(year_no: int, code: int) -> Period:
    """One northern season, EDTF codes 21 to 24; winter begins in the December of its year."""
    first_month = FIRST_MONTH_OF_SEASON[code]
    return Period(
        f"{year_no:04}-{code}", month(year_no, first_month).first, month(year_no, first_month + 2).last, "season"
    )


def decade(first_year: int) -> Period:
    """Ten years: ``199X``."""
    return Period(f"{first_year // 10:03}X", date(first_year, 1, 1), date(first_year + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """A hundred years: the 19th century is ``18XX``."""
    first_year = (number - 1) * 100
    return Period(f"{number - 1:02}XX", date(max(first_year, 1), 1, 1), date(first_year + 99, 12, 31), "century")


def span(first: date, last: date, unit: str = "span") -> Period:
    """An interval of days: ``2024-03-04/2024-03-10``."""
    return Period(f"{first.isoformat()}/{last.isoformat()}", first, last, unit)


def between(first: Period, last: Period) -> Period:
    """An interval of two periods in their own precision: ``2019/2021``."""
    return Period(f"{first.edtf}/{last.edtf}", first.first, last.last, "span")


def week(containing: date) -> Period:
    """The week from Monday to Sunday around a day; EDTF has no week number, so it is an interval."""
    monday = containing - timedelta(days=containing.weekday())
    return span(monday, monday + timedelta(days=6), "week")


def weekend(containing: date) -> Period:
    """Saturday and Sunday of a day's week."""
    monday = containing - timedelta(days=containing.weekday())
    return span(monday + timedelta(days=5), monday + timedelta(days=6), "weekend")


def around(on: date, unit: str) -> Period:
    """The period of that unit which contains the day."""
    if unit == "day":
        return day(on)
    if unit == "week":
        return week(on)
    if unit == "weekend":
        return weekend(on)
    if unit == "month":
        return month(on.year, on.month)
    if unit == "quarter":
        return quarter(on.year, (on.month + 2) // 3)
    if unit == "decade":
        return decade(on.year // 10 * 10)
    if unit == "century":
        return century(on.year // 100 + 1)
    return year(on.year)


def shifted(on: date, unit: str, steps: int) -> date:
    """The day that many units later (earlier when negative); a day the month lacks becomes its last.

    Raises OverflowError or ValueError outside the years 1 to 9999.
    """
    if unit == "day":
        return on + timedelta(days=steps)
    if unit in ("week", "weekend"):
        return on + timedelta(weeks=steps)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * steps
    target = month(on.year, on.month + months)
    return target.first.replace(day=min(on.day, target.last.day))
