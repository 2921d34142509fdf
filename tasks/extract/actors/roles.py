"""Roles as stated: "French President" before a name, ", the mayor of Springfield," after it, "is the mayor of Springfield"."""

from collections.abc import Iterator, Mapping, Sequence, Set

from tasks.extract.actors.known import KnownActors
from tasks.extract.actors.lexicon import ELECT_WORDS, HONORIFICS, ROLE_HEADS, ROLE_MODIFIERS, STATUS_WORDS
from tasks.extract.actors.reading import POSSESSIVES, Candidate, Words
from tasks.extract.actors.role_parts import (
    DETERMINERS,
    OFFICE_PREPOSITIONS,
    PREPOSITIONS,
    Scene,
    StatedRole,
    demonym_length,
    stated_role,
)
from tasks.records import ActorType

_MOST_WORDS = 14
_MOST_OWNER_WORDS = 4
_INNER = frozenset({"-", "and", "&", "–"})
_PHRASE_ENDS = frozenset(
    {",", ".", ";", ":", "!", "?", "(", ")", "“", "”", '"', "—", "–", "who", "whose", "which", "that", "said"}
)
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD", "_SP"})
_COPULAS = frozenset({"is", "remains", "became", "becomes"})
_STILL = frozenset({"now", "still", "also", "currently"})
_NOMINAL_TAGS = frozenset({"NN", "JJ", "PO", "HY", ""})
_AFTER_LATER_NAME = frozenset({",", ".", ";", "said", "says", "told"})


def find_roles(
    words: Words, chosen: Sequence[Candidate], types: Mapping[Candidate, ActorType], known: KnownActors
) -> Iterator[StatedRole]:
    """The roles stated next to the persons among ``chosen``, at most one before each mention, one after it and one of its clause."""
    scene = Scene(words, {c.first: c for c in chosen}, {c.last: c for c in chosen}, types, known)
    for candidate in chosen:
        if types[candidate] != "person":
            continue
        for span in (
            _before(scene, candidate),
            _before_comma(scene, candidate),
            _after(scene, candidate),
            _predicate(scene, candidate),
        ):
            if span is not None:
                yield stated_role(scene, candidate, *span)


def _before(scene: Scene, holder: Candidate) -> tuple[int, int] | None:
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


def _office_start(scene: Scene, end: int) -> int | None:
    """The head of "Minister for Health" or "Secretary General of the United Nations" that ends at ``end``; None without one."""
    words = scene.words
    at = end - 1
    while (
        at > 0
        and end - at <= 7
        and (words.texts[at][0].isupper() or words.lowers[at] in ("of", "for", "the", "and", ","))
    ):
        if words.lowers[at] in OFFICE_PREPOSITIONS and words.lower(at - 1) in ROLE_HEADS:
            return at - 1 if words.texts[at - 1][0].isupper() and at + 1 < end else None
        at -= 1
    return None


def _with_owner(scene: Scene, first: int) -> int:
    """The role's start with the country, people or organisation right before it."""
    words = scene.words
    end = first - 1 if words.lower(first - 1) in POSSESSIVES else first
    owner = scene.ends_at.get(end)
    if owner is not None and scene.types[owner] != "person":
        return owner.first
    if end == first and (length := demonym_length(scene, first)):
        return first - length
    start = first
    while start not in scene.ends_at and first - start < _MOST_OWNER_WORDS and _continues_owner(words, start - 1):
        start -= 1
    return start


def _continues_owner(words: Words, at: int) -> bool:
    return words.is_name(at) and not words.opens[at] and words.lowers[at] not in HONORIFICS


def _after(scene: Scene, holder: Candidate) -> tuple[int, int] | None:
    """ "Jane Doe, the mayor of Springfield," and "Jane Doe, 44, a teacher,": the phrase between the commas."""
    words, at = scene.words, holder.last
    if words.lower(at) != ",":
        return None
    if words.lower(at + 1).isdigit() and words.lower(at + 2) == ",":
        at += 2
    first = at + 2 if words.lower(at + 1) in DETERMINERS else at + 1
    last = first
    while last < len(words) and last - first <= _MOST_WORDS and not _ends_phrase(words, last):
        last += 1
    is_apposition = words.lower(last) in (",", ".", "said", "who", ";", ")", "—", "–") or last == len(words)
    return (first, last) if is_apposition and _is_role_phrase(scene, first, last) else None


def _predicate(scene: Scene, holder: Candidate) -> tuple[int, int] | None:
    """ "Jane Doe is now the mayor of Springfield", "Jane Doe, who is a teacher,": nouns and adjectives up to the role's noun."""
    words, at = scene.words, holder.last
    at += 2 if words.lower(at) == "," and words.lower(at + 1) == "who" else 0
    if words.lower(at) not in _COPULAS:
        return None
    at += 2 if words.lower(at + 1) in _STILL else 1
    first = at + 1 if words.lower(at) in DETERMINERS else at
    last = _nominal_end(words, first, frozenset())
    if words.lower(last) in OFFICE_PREPOSITIONS:
        last = _nominal_end(words, last, OFFICE_PREPOSITIONS | DETERMINERS)
    return (first, last) if _is_role_phrase(scene, first, last) else None


def _nominal_end(words: Words, first: int, inner: Set[str]) -> int:
    """Where the nouns and adjectives from ``first`` end, with ``inner`` words and what joins two names among them."""
    last = first
    while last < len(words) and last - first <= _MOST_WORDS:
        is_joining = words.lowers[last] in ("and", "&") and words.is_name(last - 1) and words.is_name(last + 1)
        is_nominal = words.tags[last][:2] in _NOMINAL_TAGS and words.lowers[last] not in _PHRASE_ENDS
        if not (is_nominal or is_joining or words.lowers[last] in inner):
            break
        last += 1
    while last > first and words.lowers[last - 1] in inner:
        last -= 1
    return last


def _before_comma(scene: Scene, holder: Candidate) -> tuple[int, int] | None:
    """ "The mayor of Springfield, Jane Doe, said": a definite phrase, then the name between commas."""
    words, end = scene.words, holder.first - 1
    if words.lower(end) != "," or words.lower(holder.last) not in _AFTER_LATER_NAME:
        return None
    first = end
    while (
        first > 0
        and end - first < _MOST_WORDS
        and not _ends_phrase(words, first - 1)
        and words.lowers[first - 1] not in DETERMINERS
    ):
        first -= 1
    is_definite = words.lower(first - 1) in ("the", "its", "his", "her", "their") or words.opens[first]
    return (first, end) if is_definite and _is_role_phrase(scene, first, end) else None


def _ends_phrase(words: Words, at: int) -> bool:
    return words.lowers[at] in _PHRASE_ENDS or words.tags[at] in _FINITE_TAGS or "\n" in words.texts[at]


def _is_role_phrase(scene: Scene, first: int, last: int) -> bool:
    """Whether the words before the first preposition end in a role and no person is named among them."""
    words = scene.words
    if last - first < 1 or any(
        at in scene.starts_at and scene.types[scene.starts_at[at]] == "person" for at in range(first, last)
    ):
        return False
    end = next((at for at in range(first, last) if words.lowers[at] in PREPOSITIONS), last)
    if words.lower(end - 1) in ELECT_WORDS and words.lower(end - 2) == "-":
        end -= 2
    return first < end and words.lowers[end - 1] in ROLE_HEADS
