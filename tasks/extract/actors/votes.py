"""What speaks for the type of a name: the words around one mention, and the name itself wherever it stands."""

import re
from collections import defaultdict
from collections.abc import Iterator, Set

from tasks.extract.actors.known import KnownActors
from tasks.extract.actors.lexicon import (
    ANY_GIVEN_NAMES,
    BODIES,
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
from tasks.extract.actors.names import fold_name
from tasks.extract.actors.reading import POSSESSIVES, Candidate, Words
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
_KNOWN_SURNAME = 2.0
_LAST_WORD_ALONE = 2.0  # persons are named again by their last word, organisations by their first
_HE_OR_SHE, _IT = 2.0, 1.5  # "Doe said he ...": the pronoun of what is said is mostly the speaker's
_PRONOUN_REACH = 3
_OF_PRESIDENTS = frozenset({"administration", "presidency", "premiership"})  # "the Doe administration"
_BODY_BEFORE, _BODY_APPOSED, _BODY_AFTER = 4.0, 3.0, 2.0
_WHO, _WHICH = 2.0, 3.0
_INSIDE = 2.0  # "in Springfield"
_HEADED = 1.5
_HEADS = frozenset(
    "executive chairman chairwoman ceo cfo boss founder co-founder director chair treasurer subsidiary unit".split()
)
_SPOKESPEOPLE = frozenset("spokesman spokeswoman spokesperson spokespeople".split())
_OPENING_WORDS = frozenset({"radio", "fc", "ac", "team"})
_DIRECTIONS = frozenset("north south east west northern southern eastern western central upper lower".split())
_PLACE_WORD = 3.0
_PLACE_WORDS = frozenset(
    """bay river island islands valley county mountains ocean sea peninsula harbor harbour creek desert province district avenue boulevard road
    street square airport""".split()
)
_PERSONAL = frozenset({"he", "she", "his", "her"})

Votes = dict[ActorType, float]


def mention_votes(words: Words, candidate: Candidate) -> Votes:
    """What speaks for a type at this one place in the text."""
    votes: Votes = defaultdict(float)
    votes[candidate.guess] += _SOURCE_WEIGHT[candidate.source]
    before, after = words.lower(candidate.first - 1), words.lower(candidate.last)
    if candidate.source == "model" and candidate.guess == "person" and candidate.last - candidate.first > 1:
        votes["person"] += _FULL_NAME
    for actor_type, weight in _neighbour_votes(words, candidate):
        votes[actor_type] += weight
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


def _neighbour_votes(words: Words, candidate: Candidate) -> Iterator[tuple[ActorType, float]]:
    """What the words beside a name call it: "the operator Acme", "the Acme group", "Acme, which", "Doe, who", "in Springfield"."""
    first, last = candidate.first, candidate.last
    before, after = words.lower(first - 1), words.lower(last)
    noun = first - 2 if before == "," == after else first - 1
    if words.lower(noun) in BODIES and words.tag(noun) == "NN":
        yield "organisation", _BODY_BEFORE if noun == first - 1 else _BODY_APPOSED
    if before == "the" and after in BODIES and words.tag(last) == "NN":
        yield "organisation", _BODY_AFTER
    if before == "the" and after in SPEECH_VERBS and candidate.guess in ("person", "place"):
        yield "organisation", _ARTICLE_BEFORE
    if after == "," and words.lower(last + 1) == "who":
        yield "person", _WHO
    if after == "," and words.lower(last + 1) == "which":
        yield "person", -_WHICH
    if before in ("in", "near") and after not in POSSESSIVES:
        yield "person", -_INSIDE
        yield "place", 0.0 if words.texts[first].isupper() else _INSIDE / 2
    if before == "the" and last - first > 1 and words.tag(last)[:2] != "NN":
        yield "person", -_INSIDE
    is_headed = before == "of" and words.lower(first - 2) in _HEADS
    if is_headed or (before == "for" and words.lower(first - 2) in _SPOKESPEOPLE):
        yield "person", -_HEADED
        yield "organisation", _HEADED


def name_votes(words: Words, candidate: Candidate, known: KnownActors, alone: Set[str]) -> Votes:
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
    if len(lowers) > 1 and lowers[0] in LEADING_FORMS | _OPENING_WORDS:
        votes["organisation"] += _ORGANISATION_WORD
    if len(lowers) > 1 and (lowers[-1] in known.demonyms and lowers[-1].endswith("s")):
        votes["group"] += _DEMONYM
    if "&" in texts:
        votes["organisation"] += _ORGANISATION_WORD
    if len(lowers) > 1 and lowers[0] in _DIRECTIONS:
        votes["person"] -= _INSIDE
        votes["place"] += _INSIDE / 2
    if len(lowers) > 1 and lowers[-1] in _PLACE_WORDS and lowers[0] not in ANY_GIVEN_NAMES:
        votes["place"] += _PLACE_WORD
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
    return inner is not None and not text.startswith(
        ("Mc", "Mac", "De", "Di", "Du", "Da", "La", "Le", "Van", "Fitz", "O'", "O’")
    )
