"""Cheap evidence for actors that the language model missed; each finding is independent of the model's entities."""

from collections.abc import Iterator

from tasks.extract.actors.known import KnownActors
from tasks.extract.actors.lexicon import (
    GIVEN_NAMES,
    HONORIFICS,
    LEGAL_FORMS,
    NOT_ACTORS,
    ORGANISATION_HEADS,
    ORGANISATION_OPENERS,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    SPEECH_VERBS,
    STATE_BODIES,
    TITLES,
)
from tasks.extract.actors.names import fold_name
from tasks.extract.actors.reading import Candidate, Words, is_actor_like, is_menu_word, seat_start, trim
from tasks.extract.actors.short_forms import is_acronym

_SPEECH_ADVERBS = frozenset({"also", "later", "has", "had", "then", "previously", "recently", "have"})
_QUOTE_ENDS = frozenset({"”", '"', "''", "’", "'", ","})
_LEAST_ACTING_ACRONYM = 3
_LONGEST_ASIDE = 6
_MOST_BEFORE_OPENER = 3  # "U.S. Department of Energy", "New York Department of Health"
_FINITE_TAGS = frozenset({"VBD", "VBZ", "MD"})
_PLACE_WORDS = frozenset({"in", "from", "near", "to", "at", "of", "outside"})
_IN_ROLES = ROLE_MODIFIERS | ROLE_HEADS | {"co"}
_NOT_OWNERS = NOT_ACTORS | HONORIFICS | ROLE_HEADS | ROLE_MODIFIERS
_STATE_OFFICES = frozenset(
    {"foreign", "defence", "defense", "finance", "interior", "health", "justice", "trade", "energy"}
)


def known_candidates(words: Words, known: KnownActors) -> Iterator[Candidate]:
    """Known actors, written exactly as listed and not as a part of a longer name."""
    at = 0
    while at < len(words):
        last = _known_end(words, at, known) if words.texts[at][0].isupper() else at
        if last > at and _stands_alone(words, at, last):
            yield Candidate(at, last, known.named(words.slice(at, last))[0].actor_type, "known")
        at = max(last, at + 1)


def _known_end(words: Words, first: int, known: KnownActors) -> int:
    written = words.texts[first]
    limit = known.longest_form.get(_first_word(words.lowers[first]), 0)
    best = first
    for last in range(first + 1, len(words) + 1):
        if words.ends[last - 1] - words.starts[first] > limit:
            break
        if words.slice(first, last) in known.forms:
            best = last
    is_plain_word = best == first + 1 and not words.is_name(first) and not written.isupper()
    return first if is_plain_word else best


def _first_word(lowered: str) -> str:
    for at, letter in enumerate(lowered):
        if not (letter.isalnum() or letter == "_"):
            return lowered[:at]
    return lowered


def _stands_alone(words: Words, first: int, last: int) -> bool:
    """Whether no further name word adjoins; a title or role may ("US President"), and what opens a sentence is no part."""
    follows = words.is_name(last) and words.lowers[last] not in ROLE_HEADS and last - first == 1
    leads = words.is_name(first - 1) and not words.opens[first - 1] and words.lowers[first - 1] not in ROLE_HEADS
    return not (follows or leads)


def title_candidates(words: Words) -> Iterator[Candidate]:
    """The name after "Mr", a title or, of two words or more, any role: "Mr Doe", "Senator Jane Doe", "Referee Jane Doe"."""
    for at, lowered in enumerate(words.lowers):
        if (lowered in HONORIFICS or lowered in ROLE_HEADS) and words.texts[at][0].isupper() and words.is_name(at + 1):
            least = 1 if lowered in HONORIFICS or lowered in TITLES else 2
            end = words.run_end(at + 1)
            end = next((inner for inner in range(at + 1, end) if words.lowers[inner] == "of"), end)
            first, last = trim(words, at + 1, end, "person")
            is_body = words.lower(last - 1) in ORGANISATION_HEADS
            if least <= last - first <= 4 and is_actor_like(words, first, last) and not is_body:
                yield Candidate(first, last, "person", "title")


def suffix_candidates(words: Words) -> Iterator[Candidate]:
    """Runs of name words that end or begin as organisations do: "Doe Holdings Ltd", "Ministry of Health"."""
    for at, end in words.name_runs():
        first = at + 1 if words.opens[at] and words.lowers[at] in NOT_ACTORS else at
        if end - first >= 2 and _is_organisation(words, first, end):
            first, last = trim(words, first, seat_start(words, first, end), "organisation")
            if last - first >= 2:
                yield Candidate(first, last, "organisation", "suffix")


def owner_candidates(words: Words, known: KnownActors) -> Iterator[Candidate]:
    """What a person holds a role of: "Springfield Buses" in "Springfield Buses boss Jane Doe"."""
    for at, lowered in enumerate(words.lowers):
        if lowered not in ROLE_HEADS or not words.is_name(at + 1) or words.texts[at] == "Minister":
            continue  # a "Water Management Minister" is of no body of that name
        end = at
        while words.lower(end - 1) in _IN_ROLES or (words.texts[end - 1] == "-" and words.lower(end - 2) in _IN_ROLES):
            end -= 1
        first = end
        while words.is_name(first - 1) and end - first < 4 and words.lowers[first - 1] not in _NOT_OWNERS:
            first -= 1
        first, end = trim(words, first, end, "organisation")
        if first < end and is_actor_like(words, first, end) and words.slice(first, end).lower() not in known.demonyms:
            yield Candidate(first, end, "organisation", "owner")


def acting_candidates(words: Words) -> Iterator[Candidate]:
    """Acronyms and given names with a verb after them, and names that something is according to."""
    for at, end in words.name_runs():
        verb = end + 1 if words.lower(end) == "," and words.lower(at - 1) == "the" else end
        is_acting = end == at + 1 and words.tag(verb) in _FINITE_TAGS
        is_source = words.lower(at - 1) == "to" and words.lower(at - 2) == "according"
        is_short = is_acronym(words.texts[at]) and end == at + 1 and len(words.texts[at]) >= _LEAST_ACTING_ACRONYM
        if is_source or (is_acting and (is_short or words.lowers[at] in GIVEN_NAMES)):
            first, last = trim(words, at, end, "person")
            if first < last and all(word not in NOT_ACTORS for word in words.lowers[first:last]):
                yield Candidate(first, last, "organisation" if is_short else "person", "acting")


def city_candidates(words: Words, known: KnownActors) -> Iterator[Candidate]:
    """Large cities after a word of place: "from Oslo"."""
    for at, lowered in enumerate(words.lowers):
        if lowered in _PLACE_WORDS and words.is_name(at + 1):
            end = words.run_end(at + 1)
            if fold_name(words.slice(at + 1, end)) in known.cities:
                yield Candidate(at + 1, end, "place", "city")


def _is_organisation(words: Words, first: int, end: int) -> bool:
    if words.lowers[end - 1] in ORGANISATION_HEADS or words.lowers[end - 1] in LEGAL_FORMS:
        return not is_menu_word(words, end - 1)
    openers = range(first, min(first + _MOST_BEFORE_OPENER, end))
    return any(words.lowers[at] in ORGANISATION_OPENERS and words.lower(at + 1) in ("of", "for") for at in openers)


def state_candidates(words: Words, known: KnownActors) -> Iterator[Candidate]:
    """Bodies that act for a country: "Danish government", "Danish foreign ministry"."""
    for at, lowered in enumerate(words.lowers):
        if lowered in known.demonyms and words.texts[at][0].isupper():
            if words.lower(at + 1) in STATE_BODIES:
                yield Candidate(at, at + 2, "organisation", "state")
            elif words.lower(at + 1) in _STATE_OFFICES and words.lower(at + 2) == "ministry":
                yield Candidate(at, at + 3, "organisation", "state")


def speech_candidates(words: Words) -> Iterator[Candidate]:
    """Names beside a verb of saying: "Doe said", and after a quotation "said Doe"."""
    for at, lowered in enumerate(words.lowers):
        if lowered not in SPEECH_VERBS:
            continue
        end = at - 1 if words.lower(at - 1) in _SPEECH_ADVERBS else at
        end = _before_brackets(words, end)
        first = end
        while first > 0 and words.is_name(first - 1) and end - first < 4:
            first -= 1
        if words.lower(at - 1) in _QUOTE_ENDS and words.is_name(at + 1):
            first, end = at + 1, words.run_end(at + 1)
        first, end = trim(words, first, end, "person")
        is_part = words.lower(first - 1) == "of"
        is_name = all(word not in NOT_ACTORS for word in words.lowers[first:end]) and is_actor_like(words, first, end)
        if first < end and not is_part and is_name:
            yield Candidate(first, end, "person", "speech")


def _before_brackets(words: Words, end: int) -> int:
    """Where what ends at ``end`` does without the words in brackets that close it: "Harbour Aid (Norway) said"."""
    if words.lower(end - 1) == ")":
        return next((at for at in range(end - 2, max(end - 2 - _LONGEST_ASIDE, 0), -1) if words.texts[at] == "("), end)
    return end
