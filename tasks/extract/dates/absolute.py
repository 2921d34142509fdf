"""Dates that their words alone tell: "12 March 2024", "2024-03-12", "Q3 2024", "the 1990s"."""

import re
from datetime import date

from tasks.extract.dates import periods
from tasks.extract.dates.reading import DAY_OR_MONTH, NO_SUCH_DAY, Context, Reading, unknown
from tasks.extract.dates.words import DECADE_STEMS, ORDINALS, SEASON_CODES, month_number, spoken_year, word_set

# Words after four digits that make them a count, and plurals that a year may well stand before.
COUNTED = word_set(
    "people men women percent per gmt utc hours hrs points feet km kg miles metres meters more others mph "
    "million billion trillion dead deaths children police local watts"
)
YEARLY_PLURALS = word_set(
    "elections games results sales revenues profits earnings estimates figures levels prices olympics olympics' finals "
    "championships riots protests attacks talks negotiations terms taxes "
    "rates reports budgets primaries celebrations awards as was is has does this"
)
COUNT_BEFORE = word_set(
    "about nearly almost some than over least most another only around roughly approximately no number room flight "
    "highway page windows at top usd points"
)
YEAR_BEFORE = word_set("in since by until till during before after mid early late year of from through fiscal")


def day_of(year_no: int, month_no: int, day_no: int) -> Reading:
    """One day, or the reason that there is none."""
    try:
        return Reading(periods.day(date(year_no, month_no, day_no)))
    except ValueError:
        return unknown(NO_SUCH_DAY)


def written_year(match: re.Match[str]) -> int:
    """The year of a match, in digits or in words."""
    return spoken_year(match["spoken"]) if match["spoken"] else int(match["year"])


def full_day(match: re.Match[str], _: Context) -> Reading:
    """Day, month in words, year."""
    return day_of(int(match["year"]), month_number(match["month"]), int(re.sub(r"\D", "", match["day"])))


def iso_day(match: re.Match[str], _: Context) -> Reading | None:
    """2024-03-12 or 2024/03/12."""
    month_no, day_no = int(match["month"]), int(match["day"])
    return day_of(int(match["year"]), month_no, day_no) if 1 <= month_no <= 12 else None


def dotted_day(match: re.Match[str], _: Context) -> Reading | None:
    """12.03.2024, which is written with the day first."""
    reading = day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    return reading if reading.period else None


def slashed_day(match: re.Match[str], context: Context) -> Reading | None:
    """12/03/2024 or 26/10/89: told when only one order gives a day; two digits take the century nearest the anchor."""
    one, other, year_no = int(match["one"]), int(match["other"]), int(match["year"])
    if max(one, other) > 31 or min(one, other) > 12 or not one or not other:
        return None
    if year_no < 100:
        if context.anchor is None:
            return unknown("the century cannot be told without a publication date")
        this_year = context.anchor.year
        year_no = min(
            (this_year // 100 * 100 + year_no + step for step in (-100, 0, 100)), key=lambda y: abs(y - this_year)
        )
    if one <= 12 and other <= 12 and one != other:
        return unknown(DAY_OR_MONTH)
    return day_of(year_no, min(one, other), max(one, other))


def day_range_with_year(match: re.Match[str], _: Context) -> Reading:
    """3-5 May 2024."""
    year_no, month_no = int(match["year"]), month_number(match["month"])
    first, last = day_of(year_no, month_no, int(match["first"])), day_of(year_no, month_no, int(match["last"]))
    if first.period is None or last.period is None or first.period.first >= last.period.first:
        return unknown(NO_SUCH_DAY)
    return Reading(periods.between(first.period, last.period))


def full_month(match: re.Match[str], _: Context) -> Reading:
    """March 2024, March nineteen ninety-six."""
    return Reading(periods.month(written_year(match), month_number(match["month"])))


def month_range_with_year(match: re.Match[str], _: Context) -> Reading | None:
    """March to May 2024."""
    year_no = int(match["year"])
    first, last = month_number(match["first"]), month_number(match["last"])
    return (
        Reading(periods.between(periods.month(year_no, first), periods.month(year_no, last))) if first < last else None
    )


def full_quarter(match: re.Match[str], _: Context) -> Reading:
    """Q3 2024, the third quarter of 2024."""
    number = int(match["short"]) if match["short"] else ORDINALS[match["quarter"].lower()]
    return Reading(periods.quarter(int(match["year"]), number))


def full_half(match: re.Match[str], _: Context) -> Reading:
    """The first half of 2024."""
    return Reading(periods.half(int(match["year"]), ORDINALS[match["half"].lower()]))


def full_season(match: re.Match[str], _: Context) -> Reading:
    """Spring 2024, the winter of 1994."""
    return Reading(periods.season(written_year(match), SEASON_CODES[match["season"].lower()]))


def decade(match: re.Match[str], _: Context) -> Reading:
    """The 1990s."""
    return Reading(periods.decade(int(match["year"])))


def short_decade(match: re.Match[str], _: Context) -> Reading:
    """The '90s, the nineties: of the twentieth century."""
    tens = int(match["tens"]) if match["tens"] else DECADE_STEMS[match["stem"].lower()]
    return Reading(periods.decade(1900 + tens))


def century(match: re.Match[str], _: Context) -> Reading | None:
    """The 19th century."""
    number = int(match["number"])
    return Reading(periods.century(number)) if 1 <= number <= 30 else None


def year_range(match: re.Match[str], _: Context) -> Reading | None:
    """1939-45, 2019/20, 2019-2021."""
    first, last = int(match["first"]), match["last"]
    last_no = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return Reading(periods.between(periods.year(first), periods.year(last_no))) if first < last_no <= 2100 else None


def year_in_words(match: re.Match[str], _: Context) -> Reading:
    """Nineteen ninety-six."""
    return Reading(periods.year(spoken_year(match["spoken"])))


def bare_year(match: re.Match[str], _: Context) -> Reading | None:
    """Four digits that stand as a year: "in 2019", "the 2019 vote", not "2019 people" or "room 2019"."""
    year_no = int(match["year"])
    before, after = (match["before"] or "").lower(), (match["after"] or "").lower()
    if before in COUNT_BEFORE or before.isdigit() or after in COUNTED:
        return None
    is_plural = after.endswith("s") and not after.endswith(("ss", "'s", "us")) and after not in YEARLY_PLURALS
    if is_plural or not (1900 <= year_no <= 2050 or before in YEAR_BEFORE):
        return None
    return Reading(periods.year(year_no))
