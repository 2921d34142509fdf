"""What the words of a stated role tell: whose role it is, of which body and country, and whether it is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.extract.actors.known import KnownActors
from tasks.extract.actors.lexicon import (
    ACTING_WORDS,
    CANDIDATE_WORDS,
    ELECT_WORDS,
    FORMER_WORDS,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    STATUS_WORDS,
)
from tasks.extract.actors.reading import Candidate, Words
from tasks.records import ActorType

DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "another", "one"})
PREPOSITIONS = frozenset({"of", "for", "at", "in", "to", "on", "with", "from", "under"})
OFFICE_PREPOSITIONS = frozenset({"of", "for", "at"})
_STATUSES = (("former", FORMER_WORDS), ("acting", ACTING_WORDS), ("candidate", CANDIDATE_WORDS), ("elect", ELECT_WORDS))


@dataclass(frozen=True, slots=True)
class StatedRole:
    """The words of a role, token offsets half-open, and the candidate that holds it."""

    holder: Candidate
    first: int
    last: int
    organisation_text: str | None
    country_code: str | None
    role_status: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What the search for roles looks at."""

    words: Words
    starts_at: Mapping[int, Candidate]
    ends_at: Mapping[int, Candidate]
    types: Mapping[Candidate, ActorType]
    known: KnownActors


def stated_role(scene: Scene, holder: Candidate, first: int, last: int) -> StatedRole:
    """The role that the words from ``first`` up to ``last`` state of ``holder``."""
    words = scene.words
    owners = [scene.starts_at[at] for at in range(first, last) if at in scene.starts_at]
    owner = next((c for c in owners if scene.types[c] != "group"), None)
    organisation = (
        words.slice(owner.first, owner.last)
        if owner
        else _office_text(words, first, last) or _leading_name(scene, first, last)
    )
    return StatedRole(
        holder, first, last, organisation, _country(scene, owner, first, last), role_status(words.lowers[first:last])
    )


def _office_text(words: Words, first: int, last: int) -> str | None:
    """The body after "of the", "for a" or "at its" in the role, up to the next preposition; "State" is none in "Secretary of State"."""
    starts = (
        at + 2
        for at in range(first, last - 1)
        if words.lowers[at] in OFFICE_PREPOSITIONS and words.lowers[at + 1] in DETERMINERS
    )
    start = next(starts, last)
    end = next((at for at in range(start, last) if words.lowers[at] in PREPOSITIONS - {"of"}), last)
    return words.slice(start, end) if start < end else None


def _leading_name(scene: Scene, first: int, last: int) -> str | None:
    """A name at the role's start that no mention covers: "Unity" of "Unity leader"."""
    words, end = scene.words, first
    while end < last and words.is_name(end) and words.lowers[end] not in ROLE_HEADS | ROLE_MODIFIERS | STATUS_WORDS:
        end += 1
    is_people = end > first and demonym_length(scene, end) > 0
    return words.slice(first, end) if end > first and not is_people else None


def _country(scene: Scene, owner: Candidate | None, first: int, last: int) -> str | None:
    """The country that the role's words state: by a people, a country or a large city."""
    for end in range(last, first, -1):
        length = demonym_length(scene, end)
        if length and end - length >= first:
            return scene.known.demonyms[scene.words.slice(end - length, end).lower()]
    if owner is None or scene.types[owner] != "place":
        return None
    name = scene.words.slice(owner.first, owner.last)
    codes = {actor.country_code for actor in scene.known.named(name)}
    city = scene.known.cities.get(name.lower())
    return codes.pop() if len(codes) == 1 else city.country_code if city and not codes else None


def role_status(lowers: Sequence[str]) -> str:
    """current, former, acting, elect or candidate, from the role's words before "of", "for" and their like."""
    end = next((at for at, lowered in enumerate(lowers) if lowered in PREPOSITIONS), len(lowers))
    said = frozenset(lowers[:end])
    return next((status for status, signs in _STATUSES if said & signs), "current")


def demonym_length(scene: Scene, end: int) -> int:
    """How many words before ``end`` name a people ("South Korean" is two), 0 when none does."""
    for length in (2, 1):
        if end >= length and scene.words.slice(end - length, end).lower() in scene.known.demonyms:
            return length
    return 0
