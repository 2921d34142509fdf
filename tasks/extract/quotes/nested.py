"""Speech inside a speaker's own words: what Y said where X is quoted with "Y told me, 'Go home'" or "Y said we could stay"."""

from bisect import bisect_left
from dataclasses import replace

from tasks.extract.quotes.assembly import draft_quotes
from tasks.extract.quotes.confidence import LEAD, NOBODY
from tasks.extract.quotes.drafts import Draft
from tasks.extract.quotes.namings import Naming
from tasks.extract.quotes.pronouns import antecedent, is_pronoun
from tasks.extract.quotes.reading import Reading
from tasks.extract.quotes.references import Status
from tasks.extract.quotes.speakers import Speaker, SpeakerResolver, unknown

_SPEAKER = "i"
_NOBODY = frozenset(
    "we you one people it that this which who what".split()
)  # "people say", "one might think" report nobody


def attach_inner(inside: Reading, drafts: list[Draft]) -> None:
    """Give every direct quotation the speech that its own words report, as ``inner``; ``inside`` lays out these words alone.

    What the speaker says or thinks just now ("I think", "we say") reports nothing; what "I" told somebody earlier does.
    """
    held = [draft for draft in drafts if draft.quote_type == "direct" for _ in draft.spans]
    for inner in draft_quotes(inside):
        if _is_report(inside, inner):
            held[inside.sentences[inner.sentence_no].paragraph_no].inner.append(inner)


def _is_report(inside: Reading, inner: Draft) -> bool:
    """Whether a cue reports what somebody named beside it said at another time."""
    cue, naming = inner.cue, inner.naming
    if cue is None or naming is None or inside.sentence_of[naming.head] != inside.sentence_of[cue.token]:
        return False
    start, end = inside.chars(naming.first, naming.last)
    if any(first < end and start < last for first, last in inner.spans):
        return False  # "Knew he was late" has no speaker: "he" is told of
    word = inside.words[naming.head]
    if word == _SPEAKER:
        return inside.tags[cue.token] == "VBD" and cue.word.cue_type != "thought"
    return word not in _NOBODY and (inner.quote_type == "direct" or _is_finite(inside, inner))


def _is_finite(inside: Reading, inner: Draft) -> bool:
    """Whether a cue of saying or thinking did happen and has a clause for its content."""
    cue = inner.cue
    if cue is None or "c" not in cue.word.frames or inside.tags[cue.token] == "VB":
        return False
    first = bisect_left(inside.starts, inner.spans[0][0])
    last = bisect_left(inside.starts, inner.spans[-1][1])
    return any(inside.tags[at].startswith(("V", "MD")) for at in range(first, last))


def resolve_inner(inside: SpeakerResolver, outside: SpeakerResolver, inner: Draft, outer: Speaker) -> Speaker:
    """The speaker of what the quotation of ``outer`` reports: "I" is whoever speaks it, "he" somebody else."""
    naming = inner.naming
    if naming is None:
        return unknown("the cue has no subject", ())
    start, end = inside.reading.chars(naming.first, naming.last)
    if inside.reading.words[naming.head] == _SPEAKER:
        return replace(outer, start=start, end=end, status="resolved" if outer.entity_nos else outer.status)
    if is_pronoun(inside.reading, naming):
        return _pronoun(inside, outside, naming, outer.entity_nos)
    inside.last = None
    return inside.named(inner, naming)


def _pronoun(inside: SpeakerResolver, outside: SpeakerResolver, naming: Naming, outer_nos: tuple[int, ...]) -> Speaker:
    """Whom a pronoun inside a quotation stands for: the nearest whom its speaker named, else the clearest of the article so far."""
    start, end = inside.reading.chars(naming.first, naming.last)
    found = antecedent(inside.reading, inside.people, naming.head, (), outer_nos)
    if found.reason is not None:
        found = antecedent(outside.reading, outside.people, naming.head, (), outer_nos)
    if found.reason is not None:
        return Speaker(start, end, (), "unknown", found.reason, NOBODY)
    status: Status = "resolved" if found.entity_nos else "unnamed"
    return Speaker(start, end, found.entity_nos, status, None, LEAD * found.sureness)
