"""What a date rule is given and what it answers."""

from dataclasses import dataclass
from datetime import date

from tasks.extract.dates.periods import Period

NO_ANCHOR = "no publication date to count from"
NO_REFERENCE = "no earlier date in the text to count from"
DAY_OR_MONTH = "day and month cannot be told apart"
NO_SUCH_DAY = "no such day in the calendar"


@dataclass(frozen=True, slots=True)
class Context:
    """The publication day, the last date of the text before this one, and whether the words around it look ahead."""

    anchor: date | None
    reference: Period | None = None
    is_future: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A period and the day it was counted from (None when the words suffice), or why it cannot be told."""

    period: Period | None
    anchor_date: date | None = None
    reason: str | None = None


def unknown(reason: str) -> Reading:
    """A date expression that cannot be told."""
    return Reading(None, None, reason)
