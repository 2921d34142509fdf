"""From a trigger to who did what to whom."""

from dataclasses import dataclass

from spacy.tokens import Token

from tasks.extract.events import clause
from tasks.extract.events.triggers import Trigger, trigger_at
from tasks.records import ArticleActors

# PLOVER: cooperation that is announced is AGREE, conflict that is announced is THREATEN.
COOPERATION = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
CONFLICT = frozenset({"PROTEST", "SANCTION", "COERCE", "ASSAULT"})
HOLDING_WORDS = """
    hold holds held holding take takes took begin begins began begun start started starts end ended ends resume resumed
    continue continued continues plan planned call called convene convened host hosted attend attended join joined launch
    launched stage staged lead led carry carried conduct conducted open opened make made organise organised organize
    organized schedule scheduled cancel cancelled canceled postpone postponed happen happened occur occurred
"""
HOLDING = frozenset(HOLDING_WORDS.split())
# "This allows us to …": nobody acts.
POINTING = frozenset({"this", "that", "these", "those", "what", "which", "there"})
# "Israel is opposed to it": in the form of a passive, and yet the subject's own.
STATES = frozenset({"committed", "opposed", "pledged"})
BY = frozenset({"by", "between", "among"})
BY_BOTH = BY | {"of"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A trigger with its parties and its standing, before offsets and records."""

    trigger: Trigger
    event_type: str
    actor: Token | None
    recipient: Token | None
    is_negated: bool
    outlook: str | None


def draft_of(trigger: Trigger, actors: ArticleActors) -> Draft | None:
    """What the clause around a trigger says of it; None when it only mentions an event."""
    if trigger.entry.kind == "noun":
        return noun_draft(trigger)
    if trigger.entry.kind == "duty":
        return duty_draft(trigger)
    verb = trigger.token
    passive = clause.is_passive(verb) and verb.lower_ not in STATES
    actor = clause.agent_of(verb) if passive else clause.subject_of(verb)
    patients = [patient] if passive and (patient := clause.patient_of(verb)) else []
    if actor is not None and actor.lower_ in POINTING:
        return None
    others = [thing for thing in patients + clause.objects_of(verb) if thing.lower_ not in trigger.entry.company]
    recipient = best_recipient(others, actor, actors)
    negated, outlook = clause.is_negated(verb), clause.outlook(verb)
    event_type = announced(trigger.entry.event_type, negated, outlook)
    if event_type == "AGREE" and any(
        promises_conflict(clause_below) for clause_below in clause.children(verb, "xcomp")
    ):
        event_type = "THREATEN"
    is_changed = event_type == "REJECT" != trigger.entry.event_type
    return Draft(trigger, event_type, actor, recipient, negated and not is_changed, outlook)


def promises_conflict(verb: Token) -> bool:
    """Whether what somebody vows or is ready to do is an act of conflict."""
    promised = trigger_at(verb)
    return promised is not None and promised.entry.event_type in CONFLICT


def duty_draft(trigger: Trigger) -> Draft:
    """ "X said that Y must do it": X requests it of Y."""
    verb = trigger.token.head
    speakers = clause.children(verb.head, "nsubj")
    return Draft(trigger, "REQUEST", next(iter(speakers), None), clause.subject_of(verb), clause.is_negated(verb), None)


def announced(event_type: str, negated: bool, outlook: str | None) -> str:
    """The type of an act that is announced rather than done, as the PLOVER codebook counts it."""
    if outlook == "planned" and event_type in COOPERATION | {"AGREE"}:
        return "REJECT" if negated else "AGREE"
    if outlook == "planned" and event_type in CONFLICT and not negated:
        return "THREATEN"
    return event_type


def best_recipient(objects: list[Token], actor: Token | None, actors: ArticleActors) -> Token | None:
    """The first object that names an actor of the article, else the first object."""
    others = [thing for thing in objects if thing != actor]
    named = [thing for thing in others if actors.entity_at(*clause.phrase_span(thing)) is not None]
    return next(iter(named or others), None)


def noun_draft(trigger: Trigger) -> Draft | None:
    """What stands around an event noun: "Kenyan airstrikes on X", "talks between X and Y", "the meeting was called by X".

    A noun that nobody is tied to and that nobody holds ("key members of the meeting") only mentions an event: None.
    """
    noun = trigger.token
    holder = noun.head if noun.dep_ in ("nsubj", "nsubjpass", "dobj") and noun.head.lower_ in HOLDING else None
    is_mutual = trigger.entry.event_type == "CONSULT"
    parties = named_by(noun, BY_BOTH if is_mutual else BY)
    owners = [owner for owner in clause.children(noun, "poss") if owner.tag_ != "PRP$"]
    actor = next(iter(parties + owners), None) or origin_of(noun)
    if actor is None and noun.dep_ == "dobj":
        actor = clause.subject_of(noun.head)
    if actor is None and holder is not None:
        actor = clause.agent_of(holder)
    partners = clause.children(parties[0], "conj") if parties else []
    recipient = next(iter(partners + named_by(noun, clause.TOWARDS if is_mutual else clause.TOWARDS | {"of"})), None)
    if actor is None and recipient is None and holder is None:
        return None
    negated = clause.is_none(noun) or (holder is not None and clause.is_negated(holder))
    outlook = clause.outlook(holder) if holder is not None else None
    event_type = announced(trigger.entry.event_type, negated, outlook)
    return Draft(trigger, event_type, actor, recipient, negated and event_type != "REJECT", outlook)


def named_by(noun: Token, words: frozenset[str]) -> list[Token]:
    """The nouns that these prepositions tie to a noun, also over a verb that only holds it: "was held with X"."""
    prepositions = [p for p in clause.children(noun, "prep", "agent") if p.lower_ in words]
    prepositions += [
        p for verb in clause.children(noun, "acl") for p in clause.children(verb, "agent", "prep") if p.lower_ in words
    ]
    return [thing for preposition in prepositions for thing in clause.children(preposition, "pobj")]


def origin_of(noun: Token) -> Token | None:
    """The people or country that stands as an adjective before the noun: "Kenyan airstrikes"."""
    before = [
        child
        for child in clause.children(noun, "amod", "compound", "nmod")
        if child.ent_type_ in ("NORP", "GPE", "ORG")
    ]
    return before[0] if before else None
