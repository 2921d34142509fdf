"""Datelines: where and when an article was written and who sent it, before its first sentence."""

import re
from itertools import accumulate

LONGEST_DATELINE = 90  # characters up to the dash
FIRST_LINES = 4  # a headline or two may stand before it
DASH = re.compile(r"\s?(?:—|–|--)\s?|\s-\s")
IN_BRACKETS = re.compile(r"\([^()\n]*\)")
DATE_WORD = re.compile(r"(?:\d{1,2}|\d{4})(?:st|nd|rd|th)?[.,]?")
TOWN = re.compile(r"[^\W\d_]{3}")


def dateline_of(text: str) -> tuple[int, int] | None:
    """Where an opening like "PARIS, 17 February (Agency) — " stands, dash and space included; None without one.

    All its words are capitalised or parts of a date, brackets aside, and a sentence begins behind the dash. Under another line, its first
    word is in capitals.
    """
    lines = text[: FIRST_LINES * 500].split("\n", FIRST_LINES)[:FIRST_LINES]
    for start, line in zip(accumulate((len(line) + 1 for line in lines), initial=0), lines, strict=False):
        end = _end_in(line, is_first=start == 0)
        if end:
            return start, start + end
    return None


def _end_in(line: str, *, is_first: bool) -> int:
    """Where the dateline that opens a line ends; 0 without one."""
    dash = DASH.search(line[: LONGEST_DATELINE + 3])
    if dash is None or dash.start() > LONGEST_DATELINE:
        return 0
    words = IN_BRACKETS.sub(" ", line[: dash.start()]).replace(",", " ").replace("/", " ").split()
    if not words or len(words) > 10 or not all(word[0].isupper() or DATE_WORD.fullmatch(word) for word in words):
        return 0
    is_shouted = words[0].isupper() and TOWN.match(words[0]) is not None
    return dash.end() if (is_first or is_shouted) and not line[dash.end() : dash.end() + 1].islower() else 0
