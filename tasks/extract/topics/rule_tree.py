"""What a user's topic rule says, as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """Words side by side; those with a ``*`` may go on. ``written`` is as the rule has it."""

    written: str

    @property
    def words(self) -> str:
        """Without quotation marks."""
        return self.written.strip('"“”')


@dataclass(frozen=True, slots=True)
class ActorTerm:
    """An actor of the article by a name or alias, without case, or by Wikidata id."""

    name: str

    @property
    def written(self) -> str:
        """As a rule has it."""
        return f'actor:"{self.name}"'


@dataclass(frozen=True, slots=True)
class Near:
    """Both sides, in either order, the second at most ``distance`` words after the first; side by side is 1."""

    left: "Rule"
    right: "Rule"
    distance: int


@dataclass(frozen=True, slots=True)
class All:
    """Every part, and none of ``unless``."""

    parts: tuple["Rule", ...]
    unless: tuple["Rule", ...] = ()


@dataclass(frozen=True, slots=True)
class OneOf:
    """At least one part."""

    parts: tuple["Rule", ...]


Rule: TypeAlias = Term | ActorTerm | Near | All | OneOf


def written(rule: Rule) -> str:
    """A rule in words, for people to read."""
    match rule:
        case Term() | ActorTerm():
            return rule.written
        case Near(left, right, distance):
            return f"{written(left)} near/{distance} {written(right)}"
        case All(parts, unless):
            return f"({' and '.join(map(written, parts))}{''.join(f' not {written(part)}' for part in unless)})"
        case OneOf(parts):
            return f"({' or '.join(map(written, parts))})"


def leaves(rule: Rule) -> Iterator[Term | ActorTerm]:
    """The terms of a rule, left to right."""
    match rule:
        case Term() | ActorTerm():
            yield rule
        case Near(left, right, _):
            yield from (*leaves(left), *leaves(right))
        case All(parts, unless):
            yield from (leaf for part in (*parts, *unless) for leaf in leaves(part))
        case OneOf(parts):
            yield from (leaf for part in parts for leaf in leaves(part))


def has_place(rule: Rule) -> bool:
    """Whether a rule's match stands in one place: words, actors, near, or a choice of them."""
    return all(map(has_place, rule.parts)) if isinstance(rule, OneOf) else not isinstance(rule, All)
