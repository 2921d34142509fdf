"""Date expressions of a text and their EDTF values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tasks.extract.dates.grammar import GROUPS, Rule
from tasks.extract.dates.periods import Period
from tasks.extract.dates.reading import Context, Reading
from tasks.extract.dates.relative import from_reference
from tasks.records import DateMention

SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z])|\n\s*\n")
LONGEST_SENTENCE = 1_000
ANCHOR_YEARS = range(1600, 2200)
FUTURE_CUES = (
    "will|shall|would|won['’]t|scheduled|due|upcoming|until|till|slated|expires?|expected|deadline|effective|plans?|planned|"
    "set to|(?:is|are|be) to"
)
PAST_CUES = (
    "since|through|after|ago|was|were|had|did|said|told|met|took|made|began|came|went|held|left|gave|saw|fell|rose|won|lost|"
    "put|set|cut|hit|led|sent|spent|kept|wrote|spoke|shot|broke|grew|found|thought|brought|bought|sold|paid|ran|got|became|"
    "[a-z]{2,}ed"
)
TENSE = re.compile(rf"(?i)(?P<future>\b(?:{FUTURE_CUES})\b|['’]ll\b)|\b(?:{PAST_CUES})\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that a rule can read as a date."""

    start_char: int
    end_char: int
    match: re.Match[str]
    rule: Rule
    context: Context


def find_dates(text: str, published_at: datetime | None) -> tuple[DateMention, ...]:
    """Every date expression of the text, in order, with its value where it can be told.

    ``value_edtf`` is EDTF (ISO 8601-2): days, months, years, ``199X``, seasons 21 to 24, quarters 33 to 36; weeks and
    ranges are intervals. ``anchor_date`` is the day a relative expression was counted from: the publication day (UTC)
    or an earlier date of the text. Without an anchor the value is None and ``unknown_reason`` says so.
    """
    anchor = published_at.date() if published_at and published_at.year in ANCHOR_YEARS else None
    reference: Period | None = None
    mentions = []
    for start, end in sentences(text):
        for one in longest(list(candidates(text, start, end, Context(anchor, reference)))):
            reading = one.rule(one.match, replace(one.context, reference=reference))
            if reading:
                mentions.append(mention(text, one, reading))
                reference = reference if one.rule is from_reference else reading.period
    return tuple(mentions)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The text cut at sentence ends and blank lines, and where a sentence runs on too long: the reach of tense."""
    start = 0
    for end in (*(match.end() for match in SENTENCE_END.finditer(text)), len(text)):
        while end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
            cut = cut if cut > start else start + LONGEST_SENTENCE
            yield start, cut
            start = cut
        yield start, end
        start = end


def candidates(text: str, start: int, end: int, context: Context) -> Iterator[Candidate]:
    """What the patterns can read in one sentence, overlaps included."""
    tenses: list[re.Match[str]] | None = None
    for group in GROUPS:
        if not group.trigger.search(text, start, end):
            continue
        for pattern in group.patterns:
            for match in pattern.regex.finditer(text, start, end):
                tenses = list(TENSE.finditer(text, start, end)) if tenses is None else tenses
                first, last = match.span("span" if "span" in pattern.regex.groupindex else 0)
                here = replace(context, is_future=looks_ahead(tenses, first))
                if pattern.rule(match, here):
                    yield Candidate(first, last, match, pattern.rule, here)


def looks_ahead(tenses: list[re.Match[str]], start: int) -> bool:
    """Whether the last word of tense before the date looks ahead; without one before it, the first behind it."""
    before = [tense for tense in tenses if tense.start() < start]
    deciding = before[-1:] or tenses[:1]
    return bool(deciding and deciding[0]["future"])


def longest(found: list[Candidate]) -> list[Candidate]:
    """Candidates that do not overlap, in order: of overlapping ones the longest stays."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda c: (c.start_char - c.end_char, c.start_char)):
        if all(one.end_char <= other.start_char or one.start_char >= other.end_char for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: c.start_char)


def mention(text: str, words: Candidate, reading: Reading) -> DateMention:
    """The record of one reading."""
    period = reading.period
    return DateMention(
        text=text[words.start_char : words.end_char],
        start_char=words.start_char,
        end_char=words.end_char,
        value_edtf=period.edtf if period else None,
        from_date=period.first if period else None,
        to_date=period.last if period else None,
        anchor_date=reading.anchor_date,
        unknown_reason=reading.reason,
    )
