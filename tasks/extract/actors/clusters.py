"""Which names inside one article mean the same actor."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.extract.actors.given_names import GivenPronoun
from tasks.extract.actors.kinds import beginnings_of, surname_of
from tasks.extract.actors.known import KnownActors
from tasks.extract.actors.lexicon import GENERATIONS, GENERIC_TAILS, PARTICLES
from tasks.extract.actors.names import fold_name, name_key
from tasks.records import ActorType

_LEAST_IMPLICIT_ACRONYM = 3
TITLED = "|"  # parts a surname's key from the pronoun of the title before it: "Mr Doe" and "Mrs Doe" are two
_MOST_LISTED = 5
_NOT_IN_ACRONYMS = PARTICLES | {"and", "for", "&"}
# Members of a party, for whom its committees and caucuses do not stand.
_PARTISANS = frozenset(
    "republican democrat democratic conservative liberal socialist labour labor communist green progressive".split()
)
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_INITIALS_AND_NAME = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written somewhere in the article, with its type; ``key`` is its folded form.

    ``pronoun`` is what a title before it ("Mr") or its given name tells of a person.
    """

    text: str
    key: str
    actor_type: ActorType
    pronoun: GivenPronoun | None = None


@dataclass(slots=True)
class NameGroups:
    """Names joined so far, by key, and why a name was not joined."""

    leader: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    def find(self, key: str) -> str:
        """The key that stands for the group of this one."""
        while (above := self.leader.setdefault(key, key)) != key:
            self.leader[key] = self.leader[above]
            key = above
        return key

    def join(self, key: str, other: str) -> None:
        """Make two groups one."""
        self.leader[self.find(other)] = self.find(key)


def group_names(names: Sequence[Name], acronyms: Iterable[tuple[str, str]], known: KnownActors) -> NameGroups:
    """Join names of one actor: by known actor or people, by acronym, by shorter form, by surname, first name or initials.

    ``names`` are in the order in which the article first writes them; ``acronyms`` pairs an expansion with the acronym that
    the article gives for it. A short form that fits two names is left alone.
    """
    groups = NameGroups()
    _join_known(names, known, groups)
    for expansion, acronym in acronyms:
        groups.join(name_key(expansion), name_key(acronym))
    by_type: dict[ActorType, list[Name]] = defaultdict(list)
    for name in names:
        by_type[name.actor_type].append(name)
    _join_organisations(by_type["organisation"], known, groups)
    _join_persons(by_type["person"], groups)
    return groups


def _join_known(names: Sequence[Name], known: KnownActors, groups: NameGroups) -> None:
    first_key: dict[object, str] = {}
    for name in names:
        actors = known.named(name.text)
        identity: object = (
            actors[0] if len(actors) == 1 and is_compatible(name.actor_type, actors[0].actor_type) else None
        )
        if name.actor_type == "group" and name.text.lower() in known.demonyms:
            identity = known.demonyms[name.text.lower()]
        if identity is not None:
            groups.join(first_key.setdefault(identity, name.key), name.key)


def is_compatible(one: ActorType, other: ActorType) -> bool:
    """Whether two types may be of one actor; parties and armed bodies are written of as groups and as organisations."""
    return one == other or {one, other} == {"organisation", "group"}


def _join_organisations(names: Sequence[Name], known: KnownActors, groups: NameGroups) -> None:
    by_initials: dict[str, set[str]] = defaultdict(set)
    by_start: dict[str, set[str]] = defaultdict(set)
    by_beginning: dict[str, set[str]] = defaultdict(set)
    for name in names:
        parts = name.key.split()
        for whole in {name.key, fold_name(name.text), *_with_company(name)}:
            by_initials["".join(part[0] for part in whole.split() if part not in _NOT_IN_ACRONYMS)].add(name.key)
        shorter = list(parts)
        while len(shorter) > 1 and shorter[-1] in GENERIC_TAILS:
            shorter.pop()
            by_start[" ".join(shorter)].add(name.key)
    for name in names:  # in text order: a full name comes before the short form that leans on it
        is_acronym = name.text.isupper() and len(name.key) >= _LEAST_IMPLICIT_ACRONYM and " " not in name.key
        is_itself_known = bool(known.named(name.text)) or name.key in known.cities
        fuller = set() if is_itself_known else by_start[name.key] | by_beginning[name.key]
        fuller = fuller | by_initials[name.key] if is_acronym else fuller
        if name.key.removesuffix("s") in _PARTISANS:
            fuller = {key for key in fuller if "party" in key.split()}
        _join_only(name.key, fuller - {name.key}, "short for", groups)
        if len(parts := name.text.split()) == _INITIALS_AND_NAME and _INITIALS.fullmatch(parts[0]):
            by_beginning[name.key.split()[-1]].add(name.key)  # "Doe" for "J.P. Doe"
        for beginning in beginnings_of(name.key):
            if not known.named(name.key.removeprefix(beginning).strip()):
                by_beginning[beginning].add(name.key)  # "Acme" for "Acme Widgets", not for "Acme France"


def _with_company(name: Name) -> Iterator[str]:
    """The folded name up to "company", which its acronym may count: "General Widget Co plc" is GWC."""
    parts = fold_name(name.text).split()
    yield from (" ".join(parts[: at + 1]) for at, part in enumerate(parts) if part in ("co", "company", "corp"))


def _join_only(key: str, fuller: set[str], doubt: str, groups: NameGroups) -> None:
    """Join a short form to what it is short for when all of that is one actor; otherwise note the doubt."""
    if len({groups.find(other) for other in fuller}) == 1:
        groups.join(min(fuller), key)
    elif fuller:
        groups.doubts[key] = f"{doubt} {' or '.join(sorted(fuller)[:_MOST_LISTED])}"


def _join_persons(names: Sequence[Name], groups: NameGroups) -> None:
    keys = {name.key for name in names}
    full = sorted(key for key in keys if " " in key)
    by_ends: dict[tuple[str, str, str], str] = {}
    for key in full:
        groups.join(by_ends.setdefault(_ends(key), key), key)
    _join_initials(full, groups)
    by_surname: dict[str, set[str]] = defaultdict(set)
    by_given_name: dict[str, set[str]] = defaultdict(set)
    for key in full:
        if key in groups.doubts:
            continue  # "J Doe" may be Jane or John, and adds no third
        for surname in _surnames(key):
            by_surname[surname].add(key)
        by_given_name[key.split()[0]].add(key)
    pronouns = {key: pronoun for name in names if (key := name.key) and (pronoun := name.pronoun)}
    for key in sorted(keys):
        surname, _, title_pronoun = key.partition(TITLED)
        fuller = by_surname[surname] - {key}
        if not fuller and " " not in key:
            fuller = by_given_name[key]
        if title_pronoun:
            fuller = {other for other in fuller if pronouns.get(other, title_pronoun) == title_pronoun} or fuller
            others = {f"{surname}{TITLED}{pronoun}" for pronoun in ("he", "she")} & keys
            fuller = fuller or ({surname} & keys if len(others) == 1 else set())
        _join_only(key, fuller, "may be", groups)


def _ends(key: str) -> tuple[str, str, str]:
    """First name, surname and generation: middle names may be left off, "Jr" may not."""
    last = key.rsplit(maxsplit=1)[-1]
    return key.split(maxsplit=1)[0], surname_of(key), last if last in GENERATIONS else ""


def _join_initials(full: Sequence[str], groups: NameGroups) -> None:
    """ "J Doe" is "Jane Doe" when nobody else of that surname and initial is named."""
    spelled_out: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in full:
        if key.index(" ") > 1:
            spelled_out[key[0], surname_of(key)].add(groups.find(key))
    for key in full:
        if key.index(" ") == 1:
            _join_only(key, spelled_out[key[0], surname_of(key)], "may be", groups)


def _surnames(key: str) -> set[str]:
    """What of a full name may stand alone: its last word, and that with the particles before it."""
    parts = key.split()
    at = len(parts) - 1
    found = {surname_of(key)}
    while at > 1 and parts[at - 1] in PARTICLES:
        at -= 1
        found.add(" ".join(parts[at:]))
    return found


def fullest_first(texts: Mapping[str, int]) -> tuple[str, ...]:
    """Written forms ordered by words, then by how often they were written, then by length and text; lost possessives last of these."""
    return tuple(
        sorted(
            texts,
            key=lambda text: (-len(fold_name(text).split()), text[:-1] in texts, -texts[text], -len(text), text),
        )
    )
