"""Names that were read as a person's or an organisation's and may be a place's."""

import re

from spacy.tokens import Doc

from tasks.extract.places.gazetteer import Gazetteer
from tasks.extract.places.spans import DIRECTIONS, Candidate, state_after
from tasks.extract.places.surroundings import Surroundings, is_larger, is_sure
from tasks.extract.places.words import INHABITANTS, INSTITUTIONS, LEAST_SPORT, LOCATING, SPORT
from tasks.extract.tokens import column_of
from tasks.records import ArticleActors, Mention

ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "dative"})
LONGEST_WORD = 20  # characters looked back for the word before a name, and on for the one after it
INHABITED = re.compile(r" (\w+)")


def doubtful_mentions(actors: ArticleActors, doc: Doc, gazetteer: Gazetteer) -> set[Mention]:
    """The mentions of other types that are a known place's name and have no fuller form in the article, nor are some person's surname there.

    What the model takes for a place is doubtful in any case where the name alone tells a place ("Sudan"). In a report of sport an
    organisation with a town's name is its club.
    """
    names_of = {entity.entity_no: entity.names for entity in actors.entities}
    people = (name for entity in actors.entities if entity.actor_type == "person" for name in entity.names)
    surnames = {name.rsplit(" ", 1)[1] for name in people if " " in name and " of " not in name}
    is_sport = len(SPORT.intersection(column_of(doc, "LOWER"))) >= LEAST_SPORT
    found = set()
    for mention in actors.mentions:
        choices = gazetteer.lookup(mention.text) if mention.actor_type != "place" else ()
        if not choices:
            continue
        is_models = _is_models_place(mention, doc)
        is_club = is_sport and mention.actor_type == "organisation" and not is_models and not is_larger(choices)
        is_alone = not any(_is_fuller(name, mention.text) for name in names_of.get(mention.entity_no, ()))
        is_surname = mention.actor_type == "person" and mention.text in surnames
        if not is_club and ((is_alone and not is_surname) or (is_models and is_sure(choices))):
            found.add(mention)
    return found


def _is_fuller(name: str, short: str) -> bool:
    """Whether a name says more of who ``short`` is; "Nelson Weir of Lund", "North Texas" and "Lund Fire Department" name the place."""
    if len(name) <= len(short) or short not in name:
        return False
    if name.endswith(short):
        rest = name.removesuffix(short)
        return not (rest.endswith(" of ") or DIRECTIONS.fullmatch(rest + short[:1], endpos=len(rest)) is not None)
    return not (name.startswith(f"{short} ") and name.rsplit(" ", 1)[1].lower() in INSTITUTIONS)


def is_told(mention: Mention, doc: Doc, text: str, gazetteer: Gazetteer) -> bool:
    """Whether the words around a doubtful mention, or the model, tell that it is a place."""
    before = text[max(0, mention.start_char - LONGEST_WORD) : mention.start_char]
    word_before = before.split()[-1:]
    word_after = INHABITED.match(text, mention.end_char)
    return (
        bool(word_before and word_before[0].lower() in LOCATING)
        or before.endswith(", of ")
        or bool(word_after and word_after[1].lower() in INHABITANTS)
        or state_after(mention.end_char, text, gazetteer) is not None
        or _is_models_place(mention, doc)
    )


def _is_models_place(mention: Mention, doc: Doc) -> bool:
    span = doc.char_span(mention.start_char, mention.end_char)
    return span is not None and all(token.ent_type_ == "GPE" for token in span)


def is_misread(candidate: Candidate, doc: Doc, around: Surroundings) -> bool:
    """Whether a doubtful name is a place: a country's or region's, one that is told elsewhere, or one near the sure places.

    Nearness does not tell it of a clause's subject or object, as persons, firms and clubs are.
    """
    if is_larger(candidate.choices) or candidate.key in around.keys:
        return True
    span = doc.char_span(candidate.start_char, candidate.end_char, alignment_mode="expand")
    acts = span is not None and span.root.dep_ in ACTING
    return not acts and around.tell(candidate.key, candidate.choices)
