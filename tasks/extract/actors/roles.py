"""Roles as stated: "French President" before a name, ", the mayor of Springfield," after it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.extract.actors.known import KnownActors
from tasks.extract.actors.lexicon import (
    ACTING_WORDS,
    CANDIDATE_WORDS,
    ELECT_WORDS,
    FORMER_WORDS,
    HONORIFICS,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    STATUS_WORDS,
)
from tasks.extract.actors.reading import POSSESSIVES, Candidate, Words
from tasks.records import ActorType

_MOST_WORDS = 14
_MOST_OWNER_WORDS = 4
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "another", "one"})
_PREPOSITIONS = frozenset({"of", "for", "at", "in", "to", "on", "with", "from", "under"})
_OFFICE_PREPOSITIONS = frozenset({"of", "for", "at"})
_INNER = frozenset({"-", "and", "&", "–"})
_PHRASE_ENDS = frozenset(
    {",", ".", ";", ":", "!", "?", "(", ")", "“", "”", '"', "—", "–", "who", "whose", "which", "that", "said"}
)
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD", "_SP"})
_AFTER_LATER_NAME = frozenset({",", ".", ";", "said", "says", "told"})
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
class _Scene:
    """What the search for roles looks at."""

    words: Words
    starts_at: Mapping[int, Candidate]
    ends_at: Mapping[int, Candidate]
    types: Mapping[Candidate, ActorType]
    known: KnownActors


def find_roles(
    words: Words, chosen: Sequence[Candidate], types: Mapping[Candidate, ActorType], known: KnownActors
) -> Iterator[StatedRole]:
    """The roles stated next to the persons among ``chosen``, at most one before and one after each mention."""
    scene = _Scene(words, {c.first: c for c in chosen}, {c.last: c for c in chosen}, types, known)
    for candidate in chosen:
        if types[candidate] != "person":
            continue
        for span in (_before(scene, candidate), _before_comma(scene, candidate), _after(scene, candidate)):
            if span is not None:
                yield _stated(scene, candidate, *span)


def _before(scene: _Scene, holder: Candidate) -> tuple[int, int] | None:
    """ "French President", "Nato chief", "former Apple executive", "Secretary of State" right before the name."""
    words, end = scene.words, holder.first
    if words.lower(end - 1) in HONORIFICS:
        end -= 1
    head = end - 1 - (2 if words.lower(end - 1) in ELECT_WORDS and words.lower(end - 2) == "-" else 0)
    if words.lower(head) in ROLE_HEADS:
        first = _phrase_start(words, end)
    elif (office := _office_start(scene, end)) is not None:
        first = _phrase_start(words, office + 1)
        end -= words.lower(end - 1) == ","
    else:
        return None
    first = _with_owner(scene, first)
    while words.lower(first - 1) in STATUS_WORDS or (
        words.lower(first - 1) == "-" and words.lower(first - 2) in STATUS_WORDS
    ):
        first -= 1
    return first, end


def _phrase_start(words: Words, end: int) -> int:
    first = end - 1
    while end - first < _MOST_WORDS:
        before = words.lower(first - 1)
        is_inner = before in _INNER and (
            words.lower(first - 2) in ROLE_HEADS or words.lower(first - 2) in ROLE_MODIFIERS
        )
        if before in ROLE_HEADS or before in ROLE_MODIFIERS or is_inner:
            first -= 1
        else:
            break
    return first


def _office_start(scene: _Scene, end: int) -> int | None:
    """The head of "Minister for Health" or "Secretary General of the United Nations" that ends at ``end``; None without one."""
    words = scene.words
    at = end - 1
    while (
        at > 0
        and end - at <= 7
        and (words.texts[at][0].isupper() or words.lowers[at] in ("of", "for", "the", "and", ","))
    ):
        if words.lowers[at] in _OFFICE_PREPOSITIONS and words.lower(at - 1) in ROLE_HEADS:
            return at - 1 if words.texts[at - 1][0].isupper() and at + 1 < end else None
        at -= 1
    return None


def _with_owner(scene: _Scene, first: int) -> int:
    """The role's start with the country, people or organisation right before it."""
    words = scene.words
    end = first - 1 if words.lower(first - 1) in POSSESSIVES else first
    owner = scene.ends_at.get(end)
    if owner is not None and scene.types[owner] != "person":
        return owner.first
    if end == first and (length := _demonym_length(scene, first)):
        return first - length
    start = first
    while start not in scene.ends_at and first - start < _MOST_OWNER_WORDS and _continues_owner(words, start - 1):
        start -= 1
    return start


def _continues_owner(words: Words, at: int) -> bool:
    return words.is_name(at) and not words.opens[at] and words.lowers[at] not in HONORIFICS


def _demonym_length(scene: _Scene, end: int) -> int:
    """How many words before ``end`` name a people ("South Korean" is two), 0 when none does."""
    for length in (2, 1):
        if end >= length and scene.words.slice(end - length, end).lower() in scene.known.demonyms:
            return length
    return 0


def _after(scene: _Scene, holder: Candidate) -> tuple[int, int] | None:
    """ "Jane Doe, the mayor of Springfield," and "Jane Doe, 44, a teacher,": the phrase between the commas."""
    words, at = scene.words, holder.last
    if words.lower(at) != ",":
        return None
    if words.lower(at + 1).isdigit() and words.lower(at + 2) == ",":
        at += 2
    first = at + 2 if words.lower(at + 1) in _DETERMINERS else at + 1
    last = first
    while last < len(words) and last - first <= _MOST_WORDS and not _ends_phrase(words, last):
        last += 1
    is_apposition = words.lower(last) in (",", ".", "said", "who", ";", ")", "—", "–") or last == len(words)
    return (first, last) if is_apposition and _is_role_phrase(scene, first, last) else None


def _before_comma(scene: _Scene, holder: Candidate) -> tuple[int, int] | None:
    """ "The mayor of Springfield, Jane Doe, said": a definite phrase, then the name between commas."""
    words, end = scene.words, holder.first - 1
    if words.lower(end) != "," or words.lower(holder.last) not in _AFTER_LATER_NAME:
        return None
    first = end
    while (
        first > 0
        and end - first < _MOST_WORDS
        and not _ends_phrase(words, first - 1)
        and words.lowers[first - 1] not in _DETERMINERS
    ):
        first -= 1
    is_definite = words.lower(first - 1) in ("the", "its", "his", "her", "their") or words.opens[first]
    return (first, end) if is_definite and _is_role_phrase(scene, first, end) else None


def _ends_phrase(words: Words, at: int) -> bool:
    return words.lowers[at] in _PHRASE_ENDS or words.tags[at] in _FINITE_TAGS or "\n" in words.texts[at]


def _is_role_phrase(scene: _Scene, first: int, last: int) -> bool:
    """Whether the words before the first preposition end in a role and no person is named among them."""
    words = scene.words
    if last - first < 1 or any(
        at in scene.starts_at and scene.types[scene.starts_at[at]] == "person" for at in range(first, last)
    ):
        return False
    end = next((at for at in range(first, last) if words.lowers[at] in _PREPOSITIONS), last)
    if words.lower(end - 1) in ELECT_WORDS and words.lower(end - 2) == "-":
        end -= 2
    return first < end and words.lowers[end - 1] in ROLE_HEADS


def _stated(scene: _Scene, holder: Candidate, first: int, last: int) -> StatedRole:
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
        if words.lowers[at] in _OFFICE_PREPOSITIONS and words.lowers[at + 1] in _DETERMINERS
    )
    start = next(starts, last)
    end = next((at for at in range(start, last) if words.lowers[at] in _PREPOSITIONS - {"of"}), last)
    return words.slice(start, end) if start < end else None


def _leading_name(scene: _Scene, first: int, last: int) -> str | None:
    """A name at the role's start that no mention covers: "Unity" of "Unity leader"."""
    words, end = scene.words, first
    while end < last and words.is_name(end) and words.lowers[end] not in ROLE_HEADS | ROLE_MODIFIERS | STATUS_WORDS:
        end += 1
    is_people = end > first and _demonym_length(scene, end) > 0
    return words.slice(first, end) if end > first and not is_people else None


def _country(scene: _Scene, owner: Candidate | None, first: int, last: int) -> str | None:
    """The country that the role's words state: by a people, a country or a large city."""
    for end in range(last, first, -1):
        length = _demonym_length(scene, end)
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
    end = next((at for at, lowered in enumerate(lowers) if lowered in _PREPOSITIONS), len(lowers))
    said = frozenset(lowers[:end])
    return next((status for status, signs in _STATUSES if said & signs), "current")
