"""The actors of an article, as a speaker is looked for among them."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.actors.given_names import pronoun_of
from tasks.extract.quotes.cue_words import SPOKESPEOPLE
from tasks.extract.quotes.descriptions import Description, gather_descriptions
from tasks.extract.quotes.mandates import Principal
from tasks.extract.quotes.reading import Reading
from tasks.records import ArticleActors, Entity, Mention

MOST_MENTIONS = 30  # mentions looked back at from a pronoun
INNER_SUBJECT = 0.67
MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class People:
    """Mentions outside quotation marks, in order, and how much each is its clause's subject; entities by number, by name word and by what they are called.

    ``referred`` is the sentence in which a pronoun last stood for an actor, as far as speakers have been resolved.
    """

    mentions: list[Mention]
    starts: list[int]
    sentence_nos: list[int]
    subject_weights: list[float]
    entities: dict[int, Entity]
    by_name_word: dict[str, list[int]]
    descriptions: dict[str, list[Description]]
    genders: dict[int, str]
    principals: dict[int, Principal]
    referred: dict[int, int]

    def entity_at(self, start: int, end: int) -> Entity | None:
        """The entity whose mention overlaps [start, end)."""
        after = bisect_left(self.starts, end)
        for mention in reversed(self.mentions[max(0, after - 3) : after]):
            if mention.end_char > start:
                return self.entities.get(mention.entity_no)
        return None

    def before(self, start: int) -> Iterator[tuple[int, Mention]]:
        """The last mentions before an offset with their numbers, nearest first."""
        last = bisect_left(self.starts, start)
        for no in range(last - 1, max(-1, last - 1 - MOST_MENTIONS), -1):
            yield no, self.mentions[no]

    def learn_gender(self, entity_no: int, pronoun: str) -> None:
        """Remember which pronoun stood for a person, unless title or name told already."""
        if pronoun in ("he", "she"):
            self.genders.setdefault(entity_no, pronoun)

    def learn_reference(self, entity_no: int, sentence_no: int) -> None:
        """Remember that a pronoun stood for an actor in a sentence."""
        self.referred[entity_no] = sentence_no

    def clashes(self, entity_no: int, gender: str | None) -> bool:
        """Whether a person is known by another pronoun than ``gender``."""
        return gender is not None and self.genders.get(entity_no, gender) != gender

    def name_words(self, entity_no: int) -> frozenset[str]:
        """The lower-case words of an actor's fullest name."""
        return frozenset(self.entities[entity_no].actor_name.lower().split())

    def named_in(self, spans: list[tuple[int, int]], start: int) -> tuple[int, ...]:
        """The subjects inside spans before an offset: "Lind never said so, she added" has another speak of Lind."""
        subjects = (mention for no, mention in self.before(start) if self.subject_weights[no])
        return tuple(m.entity_no for m in subjects if any(first <= m.start_char < last for first, last in spans))

    def with_initials(self, letters: str) -> list[int]:
        """The actors whose names' capital initials are these two or more letters ("F&E" for Field & Ear)."""
        wanted = [letter for letter in letters if letter.isalpha()]
        if len(wanted) < 2 or not letters.isupper():
            return []
        return [
            no
            for no, entity in self.entities.items()
            if [word[0] for word in entity.actor_name.split() if word[0].isupper()] == wanted
        ]

    def candidates(self, start: int, first_nos: tuple[int, ...] = ()) -> tuple[str, ...]:
        """Names of actors who may speak at an offset: ``first_nos``, then persons before others, the nearest first."""
        near = [self.entities[m.entity_no] for _, m in self.before(start) if m.entity_no in self.entities]
        ranked = [self.entities[no] for no in first_nos if no in self.entities]
        ranked += sorted(near, key=lambda entity: entity.actor_type != "person")
        return tuple(dict.fromkeys(entity.actor_name for entity in ranked if entity.actor_type != "place"))[
            :MOST_CANDIDATES
        ]


def gather_people(reading: Reading, actors: ArticleActors) -> People:
    """Lay the actors of an article out for looking speakers up."""
    mentions: list[Mention] = []
    sentence_nos: list[int] = []
    subject_weights: list[float] = []
    for mention in sorted(actors.mentions, key=lambda m: (m.start_char, m.end_char)):
        last = bisect_left(reading.starts, mention.end_char) - 1
        if last < 0 or reading.quoted_of[last] >= 0 or reading.sentence_of[last] < 0:
            continue
        mentions.append(mention)
        sentence_nos.append(reading.sentence_of[last])
        subject_weights.append(_subject_weight(reading, last))
    entities = {entity.entity_no: entity for entity in actors.entities}
    return People(
        mentions=mentions,
        starts=[mention.start_char for mention in mentions],
        sentence_nos=sentence_nos,
        subject_weights=subject_weights,
        entities=entities,
        by_name_word=_by_name_word(actors),
        descriptions=gather_descriptions(reading, mentions, entities, actors.roles),
        genders=_genders(reading, mentions, entities),
        principals=_principals(actors),
        referred={},
    )


def _subject_weight(reading: Reading, token: int) -> float:
    """1 for the subject of a main clause or a name in apposition to it ("Her deputy, Jane Doe, left"), less in a clause inside another, else 0."""
    if reading.deps[token] == "appos":
        token = reading.heads[token]
    if reading.deps[token] not in ("nsubj", "nsubjpass"):
        return 0.0
    return 1.0 if reading.deps[reading.heads[token]] in ("ROOT", "conj") else INNER_SUBJECT


def _by_name_word(actors: ArticleActors) -> dict[str, list[int]]:
    by_word: dict[str, list[int]] = {}
    for entity in actors.entities:
        for word in dict.fromkeys(word for name in (entity.actor_name, *entity.names) for word in name.lower().split()):
            by_word.setdefault(word, []).append(entity.entity_no)
    return by_word


def _principals(actors: ArticleActors) -> dict[int, Principal]:
    """Whom the spokespeople among the actors speak for, by their stated roles."""
    entity_nos = {name: entity.entity_no for entity in actors.entities for name in (entity.actor_name, *entity.names)}
    return {
        role.entity_no: Principal(role.organisation_text, entity_nos.get(role.organisation_text))
        for role in actors.roles
        if role.organisation_text and not SPOKESPEOPLE.isdisjoint(role.role_text.lower().split())
    }


def _genders(reading: Reading, mentions: list[Mention], entities: dict[int, Entity]) -> dict[int, str]:
    """``he`` or ``she`` for the persons whose title or first name tells."""
    genders: dict[int, str] = {}
    for mention in mentions:
        if mention.actor_type != "person" or mention.entity_no in genders:
            continue
        before = reading.text[max(0, mention.start_char - 8) : mention.start_char].lower().split()[-1:]
        entity = entities.get(mention.entity_no)
        names = (entity.actor_name.lower().split()[:1] if entity else []) + mention.text.lower().split()[:1]
        gender = pronoun_of(*before, *names)
        if gender:
            genders[mention.entity_no] = gender
    return genders
