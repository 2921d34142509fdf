"""A rule for a line, and the parts that rules are made of.

Patterns are anchored and their repetitions bounded, so a line costs linear time. Names of agencies and platforms occur in them, names
of outlets never.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineRule:
    """A reason and the pattern that proves it; ``is_proof`` says that even a line which reports speech is removed."""

    reason: str
    pattern: re.Pattern[str]
    is_proof: bool = False


def line_rule(reason: str, *parts: str, is_proof: bool = False, is_cased: bool = False) -> LineRule:
    """The rule whose pattern is the parts one after the other; the case of letters counts only when asked for."""
    return LineRule(reason, re.compile("".join(parts), re.NOFLAG if is_cased else re.I), is_proof)


def any_of(*phrases: str) -> str:
    """A pattern that takes any of the phrases, each a pattern itself."""
    return f"(?:{'|'.join(phrases)})"


MARK = r"[\[(>*•–—\- ]{0,6}"  # what may stand before a label
PLATFORM = any_of(
    r"facebook", r"twitter", r"x", r"instagram", r"tiktok", r"threads", r"bluesky", r"youtube", r"linkedin", r"snapchat", r"whatsapp",
    r"telegram", r"pinterest", r"reddit", r"flipboard", r"messenger", r"google news",
)  # fmt: skip
