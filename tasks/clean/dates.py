"""Dates as declared, read strictly: a date is told by the words or it is not told at all."""

import re
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal

from dateutil import parser, tz  # type: ignore[import-untyped]

Precision = Literal["second", "minute", "day"]

FIRST_YEAR, LAST_YEAR = 1600, 2199  # newspapers begin in 1605; what lies outside is a typing error or a placeholder
LONGEST_DATE = 64  # characters

_SECONDS = re.compile(r"\d:\d\d:\d\d|T\d{6}|^\d{14}$")
_CLOCK = re.compile(r"\d:\d\d|T\d{4}|\d\s*[ap]\.?m\b", re.I)
_TWO_ZONES = re.compile(
    r"^(\S*T\S*(?:Z|[+-]\d\d:?\d\d)) [A-Z]{2,4}$"
)  # "…Z EST": the first zone is the one that a machine wrote
_MAIL_DATE = re.compile(
    r"^(?:[A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d\d(?::\d\d)? ?(?:[+-]\d{4}|GMT|UTC?|Z)?$"
)
_ZONE_NAME = re.compile(r"(?<=[\dmM.]) \(?(?![apAP]\.?[mM])([A-Za-z]{2,5})\)?$")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_ALL_NUMBERS = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b")
_HOUR = 3600  # seconds
# Abbreviations that newsrooms print and that mean one zone; ambiguous ones (IST, CST of the US and of China) are left out. The short
# forms of the US follow summer time.
_OFFSETS = {
    "UTC": 0, "UT": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "SAST": 2, "JST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
# Two days that differ in year, month and day: a reading that depends on them was not in the words.
_DEFAULTS = (datetime(2001, 2, 3), datetime(2004, 5, 6))  # noqa: DTZ001 - naive on purpose, the words bring the zone


@dataclass(frozen=True, slots=True)
class Moment:
    """A declared date in UTC and how precisely it was declared; a day is stored as its 00:00 UTC."""

    at: datetime
    precision: Precision


@dataclass(frozen=True, slots=True)
class UnreadableDate:
    """A declared date that cannot be told, with the reason, which names the words."""

    reason: str


def read_date(declared: str) -> Moment | UnreadableDate:
    """The moment that the words declare. A time without a zone is taken as UTC; a day without a time has the precision ``day``.

    Read in turn as ISO 8601, as a mail or feed date (RFC 5322), as seconds or milliseconds since 1970, and by dateutil, which must find
    year, month and day in the words. A zone whose name is unknown or ambiguous (IST) leaves the day as declared. Refused: years outside
    1600 to 2199, days the calendar does not have, and numeric dates whose parts could be exchanged (03/04/2024, 24-05-03).
    """
    words = declared.strip()
    shown = repr(words[:LONGEST_DATE])
    if len(words) > LONGEST_DATE or not words:
        return UnreadableDate(f"not a date: {shown}")
    if _is_ambiguous(words):
        return UnreadableDate(f"day, month and year could be exchanged: {shown}")
    precision = _precision(words)
    if _has_unknown_zone(words):
        words, precision = _ZONE_NAME.sub("", words), "day"
    try:
        at = _iso(words) or _mail(words) or _epoch(words) or _written(words)
        if at is None:
            return UnreadableDate(f"not a date: {shown}")
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return UnreadableDate(f"date out of range: {shown}")
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        return UnreadableDate(f"date out of range: {shown}")
    return Moment(at.replace(hour=0, minute=0, second=0, microsecond=0) if precision == "day" else at, precision)


def _precision(words: str) -> Precision:
    if _SECONDS.search(words) or _EPOCH.match(words):
        return "second"
    return "minute" if _CLOCK.search(words) else "day"


def _is_ambiguous(words: str) -> bool:
    numbers = _ALL_NUMBERS.match(words)
    if not numbers:
        return False
    first, second = int(numbers[1]), int(numbers[2])
    return len(numbers[3]) == 2 or (first != second and first <= 12 and second <= 12)


def _iso(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_TWO_ZONES.sub(r"\1", words))
    except ValueError:
        return None


def _mail(words: str) -> datetime | None:
    if not _MAIL_DATE.match(words):
        return None
    try:
        return parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError):
        return None


def _epoch(words: str) -> datetime | None:
    if not _EPOCH.match(words):
        return None
    return datetime.fromtimestamp(int(words[:10]), UTC)


def _written(words: str) -> datetime | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", parser.UnknownTimezoneWarning)
            readings = [parser.parse(words, default=day, tzinfos=_zone) for day in _DEFAULTS]
    # dateutil lets the errors of its parts through: decimals, missing attributes, wrong types
    except (ValueError, OverflowError, TypeError, AttributeError, ArithmeticError, parser.UnknownTimezoneWarning):
        return None
    return readings[0] if readings[0] == readings[1] else None


def _has_unknown_zone(words: str) -> bool:
    name = _ZONE_NAME.search(words)
    return bool(name and _CLOCK.search(words)) and _zone(name[1].upper() if name else None, None) is None


def _zone(name: str | None, offset: int | None) -> tzinfo | int | None:
    if offset is not None:
        return offset
    if name in _OFFSETS:
        return _OFFSETS[name] * _HOUR
    found: tzinfo | None = tz.gettz(_ZONES[name]) if name in _ZONES else None
    return found
