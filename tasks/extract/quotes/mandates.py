"""Whom a spokesperson speaks for."""

from dataclasses import dataclass

from tasks.extract.quotes.cue_words import ADVOCATES, SPOKESPEOPLE
from tasks.extract.quotes.namings import Naming
from tasks.extract.quotes.reading import Reading

MOST_TOKENS = 14  # of the words that name whom somebody speaks for, and of an apposition before its noun
_INSIDE_TAGS = ("NN", "JJ", "DT", "CD", "POS", "PRP$")
_OPENS_APPOSITION = frozenset([",", "(", "—", "–"])
_FORMER = frozenset(["former", "ex", "one-time", "onetime"])
_SPEAKING = frozenset("speaking spoke speaks said says statement writing".split())


@dataclass(frozen=True, slots=True)
class Principal:
    """Whom a spokesperson speaks for: the article's words and the actor, if one is told."""

    text: str
    entity_no: int | None


@dataclass(frozen=True, slots=True)
class Mandate:
    """The tokens [first, last) that name whom somebody speaks for; an office's spokesperson gives its own words, an advocate does not."""

    first: int
    last: int
    is_office: bool


def find_mandate(reading: Reading, naming: Naming) -> Mandate | None:
    """Whom the speaker named speaks for ("a ministry spokesman", "Ruiz, a spokeswoman for Acme", "speaking on behalf of Acme"), or None."""
    noun = _office_noun(reading, naming)
    if noun is None:
        return _on_behalf(reading, naming)
    is_office = reading.words[noun] in SPOKESPEOPLE
    first = naming.first if naming.first <= noun else noun - MOST_TOKENS
    first = _phrase_start(reading, noun, max(0, first))
    if any(reading.words[at] in _FORMER for at in range(first, noun)):
        return None
    if reading.words[noun + 1 : noun + 2] in (["for"], ["of"]):
        return _mandate(noun + 2, _phrase_end(reading, noun + 2), is_office)
    return _before_noun(reading, first, noun, is_office)


def _office_noun(reading: Reading, naming: Naming) -> int | None:
    """The noun "spokesman" or its like: in the naming, in the apposition behind it, or the noun that it stands in apposition to."""
    inside = range(naming.first, naming.last)
    noun = next((at for at in inside if _is_office_noun(reading, at)), None)
    governor = reading.heads[naming.head]
    if noun is None and reading.deps[naming.head] == "appos" and _is_office_noun(reading, governor):
        return governor
    if noun is None and naming.last < len(reading.words) and reading.words[naming.last] in _OPENS_APPOSITION:
        end = _phrase_end(reading, naming.last + 1)
        return next((at for at in range(naming.last + 1, end) if _is_office_noun(reading, at)), None)
    return noun


def _is_office_noun(reading: Reading, at: int) -> bool:
    """Whether a token is a spokesperson's noun; an advocate's counts as a common noun only ("Representative Lind" speaks for himself)."""
    word = reading.words[at]
    return word in SPOKESPEOPLE or (word in ADVOCATES and reading.tags[at] in ("NN", "NNS"))


def _phrase_start(reading: Reading, noun: int, edge: int) -> int:
    """Where the noun phrase that ends with ``noun`` begins, not before ``edge``."""
    first = noun
    while first > edge and reading.quoted_of[first - 1] < 0 and reading.tags[first - 1].startswith(_INSIDE_TAGS):
        first -= 1
    return first


def _phrase_end(reading: Reading, first: int) -> int:
    """Where the noun phrases that begin at ``first`` and are joined by "of", "for" or "and" end."""
    last = first
    for at in range(first, min(len(reading.words), first + MOST_TOKENS)):
        is_joint = reading.words[at] in ("of", "for", "and", "&", "'s", "’s")
        if reading.quoted_of[at] >= 0 or not (is_joint or reading.tags[at].startswith(_INSIDE_TAGS)):
            break
        if not is_joint and reading.tags[at] != "DT":
            last = at + 1
    return last


def _before_noun(reading: Reading, first: int, noun: int, is_office: bool) -> Mandate | None:
    """Whom the words before a spokesperson's noun name: "his", "the ministry's", "Treasury"; an advocate needs the possessive."""
    last = noun
    while last > first and reading.tags[last - 1].startswith("JJ"):
        last -= 1
    if last > first and reading.tags[last - 1] == "PRP$":
        return Mandate(last - 1, last, is_office)
    has_owner = last > first and reading.tags[last - 1] == "POS"
    last -= has_owner
    while not has_owner and first < last and reading.tags[first] in ("DT", "CD", "JJ"):
        first += 1
    is_noun = last > first and reading.tags[last - 1].startswith("NN")
    return _mandate(first, last, is_office) if is_noun and (has_owner or is_office) else None


def _on_behalf(reading: Reading, naming: Naming) -> Mandate | None:
    """Whom "speaking on behalf of …" names in the sentence of the naming."""
    sentence = reading.sentences[reading.sentence_of[naming.head]]
    edges = range(
        max(sentence.first, naming.first - 3 * MOST_TOKENS), min(sentence.last, naming.last + 3 * MOST_TOKENS)
    )
    for at in edges:
        if (
            reading.words[at] == "behalf"
            and reading.quoted_of[at] < 0
            and reading.words[at - 1 : at + 2 : 2] == ["on", "of"]
        ):
            speaks = any(word in _SPEAKING for word in reading.words[max(sentence.first, at - 4) : at - 1])
            return _mandate(at + 2, _phrase_end(reading, at + 2), is_office=False) if speaks else None
    return None


def _mandate(first: int, last: int, is_office: bool) -> Mandate | None:
    return Mandate(first, last, is_office) if first < last else None
