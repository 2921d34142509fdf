"""The state in which corrections of who is who are replayed: where the resolver's actors went, and what was said of each.

An actor is a label: the resolver's identity key. A merge turns one label into another, a split gives some members one of their own.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tasks.corrections.names import is_of_type
from tasks.records import ActorKey, Correction

CLASSES = {"group": "organisation"}


@dataclass(frozen=True, slots=True)
class Member:
    """An article's entity as the resolver placed it. ``name`` is folded; ``is_short`` when it is no name of the actor's own."""

    version_id: str
    entity_no: int
    article_id: str
    name: str
    actor_type: str
    country_code: str | None
    wikidata_id: str | None
    label: str
    is_short: bool


@dataclass(frozen=True, slots=True)
class Move:
    """Where a member or a label goes; ``is_merged`` when it gives up its own name for the other's."""

    label: str
    is_merged: bool


@dataclass(slots=True)
class Labels:
    """``turned`` labels, single members ``moved``, and the correction that last ``said`` a kind of a label; ``names`` folds any name."""

    names: Mapping[str, str]
    named: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))
    turned: dict[str, Move] = field(default_factory=dict)
    moved: dict[Member, Move] = field(default_factory=dict)
    said: dict[tuple[str, str], Correction] = field(default_factory=dict)

    def add(self, members: Sequence[Member], name: str) -> None:
        """Let members be found by a folded name or a Wikidata id."""
        self.named[name].extend(members)

    def now(self, member: Member) -> Move:
        """Where a member is now."""
        start = self.moved.get(member, Move(member.label, False))
        return self.follow(start.label, start.is_merged)

    def follow(self, label: str, is_merged: bool = False) -> Move:
        """Where a label is now."""
        while label in self.turned:
            is_merged = is_merged or self.turned[label].is_merged
            label = self.turned[label].label
        return Move(label, is_merged)

    def turn(self, label: str, onto: str, *, is_merged: bool) -> str:
        """Turn a standing label into another, and give the one that stands; what was said goes along unless the label is merged away."""
        onto = self.follow(onto).label
        if onto != label:
            self.turned[label] = Move(onto, is_merged)
            for kind, of_label in [] if is_merged else list(self.said):
                if of_label == label:
                    self.said.setdefault((kind, onto), self.said[kind, label])
        return onto

    def own(self, member: Member, name: str, taken: set[str]) -> str:
        """A label for members of that name as actors of their own, as the resolver would make it, that is none of ``taken``."""
        label = f"{class_of(member.actor_type)}|{name}"
        while label in self.turned or label in taken:
            label += "|apart"
        return label

    def find(self, key: ActorKey, article_id: str | None = None) -> list[Member]:
        """The members a key means: those of its Wikidata id, else those of its name, type and country, as corrected so far."""
        linked = [member for member in self.named[key.wikidata_id or ""] if self._is_linked(member, key.wikidata_id)]
        name = self.names[key.actor_name]
        found = linked or [
            member for member in self.named[name] if self._is_called(member, name) and self._fits(member, key)
        ]
        return [member for member in dict.fromkeys(found) if article_id in (None, member.article_id)]

    def _is_linked(self, member: Member, wikidata_id: str | None) -> bool:
        label = self.now(member).label
        return label == wikidata_id or (member.wikidata_id == wikidata_id and ("qid", label) not in self.said)

    def _is_called(self, member: Member, name: str) -> bool:
        """Whether an actor of the member's is called so; one set apart under another name no longer answers to its old one."""
        said = self.said.get(("rename", self.now(member).label))
        if said and self.names[name_said(said)] == name:
            return True
        return member.name == name and not member.is_short and not (said and member in self.moved)

    def _fits(self, member: Member, key: ActorKey) -> bool:
        said = self.said.get(("type", self.now(member).label))
        actor_type = said.value if said and said.value else member.actor_type
        return is_of_type(actor_type, key) and key.country_code in (None, member.country_code)


def class_of(actor_type: str) -> str:
    """Groups and organisations are one class of actors."""
    return CLASSES.get(actor_type, actor_type)


def name_said(correction: Correction) -> str:
    """The name a rename or a split gives."""
    return correction.value_actor.actor_name if correction.value_actor else correction.value or ""
