"""The language model's entities as candidates: split where two names were taken for one, trimmed, the impossible left out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tasks.extract.actors.known import KnownActors
from tasks.extract.actors.lexicon import (
    GIVEN_NAMES,
    LEGAL_FORMS,
    NOT_ACTORS,
    ORGANISATION_HEADS,
    ROLE_HEADS,
    ROLE_MODIFIERS,
)
from tasks.extract.actors.reading import CLOSING_FORMS, POSSESSIVES, Candidate, Words, is_actor_like, trim
from tasks.records import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc

TYPE_OF_LABEL: dict[str, ActorType] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
_ADJECTIVE_TAGS = frozenset({"JJ", "JJS", "JJR"})
_NOUN_TAGS = frozenset({"NN", "JJ"})  # the first two letters: what follows an adjective and belongs to it
_COMMON_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "RB", "IN", "DT", "PRP", "UH", "MD", "WP", "CD"})
_ALWAYS_APART = frozenset({";", "•", "|", "(", ")", "[", "]", "“", "”", '"', ":"})
_NOT_IN_NAMES = NOT_ACTORS | ROLE_HEADS | ROLE_MODIFIERS | GIVEN_NAMES
_CURRENCIES = frozenset({"£", "$", "€"})
_PARTY_NOUNS = frozenset(
    """government administration lawmaker lawmakers senator senators congressman congresswoman legislator legislators mp mps candidate
    candidates nominee leader leaders leadership majority minority caucus governor governors mayor councillors""".split()
)
# What ministers and secretaries are of, which is no actor by itself: "Health Minister", "Secretary of Defense".
_PORTFOLIOS = frozenset(
    """finance health defence defense foreign interior home justice trade energy transport environment agriculture culture economy education
    housing tourism sport sports welfare planning immigration""".split()
)
_OFFICES = frozenset({"minister", "secretary", "ministers", "secretaries"})
_MOST_MORE_WORDS = 3
_JOINING = frozenset({"and", "&", "or"})


def model_candidates(doc: "Doc", words: Words, known: KnownActors) -> Iterator[Candidate]:
    """Candidates from ``doc.ents``; adjectives for a people ("French" in "French wine") name no actor and are left out."""
    for entity in doc.ents:
        guess = TYPE_OF_LABEL.get(entity.label_)
        if guess is None:
            continue
        for part_first, part_last in _parts(words, entity.start, entity.end, guess, known):
            first, last = trim(words, part_first, part_last, guess)
            is_name = first < last and is_actor_like(words, first, last) and not _is_priced(words, part_last)
            if is_name and not _is_common(words, first, last, guess, known):
                yield Candidate(first, last, guess, "model")


def _is_priced(words: Words, last: int) -> bool:
    """Whether a price in brackets follows, as goods have it: "Night Blue (£14.50"."""
    return words.lower(last) == "(" and words.lower(last + 1) in _CURRENCIES and "." in words.lower(last + 2)


def _is_common(words: Words, first: int, last: int, guess: ActorType, known: KnownActors) -> bool:
    tag = words.tags[last - 1]
    is_people = words.slice(first, last).lower() in known.demonyms
    if guess == "group" and not is_people and words.lower(last) in _PARTY_NOUNS:
        return False  # "the Socialist government" is the party's
    if guess == "group" or is_people:
        is_within_name = words.is_name(first - 1) and not words.opens[first - 1]
        is_adjective = tag in _ADJECTIVE_TAGS or is_within_name or (tag != "NNPS" and words.tag(last)[:2] in _NOUN_TAGS)
        return is_adjective and not words.lowers[last - 1].endswith("s")
    if guess == "organisation" and _is_portfolio(words, first, last):
        return True
    if guess == "person" and words.lower(first - 1) in ("a", "an") and words.tag(last)[:2] != "NN":
        return True  # "a Girl Guide" is no name, "a Doe spokesman" has one
    return last - first == 1 and tag in _COMMON_TAGS and not known.named(words.texts[first])


def _is_portfolio(words: Words, first: int, last: int) -> bool:
    """Whether what the model takes for a body is what a minister or secretary is of."""
    if last - first > 1:
        is_body = words.lowers[last - 1] in ORGANISATION_HEADS or words.texts[first].isupper()
        return words.lower(last) == "minister" and not is_body
    is_held = words.lower(first - 1) in ("of", "for") and words.lower(first - 2) in _OFFICES
    return words.lowers[first] in _PORTFOLIOS and (is_held or words.lower(last) in _OFFICES)


def _parts(words: Words, first: int, last: int, guess: ActorType, known: KnownActors) -> Iterator[tuple[int, int]]:
    """The entity's pieces between line breaks and brackets and, in lists of people or places, between commas and "and"."""
    if known.named(words.slice(first, last)):
        yield first, last
        return
    start = first
    for at in range(first, last):
        if _is_boundary(words, at, last, guess):
            yield start, at
            start = at + 1
        elif guess == "organisation" and at > start and _ends_name(words, at):
            yield start, at + 1
            start = at + 1
    yield start, last


def _ends_name(words: Words, at: int) -> bool:
    """Whether a legal form ends one name and a capital begins another: "Acme Ltd. SWB"."""
    return words.lowers[at] in CLOSING_FORMS and words.lower(at + 1) not in LEGAL_FORMS and words.is_name(at + 1)


def _is_boundary(words: Words, at: int, last: int, guess: ActorType) -> bool:
    written, following = words.texts[at], words.lower(at + 1)
    if guess == "organisation" and words.lowers[at] == "of" and words.lower(at - 1) in CLOSING_FORMS:
        return True  # "Acme Inc of Springfield"
    if written in _ALWAYS_APART or "\n" in written:
        return True
    if words.lowers[at] in POSSESSIVES and (guess == "person" or words.lower(at - 1) in LEGAL_FORMS):
        return True  # "Acme Inc's Widget"
    if written == ",":
        is_list_of_one_name = guess == "organisation" and not _JOINING.isdisjoint(words.lowers[at:last])
        return following not in LEGAL_FORMS and not is_list_of_one_name
    return guess in ("person", "place") and words.lowers[at] in _JOINING


def longer_candidates(doc: "Doc", words: Words) -> Iterator[Candidate]:
    """Names that begin with a place and go on: what the model takes for a city in "Springfield Rovers" is a club."""
    for entity in doc.ents:
        if (
            entity.label_ != "GPE"
            or entity.end >= len(doc)
            or doc[entity.end].ent_type_
            or not words.is_name(entity.end)
        ):
            continue
        end = words.run_end(entity.end)
        if (
            end - entity.end <= _MOST_MORE_WORDS
            and _NOT_IN_NAMES.isdisjoint(words.lowers[entity.end : end])
            and words.lowers[entity.start] not in _NOT_IN_NAMES
        ):
            first, last = trim(words, entity.start, end, "organisation")
            yield Candidate(first, last, "organisation", "longer")
