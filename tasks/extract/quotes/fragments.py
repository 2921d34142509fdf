"""Quoted fragments that no cue's clause holds: which reported words they go on with, or which verb puts them in whose mouth."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from tasks.extract.quotes.clause_ends import MOST_TOKENS
from tasks.extract.quotes.cue_words import CueWord
from tasks.extract.quotes.cues import Cue
from tasks.extract.quotes.drafts import Draft
from tasks.extract.quotes.marks import Quoted
from tasks.extract.quotes.namings import find_naming
from tasks.extract.quotes.reading import Reading

FEWEST_WORDS = 3  # fewer are mostly terms and scare quotes
FEWEST_GOVERNED = 4  # of a fragment that only a verb of no saying governs
GOES_ON = 12  # tokens between reported words and a fragment that goes on with them: "… is “a big problem” but “nobody has the guts”"
MOST_STEPS = 8  # governors climbed from a fragment to the verb outside it
_BEING = frozenset("is are was were be been being 's ’s 're ’re has have had having".split())  # what is, says nothing
ANY_VERB = CueWord("said", "", frozenset())


def attribute_fragments(
    reading: Reading, cues: list[Cue], reported: dict[int, Draft], held: Mapping[int, Draft]
) -> None:
    """Give every quoted fragment that is no title or term to the reported words before it, or to the verb that governs it."""
    covered = set(held).union(*(_stretches_in(reading, draft) for draft in reported.values()))
    drafts = {draft.sentence_no: draft for _, draft in sorted(reported.items())}
    cue_tokens = {cue.token for cue in cues}
    for sentence_no, sentence in enumerate(reading.sentences):
        for no in sentence.quoted_nos:
            if no in covered or not _is_speech(reading, no, FEWEST_WORDS):
                continue
            before = drafts.get(sentence_no)
            if before is not None and _goes_on(reading, before, no, cue_tokens):
                before.spans[-1] = (before.spans[-1][0], reading.quoted[no].outer_end)
                before.quote_type = "mixed"
                continue
            verb = _governor(reading, *reading.bounds[no]) if _is_speech(reading, no, FEWEST_GOVERNED) else None
            draft = _governed(reading, no, sentence_no, verb) if verb is not None else None
            if draft is not None and verb is not None:
                drafts[sentence_no] = reported.setdefault(verb, draft)


def _stretches_in(reading: Reading, draft: Draft) -> Iterator[int]:
    """The quoted stretches that a draft's spans reach into."""
    for start, end in draft.spans:
        for no in range(bisect_right(reading.quoted, start, key=_end_of), len(reading.quoted)):
            if reading.quoted[no].start >= end:
                break
            yield no


def _end_of(quoted: Quoted) -> int:
    return quoted.end


def _is_speech(reading: Reading, no: int, fewest: int) -> bool:
    """Whether a stretch is words of speech rather than a title or a term."""
    quoted = reading.quoted[no]
    words = reading.text[quoted.start : quoted.end].split()
    return len(words) >= fewest and any(word[0].islower() and len(word) > 3 for word in words)


def _goes_on(reading: Reading, before: Draft, no: int, cue_tokens: set[int]) -> bool:
    """Whether a fragment stands close behind reported words, with no other cue between."""
    first = reading.bounds[no][0]
    end = before.spans[-1][1]
    gap = [at for at in range(max(0, first - GOES_ON), first) if reading.starts[at] >= end]
    return end <= reading.quoted[no].start and len(gap) < GOES_ON and not any(at in cue_tokens for at in gap)


def _governed(reading: Reading, no: int, sentence_no: int, verb: int) -> Draft | None:
    """The fragment with the words between it and the verb outside it that governs it, when the verb's subject is named."""
    first = reading.bounds[no][0]
    if not reading.sentences[sentence_no].first <= verb < first or first - verb > MOST_TOKENS:
        return None
    cue = Cue(verb, verb + 1, ANY_VERB)
    naming = find_naming(reading, cue)
    if naming is None or naming.first > verb:
        return None
    start = next((at for at in range(verb + 1, first) if reading.is_word(at)), first)
    span = (reading.starts[start] if start < first else reading.quoted[no].outer_start, reading.quoted[no].outer_end)
    return Draft("mixed", [span], cue, naming, "cue", sentence_no, sentence_no)


def _governor(reading: Reading, first: int, last: int) -> int | None:
    """The nearest verb outside the tokens [first, last) above them."""
    at = next((at for at in range(first, last) if not first <= reading.heads[at] < last), None)
    for _ in range(MOST_STEPS):
        if at is None or reading.heads[at] == at:
            return None
        at = reading.heads[at]
        if (
            not first <= at < last
            and reading.tags[at] in ("VBD", "VBZ", "VBP", "VBN", "VBG")
            and reading.quoted_of[at] < 0
        ):
            is_passive = any(reading.deps[kid] in ("auxpass", "nsubjpass") for kid in reading.kids[at])
            return None if is_passive or reading.words[at] in _BEING else at
    return None
