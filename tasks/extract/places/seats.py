"""Places inside the names of institutions and buildings ("Dublin City Council"), and of persons with where they are from."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from tasks.extract.places.gazetteer import Gazetteer
from tasks.extract.places.missed import LONGEST_NAME
from tasks.extract.places.spans import Candidate, candidate_at
from tasks.extract.places.words import INSTITUTIONS, INSTITUTIONS_OF
from tasks.records import ArticleActors

WORD = re.compile(r"[^\s,;()]+")
FROM = re.compile(r"\S \S*.* of (?=[A-Z])")


def find_seats(doc: Doc, text: str, actors: ArticleActors, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The known places that names state: before a word for an institution, after one and "of", after a full name and "of"."""
    spans = {(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in ("ORG", "FAC")}
    spans |= {(m.start_char, m.end_char) for m in actors.mentions if m.actor_type in ("organisation", "place")}
    for start, end in sorted(spans):
        seat = _seat_in(text, start, end, gazetteer)
        if seat is not None:
            yield seat
    for mention in actors.mentions:
        named_from = FROM.match(mention.text) if mention.actor_type in ("person", "organisation") else None
        if named_from is not None:
            seat = candidate_at(text, mention.start_char + named_from.end(), mention.end_char, gazetteer)
            if seat is not None and seat.choices:
                yield seat


def _seat_in(text: str, start: int, end: int, gazetteer: Gazetteer) -> Candidate | None:
    """The longest known place that an institution's name states."""
    words = [word for word in WORD.finditer(text, start, end) if word[0].lower() != "the"]
    lowered = [word[0].lower() for word in words]
    is_stated_after = lowered[1:2] == ["of"] and lowered[0] in INSTITUTIONS_OF
    first = 2 if is_stated_after else 0
    for after in range(min(first + LONGEST_NAME, len(words)), first, -1):
        if is_stated_after or INSTITUTIONS.intersection(lowered[after:]):
            seat = candidate_at(text, words[first].start(), words[after - 1].end(), gazetteer)
            if seat is not None and gazetteer.lookup(seat.text):
                return seat
    return None
