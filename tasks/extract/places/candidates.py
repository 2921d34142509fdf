"""Where an article may name a place: what its form states, the model's and the actors' places, and known names that both missed."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from tasks.extract.places.doubtful import doubtful_mentions, is_misread, is_told
from tasks.extract.places.gazetteer import Gazetteer
from tasks.extract.places.missed import find_missed
from tasks.extract.places.resolving import resolve
from tasks.extract.places.seats import find_seats
from tasks.extract.places.spans import Candidate, Cover, candidate_at, state_after, without_overlap
from tasks.extract.places.stated import find_stated
from tasks.extract.places.surroundings import Surroundings, is_sure
from tasks.records import ArticleActors, Mention

PLACE_LABELS = frozenset({"GPE", "LOC"})


def find_candidates(doc: Doc, text: str, actors: ArticleActors, gazetteer: Gazetteer) -> list[Candidate]:
    """All candidates, in order of the text and without overlap.

    Words inside the name of a person, organisation or group are none ("Paris Hilton", "Bank of England"), whatever the model says;
    but an institution's name gives the place it states ("Dublin City Council"), and a place's name that was read as another name
    without a fuller form is a place after "in", before a state, where the model says so, where it is one elsewhere in the article,
    and where it is one near the places that are sure.
    """
    stated = find_stated(text, gazetteer)
    doubtful = doubtful_mentions(actors, doc, gazetteer)
    taken = Cover(text, [*_spans(stated), *map(_span, _no_places(actors, doubtful))])
    named = taken.outside(_named(doc, text, actors, gazetteer))
    doubt = Cover(text, map(_span, doubtful))
    told = _at(text, (m for m in doubtful if is_told(m, doc, text, gazetteer)), gazetteer)
    sure = without_overlap([*stated, *(c for c in named if c.choices and not doubt.touches(c)), *told])
    around = Surroundings(sure, resolve(sure, text, None))
    misread = [c for c in taken.outside(_at(text, doubtful, gazetteer)) if is_misread(c, doc, around)]
    found = [*stated, *misread, *(c for c in named if not doubt.touches(c))]
    taken.add(map(_span, doubtful))
    states = [state for c in found if (state := state_after(c.end_char, text, gazetteer)) is not None]
    seats = [s for s in find_seats(doc, text, actors, gazetteer) if is_sure(s.choices) or around.tell(s.key, s.choices)]
    found = _with_seats([*found, *taken.outside(states)], seats, text)
    taken.add(_spans(found))
    missed = find_missed(doc, gazetteer, actors, around)
    return without_overlap([*found, *taken.outside(missed)])


def _named(doc: Doc, text: str, actors: ArticleActors, gazetteer: Gazetteer) -> list[Candidate]:
    """The model's places and the actors' mentions of type place."""
    spans = {(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in PLACE_LABELS}
    spans |= {_span(mention) for mention in actors.mentions if mention.actor_type == "place"}
    return [c for start, end in sorted(spans) if (c := candidate_at(text, start, end, gazetteer)) is not None]


def _no_places(actors: ArticleActors, doubtful: set[Mention]) -> Iterator[Mention]:
    """The names that are no places' beyond doubt."""
    return (m for m in actors.mentions if m.actor_type != "place" and m not in doubtful)


def _at(text: str, mentions: Iterable[Mention], gazetteer: Gazetteer) -> list[Candidate]:
    found = (candidate_at(text, m.start_char, m.end_char, gazetteer) for m in mentions)
    return [candidate for candidate in found if candidate is not None]


def _with_seats(found: list[Candidate], seats: list[Candidate], text: str) -> list[Candidate]:
    """Places and institutions' seats; what holds a seat and is not in the gazetteer itself ("Ludlow Town Hall") gives way to it."""
    seated = Cover(text, _spans(seats))
    return [*(c for c in found if c.choices or not seated.touches(c)), *seats]


def _span(mention: Mention) -> tuple[int, int]:
    return mention.start_char, mention.end_char


def _spans(candidates: Iterable[Candidate]) -> Iterator[tuple[int, int]]:
    return ((candidate.start_char, candidate.end_char) for candidate in candidates)
