"""From the lines of a document to the text of the report: each line that goes is recorded with its reason."""

import re
from collections.abc import Sequence

from tasks.clean.line_rules import removal_reason
from tasks.clean.strings import Line, match_key
from tasks.records import RemovedLine

HEAD_LINES = 4  # a page's own headline and byline stand here
TAIL_LINES = 6  # a note about the author stands here
LONGEST_ENTRY = 30  # words; a longer list entry is prose, not a link

_LISTED = re.compile(r"^(?:[-–—•*▪‣·►>]|\d{1,2}[.)])\s")
# A trade, or the work of one: an organisation that is named as author and opens its last paragraph has neither
_INTRODUCES = re.compile(
    r",? (?:covers|writes (?:about|for|on)|reports (?:on|from|for))\b"
    r"|.{0,120}\b(?:reporter|writer|editor|correspondent|journalist|columnist|author|producer|contributor|freelancer|fellow)\b"
)


def keep_report(
    lines: Sequence[Line], headlines: frozenset[str], authors: tuple[str, ...]
) -> tuple[str, tuple[RemovedLine, ...]]:
    """The text of the report, one paragraph a line, and the lines that were taken out of it.

    ``headlines`` are the match keys of what a page's markup calls its headline: repeated on top of the text it goes, because
    ``title`` has it. A plain text has none, so a headline that opens it stays. ``authors`` tell the note about an author at the end from
    a report about a person. Entries of a list directly below a label such as "Read next:" go with the label.
    """
    author_keys = frozenset(key for author in authors if (key := match_key(author)))
    kept: list[str] = []
    removed: list[RemovedLine] = []
    is_below_label = False
    for position, line in enumerate(lines):
        reason = removal_reason(line.text)
        if reason is None and position < HEAD_LINES:
            reason = _head_reason(line.text, headlines, author_keys)
        if reason is None and position >= max(1, len(lines) - TAIL_LINES):
            reason = _author_reason(line.text, authors)
        if reason is None and is_below_label and _is_link_entry(line):
            reason = "related link"
        else:
            is_below_label = reason == "related link" and len(line.text) < 60
        if reason is None:
            kept.append(line.text)
        else:
            removed.append(RemovedLine(line.line_no, line.text, reason))
    return "\n".join(kept), tuple(removed)


def _head_reason(text: str, headlines: frozenset[str], author_keys: frozenset[str]) -> str | None:
    key = match_key(text)
    if key in headlines:
        return "headline"
    return "byline" if key.removeprefix("by") in author_keys else None


def _author_reason(text: str, authors: tuple[str, ...]) -> str | None:
    for author in authors:
        if " " in author and text.startswith(author) and _INTRODUCES.match(text, len(author)):
            return "author note"
    return None


def _is_link_entry(line: Line) -> bool:
    return (line.is_listed or bool(_LISTED.match(line.text))) and len(line.text.split()) < LONGEST_ENTRY
