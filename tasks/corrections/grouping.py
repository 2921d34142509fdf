"""Corrections of who is who, as pure decisions over the actors that the resolver found.

They are replayed in the order of their times, and judged when all are done: a merge whose sides a later split parted is overruled, whatever
words either used.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.corrections.labels import Labels, Member, Move, class_of, name_said
from tasks.corrections.outcomes import Outcome, applied, overruled, unmatched
from tasks.records import ActorKey, Correction

NO_ACTOR = "there is no actor of that name"
NO_OTHER = "there is no actor of the name it would be merged into"


@dataclass(frozen=True, slots=True)
class Step:
    """A correction that found its members; ``others`` are the side that stays."""

    correction: Correction
    members: tuple[Member, ...]
    others: tuple[Member, ...] = ()


def replay(labels: Labels, corrections: Sequence[tuple[Correction, str | None]]) -> list[Outcome]:
    """Replay corrections, each with the article it is limited to, and say what became of each."""
    steps = [_take(labels, correction, article_id) for correction, article_id in corrections]
    latest: dict[Member, Correction] = {}
    for step in steps:
        if isinstance(step, Step):
            latest.update(dict.fromkeys((*step.members, *step.others), step.correction))
    return [step if isinstance(step, Outcome) else _judge(labels, step, latest) for step in steps]


def _take(labels: Labels, correction: Correction, article_id: str | None) -> Step | Outcome:
    target, value = correction.target_actor, correction.value_actor
    members = tuple(labels.find(target, article_id)) if target else ()
    if not members:
        return unmatched(correction, NO_ACTOR)
    if correction.kind == "merge" and value:
        return _merge(labels, correction, members, labels.find(value), is_whole=article_id is None)
    if correction.kind == "split" and target and value:
        return _split(labels, correction, target, value, article_id)
    return _say(labels, correction, members)


def _merge(
    labels: Labels, correction: Correction, members: tuple[Member, ...], found: Sequence[Member], *, is_whole: bool
) -> Step | Outcome:
    others = tuple(member for member in found if member not in members)
    onto = {labels.now(member).label for member in others}
    if len(onto) != 1:
        reason = f"{len(onto)} actors have the name it would be merged into: say its type, country or QID"
        return unmatched(correction, reason if onto else NO_OTHER)
    (label,) = onto
    for member in members:
        here = labels.now(member).label
        if here != label and is_whole:
            labels.turn(here, label, is_merged=True)
        elif here != label:
            labels.moved[member] = Move(label, True)
    return Step(correction, members, others)


def _split(
    labels: Labels, correction: Correction, target: ActorKey, value: ActorKey, article_id: str | None
) -> Step | Outcome:
    whole = labels.find(target)
    wholes = {labels.now(member).label for member in whole}
    name = labels.names[(target if article_id else value).actor_name]
    of_name = [each for each in labels.named[name] if each.name == name and article_id in (None, each.article_id)]
    if not of_name:
        return unmatched(correction, f"no article names {value.actor_name}")
    going = tuple(member for member in of_name if labels.now(member).label in wholes)
    staying = tuple(member for member in whole if member not in going)
    if going and not (_undo(labels, staying, going) or _undo(labels, going, staying)):
        _part(labels, correction, value, going, wholes)
    return Step(correction, going or tuple(of_name), staying)


def _undo(labels: Labels, side: Sequence[Member], other: Sequence[Member]) -> bool:
    """Part two sides by taking back the merges of one, where that does it: each then has the id that it had before."""
    starts = {member.label for member in side}
    if not side or not other or any(start not in labels.turned for start in starts):
        return False
    turned = {start: labels.turned.pop(start) for start in starts}
    is_parted = {labels.now(each).label for each in side}.isdisjoint(labels.now(each).label for each in other)
    if not is_parted:
        labels.turned.update(turned)
    return is_parted


def _part(labels: Labels, correction: Correction, value: ActorKey, going: Sequence[Member], wholes: set[str]) -> None:
    name = labels.names[value.actor_name]
    known = {labels.now(member).label for member in labels.find(value)} - wholes
    label = known.pop() if len(known) == 1 else labels.own(going[0], name, wholes)
    if label not in known and name != going[0].name:
        labels.said.setdefault(("rename", label), correction)
    labels.moved.update(dict.fromkeys(going, Move(label, False)))
    labels.add(going, name)


def _say(labels: Labels, correction: Correction, members: tuple[Member, ...]) -> Step:
    value = correction.value or ""
    for label in sorted({labels.now(member).label for member in members}):
        onto = label
        if correction.kind == "qid":
            onto = value if value != "none" else labels.own(members[0], members[0].name, {label})
            labels.add(members, value)
        elif correction.kind == "type" and "|" in label:
            onto = f"{class_of(value)}|{label.partition('|')[2]}"
        elif correction.kind == "rename":
            labels.add(members, labels.names[name_said(correction)])
        labels.said[correction.kind, labels.turn(label, onto, is_merged=False)] = correction
    return Step(correction, members)


def _judge(labels: Labels, step: Step, latest: dict[Member, Correction]) -> Outcome:
    """Whether a correction holds after all were replayed; ``latest`` is the last that spoke of a member."""
    correction, kind = step.correction, step.correction.kind
    ends = [labels.now(member).label for member in step.members]
    elsewhere = {labels.now(member).label for member in step.others}
    if kind == "merge":
        holding = [label for label in ends if label in elsewhere]
    elif kind == "split":
        holding = [label for label in ends if elsewhere != {label}]
    else:
        said = {label: labels.said[kind, label] for label in ends if (kind, label) in labels.said}
        holding = [label for label in ends if label in said and said[label].value == correction.value]
        latest = latest if not said else dict.fromkeys(step.members, said.popitem()[1])
    if holding:
        return applied(correction, holding, len(holding))
    later = max((latest[member] for member in step.members), key=lambda each: (each.made_at, each.line_no))
    return overruled(correction, later.line_no)
