"""The type of each name, decided over the whole article: the evidence of all its mentions votes, not the model alone."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from tasks.extract.actors.known import KnownActors
from tasks.extract.actors.lexicon import (
    ANY_GIVEN_NAMES,
    GENERATIONS,
    GIVEN_NAMES,
    HONORIFICS,
    LEADING_FORMS,
    LEGAL_FORMS,
    ORGANISATION_HEADS,
    ORGANISATION_OPENERS,
    ROLE_HEADS,
    ROYAL_TITLES,
    SPEECH_VERBS,
)
from tasks.extract.actors.names import fold_name, name_key
from tasks.extract.actors.reading import Candidate, Words
from tasks.records import ActorType

# Weights of evidence, set by judgement: one certain sign outweighs a few labels of the model, two of them one another.
_SOURCE_WEIGHT = {
    "model": 1.0,
    "known": 0.0,
    "acronym": 6.0,
    "title": 5.0,
    "suffix": 5.0,
    "speech": 0.5,
    "state": 9.0,
    "longer": 1.0,
    "owner": 3.0,
    "acting": 0.5,
    "city": 1.0,
    "given": 1.0,
    "handle": 9.0,
    "repeat": 0.0,
}
_FULL_NAME = 1.0  # what the model calls a person, in two words or more, it seldom gets wrong
_KNOWN = 8.0
_KNOWN_COUNTRY_WORD = 3.0  # Jordan, Chad, Georgia are persons too
_DEMONYM = 9.0
_ORGANISATION_WORD = 5.0
_ROLE_BEFORE = 4.0
_GIVEN_NAME = 3.0
_GIVEN_NAME_ALONE = 3.0
_INNER_CAPITAL = 4.0  # WestRail
_ARTICLE_BEFORE = 1.5  # "the Chronicle" is nobody
_DATELINE = 5.0
_AGE_AFTER = 3.0
_SAID = 0.4
_ACRONYM = 1.5
_CITY, _CAPITAL = 1.5, 3.0
_SURNAME = 4.0
_FIRST_WORD, _FIRST_WORDS = 2.0, 4.0
_KNOWN_SURNAME = 2.0
_LAST_WORD_ALONE = 2.0  # persons are named again by their last word, organisations by their first
_HE_OR_SHE, _IT = 2.0, 1.5  # "Doe said he ...": the pronoun of what is said is mostly the speaker's
_PRONOUN_REACH = 3
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}$")
_OF_PRESIDENTS = frozenset({"administration", "presidency", "premiership"})  # "the Doe administration"
_PERSONAL = frozenset({"he", "she", "his", "her"})
_ORDER: tuple[ActorType, ...] = ("person", "organisation", "place", "group")

Votes = dict[ActorType, float]


def decide_types(words: Words, chosen: Sequence[Candidate], known: KnownActors) -> dict[Candidate, ActorType]:
    """The type of each candidate; candidates with one name have one type."""
    votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in chosen:
        key = name_key(words.slice(candidate.first, candidate.last))
        by_key[key].append(candidate)
        for actor_type, weight in _mention_votes(words, candidate).items():
            votes[key][actor_type] += weight
    alone = {words.lowers[at] for at in range(len(words)) if words.is_name(at) and not words.adjoins_name(at)}
    for key, candidates in by_key.items():
        _add(votes[key], _name_votes(words, candidates[0], known, alone))
    decided = {key: _winner(found) for key, found in votes.items()}
    _give_surnames_to_persons(decided, votes)
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


def _mention_votes(words: Words, candidate: Candidate) -> Votes:
    """What speaks for a type at this one place in the text."""
    votes: Votes = defaultdict(float)
    votes[candidate.guess] += _SOURCE_WEIGHT[candidate.source]
    before, after = words.lower(candidate.first - 1), words.lower(candidate.last)
    if candidate.source == "model" and candidate.guess == "person" and candidate.last - candidate.first > 1:
        votes["person"] += _FULL_NAME
    if before in HONORIFICS or (before in ROLE_HEADS and words.lower(candidate.first - 2) not in ("of", "for")):
        votes["person"] += _ROLE_BEFORE
    if after in _OF_PRESIDENTS and candidate.last - candidate.first == 1:
        votes["person"] += _ROLE_BEFORE
    if _is_dateline(words, candidate):
        votes["place"] += _DATELINE
    if before == "the" and candidate.last - candidate.first == 1 and candidate.source != "known":
        votes["person"] -= _ARTICLE_BEFORE
        votes["organisation"] += _ARTICLE_BEFORE / 2
    if after == "," and words.lower(candidate.last + 1).isdigit() and words.lower(candidate.last + 2) in (",", "."):
        votes["person"] += _AGE_AFTER if len(words.lower(candidate.last + 1)) == 2 else 0.0
    if after in SPEECH_VERBS or before in SPEECH_VERBS:
        votes["person"] += _SAID
    if after in SPEECH_VERBS:
        following = words.lowers[candidate.last + 1 : candidate.last + 1 + _PRONOUN_REACH]
        votes["person"] += 0.0 if _PERSONAL.isdisjoint(following) else _HE_OR_SHE
        votes["organisation"] += _IT if "it" in following else 0.0
    return votes


def _name_votes(words: Words, candidate: Candidate, known: KnownActors, alone: Set[str]) -> Votes:
    """What the name itself speaks for, wherever it stands."""
    votes: Votes = defaultdict(float)
    written = words.slice(candidate.first, candidate.last)
    texts, lowers = words.texts[candidate.first : candidate.last], words.lowers[candidate.first : candidate.last]
    for actor in known.named(written):
        is_region = actor.wikidata_id is None or lowers[0] in ANY_GIVEN_NAMES
        is_plain_place = actor.actor_type == "place" and is_region and len(texts) == 1 and written.istitle()
        votes[actor.actor_type] += _KNOWN_COUNTRY_WORD if is_plain_place else _KNOWN
    if written.lower() in known.demonyms:
        votes["group"] += _DEMONYM
    if len(lowers) > 1 and lowers[0] in LEADING_FORMS:
        votes["organisation"] += _ORGANISATION_WORD
    if lowers[-1] in ORGANISATION_HEADS | LEGAL_FORMS or (lowers[0] in ORGANISATION_OPENERS and len(lowers) > 1):
        votes["organisation"] += _ORGANISATION_WORD if len(lowers) > 1 else 0.0
    if len(texts) == 1 and fold_name(written) in known.by_surname:
        votes["person"] += _KNOWN_SURNAME
    if len(texts) in (2, 3) and lowers[-1] in alone and lowers[0] not in alone and lowers[-1] not in ORGANISATION_HEADS:
        votes["person"] += _LAST_WORD_ALONE
    if len(texts) > 1 and (lowers[0] in GIVEN_NAMES or lowers[0] in ROYAL_TITLES):
        votes["person"] += _GIVEN_NAME
    if len(texts) == 1 and lowers[0] in GIVEN_NAMES:
        votes["person"] += _GIVEN_NAME_ALONE
    if any(_has_inner_capital(text) for text in texts):
        votes["organisation"] += _INNER_CAPITAL
    if len(texts) == 1 and written.isupper() and len(written) > 1:
        votes["person"] -= _ACRONYM
        votes["organisation"] += _ACRONYM
    if city := known.cities.get(fold_name(written)):
        votes["place"] += _CAPITAL if city.is_capital else _CITY
    return votes


def _is_dateline(words: Words, candidate: Candidate) -> bool:
    """Whether a name in capitals opens a line and a bracket, comma or dash parts it from the text: "OSLO (Wire) —"."""
    is_shouted = words.slice(candidate.first, candidate.last).isupper()
    opens = candidate.first == 0 or "\n" in words.texts[candidate.first - 1]
    return is_shouted and opens and words.lower(candidate.last) in ("(", "—", "–", "-", "--", ",")


def _has_inner_capital(text: str) -> bool:
    """Whether a word goes on with a capital after small letters, as brands do and "McDoe" and "O'Doe" do not."""
    inner = re.search(r"[a-z][A-Z]", text)
    return inner is not None and not text.startswith(("Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz", "O'", "O’"))
