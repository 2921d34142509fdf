"""Dates that are counted from the publication day, or from a date that the text gave before."""

import re
from dataclasses import replace
from datetime import date, timedelta

from tasks.extract.dates import absolute, periods
from tasks.extract.dates.periods import Period
from tasks.extract.dates.reading import NO_ANCHOR, NO_REFERENCE, NO_SUCH_DAY, Context, Reading, unknown
from tasks.extract.dates.words import ORDINALS, SEASON_CODES, month_number, small_number, weekday_number

DAY_STEPS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "same": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}
# A month or day without a year lies in the past, unless the words look ahead or it is this near ahead, that far back.
NEAR_AHEAD = timedelta(days=61)
FAR_BACK = timedelta(days=240)
# "The next day" can be counted from a day, not from a month.
LONGEST_REFERENCE = {
    "day": 1,
    "week": 8,
    "weekend": 8,
    "month": 31,
    "quarter": 92,
    "year": 366,
    "decade": 3653,
    "century": 36525,
}


def counted(anchor: date | None, unit: str, steps: int) -> Reading:
    """The unit's period that many steps from the anchor's."""
    if anchor is None:
        return unknown(NO_ANCHOR)
    try:
        return Reading(periods.around(periods.shifted(anchor, unit, steps), unit), anchor)
    except (OverflowError, ValueError):
        return unknown(NO_SUCH_DAY)


def named_day(match: re.Match[str], context: Context) -> Reading:
    """Today, yesterday, tomorrow, tonight, this morning, last night, the day before yesterday."""
    if match["step"]:
        return counted(context.anchor, "day", 2 if match["step"].lower() == "after tomorrow" else -2)
    if match["part"]:
        return counted(context.anchor, "day", STEPS[match["which"].lower()])
    return counted(context.anchor, "day", DAY_STEPS[match["name"].lower()])


def this_unit(match: re.Match[str], context: Context) -> Reading:
    """Last week, this month, next year, the end of the year."""
    return counted(context.anchor, match["unit"].lower(), STEPS[(match["which"] or "this").lower()])


def this_season(match: re.Match[str], context: Context) -> Reading:
    """Last summer, this winter, next spring: the nearest season of that name before, around or after the anchor."""
    anchor = context.anchor
    if anchor is None:
        return unknown(NO_ANCHOR)
    code, step = SEASON_CODES[match["season"].lower()], STEPS[match["which"].lower()]
    around = [periods.season(anchor.year + years, code) for years in (-2, -1, 0, 1, 2)]
    if step < 0:
        return Reading(max((s for s in around if s.last < anchor), key=lambda s: s.last), anchor)
    if step > 0:
        return Reading(min((s for s in around if s.first > anchor), key=lambda s: s.first), anchor)
    return Reading(min(around, key=lambda s: abs((s.first - anchor).days + 45)), anchor)


def weekday(match: re.Match[str], context: Context) -> Reading:
    """On Monday, last Monday, next Monday: in news the nearest past one, the publication day included."""
    anchor = context.anchor
    if anchor is None:
        return unknown(NO_ANCHOR)
    back = (anchor.weekday() - weekday_number(match["weekday"])) % 7
    which = (match["which"] or "").lower()
    if which == "last":
        return Reading(periods.day(anchor - timedelta(days=back or 7)), anchor)
    if which in ("next", "coming", "this coming") or (context.is_future and which != "this past"):
        return Reading(periods.day(anchor + timedelta(days=7 - back if back or which else 0)), anchor)
    return Reading(periods.day(anchor - timedelta(days=back)), anchor)


def ago(match: re.Match[str], context: Context) -> Reading:
    """Three days ago, a year from now."""
    steps = small_number(match["number"])
    return counted(context.anchor, match["unit"].lower(), -steps if match["side"].lower() == "ago" else steps)


def span_until_now(match: re.Match[str], context: Context) -> Reading:
    """The past three months, the next two weeks: an interval that begins or ends at the anchor."""
    anchor, unit = context.anchor, match["unit"].lower()
    if anchor is None:
        return unknown(NO_ANCHOR)
    steps = small_number(match["number"] or "one")
    try:
        other = periods.shifted(anchor, unit, steps * (STEPS[match["which"].lower()] or -1))
    except (OverflowError, ValueError):
        return unknown(NO_SUCH_DAY)
    return Reading(periods.span(min(anchor, other), max(anchor, other)), anchor)


def from_reference(match: re.Match[str], context: Context) -> Reading:
    """The following year, two days later, a year earlier: counted from the last date that the text gave."""
    unit = match["unit"].lower()
    reference = context.reference
    if reference is None or (reference.last - reference.first).days >= LONGEST_REFERENCE[unit]:
        return unknown(NO_REFERENCE)
    steps = small_number(match["number"] or "one")
    word = (match["side"] or match["that"]).lower()
    sign = 0 if word in ("same", "that") else 1 if word in ("following", "next", "later", "after", "after that") else -1
    reading = counted(reference.first, unit, sign * steps)
    if unit in ("year", "month") and reference.unit == "day" and match["number"] and reading.period:
        return Reading(periods.day(periods.shifted(reference.first, unit, sign * steps)), reference.first)
    return reading


def nearest(candidates: list[Period], context: Context) -> Period:
    """The candidate meant by a date without its year; the anchor must be set."""
    anchor = context.anchor or date.min
    past = max((c for c in candidates if c.first <= anchor), key=lambda c: c.first)
    ahead = min((c for c in candidates if c.last >= anchor), key=lambda c: c.first)
    if context.is_future:
        return ahead
    is_close = ahead.first - anchor <= NEAR_AHEAD and anchor - past.last >= FAR_BACK
    return ahead if is_close else past


def year_of(match: re.Match[str], context: Context) -> tuple[int, date] | Reading:
    """The year that stands beside a month or quarter, and the day it was counted from: "this year" is the anchor's, "the same year" that
    of the last date that the text gave."""
    word = match["which_year"].lower()
    is_told = word in ("same", "previous", "following")
    since = (context.reference.first if context.reference else None) if is_told else context.anchor
    return unknown(NO_REFERENCE if is_told else NO_ANCHOR) if since is None else (since.year + STEPS[word], since)


def month_without_year(match: re.Match[str], context: Context) -> Reading:
    """In March, last March, March of this year, June last year."""
    number = month_number(match["month"])
    if match["which_year"]:
        year = year_of(match, context)
        return year if isinstance(year, Reading) else Reading(periods.month(year[0], number), year[1])
    anchor = context.anchor
    if anchor is None:
        return unknown(NO_ANCHOR)
    candidates = [periods.month(anchor.year + step, number) for step in (-1, 0, 1)]
    which = (match["which"] or "").lower()
    if which == "last":
        return Reading(max((c for c in candidates if c.last < anchor), key=lambda c: c.first), anchor)
    if which in ("next", "coming"):
        return Reading(min((c for c in candidates if c.first > anchor), key=lambda c: c.first), anchor)
    if which == "this":
        return Reading(candidates[1], anchor)
    return Reading(nearest(candidates, context), anchor)


def day_without_year(match: re.Match[str], context: Context) -> Reading:
    """12 March, Tuesday, March 12, 12 March the following year: a weekday beside it tells the year."""
    number, day_no = month_number(match["month"]), int(re.sub(r"\D", "", match["day"]))
    if match["which_year"]:
        year = year_of(match, context)
        return (
            year
            if isinstance(year, Reading)
            else replace(absolute.day_of(year[0], number, day_no), anchor_date=year[1])
        )
    anchor = context.anchor
    if anchor is None:
        return unknown(NO_ANCHOR)
    candidates = []
    for year_no in range(anchor.year - 8, anchor.year + 9):
        if day_no <= periods.month(year_no, number).last.day:
            candidates.append(periods.day(date(year_no, number, day_no)))
    if not candidates:
        return unknown(NO_SUCH_DAY)
    if match["weekday"]:
        wanted = weekday_number(match["weekday"])
        fitting = [c for c in candidates if c.first.weekday() == wanted]
        return Reading(min(fitting or candidates, key=lambda c: abs(c.first - anchor)), anchor)
    return Reading(nearest(candidates, context), anchor)


def day_range(match: re.Match[str], context: Context) -> Reading:
    """3-5 May without a year, or of the following one."""
    year = year_of(match, context) if match["which_year"] else None
    if isinstance(year, Reading):
        return year
    anchor = year[1] if year else context.anchor
    if anchor is None:
        return unknown(NO_ANCHOR)
    number, first, last = month_number(match["month"]), int(match["first"]), int(match["last"])
    years = [year[0]] if year else [anchor.year + step for step in (-1, 0, 1)]
    months = [periods.month(year_no, number) for year_no in years]
    if not first < last <= 29 and not first < last <= months[-1].last.day:
        return unknown(NO_SUCH_DAY)
    spans = [periods.span(m.first.replace(day=first), m.first.replace(day=min(last, m.last.day))) for m in months]
    return Reading(spans[0] if year else nearest(spans, context), anchor)


def range_over_months(match: re.Match[str], context: Context) -> Reading:
    """28 February to 3 March, with the year of its end or without."""
    anchor = context.anchor
    if not match["year"] and anchor is None:
        return unknown(NO_ANCHOR)
    first_month, last_month = month_number(match["month"]), month_number(match["last_month"])
    first_day, last_day = (int(re.sub(r"\D", "", match[name])) for name in ("day", "last_day"))
    years = [int(match["year"])] if match["year"] else [anchor.year + step for step in (-1, 0, 1)] if anchor else []
    ends = [
        (
            absolute.day_of(year_no - (first_month > last_month), first_month, first_day),
            absolute.day_of(year_no, last_month, last_day),
        )
        for year_no in years
    ]
    spans = [periods.between(first.period, last.period) for first, last in ends if first.period and last.period]
    if not spans:
        return unknown(NO_SUCH_DAY)
    return Reading(spans[0]) if match["year"] else Reading(nearest(spans, context), anchor)


def quarter_without_year(match: re.Match[str], context: Context) -> Reading:
    """The third quarter: the last one of that number, unless a year stands beside it or the words look ahead."""
    number = ORDINALS[match["quarter"].lower()]
    if match["which_year"]:
        year = year_of(match, context)
        return year if isinstance(year, Reading) else Reading(periods.quarter(year[0], number), year[1])
    anchor = context.anchor
    if anchor is None:
        return unknown(NO_ANCHOR)
    around = [periods.quarter(anchor.year + step, number) for step in (-1, 0, 1)]
    if context.is_future:
        return Reading(min((q for q in around if q.last >= anchor), key=lambda q: q.first), anchor)
    return Reading(max((q for q in around if q.first <= anchor), key=lambda q: q.first), anchor)
