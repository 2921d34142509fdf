"""Quotation marks: which stretches of a text stand between them."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from tasks.extract.quotes.blocks import find_blocks
from tasks.extract.quotes.paragraphs import Paragraph
from tasks.extract.quotes.single_marks import SINGLE_OPENERS, Pair, pair_singles
from tasks.extract.quotes.turns import find_turns

DOUBLE_MARKS = frozenset('"“”„‟«»＂')
CLAUSE_ENDS = frozenset(",.?!…;:—–-")
_BEFORE_OPENING = frozenset("([{—–-/:…'‘‚‹")
_NO_WIDTH = "\u200b"
_BLANKS = string.whitespace + _NO_WIDTH + "\u00a0"
_FAMILY = {
    "“": "curly",
    "”": "curly",
    "‟": "curly",
    "„": "low",
    "«": "angle",
    "»": "angle",
    '"': "straight",
    "＂": "straight",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between outermost quotation marks of one paragraph.

    ``start``/``end`` hold the words; ``outer_start``/``outer_end`` the marks too. ``continues`` says that it goes on with the quotation of the
    paragraph before: its opening mark repeated, or missing; ``is_turn`` that a transcript's label leads to it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph_no: int
    is_closed: bool
    continues: bool = False
    is_turn: bool = False


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner; ``inner`` are the pairs found inside it."""

    at: int
    family: str
    inner: list[Pair]


def find_quoted(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Quoted, ...]:
    """All quoted stretches, turns of a transcript, statements and posts set apart, outermost marks only, in order; linear in the text's length."""
    turns = find_turns(text, paragraphs)
    return find_marked(text, paragraphs, turns, {} if turns else find_blocks(text, paragraphs))


def find_marked(
    text: str, paragraphs: Sequence[Paragraph], turns: Mapping[int, int], blocks: Mapping[int, Pair]
) -> tuple[Quoted, ...]:
    """The quoted stretches of paragraphs of which some are turns of a transcript, by where their words begin, or set apart as blocks."""
    found: list[Quoted] = []
    text = _with_double_marks(text)
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        if paragraph.paragraph_no in turns:
            found.append(_turn(text, turns[paragraph.paragraph_no], paragraph))
            continue
        if paragraph.paragraph_no in blocks:
            start, end = blocks[paragraph.paragraph_no]
            found.append(Quoted(start, end, start, end, paragraph.paragraph_no, is_closed=True))
            continue
        goes_on = following is not None and text[following.start] in DOUBLE_MARKS | SINGLE_OPENERS
        pairs, unopened = _pair_doubles(text, paragraph, goes_on)
        pairs = _outermost([*pairs, *pair_singles(text, paragraph, pairs, goes_on)])
        if not pairs and unopened is not None:
            pairs = [(paragraph.start, unopened + 1)]
        stretches = [_trim(text, pair, paragraph) for pair in pairs]
        if stretches and found and _continues(text, stretches[0], found[-1], paragraph):
            stretches[0] = replace(stretches[0], continues=True)
        found += [stretch for stretch in stretches if any(c.isalnum() for c in text[stretch.start : stretch.end])]
    return tuple(found)


def _turn(text: str, start: int, paragraph: Paragraph) -> Quoted:
    """The words of a transcript's turn: all that its label leads to, without marks around them."""
    end = paragraph.end - (text[paragraph.end - 1] in DOUBLE_MARKS)
    start += text[start] in DOUBLE_MARKS
    return Quoted(start, max(start, end), start, max(start, end), paragraph.paragraph_no, is_closed=True, is_turn=True)


def _with_double_marks(text: str) -> str:
    """The text, equally long, with marks typed as two single ones ('' or ``) written as a double one and a blank of no width."""
    return text.replace("''", '"' + _NO_WIDTH).replace("``", '"' + _NO_WIDTH)


def _pair_doubles(text: str, paragraph: Paragraph, goes_on: bool) -> tuple[list[Pair], int | None]:
    """Pairs of outermost double marks as (at, end), an unclosed one ending with its paragraph; and a closing mark that nothing opened."""
    stack: list[_Open] = []
    pairs: list[Pair] = []
    unopened: int | None = None
    for at in range(paragraph.start, paragraph.end):
        if text[at] not in DOUBLE_MARKS:
            continue
        opens, closes = _directions(text, at, paragraph)
        if stack and _ends(text[at], stack[-1].family, opens, closes):
            opened = stack.pop()
            (stack[-1].inner if stack else pairs).append((opened.at, at + 1))
        elif opens:
            stack.append(_Open(at, _FAMILY[text[at]], []))
        elif not pairs and unopened is None and closes and text[at - 1] in CLAUSE_ENDS:
            unopened = at
    if stack:
        pairs += _close_at_end(stack, paragraph, goes_on)
    return pairs, unopened


def _directions(text: str, at: int, paragraph: Paragraph) -> tuple[bool, bool]:
    """Whether the mark at ``at`` can open, and can close, by what stands beside it."""
    left = text[at - 1] if at > paragraph.start else " "
    right = text[at + 1] if at + 1 < paragraph.end else " "
    if text[at] in "“„‟«" and not right.isspace():
        return True, not left.isspace()
    is_free = left.isspace() or left in _BEFORE_OPENING or left in DOUBLE_MARKS or not left.isprintable()
    opens = is_free and not right.isspace() and right not in ",;:)]}"
    return opens, not left.isspace() and (text[at] == "”" or not right.isalnum())


def _ends(mark: str, family: str, opens: bool, closes: bool) -> bool:
    """Whether ``mark`` ends a stretch that a mark of ``family`` opened."""
    if family == "low":
        return mark in "“”‟" or (_FAMILY[mark] == "straight" and closes)
    if _FAMILY[mark] != family:
        return closes and not opens and {family, _FAMILY[mark]} == {"straight", "curly"}
    return closes and not opens if mark in "“‟" else closes or not opens


def _close_at_end(stack: list[_Open], paragraph: Paragraph, goes_on: bool) -> list[Pair]:
    """What an unclosed mark holds: the rest of its paragraph or, where the quotation does not go on, what comes before the next pair."""
    inner = sorted(pair for opened in stack for pair in opened.inner)
    if goes_on or not inner:
        return [(stack[0].at, paragraph.end)]
    return [(stack[0].at, inner[0][0]), *inner]


def _outermost(pairs: list[Pair]) -> list[Pair]:
    """The pairs that no other pair holds, in order."""
    outer: list[Pair] = []
    for start, end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return outer


def _trim(text: str, pair: Pair, paragraph: Paragraph) -> Quoted:
    """The stretch without its marks and without white space at its ends."""
    at, end = pair
    is_opened = text[at] in DOUBLE_MARKS or text[at] in SINGLE_OPENERS
    is_closed = end - 1 > at and text[end - 1] in _closing_marks(text[at])
    start, stop = at + is_opened, end - is_closed
    end += text[end : end + 1] == _NO_WIDTH
    words = text[start:stop]
    start += len(words) - len(words.lstrip(_BLANKS))
    return Quoted(start, start + len(words.strip(_BLANKS)), at, end, paragraph.paragraph_no, is_closed)


def _closing_marks(mark: str) -> frozenset[str]:
    return frozenset("'’‘›") if mark in SINGLE_OPENERS else DOUBLE_MARKS


def _continues(text: str, stretch: Quoted, last: Quoted, paragraph: Paragraph) -> bool:
    """Whether a stretch at a paragraph's start goes on with the last one, which ran to the end of the paragraph before.

    Either the last was left open and the mark is repeated (the rule of English typography), or the mark is missing here and the last
    paragraph was quoted to its end.
    """
    if stretch.outer_start != paragraph.start or last.paragraph_no != paragraph.paragraph_no - 1:
        return False
    if text[last.outer_end : stretch.outer_start].strip():
        return False
    mark, last_mark = text[stretch.outer_start], text[last.outer_start]
    if mark not in DOUBLE_MARKS and mark not in SINGLE_OPENERS:
        return True
    return not last.is_closed and _FAMILY.get(mark) == _FAMILY.get(last_mark)
