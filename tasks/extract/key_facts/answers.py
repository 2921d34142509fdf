"""Candidates for who, when and where, each scored by what the article says and where it says it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import log

from spacy.tokens import Doc, Span

from tasks.extract.key_facts import phrases
from tasks.extract.key_facts.ranking import PRONOUNS, Answer, Clause, nearness, shared, stems
from tasks.records import ActorType, ArticleActors, DateMention, Mention, Place

ACTING_CLAUSES = 4
PLACE_LABELS = ("GPE", "LOC", "FAC")
BEFORE_PLACE = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "from", "to"})
# Who acts can be a person, an organisation or a group; a country acts too, but less often stands for one who does.
ACTOR_WORTH = {"person": 1.0, "organisation": 0.8, "group": 0.5, "place": 0.4}
UNNAMED_WORTH = 0.8
POSSESSIVES = ("'s", "’s")


def who(acts: Sequence[Clause], actors: ArticleActors, text: str, keys: frozenset[str]) -> list[Answer]:
    """The article's actors by mentions, title and what they do in the lead, and the other subjects of its best clauses."""
    acting: dict[int, float] = {}
    answers = []
    for rank, act in enumerate(acts[:ACTING_CLAUSES]):
        start, end = act.subject.start_char, act.subject.end_char
        entity = actors.entity_at(start, end)
        weight = 1.2 - 0.3 * rank
        if entity is not None:
            acting.setdefault(entity, weight)
        elif text[start:end].lower() not in PRONOUNS:
            answers.append(
                Answer(start, end, UNNAMED_WORTH * (weight + nearness(start)) + shared(text[start:end], keys))
            )
    for entity_no, mentions in named(actors).items():
        first = mentions[0]
        score = 0.3 * log(1 + len(mentions)) + nearness(first.start_char) + acting.get(entity_no, 0.0)
        score += 1.0 * bool(stems(first.text) & keys)
        answers.append(Answer(first.start_char, first.end_char, score * ACTOR_WORTH[first.actor_type]))
    return answers


def named(actors: ArticleActors) -> dict[int, list[Mention]]:
    """The mentions by name of each entity, in order."""
    found: dict[int, list[Mention]] = {}
    for mention in sorted(actors.mentions, key=lambda m: m.start_char):
        if mention.text[:1].isupper():
            found.setdefault(mention.entity_no, []).append(mention)
    return found


def when(dates: Sequence[DateMention], text: str, best: tuple[int, int] | None, published: date | None) -> list[Answer]:
    """Date expressions: days before months and years, early ones first, the week before publication and the main clause's sentence
    above all.

    A date that only tells which ("Tuesday's election") is less often the answer.
    """
    answers = []
    for mention in dates:
        score = nearness(mention.start_char)
        is_day = mention.from_date == mention.to_date
        score += 0.5 * is_day
        score += 0.5 * (best is not None and best[0] <= mention.start_char < best[1])
        score += 0.4 * is_recent(mention, published)
        score -= 0.5 * text[mention.end_char : mention.end_char + 2].endswith(("'s", "\u2019s", "' ", "\u2019 "))
        score -= 0.3 * (mention.value_edtf is not None and mention.anchor_date is None and not is_day)
        answers.append(Answer(mention.start_char, mention.end_char, score))
    return answers


def is_recent(mention: DateMention, published: date | None) -> bool:
    """Whether a date lies in the week before publication."""
    return published is not None and mention.to_date is not None and 0 <= (published - mention.to_date).days <= 7


def where(
    doc: Doc,
    text: str,
    places: Sequence[Place],
    actors: ArticleActors,
    keys: frozenset[str],
    best: tuple[int, int] | None,
) -> list[Answer]:
    """Places that a preposition leads in, and named sites: early ones first, in the title or a sentence like it above all.

    A place in a clause that tells of something else ("invented in ...") is less often the answer. Who is a person elsewhere in the article,
    or an organisation and no site, is none.
    """
    types = {entity.entity_no: entity.actor_type for entity in actors.entities}
    role = {"dateline": 0.4, "event": 0.4, "mentioned": 0.0}
    spans = {(place.start_char, place.end_char): role[place.place_role] for place in places}
    for entity in doc.ents:
        if entity.label_ in PLACE_LABELS and is_site(entity, actors, types):
            spans.setdefault((entity.start_char, entity.end_char), 0.0)
    whole = widest(spans)
    often = Counter(name_of(text[start:end]) for start, end in whole)
    answers = []
    for (start, end), worth in whole.items():
        before = text[max(0, start - 20) : start].lower().split()[-2:]
        around = doc.char_span(start, end, alignment_mode="expand")
        score = worth + nearness(start) + 0.2 * log(often[name_of(text[start:end])])
        score += 0.6 * bool(BEFORE_PLACE & set(before))
        score += 0.5 * bool(stems(text[start:end]) & keys)
        score += 0.3 * (best is not None and best[0] <= start < best[1])
        if around is not None and doc.has_annotation("DEP"):
            score += shared(around.sent.text, keys) - 0.2 * phrases.is_aside(around.root)
        answers.append(Answer(start, end, score))
    return answers


def is_site(entity: Span, actors: ArticleActors, types: dict[int, ActorType]) -> bool:
    """Whether what the model takes for a place is none of the article's persons, and an organisation only as a building."""
    entity_no = actors.entity_at(entity.start_char, entity.end_char)
    actor_type = types.get(entity_no) if entity_no is not None else None
    return actor_type != "person" and (actor_type != "organisation" or entity.label_ == "FAC")


def widest(spans: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """The spans that lie in no other one ("the White House" for "White"), each worth the most of what lies in it."""
    whole: dict[tuple[int, int], float] = {}
    last: tuple[int, int] | None = None
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if last is None or span[1] > last[1]:
            last = span
        whole[last] = max(spans[span], whole.get(last, 0.0))
    return whole


def name_of(words: str) -> str:
    """A place's name without an article."""
    return words.removeprefix("the ").removeprefix("The ")
