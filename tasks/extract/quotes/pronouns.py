"""Pronouns that speak: whom they stand for."""

from dataclasses import dataclass

from tasks.extract.quotes.cue_words import PRONOUNS
from tasks.extract.quotes.namings import Naming
from tasks.extract.quotes.people import People
from tasks.extract.quotes.reading import Reading

_GENDERS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_MANY = frozenset("they them their".split())
_FIRST_PERSON = frozenset("i we me us my our you".split())
_INDEFINITE = frozenset("someone everyone somebody everybody others some many most all both".split())
SUBJECT_BONUS, SPEAKER_BONUS, SENTENCE_COST, CLASH_COST = 1.5, 2.0, 1.0, 6.0


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The entity a pronoun stands for, how sure that is, or why none can be told; neither for a pronoun that names nobody."""

    entity_no: int | None
    sureness: float
    reason: str | None = None


def is_pronoun(reading: Reading, naming: Naming) -> bool:
    """Whether the words that name a speaker are a pronoun."""
    return naming.last - naming.first == 1 and reading.words[naming.head] in PRONOUNS


def antecedent(reading: Reading, people: People, naming: Naming, last_speaker_no: int | None) -> Antecedent:
    """Whom a pronoun stands for: the likeliest of the actors before it by distance, grammar, gender and who spoke last."""
    word = reading.words[naming.head]
    if word in _FIRST_PERSON:
        return Antecedent(None, 0.5, "a first or second person, whom the words around do not name")
    wanted = ("person",) if word in _GENDERS else ("organisation", "group") if word in _MANY or word == "it" else ()
    if not wanted:
        return Antecedent(None, 0.7)
    scores = _scores(reading, people, naming, wanted, last_speaker_no)
    if not scores:
        return Antecedent(None, 0.5, f'no actor that "{word}" can stand for is named before it')
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    margin = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 3.0
    return Antecedent(ranked[0][0], min(0.95, 0.75 + margin / 15))


def _scores(
    reading: Reading, people: People, naming: Naming, wanted: tuple[str, ...], last_speaker_no: int | None
) -> dict[int, float]:
    """Each possible actor's best score, nearer mentions first; a gender that clashes nearly rules an actor out."""
    start = reading.starts[naming.head]
    sentence_no = reading.sentence_of[naming.head]
    gender = _GENDERS.get(reading.words[naming.head])
    scores: dict[int, float] = {}
    for rank, (no, mention) in enumerate(people.before(start)):
        entity = people.entities.get(mention.entity_no)
        if entity is None or entity.actor_type not in wanted:
            continue
        score = -SENTENCE_COST * min(4, sentence_no - people.sentence_nos[no]) - rank / 10
        score += SUBJECT_BONUS * people.are_subjects[no] + SPEAKER_BONUS * (entity.entity_no == last_speaker_no)
        known = people.genders.get(entity.entity_no)
        score -= CLASH_COST * (gender is not None and known is not None and known != gender)
        scores[entity.entity_no] = max(score, scores.get(entity.entity_no, score))
    if last_speaker_no is not None and last_speaker_no not in scores and last_speaker_no in people.entities:
        is_wanted = people.entities[last_speaker_no].actor_type in wanted
        scores |= {last_speaker_no: 0.0} if is_wanted else {}
    return scores
