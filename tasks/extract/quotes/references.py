"""From words that name somebody to actors of the article: by name, by description, by what was said of them before."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from tasks.extract.actors.lexicon import BODIES
from tasks.extract.quotes.confidence import NOBODY, ROLE_FOUND, UNNAMED
from tasks.extract.quotes.descriptions import content_words
from tasks.extract.quotes.namings import Naming, joined_heads
from tasks.extract.quotes.people import People
from tasks.extract.quotes.pronouns import CLEAR_MARGIN, antecedent, likeliest, several, together
from tasks.extract.quotes.reading import Reading

Status = Literal["named", "resolved", "unnamed", "unknown"]

LEAD_PARAGRAPHS = 2  # where news describes before it names
MOST_DESCRIPTIONS = 50  # looked at on either side of a nominal speaker
_COUNTS = {"two": 2, "both": 2, "neither": 2, "three": 3, "trio": 3, "four": 4, "five": 5} | dict.fromkeys(
    "pair couple duo brothers sisters siblings twins parents".split(), 2
)
# Nouns that stand for the person spoken of last, where no description leads to another.
_PERSONS = {"man": "he", "woman": "she", "boy": "he", "girl": "she", "father": "he", "mother": "she"}
# What reports call the one person that they are about.
_EPITHETS: dict[str, str | None] = {"actress": "she"} | dict.fromkeys(
    "actor singer rapper star musician comedian presenter model author novelist footballer midfielder striker defender goalkeeper golfer "
    "boxer cricketer sprinter politician billionaire mogul dancer soprano guitarist drummer winger".split()
)
_KIN = frozenset(["brothers", "sisters", "siblings", "twins"])
_DOCUMENTS = frozenset(
    "letter brochure leaflet report statement accounts website memo memorandum post tweet email e-mail filing dossier document documents "
    "words view answer reply verdict motto newsletter blog diary note message manifesto lawsuit complaint poster sign notice".split()
)
_AGES = frozenset(["old", "olds"])


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom words stand for: actors, how that is known, why it is not (then the likeliest, best first), and how sure it is (0 to 1)."""

    entity_nos: tuple[int, ...]
    status: Status
    reason: str | None = None
    sureness: float = 1.0
    candidate_nos: tuple[int, ...] = ()


_UNNAMED = Reference((), "unnamed", sureness=UNNAMED)


def _undecided(reason: str, candidate_nos: list[int]) -> Reference:
    return Reference((), "unknown", reason, NOBODY, tuple(candidate_nos))


def refer(
    reading: Reading, people: People, naming: Naming, last_nos: tuple[int, ...], is_definite: bool = False
) -> Reference:
    """Whom the words of a naming stand for, where they are no pronoun; ``is_definite`` reads "council" as "the council"."""
    heads = joined_heads(reading, naming.head, naming.last)
    named = [no for head in heads if (no := _entity_of(reading, people, naming, head)) is not None]
    if named:
        return Reference(tuple(dict.fromkeys(named)), "named")
    is_title = reading.words[naming.first] == "the" and reading.words[naming.head] in people.descriptions
    if reading.tags[naming.head] in ("NNP", "NNPS", "") and not is_title and not _is_kind(reading, people, naming):
        return Reference((), "named")
    return _described(reading, people, naming, last_nos, is_definite or reading.words[naming.first] == "the")


def _entity_of(reading: Reading, people: People, naming: Naming, head: int) -> int | None:
    """The entity whose mention covers a head; else, for a proper noun, the only one with that word in its name."""
    entity = people.entity_at(*reading.chars(head, head + 1))
    if entity is not None:
        return None if _is_kind(reading, people, naming) else entity.entity_no
    entity_nos = people.by_name_word.get(reading.words[head], [])
    return entity_nos[0] if reading.tags[head] in ("NNP", "NNPS", "") and len(entity_nos) == 1 else None


def _is_kind(reading: Reading, people: People, naming: Naming) -> bool:
    """Whether a naming says what kind of person is meant, not who: "the Democrat", "the Texan"."""
    entity = people.entity_at(*reading.chars(naming.head, naming.head + 1))
    is_one = reading.words[naming.first] == "the" and reading.tags[naming.head] in ("NN", "NNP", "JJ")
    return is_one and entity is not None and entity.actor_type == "group" and naming.last == naming.head + 1


def _described(
    reading: Reading, people: People, naming: Naming, last_nos: tuple[int, ...], is_definite: bool
) -> Reference:
    """The actor of a nominal speaker: who was so described, whose name holds the noun ("the ministry"), or who was spoken of last."""
    words = reading.words[naming.first : naming.last]
    noun = _noun_of(reading, naming)
    if words[0] in ("a", "an", "another", "one", "some") and noun not in _DOCUMENTS:
        return _introduced(reading, people, naming, noun)
    if noun in _DOCUMENTS and (nos := _author_of(reading, people, naming, last_nos)):
        return Reference(nos, "resolved", sureness=UNNAMED)
    described = content_words(reading, naming.first, naming.last) - {noun, "year", "old"}
    count = next((_COUNTS[word] for word in words if word in _COUNTS), 1)
    singular = noun[:-1] if count > 1 and noun.endswith("s") else noun
    matches = _matches(people, singular, described - _COUNTS.keys(), reading.starts[naming.first])
    if matches and len(matches) == count:
        return Reference(tuple(matches), "resolved", sureness=ROLE_FOUND)
    if len(matches) > 1 and count == 1 and is_definite:
        return _nearest_of(reading, people, naming, matches)
    if count > 1 and (joint := several(reading, people, naming.head, last_nos)) and len(joint.entity_nos) == count:
        return Reference(joint.entity_nos, "resolved", sureness=joint.sureness)
    if count > 1 and (nos := _kin(people, noun) or together(reading, people, naming.head, count)):
        return Reference(nos, "resolved", sureness=UNNAMED)
    if not is_definite or count > 1:
        return _UNNAMED
    bearers = people.by_name_word.get(noun, [])[:MOST_DESCRIPTIONS]
    holders = [no for no in bearers if people.entities[no].actor_type == "organisation"]
    if len(holders) == 1 and described <= people.name_words(holders[0]):
        return Reference((holders[0],), "resolved", sureness=ROLE_FOUND)
    return _spoken_of_last(reading, people, naming, last_nos)


def _introduced(reading: Reading, people: People, naming: Naming, noun: str) -> Reference:
    """Whom a lead calls "a junior minister" before it names him: the only one whom the article calls so with all the words, further down."""
    sentence = reading.sentences[reading.sentence_of[naming.head]]
    described = content_words(reading, naming.first, naming.last) - {noun, "one", "another", "some"}
    start = reading.starts[naming.head]
    later = [
        each.entity_no
        for each in people.descriptions.get(noun, [])[:MOST_DESCRIPTIONS]
        if each.at > start and described <= each.beside | people.name_words(each.entity_no)
    ]
    is_lead = sentence.paragraph_no < LEAD_PARAGRAPHS and reading.words[naming.first] in ("a", "an")
    return Reference((later[0],), "resolved", sureness=UNNAMED) if is_lead and len(set(later)) == 1 else _UNNAMED


def _author_of(reading: Reading, people: People, naming: Naming, last_nos: tuple[int, ...]) -> tuple[int, ...]:
    """Whose words a document holds: "the council's brochure", "a letter from the DCS", "her diary"."""
    for at in range(naming.first, naming.last):
        if reading.tags[at] == "PRP$":
            return antecedent(reading, people, at, last_nos).entity_nos
        if reading.tags[at] == "POS" and at > naming.first:
            return refer(reading, people, Naming(naming.first, at, at - 1), last_nos, is_definite=True).entity_nos
        if reading.words[at] in ("from", "by") and at + 1 < naming.last:
            return refer(
                reading, people, Naming(at + 1, naming.last, naming.last - 1), last_nos, is_definite=True
            ).entity_nos
    return ()


def _nearest_of(reading: Reading, people: People, naming: Naming, matches: list[int]) -> Reference:
    """The one of several who are so described that was named last, where no other was named in that sentence."""
    last_named: dict[int, int] = {}
    for no, mention in people.before(reading.starts[naming.head]):
        if mention.entity_no in matches:
            last_named.setdefault(mention.entity_no, people.sentence_nos[no])
    ranked = sorted(last_named, key=lambda entity_no: -last_named[entity_no])
    if ranked and (len(ranked) == 1 or last_named[ranked[0]] > last_named[ranked[1]]):
        return Reference((ranked[0],), "resolved", sureness=UNNAMED)
    words = " ".join(reading.words[naming.first : naming.last])
    return _undecided(f'"{words}" can stand for several who are called so', matches)


def _kin(people: People, noun: str) -> tuple[int, ...]:
    """The two persons of one surname whom "the brothers" or "the sisters" stands for, where the article has but one such pair."""
    if noun not in _KIN:
        return ()
    pronoun = {"brothers": "he", "sisters": "she"}.get(noun)
    by_surname: dict[str, list[int]] = {}
    for no, entity in people.entities.items():
        if entity.actor_type == "person" and " " in entity.actor_name and not people.clashes(no, pronoun):
            by_surname.setdefault(entity.actor_name.lower().rsplit(maxsplit=1)[-1], []).append(no)
    pairs = [nos for nos in by_surname.values() if len(nos) == 2]
    return tuple(pairs[0]) if len(pairs) == 1 else ()


def body_before(reading: Reading, people: People, token: int) -> tuple[int, ...]:
    """The organisation whose spokesperson "a spokesman" is: the only one named in this sentence and the one before."""
    sentence_no = reading.sentence_of[token]
    near = (
        mention.entity_no
        for no, mention in people.before(reading.starts[token])
        if sentence_no - people.sentence_nos[no] <= 1
    )
    bodies = {
        no for no in near if no in people.entities and people.entities[no].actor_type in ("organisation", "group")
    }
    return tuple(bodies) if len(bodies) == 1 else ()


def _noun_of(reading: Reading, naming: Naming) -> str:
    """The noun that describes; of "the 34-year-old" the number."""
    if reading.words[naming.head] in _AGES:
        return next((reading.words[at] for at in range(naming.first, naming.last) if reading.tags[at] == "CD"), "old")
    return reading.words[naming.head]


def _matches(people: People, noun: str, described: set[str], start: int) -> list[int]:
    """Who was called by a noun with all the words that describe here; before ``start`` if anybody was."""
    called = people.descriptions.get(noun, [])
    here = bisect_left(called, start, key=lambda each: each.at)
    for near in (called[max(0, here - MOST_DESCRIPTIONS) : here], called[here : here + MOST_DESCRIPTIONS]):
        fitting = [each for each in near if described <= each.beside | people.name_words(each.entity_no)]
        if fitting:
            return list(dict.fromkeys(each.entity_no for each in fitting))
    return []


def _spoken_of_last(reading: Reading, people: People, naming: Naming, last_nos: tuple[int, ...]) -> Reference:
    """The organisation or person spoken of last, for the few nouns that need no description: "the company", "the man", "the Democrat"."""
    noun = reading.words[naming.head]
    if noun in BODIES:
        wanted = ("organisation",)
    elif noun in _PERSONS or noun in _AGES or _is_kind(reading, people, naming):
        wanted = ("person",)
    elif noun in _EPITHETS and (sole := sole_person(people, reading.starts[naming.first], _EPITHETS[noun])) is not None:
        return Reference((sole,), "resolved", sureness=UNNAMED)
    else:
        return _UNNAMED
    last_no = last_nos[0] if len(last_nos) == 1 else None
    ranked = likeliest(reading, people, naming.head, wanted, _PERSONS.get(noun), last_no)
    if not ranked:
        return _UNNAMED
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEAR_MARGIN:
        return _undecided(f'"the {noun}" can stand for several who are named before it', [no for no, _ in ranked])
    return Reference((ranked[0][0],), "resolved", sureness=UNNAMED)


def sole_person(people: People, start: int, pronoun: str | None = None) -> int | None:
    """The person named before an offset where it is the only one so far, unless known by another pronoun."""
    named = {mention.entity_no for _, mention in people.before(start) if mention.actor_type == "person"}
    return next((no for no in named if not people.clashes(no, pronoun)), None) if len(named) == 1 else None
