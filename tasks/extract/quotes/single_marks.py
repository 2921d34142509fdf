"""Single quotation marks, told apart from apostrophes."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tasks.extract.quotes.paragraphs import Paragraph

SINGLE_OPENERS = frozenset("'‘‚‹")
SINGLE_CLOSERS = frozenset("'’‘›")
SINGLE_MARK = re.compile(f"[{''.join(SINGLE_OPENERS | SINGLE_CLOSERS)}]")
_BEFORE_OPENING = frozenset('([{—–-/:…"“„«')
_ENDING_PUNCTUATION = frozenset(",.?!…")
_AFTER_CLOSING = frozenset(',.;:?!)]"”»—–')
_ELISIONS = frozenset("em tis twas til till cause n bout cos".split())

Pair = tuple[int, int]


def pair_singles(text: str, paragraph: Paragraph, doubles: Sequence[Pair], goes_on: bool) -> list[Pair]:
    """Pairs of single marks of a paragraph as (at, end), outside the ``doubles``; linear in the paragraph's length.

    A mark at the paragraph's start that nothing closes holds the whole paragraph when the quotation ``goes_on`` in the next.
    """
    marks = _outside(text, paragraph, doubles)
    openers = [at for at in marks if text[at] in SINGLE_OPENERS and _opens(text, at, paragraph)]
    if not openers:
        return []
    closers = [at for at in marks if text[at] in SINGLE_CLOSERS and _closes(text, at, paragraph)]
    strong = [at for at in closers if _is_surely_closing(text, at, paragraph)]
    likely = [at for at in closers if text[at - 1] != "s" or _is_surely_closing(text, at, paragraph)]
    pairs: list[Pair] = []
    for opener, limit in zip(openers, [*openers[1:], paragraph.end], strict=True):
        if pairs and opener < pairs[-1][1]:
            continue
        choices = (strong, likely, closers) if _begins_speech(text, opener, paragraph) else (likely, closers)
        closer = next((at for choice in choices if (at := _first_between(choice, opener, limit)) is not None), None)
        if closer is not None:
            pairs.append((opener, closer + 1))
        elif opener == paragraph.start and goes_on:
            pairs.append((opener, paragraph.end))
    return pairs


def _outside(text: str, paragraph: Paragraph, doubles: Sequence[Pair]) -> list[int]:
    """Where single marks stand that no pair of double marks holds."""
    marks: list[int] = []
    edge = paragraph.start
    for start, end in [*doubles, (paragraph.end, paragraph.end)]:
        marks += [match.start() for match in SINGLE_MARK.finditer(text, edge, start)]
        edge = end
    return marks


def _opens(text: str, at: int, paragraph: Paragraph) -> bool:
    """Whether a mark can open: space or bracket before, a word after that is no elision ('em, '90s)."""
    left = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1 : min(at + 8, paragraph.end)]
    if not after or after[0].isspace() or not (left.isspace() or left in _BEFORE_OPENING):
        return False
    word = "".join(c if c.isalnum() else " " for c in after).split()
    return after[0] in '“"„«[…' or (bool(word) and word[0].lower() not in _ELISIONS and not after[:2].isdigit())


def _closes(text: str, at: int, paragraph: Paragraph) -> bool:
    """Whether a mark can close: no space before it and no letter after."""
    if at == paragraph.start or text[at - 1].isspace():
        return False
    return at + 1 >= paragraph.end or not text[at + 1].isalnum()


def _is_surely_closing(text: str, at: int, paragraph: Paragraph) -> bool:
    """Whether punctuation beside a closing mark rules out an apostrophe (goin', the boys')."""
    ends = at + 1 >= paragraph.end or text[at + 1] in _AFTER_CLOSING
    return ends or text[at - 1] in _ENDING_PUNCTUATION


def _begins_speech(text: str, at: int, paragraph: Paragraph) -> bool:
    """Whether an opening mark begins a sentence, so that its end must be looked for beyond apostrophes."""
    before = text[max(paragraph.start, at - 3) : at].rstrip()
    return text[at + 1 : at + 2].isupper() and (not before or before[-1] in ",:.?!")


def _first_between(positions: Sequence[int], low: int, high: int) -> int | None:
    """The first of the sorted ``positions`` in (low, high)."""
    at = bisect_right(positions, low)
    return positions[at] if at < bisect_left(positions, high) else None
