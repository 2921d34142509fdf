"""Where a reported clause ends: before a further cue, another's clause or the reporter's aside."""

from tasks.extract.quotes.cue_words import PRONOUNS
from tasks.extract.quotes.cues import Cue, frames_of
from tasks.extract.quotes.reading import Reading

Interval = tuple[int, int]  # tokens [first, last)

MOST_TOKENS = 300  # of a reported clause: keeps a text that is one endless sentence of cues linear
_CONTRASTS = frozenset("but while whereas although though and".split())
_ASIDE_EDGES = frozenset([",", "—", "–", "--", "-"])
_ASIDE_WORDS = frozenset("while though although a an".split())
_PAST = {"VBD", "VBN"}


def bounded_end(reading: Reading, cue: Cue, first: int, last: int) -> int:
    """The end of a clause within its sentence: a quoted stretch is taken whole, a further cue ("…, adding that") is not."""
    stop = reading.sentences[reading.sentence_of[cue.token]].last
    last = min(last, stop, first + MOST_TOKENS)
    for at in range(first + 1, last):
        if reading.quoted_of[at] < 0 and reading.words[at] == ";":
            return at
        if reading.quoted_of[at] < 0 and frames_of(reading, at):
            if _joins_cue(reading, cue, at):
                return at - 1
            if (edge := _other_clause(reading, first, at)) is not None:
                return edge
    while last < stop and reading.quoted_of[last] >= 0 and reading.quoted_of[last] == reading.quoted_of[last - 1]:
        last += 1
    return _before_aside(reading, first, last)


def _before_aside(reading: Reading, first: int, last: int) -> int:
    """Where a reporter's aside begins behind quoted words: “… by June,” referring to …; “…” — a swipe at …; “…” though others …."""
    for at in range(first + 1, last):
        if reading.quoted_of[at] >= 0 or reading.quoted_of[at - 1] < 0:
            continue
        stretch = reading.quoted[reading.quoted_of[at - 1]]
        has_comma = reading.words[at] in _ASIDE_EDGES or reading.text[stretch.end - 1] == ","
        follows = at + (not reading.is_word(at))
        if has_comma and follows < last and (reading.tags[follows] == "VBG" or reading.words[follows] in _ASIDE_WORDS):
            return at
    return last


def _other_clause(reading: Reading, first: int, at: int) -> int | None:
    """Where a clause with a cue of its own begins behind a comma: said the shares were cheap", while" Price called them dear."""
    subject = next((kid for kid in reading.kids[at] if reading.deps[kid] == "nsubj" and kid < at), None)
    edge = reading.left_edges[subject] - 2 if subject is not None else -1
    is_other = edge > first and reading.words[edge] == "," and reading.words[edge + 1] in _CONTRASTS
    return edge if is_other and subject is not None and reading.words[subject] not in PRONOUNS else None


def _joins_cue(reading: Reading, cue: Cue, at: int) -> bool:
    """Whether a further cue stands beside the first, not inside what it reports: "…, adding", or "and warned" after "said"."""
    before = at - 1
    if reading.tags[at] == "VBG" and (reading.words[before] == "," or reading.quoted_of[before] >= 0):
        return True
    is_alike = reading.tags[at] == reading.tags[cue.token] or {reading.tags[at], reading.tags[cue.token]} == _PAST
    return reading.words[before] in ("and", "but") and is_alike


def trim(reading: Reading, first: int, last: int) -> Interval | None:
    """The interval without punctuation at its ends, save the marks of a quoted stretch; None when no word is left or it is endless."""
    if last - first > MOST_TOKENS:
        return None
    while first < last and not reading.is_word(first) and reading.quoted_of[first] < 0:
        first += 1
    while first < last and not reading.is_word(last - 1) and reading.quoted_of[last - 1] < 0:
        last -= 1
    return (first, last) if first < last else None
