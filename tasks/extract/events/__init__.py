"""Events of an article: who did what to whom, in PLOVER's 16 types."""

from collections.abc import Sequence
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from tasks.extract.events.circumstances import Circumstances
from tasks.extract.events.clause import children, is_leading, is_reported, phrase_span
from tasks.extract.events.reading import Draft, draft_of
from tasks.extract.events.triggers import find_triggers
from tasks.records import ArticleActors, DateMention, Event, Place, Span

Modality = Literal["asserted", "planned", "hypothetical", "historical", "reported"]
# How sure a trigger is by its kind, and what takes from it: set by judgement; docs/events.md has the share that is right.
SURENESS = {"verb": 0.9, "adjective": 0.9, "duty": 0.75, "noun": 0.75}
WITHOUT_ACTOR = -0.2
IN_PASSING = -0.45
MERELY_POSSIBLE = -0.1


def find_events(
    doc: Doc,
    text: str,
    actors: ArticleActors,
    dates: tuple[DateMention, ...],
    places: tuple[Place, ...],
    quote_spans: Sequence[Span],
) -> tuple[Event, ...]:
    """The events that the article's clauses tell, at most one of a type and actor in a sentence, in order.

    ``doc`` is the parsed ``text``; without a parse there are none. Types follow the PLOVER codebook: cooperation that is
    announced is AGREE, announced conflict THREATEN, cooperation that will not be REJECT. Saying alone is no event.
    ``confidence`` is 0 to 1 and orders events.
    """
    if not doc.has_annotation("DEP"):
        return ()
    around = Circumstances(dates, places, quote_spans)
    events: list[Event] = []
    for sentence in doc.sents:
        drafts = [draft for trigger in find_triggers(sentence) if (draft := draft_of(trigger, actors))]
        events += [event_of(draft, text, actors, around, sentence) for draft in one_of_each(drafts)]
    return tuple(events)


def one_of_each(drafts: list[Draft]) -> list[Draft]:
    """One draft a type and actor: verbs before nouns, then the earlier; one without an actor only when alone of its type."""
    kept: dict[tuple[str, str | None], Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.actor is None, d.trigger.entry.kind == "noun")):
        actor = draft.actor.lower_ if draft.actor is not None else None
        if actor is not None or all(event_type != draft.event_type for event_type, _ in kept):
            kept.setdefault((draft.event_type, actor), draft)
    return sorted(kept.values(), key=lambda d: d.trigger.token.i)


def event_of(draft: Draft, text: str, actors: ArticleActors, around: Circumstances, sentence: Words) -> Event:
    """The record of a draft, with its date and place."""
    trigger, reach = draft.trigger, (sentence.start_char, sentence.end_char)
    start, end = trigger.token.idx, trigger.last.idx + len(trigger.last)
    is_mutual = draft.actor is not None and draft.recipient in children(draft.actor, "conj")
    actor_text, actor_no = party(draft.actor, text, actors, with_others=not is_mutual)
    # "accused the governor of fraud": what follows "of" is the charge, however the parser ties it.
    is_charge = draft.event_type == "ACCUSE"
    recipient_text, recipient_no = party(draft.recipient, text, actors, with_of=not is_charge)
    modality = modality_of(draft, around, reach)
    return Event(
        event_type=draft.event_type,
        action_text=text[start:end],
        actor_text=actor_text,
        actor_entity_no=actor_no,
        recipient_text=recipient_text,
        recipient_entity_no=recipient_no,
        is_negated=draft.is_negated,
        modality=modality,
        event_date=around.day(reach, start),
        place_start_char=around.place(reach, start, text),
        start_char=start,
        end_char=end,
        confidence=confidence_of(draft, modality),
    )


def party(
    head: Token | None, text: str, actors: ArticleActors, *, with_others: bool = True, with_of: bool = True
) -> tuple[str | None, int | None]:
    """The words of an actor or recipient and the entity they name."""
    if head is None:
        return None, None
    start, end = phrase_span(head, with_others=with_others, with_of=with_of)
    return text[start:end], actors.entity_at(start, end)


def modality_of(draft: Draft, around: Circumstances, reach: tuple[int, int]) -> Modality:
    """Possible and planned before historical, that before what only somebody says; else asserted."""
    at = draft.trigger.token.idx
    if draft.outlook == "hypothetical":
        return "hypothetical"
    if draft.outlook == "planned":
        return "planned"
    if around.is_long_ago(reach, at):
        return "historical"
    return "reported" if around.is_quoted(at) or is_reported(draft.trigger.token) else "asserted"


def confidence_of(draft: Draft, modality: Modality) -> float:
    """How sure the event is, by its trigger, its actor, its place in the sentence and its modality."""
    sureness = SURENESS[draft.trigger.entry.kind]
    sureness += WITHOUT_ACTOR if draft.actor is None else 0
    sureness += 0 if is_leading(draft.trigger.token) else IN_PASSING
    sureness += MERELY_POSSIBLE if modality == "hypothetical" else 0
    return round(max(sureness, 0.1), 2)
