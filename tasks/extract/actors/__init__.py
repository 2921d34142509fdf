"""Who is named in an article: mentions, who is the same, which known actor it is, and the roles as stated."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from tasks.extract.actors.choice import choose, repeated
from tasks.extract.actors.clusters import TITLED, Name, fullest_first, group_names
from tasks.extract.actors.evidence import (
    acting_candidates,
    city_candidates,
    known_candidates,
    owner_candidates,
    speech_candidates,
    state_candidates,
    suffix_candidates,
    title_candidates,
)
from tasks.extract.actors.given_names import pronoun_of
from tasks.extract.actors.kinds import decide_types
from tasks.extract.actors.known import KnownActor, KnownActors, index_actors
from tasks.extract.actors.links import Standing, link_entity
from tasks.extract.actors.lists import ListedActors, list_files, load_known_actors, read_actors, read_list
from tasks.extract.actors.names import fold_name, name_key
from tasks.extract.actors.patterns import college_candidates, firm_candidates, instance_candidates
from tasks.extract.actors.persons import given_candidates, handle_candidates
from tasks.extract.actors.reading import Candidate, Words, read_words
from tasks.extract.actors.role_fields import role_field
from tasks.extract.actors.role_parts import StatedRole
from tasks.extract.actors.roles import find_roles
from tasks.extract.actors.short_forms import acronym_candidates, common_acronyms, defined_candidates
from tasks.extract.actors.spans import longer_candidates, model_candidates
from tasks.extract.actors.things import thing_names
from tasks.records import ActorType, ArticleActors, Entity, Mention, Role

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = [
    "KnownActor",
    "KnownActors",
    "ListedActors",
    "find_actors",
    "index_actors",
    "list_files",
    "load_known_actors",
    "read_actors",
    "read_list",
]

Types = Mapping[Candidate, ActorType]
Members = Mapping[str, Sequence[Candidate]]


def find_actors(doc: "Doc", text: str, known: KnownActors) -> ArticleActors:
    """Find the persons, organisations, places and groups that an article names.

    ``doc`` is ``text`` read by a spaCy pipeline, ideally with entities and tags; without them only what the words themselves show is
    found. Offsets are code points of ``text``. Time is linear in the text's length. Pronouns are no mentions.
    """
    words = read_words(doc, text)
    acronyms = [*acronym_candidates(words), *defined_candidates(words)]
    chosen, types = _mentions_with_types(doc, words, known, acronyms)
    members, doubts = _cluster(words, chosen, types, acronyms, known)
    stated = list(find_roles(words, chosen, types, known))
    entities, number_of = _entities(words, members, doubts, types, stated, known)
    type_of = {entity.entity_no: entity.actor_type for entity in entities}
    return ArticleActors(
        tuple(_mention(words, candidate, type_of[number_of[candidate]], number_of[candidate]) for candidate in chosen),
        entities,
        tuple(_role(words, role, number_of[role.holder]) for role in stated),
    )


def _mentions_with_types(
    doc: "Doc", words: Words, known: KnownActors, acronyms: Sequence[tuple[Candidate, Candidate]]
) -> tuple[list[Candidate], dict[Candidate, ActorType]]:
    things = common_acronyms(words) | thing_names(words)
    candidates = (
        *model_candidates(doc, words, known),
        *known_candidates(words, known),
        *(candidate for pair in acronyms for candidate in pair),
        *state_candidates(words, known),
        *title_candidates(words),
        *suffix_candidates(words),
        *speech_candidates(words),
        *longer_candidates(doc, words),
        *city_candidates(words, known),
        *owner_candidates(words, known),
        *acting_candidates(words),
        *instance_candidates(words),
        *college_candidates(words),
        *firm_candidates(words),
        *given_candidates(words),
        *handle_candidates(words),
    )
    chosen = choose(words, (each for each in candidates if words.slice(each.first, each.last) not in things))
    again = repeated(words, chosen, decide_types(words, chosen, known))
    chosen = sorted((*chosen, *again), key=lambda candidate: candidate.first)
    return chosen, decide_types(words, chosen, known)


def _cluster(
    words: Words,
    chosen: Sequence[Candidate],
    types: Types,
    acronyms: Sequence[tuple[Candidate, Candidate]],
    known: KnownActors,
) -> tuple[dict[str, list[Candidate]], dict[str, str]]:
    """The mentions of each actor by the key of its group, in text order, and the doubts about short forms by the same key."""
    written = _written_names(words, chosen)
    names = {candidate: _name(words, candidate, text, types[candidate]) for candidate, text in written.items()}
    pairs = [(written[long], written[short]) for long, short in acronyms if long in written and short in written]
    groups = group_names(tuple(dict.fromkeys(names.values())), pairs, known)
    members: dict[str, list[Candidate]] = defaultdict(list)
    for candidate, name in names.items():
        members[groups.find(name.key)].append(candidate)
    return members, {groups.find(key): doubt for key, doubt in groups.doubts.items()}


def _written_names(words: Words, chosen: Sequence[Candidate]) -> dict[Candidate, str]:
    """How each mention is written, without the "s" of a possessive that lost its mark: "Falks" where "Falk" is named too."""
    written = {candidate: words.slice(candidate.first, candidate.last) for candidate in chosen}
    keys = {name_key(text) for text in written.values()}
    return {
        candidate: text[:-1]
        if text.endswith("s") and fold_name(text[:-1]) in keys and words.lower(candidate.first - 1) != "the"
        else text
        for candidate, text in written.items()
    }


def _name(words: Words, candidate: Candidate, text: str, actor_type: ActorType) -> Name:
    """The name of a mention, with the pronoun that a title before it or its given name tells of a person."""
    if actor_type != "person":
        return Name(text, name_key(text), actor_type)
    by_title = pronoun_of(words.lower(candidate.first - 1))
    is_surname = by_title is not None and candidate.last - candidate.first == 1
    key = f"{name_key(text)}{TITLED}{by_title}" if is_surname else name_key(text)
    return Name(text, key, actor_type, by_title or pronoun_of(words.lowers[candidate.first]))


def _entities(
    words: Words,
    members: Members,
    doubts: Mapping[str, str],
    types: Types,
    stated: Sequence[StatedRole],
    known: KnownActors,
) -> tuple[tuple[Entity, ...], dict[Candidate, int]]:
    held: dict[Candidate, list[StatedRole]] = defaultdict(list)
    for role in stated:
        held[role.holder].append(role)
    mentioned = _countries_mentioned(words, members, types, known)
    entities: list[Entity] = []
    number_of: dict[Candidate, int] = {}
    for entity_no, (key, candidates) in enumerate(members.items()):
        standing = _standing(words, [role for candidate in candidates for role in held.get(candidate, ())], mentioned)
        entities.append(_entity(entity_no, words, candidates, types, standing, doubts.get(key), known))
        number_of |= dict.fromkeys(candidates, entity_no)
    return tuple(entities), number_of


def _standing(words: Words, stated: Sequence[StatedRole], mentioned: Set[str]) -> Standing:
    fields = {_role_field(words, role) for role in stated}
    codes = {role.country_code for role in stated if role.country_code}
    return Standing(frozenset(codes), frozenset(mentioned), frozenset(field for field in fields if field))


def _role_field(words: Words, role: StatedRole) -> str | None:
    """The field of a stated role; a president of a country is a politician, of anything else whatever that is."""
    lowers = words.lowers[role.first : role.last]
    return role_field(lowers) or ("politics" if role.country_code and "president" in lowers else None)


def _entity(
    entity_no: int,
    words: Words,
    candidates: Sequence[Candidate],
    types: Types,
    standing: Standing,
    doubt: str | None,
    known: KnownActors,
) -> Entity:
    written = [words.slice(candidate.first, candidate.last) for candidate in candidates]
    names = fullest_first(Counter(written))
    actor_type = types[candidates[written.index(names[0])]]
    link = link_entity(names, actor_type, standing, known)
    actor_name = link.actor.actor_name if link.actor else names[0]
    wikidata_id = link.actor.wikidata_id if link.actor else None
    reason = link.reason if link.actor or doubt is None else doubt
    return Entity(entity_no, actor_name, actor_type, names, link.country_code, wikidata_id, reason, link.is_doubtful)


def _countries_mentioned(words: Words, members: Members, types: Types, known: KnownActors) -> set[str]:
    """The countries that the article names, also by their peoples and large cities."""
    codes = {known.demonyms[lowered] for lowered in words.lowers if lowered in known.demonyms}
    for candidates in members.values():
        if types[candidates[0]] == "place":
            link = link_entity([words.slice(candidates[0].first, candidates[0].last)], "place", Standing(), known)
            codes |= {link.country_code} if link.country_code else set()
    return codes


def _mention(words: Words, candidate: Candidate, actor_type: ActorType, entity_no: int) -> Mention:
    start_char, end_char = words.starts[candidate.first], words.ends[candidate.last - 1]
    return Mention(words.text[start_char:end_char], actor_type, start_char, end_char, entity_no)


def _role(words: Words, role: StatedRole, entity_no: int) -> Role:
    start_char, end_char = words.starts[role.first], words.ends[role.last - 1]
    role_text = words.text[start_char:end_char]
    return Role(
        entity_no,
        role_text,
        role.organisation_text,
        role.country_code,
        role.role_status,
        start_char,
        end_char,
        _role_field(words, role),
    )
