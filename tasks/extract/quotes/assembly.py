"""All quotations of an article as drafts: direct ones first, then what cues report in clauses."""

from tasks.extract.quotes.clause_ends import Interval, trim
from tasks.extract.quotes.clauses import clause_after, clause_before
from tasks.extract.quotes.cue_words import PRONOUNS
from tasks.extract.quotes.cues import Cue, find_cues
from tasks.extract.quotes.direct import DirectFinder
from tasks.extract.quotes.drafts import Draft
from tasks.extract.quotes.fragments import attribute_fragments
from tasks.extract.quotes.namings import Naming, find_naming, relative_noun
from tasks.extract.quotes.reading import Reading


def draft_quotes(reading: Reading) -> list[Draft]:
    """The quotations of an article in the order of their first words."""
    cues = find_cues(reading)
    after = {cue.token: interval for cue in cues if (interval := clause_after(reading, cue))}
    finder = DirectFinder(reading, cues, after)
    drafts = finder.find()
    reported: dict[int, Draft] = {}
    for cue in cues:
        if cue.token not in finder.tags and (draft := _reported(reading, cue, after, finder)):
            reported[cue.token] = draft
    attribute_fragments(reading, cues, reported, finder.holders)
    _nest(reading, reported)
    return sorted([*drafts, *reported.values()], key=lambda draft: (draft.spans[0], draft.spans[-1][1]))


def _reported(reading: Reading, cue: Cue, after: dict[int, Interval], finder: DirectFinder) -> Draft | None:
    """What a cue reports in a clause: mixed when it holds quoted words, else indirect."""
    naming = find_naming(reading, cue)
    whole = [after[cue.token]] if cue.token in after else clause_before(reading, cue, naming)
    if cue.is_source and (held := _held_by_direct(reading, whole, finder)):
        held.reporter = naming
        return None
    intervals = [kept for interval in whole if (kept := _before_direct(reading, interval, finder))]
    if not intervals:
        return None
    has_quoted = any(no >= 0 for first, last in intervals for no in reading.quoted_of[first:last])
    sentence_no = reading.sentence_of[cue.token]
    spans = [reading.chars(first, last) for first, last in intervals]
    return Draft("mixed" if has_quoted else "indirect", spans, cue, naming, "cue", sentence_no, sentence_no)


def _held_by_direct(reading: Reading, intervals: list[Interval], finder: DirectFinder) -> Draft | None:
    """The tagged direct quotation that stands where "…, according to X" has its content: X reports it."""
    tokens = (at for first, last in intervals for at in range(first, last))
    drafts = (finder.holders.get(reading.quoted_of[at]) for at in tokens)
    return next((draft for draft in drafts if draft is not None and draft.cue is not None), None)


def _before_direct(reading: Reading, interval: Interval, finder: DirectFinder) -> Interval | None:
    """The part of a clause before the first stretch that a direct quotation holds."""
    first, last = interval
    held = next((at for at in range(first, last) if reading.quoted_of[at] in finder.holders), last)
    return trim(reading, first, held)


def _nest(reading: Reading, reported: dict[int, Draft]) -> None:
    """Settle speech inside reported speech: what Y said in "X reported that Y said …" has X as its reporter; both are kept.

    Where Y is a pronoun or nobody ("X said he thought …") it is X's own words, told once.
    """
    reach, holder = -1, -1
    for token in sorted(reported, key=lambda at: (reported[at].spans[0][0], -reported[at].spans[-1][1])):
        inner = reported[token]
        start = reading.starts[token]
        if start >= reach:
            reach, holder = inner.spans[-1][1], token
        elif inner.naming is None or _is_own(reading, inner.naming):
            del reported[token]
        elif _says(inner) and _is_main(reading, token, reported[holder].cue):
            inner.reporter = reported[holder].naming
            holder = token


def _is_own(reading: Reading, naming: Naming) -> bool:
    """Whether a pronoun names who speaks inside reported speech: mostly whoever is reported."""
    return reading.words[naming.first] in PRONOUNS and relative_noun(reading, naming.head) is None


def _is_main(reading: Reading, token: int, outer: Cue | None) -> bool:
    """Whether the cue at ``token`` is the main verb of what the cue ``outer`` reports."""
    if outer is None or outer.is_source:
        return outer is not None and reading.heads[outer.token] == token
    return reading.heads[token] == outer.token and reading.deps[token] == "ccomp"


def _says(draft: Draft) -> bool:
    """Whether a cue reports a saying, not a thought or an act of speech."""
    word = draft.cue.word if draft.cue else None
    return word is not None and word.cue_type != "thought" and ("q" in word.frames or "c" in word.frames)
