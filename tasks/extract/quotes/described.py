"""Descriptions that stand for one actor of the article: "the prime minister", "the company"."""

from collections.abc import Iterator

from tasks.extract.actors.lexicon import BODIES, ORGANISATION_HEADS, ROLE_HEADS
from tasks.extract.quotes.confidence import ROLE_FOUND
from tasks.extract.quotes.namings import Naming
from tasks.extract.quotes.people import People
from tasks.extract.quotes.reading import Reading
from tasks.extract.quotes.references import MOST_DESCRIPTIONS, refer, sole_person
from tasks.records import Mention

_MOST_WORDS = 6
_NOUNS = ROLE_HEADS | ORGANISATION_HEADS | BODIES
_IN_PHRASES = ("JJ", "NN", "CD", "HYPH")
_GOES_ON = frozenset(["of", "for", "-", "who", "which", "that", "whose"])


def find_described(reading: Reading, people: People) -> Iterator[Mention]:
    """Mentions of actors by "the" and a singular noun for a role or a kind of body, outside quotation marks and names.

    Whom they stand for is told as for speakers. Who was so described, or has the noun in its name, is found anywhere; the organisation that
    was merely spoken of last only as the subject of a clause.
    """
    for first, word in enumerate(reading.words):
        if word != "the" or reading.quoted_of[first] >= 0 or reading.sentence_of[first] < 0:
            continue
        last = _phrase_end(reading, first)
        head = last - 1
        if not _is_role_or_body(reading, head) or not _stands_alone(reading, people, last):
            continue
        start, end = reading.chars(first, last)
        if (
            people.entity_at(start, end) is None
            and (no := _whom(reading, people, Naming(first, last, head))) is not None
        ):
            yield Mention(reading.text[start:end], people.entities[no].actor_type, start, end, no, "description")


def _phrase_end(reading: Reading, first: int) -> int:
    last = first + 1
    while last < min(len(reading.words), first + _MOST_WORDS) and reading.tags[last].startswith(_IN_PHRASES):
        last += 1
    return last


def _is_role_or_body(reading: Reading, head: int) -> bool:
    """Whether a singular noun says what somebody is, other than of the subject of its own clause: no "she was the first mayor"."""
    is_noun = reading.words[head] in _NOUNS and reading.tags[head] == "NN"
    is_age = reading.words[head] == "old" and reading.words[head - 2] == "year"
    return (is_noun or is_age) and reading.deps[head] != "attr"


def _stands_alone(reading: Reading, people: People, last: int) -> bool:
    """Whether neither a name nor more of the description follows: no "the actress Jane Doe", "the head of", "the group suing"."""
    if last >= len(reading.words):
        return True
    goes_on = reading.words[last] in _GOES_ON or reading.tags[last] == "VBG"
    return not goes_on and people.entity_at(*reading.chars(last, last + 1)) is None


def _whom(reading: Reading, people: People, naming: Naming) -> int | None:
    found = refer(reading, people, naming, ())
    if found.status != "resolved" or len(found.entity_nos) != 1:
        return None
    head, (no,) = naming.head, found.entity_nos
    called = {each.entity_no for each in people.descriptions.get(reading.words[head], [])[:MOST_DESCRIPTIONS]}
    is_likely = reading.deps[head] in ("nsubj", "nsubjpass") and len(called) <= 1
    if reading.words[head] == "old":
        is_likely = sole_person(people, reading.starts[head]) == no
    return no if is_likely or found.sureness >= ROLE_FOUND else None
