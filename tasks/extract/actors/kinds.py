"""The type of each name, decided over the whole article: the evidence of all its mentions votes, not the model alone."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from tasks.extract.actors.known import KnownActors
from tasks.extract.actors.lexicon import GENERATIONS
from tasks.extract.actors.names import name_key
from tasks.extract.actors.reading import Candidate, Words
from tasks.extract.actors.votes import Votes, mention_votes, name_votes
from tasks.records import ActorType

_SURNAME = 4.0
_FIRST_WORD, _FIRST_WORDS = 2.0, 4.0
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}$")
_ORDER: tuple[ActorType, ...] = ("person", "organisation", "place", "group")


def decide_types(words: Words, chosen: Sequence[Candidate], known: KnownActors) -> dict[Candidate, ActorType]:
    """The type of each candidate; candidates with one name have one type."""
    votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in chosen:
        key = name_key(words.slice(candidate.first, candidate.last))
        by_key[key].append(candidate)
        for actor_type, weight in mention_votes(words, candidate).items():
            votes[key][actor_type] += weight
    alone = words.lone_names()
    for key, candidates in by_key.items():
        _add(votes[key], name_votes(words, candidates[0], known, alone))
    decided = {key: _winner(found) for key, found in votes.items()}
    _give_surnames_to_persons(decided, votes)
    _give_families_to_groups(words, decided, by_key)
    _give_first_words_to_organisations(decided, votes, known)
    _give_founders_to_organisations(
        decided, {key for key, found in by_key.items() if _INITIALS.match(words.texts[found[0].first])}
    )
    return {candidate: decided[key] for key, candidates in by_key.items() for candidate in candidates}


def _add(votes: Votes, more: Mapping[ActorType, float]) -> None:
    for actor_type, weight in more.items():
        votes[actor_type] += weight


def _winner(votes: Votes) -> ActorType:
    return max(_ORDER, key=lambda actor_type: (votes.get(actor_type, 0.0), -_ORDER.index(actor_type)))


def _give_surnames_to_persons(decided: dict[str, ActorType], votes: dict[str, Votes]) -> None:
    """A single word that is the surname of a person named in full is that person unless much speaks against it."""
    surnames = {surname_of(key) for key, actor_type in decided.items() if actor_type == "person" and " " in key}
    for key in surnames & decided.keys():
        votes[key]["person"] += _SURNAME
        decided[key] = _winner(votes[key])


def _give_families_to_groups(
    words: Words, decided: dict[str, ActorType], by_key: Mapping[str, Sequence[Candidate]]
) -> None:
    """ "The Does" are the family of Jane Doe."""
    surnames = {surname_of(key) for key, actor_type in decided.items() if actor_type == "person" and " " in key}
    for key, candidates in by_key.items():
        if key.endswith("s") and key[:-1] in surnames and words.lower(candidates[0].first - 1) == "the":
            decided[key] = "group"


def _give_first_words_to_organisations(
    decided: dict[str, ActorType], votes: dict[str, Votes], known: KnownActors
) -> None:
    """Words that begin an organisation's full name are that organisation, unless it is a place or well known itself."""
    beginnings = {
        beginning
        for key, actor_type in decided.items()
        if actor_type == "organisation"
        for beginning in beginnings_of(key)
    }
    for key in beginnings & decided.keys():
        if not known.named(key) and key not in known.cities:
            votes[key]["organisation"] += _FIRST_WORDS if " " in key else _FIRST_WORD
            decided[key] = _winner(votes[key])


def _give_founders_to_organisations(decided: dict[str, ActorType], initialled: Set[str]) -> None:
    """ "Doe" is the organisation "J.P. Doe" where no person of that surname is named in full."""
    persons = {surname_of(key) for key, actor_type in decided.items() if actor_type == "person" and " " in key}
    for key in initialled:
        if decided[key] == "organisation" and (founder := surname_of(key)) in decided.keys() - persons:
            decided[founder] = "organisation"


def beginnings_of(key: str) -> Iterator[str]:
    """What a folded name of several words may be cut to from its end: "acme" and "acme widget" of "acme widget works"."""
    parts = key.split()
    return (" ".join(parts[:count]) for count in range(1, len(parts)))


def surname_of(key: str) -> str:
    """The last word of a folded name, generations ("Jr") aside."""
    parts = key.split()
    while len(parts) > 1 and parts[-1] in GENERATIONS:
        parts.pop()
    return parts[-1]
