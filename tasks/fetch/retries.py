"""When to ask again: what the server asks for, else a growing pause with jitter. The one place where a request is repeated."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tasks.fetch.answers import Answer, Failure

TRANSIENT_STATUSES = frozenset((408, 425, 429, 500, 502, 503, 504))
LONGEST_PAUSE = 24 * 3600.0  # seconds that a server's Retry-After may ask for


def pause_asked(answer: Answer) -> float | None:
    """The seconds for which a server asks to be left alone (Retry-After, RFC 9110, 10.2.3: seconds or a date); None without."""
    said = (answer.header("retry-after") or "").strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, IndexError, TypeError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((aware - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_PAUSE)


def may_help(outcome: Answer | Failure) -> bool:
    """Whether asking again soon may give a better answer."""
    return outcome.is_transient if isinstance(outcome, Failure) else outcome.status in TRANSIENT_STATUSES


def pause_after(outcome: Answer | Failure, tries: int, backoff_seconds: float, jitter: float) -> float:
    """The seconds to leave the host alone after ``tries`` tries without success: what it asks for, else twice as long each time.

    ``jitter`` is a random number from 0 to 1, so that feeds that failed together do not return together.
    """
    asked = pause_asked(outcome) if isinstance(outcome, Answer) else None
    return asked if asked is not None else backoff_seconds * 2 ** (tries - 1) * (0.5 + jitter)
