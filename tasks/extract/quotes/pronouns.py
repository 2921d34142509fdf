"""Pronouns that speak: whom they stand for."""

from dataclasses import dataclass

from tasks.extract.quotes.confidence import NOBODY, ROLE_FOUND, UNNAMED
from tasks.extract.quotes.cue_words import PRONOUNS
from tasks.extract.quotes.namings import Naming, joined_heads
from tasks.extract.quotes.people import People
from tasks.extract.quotes.reading import Reading
from tasks.records import Entity

_GENDERS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_MANY = frozenset("they them their".split())
_THING = frozenset(["it", "its"])
_FIRST_PERSON = frozenset("i we me us my our you".split())
SUBJECT_BONUS, SPEAKER_BONUS, SENTENCE_COST, PARAGRAPH_COST = 1.5, 1.0, 1.0, 0.5
CLEAR_MARGIN = 1.0
PAIR_REACH = 2  # sentences looked back at for whom "both" stands for
PLURAL_REACH = 80  # tokens looked back at for what "they" stands for


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The entities a pronoun stands for, how sure that is, or why none can be told; neither for a pronoun that names nobody."""

    entity_nos: tuple[int, ...]
    sureness: float
    reason: str | None = None


def is_pronoun(reading: Reading, naming: Naming) -> bool:
    """Whether the words that name a speaker are a pronoun."""
    return naming.last - naming.first == 1 and reading.words[naming.head] in PRONOUNS


def antecedent(
    reading: Reading, people: People, token: int, last_nos: tuple[int, ...], not_nos: tuple[int, ...] = ()
) -> Antecedent:
    """Whom the pronoun at ``token`` stands for: the likeliest of the actors before it by distance, grammar, gender and who spoke last.

    Nobody of ``not_nos``: inside a quotation, "he" is not who speaks it.
    """
    word = reading.words[token]
    if word in _FIRST_PERSON:
        return Antecedent((), NOBODY, "a first or second person, whom the words around do not name")
    wanted = ("person",) if word in _GENDERS else ("organisation", "group") if word in _MANY | _THING else ()
    if word == "both":
        return Antecedent(last_nos if len(last_nos) == 2 else together(reading, people, token, 2), UNNAMED)
    if not wanted:
        return Antecedent((), UNNAMED)
    if word in _MANY and (joint := several(reading, people, token, last_nos)):
        return joint
    last_no = last_nos[0] if len(last_nos) == 1 else None
    ranked = likeliest(reading, people, token, wanted, _GENDERS.get(word), last_no)
    ranked = [(entity_no, score) for entity_no, score in ranked if entity_no not in not_nos]
    if not ranked:
        return Antecedent((), NOBODY, f'no actor that "{word}" can stand for is named before it')
    margin = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 3.0
    return Antecedent((ranked[0][0],), min(0.97, 0.88 + margin / 30))


def likeliest(
    reading: Reading, people: People, token: int, wanted: tuple[str, ...], gender: str | None, last_no: int | None
) -> list[tuple[int, float]]:
    """The actors of the wanted types before a token and their scores, best first; nobody whose gender clashes."""
    sentence_no = reading.sentence_of[token]
    paragraph_no = reading.sentences[sentence_no].paragraph_no
    scores: dict[int, float] = {}
    for rank, (no, mention) in enumerate(people.before(reading.starts[token])):
        entity = people.entities.get(mention.entity_no)
        if entity is None or not _fits(entity, wanted, last_no) or people.clashes(entity.entity_no, gender):
            continue
        score = -SENTENCE_COST * min(4, sentence_no - people.sentence_nos[no]) - rank / 10
        score -= PARAGRAPH_COST * (reading.sentences[people.sentence_nos[no]].paragraph_no != paragraph_no)
        score += SUBJECT_BONUS * people.subject_weights[no] + SPEAKER_BONUS * (entity.entity_no == last_no)
        scores[entity.entity_no] = max(score, scores.get(entity.entity_no, score))
    for entity_no, referred_no in people.referred.items():
        if (
            entity_no in scores
            and 0 <= sentence_no - referred_no <= 4
            and people.entities[entity_no].actor_type in wanted
        ):
            score = (
                -SENTENCE_COST * (sentence_no - referred_no) + SUBJECT_BONUS + SPEAKER_BONUS * (entity_no == last_no)
            )
            scores[entity_no] = max(score, scores[entity_no])
    if last_no is not None and last_no not in scores and last_no in people.entities:
        fits = _fits(people.entities[last_no], wanted, last_no) and not people.clashes(last_no, gender)
        scores |= {last_no: 0.0} if fits else {}
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _fits(entity: Entity, wanted: tuple[str, ...], last_no: int | None) -> bool:
    """Whether an actor is of a wanted type; a place that spoke last is a government ("Oslo said … It denied …")."""
    is_government = entity.actor_type == "place" and entity.entity_no == last_no and "organisation" in wanted
    return entity.actor_type in wanted or is_government


def together(reading: Reading, people: People, token: int, count: int) -> tuple[int, ...]:
    """The ``count`` persons whom "both" or "the pair" stands for: all who are named in this sentence and up to two before it, if so many."""
    named: dict[int, None] = {}
    sentence_no = reading.sentence_of[token]
    for no, mention in people.before(reading.starts[token]):
        far = sentence_no - people.sentence_nos[no]
        if far > PAIR_REACH or (far and len(named) == count):
            break
        entity = people.entities.get(mention.entity_no)
        if entity is not None and entity.actor_type == "person":
            named[entity.entity_no] = None
    return tuple(sorted(named)) if len(named) == count else ()


def several(reading: Reading, people: People, token: int, last_nos: tuple[int, ...]) -> Antecedent | None:
    """Whom "they" or "the pair" stands for: those who spoke together last, or the nearest plural subject, who may be nobody's name ("officials")."""
    if len(last_nos) > 1:
        return Antecedent(last_nos, ROLE_FOUND)
    for at in range(token - 1, max(-1, token - PLURAL_REACH), -1):
        if (
            reading.deps[at] not in ("nsubj", "nsubjpass")
            or reading.quoted_of[at] >= 0
            or reading.words[at] in PRONOUNS
        ):
            continue
        heads = joined_heads(reading, at, token)
        entities = [people.entity_at(*reading.chars(head, head + 1)) for head in heads]
        found = tuple(dict.fromkeys(entity.entity_no for entity in entities if entity is not None))
        if len(heads) > 1:
            return Antecedent(found if len(found) == len(heads) else (), UNNAMED)
        if reading.tags[at] in ("NNS", "NNPS"):
            return Antecedent(found, UNNAMED)
    return None
