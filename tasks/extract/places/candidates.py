"""Where an article may name a place: the model's entities, the actors of type place, and known names that both missed."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from tasks.extract.places.gazetteer import Gazetteer, name_key
from tasks.extract.places.missed import LONGEST_NAME, find_missed
from tasks.extract.places.spans import Candidate, Cover, candidate_at, state_after, without_overlap
from tasks.extract.places.words import INSTITUTIONS, INSTITUTIONS_OF, LOCATING
from tasks.records import ArticleActors, Mention

PLACE_LABELS = frozenset({"GPE", "LOC"})
WORD = re.compile(r"[^\s,;()]+")
LONGEST_WORD = 20  # characters looked back for the word before a name


def find_candidates(doc: Doc, text: str, actors: ArticleActors, gazetteer: Gazetteer) -> list[Candidate]:
    """All candidates, in order of the text and without overlap.

    Words inside the name of a person, organisation or group are none ("Paris Hilton", "Bank of England"), whatever the model says;
    but an institution's name gives the place it states ("Dublin City Council"), and a place's name that was read as another name
    without a fuller form is a place after "in", before a state, where the model says so, or where it is one elsewhere.
    """
    doubtful = set(_doubtful(actors, gazetteer))
    named = _outside(_named(doc, text, actors, gazetteer), _cover(text, actors, doubtful))
    doubt = Cover(text, map(_span, doubtful))
    sure_keys = {candidate.key for candidate in named if candidate.choices and not doubt.touches(candidate)}
    misread = {mention for mention in doubtful if _is_misread(mention, doc, text, sure_keys, gazetteer)}
    taken = _cover(text, actors, misread)
    found = _outside(named, taken)
    found += [c for m in misread if (c := candidate_at(text, m.start_char, m.end_char, gazetteer)) is not None]
    states = [state for c in found if (state := state_after(c.end_char, text, gazetteer)) is not None]
    found += [*_outside(states, taken), *_seats(doc, text, actors, gazetteer)]
    taken.add((candidate.start_char, candidate.end_char) for candidate in found)
    return without_overlap([*found, *_outside(list(find_missed(doc, gazetteer, sure_keys, actors)), taken)])


def _named(doc: Doc, text: str, actors: ArticleActors, gazetteer: Gazetteer) -> list[Candidate]:
    """The model's places and the actors' mentions of type place."""
    spans = {(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in PLACE_LABELS}
    spans |= {_span(mention) for mention in actors.mentions if mention.actor_type == "place"}
    return [c for start, end in sorted(spans) if (c := candidate_at(text, start, end, gazetteer)) is not None]


def _span(mention: Mention) -> tuple[int, int]:
    return mention.start_char, mention.end_char


def _cover(text: str, actors: ArticleActors, released: set[Mention]) -> Cover:
    """The characters of names that are no places', but for the mentions released."""
    return Cover(text, (_span(m) for m in actors.mentions if m.actor_type != "place" and m not in released))


def _outside(candidates: Sequence[Candidate], cover: Cover) -> list[Candidate]:
    return [candidate for candidate in candidates if not cover.touches(candidate)]


def _doubtful(actors: ArticleActors, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The persons' and organisations' mentions that are a known place's name and have no fuller form in the article."""
    names_of = {entity.entity_no: entity.names for entity in actors.entities}
    for mention in actors.mentions:
        if mention.actor_type in ("person", "organisation") and gazetteer.lookup(mention.text):
            names = names_of.get(mention.entity_no, ())
            if not any(len(name) > len(mention.text) and mention.text in name for name in names):
                yield mention


def _is_misread(mention: Mention, doc: Doc, text: str, sure_keys: set[str], gazetteer: Gazetteer) -> bool:
    """Whether a doubtful mention is a place."""
    words_before = text[max(0, mention.start_char - LONGEST_WORD) : mention.start_char].split()
    span = doc.char_span(mention.start_char, mention.end_char)
    return (
        name_key(mention.text) in sure_keys
        or bool(words_before and words_before[-1].lower() in LOCATING)
        or state_after(mention.end_char, text, gazetteer) is not None
        or (span is not None and all(token.ent_type_ == "GPE" for token in span))
    )


def _seats(doc: Doc, text: str, actors: ArticleActors, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The places in institutions' names: before a word for an institution, or after one and "of"."""
    spans = {(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in ("ORG", "FAC")}
    spans |= {_span(mention) for mention in actors.mentions if mention.actor_type == "organisation"}
    for start, end in sorted(spans):
        seat = _seat_in(text, start, end, gazetteer)
        if seat is not None:
            yield seat


def _seat_in(text: str, start: int, end: int, gazetteer: Gazetteer) -> Candidate | None:
    """The longest known place that an institution's name states."""
    words = [word for word in WORD.finditer(text, start, end) if word[0].lower() != "the"]
    lowered = [word[0].lower() for word in words]
    is_stated_after = lowered[1:2] == ["of"] and lowered[0] in INSTITUTIONS_OF
    first = 2 if is_stated_after else 0
    if "county" in lowered[1:LONGEST_NAME]:
        county = candidate_at(text, words[0].start(), words[lowered.index("county", 1)].end(), gazetteer)
        if county is not None and gazetteer.lookup(county.text):
            return county
    for after in range(min(first + LONGEST_NAME, len(words)), first, -1):
        if is_stated_after or INSTITUTIONS.intersection(lowered[after : after + 1]):
            seat = candidate_at(text, words[first].start(), words[after - 1].end(), gazetteer)
            if seat is not None and gazetteer.lookup(seat.text):
                return seat
    return None
