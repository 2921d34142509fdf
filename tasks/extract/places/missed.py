"""Known places' names that the model took for nothing or for something else."""

from collections.abc import Iterator

from spacy.tokens import Doc

from tasks.extract.places.gazetteer import Gazetteer
from tasks.extract.places.spans import Candidate
from tasks.extract.places.surroundings import Surroundings, is_sure
from tasks.extract.places.words import NO_PLACES
from tasks.extract.tokens import column_of
from tasks.extract.toponyms import name_key
from tasks.records import ArticleActors

NAME_TAGS = frozenset({"NNP", "NNPS"})
NAME_LABELS = frozenset({"PERSON", "ORG", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
LONGEST_NAME = 4  # tokens


def find_missed(doc: Doc, gazetteer: Gazetteer, actors: ArticleActors, around: Surroundings) -> Iterator[Candidate]:
    """Names that are a place's elsewhere in the article, a country's or a great city's, and no part of a person's name here."""
    people = {name_key(word) for m in actors.mentions if m.actor_type == "person" for word in m.text.split()}
    words = zip(column_of(doc, "ORTH"), column_of(doc, "TAG"), strict=True)
    are_names = [tag in NAME_TAGS and word[:1].isupper() for word, tag in words]
    end = 0
    for at, is_name in enumerate(are_names):
        if is_name and at >= end:
            candidate, length = _missed_at(doc, at, are_names, gazetteer, around)
            if candidate is not None and candidate.key not in people:
                yield candidate
            end = at + length


def _missed_at(
    doc: Doc, at: int, are_names: list[bool], gazetteer: Gazetteer, around: Surroundings
) -> tuple[Candidate | None, int]:
    """The longest name that begins at a token, and how many tokens to go on."""
    for length in range(min(LONGEST_NAME, len(doc) - at), 0, -1):
        if not are_names[at + length - 1] or not _is_whole_name(doc, at, at + length, are_names):
            continue
        span = doc[at : at + length]
        key = name_key(span.text)
        choices = gazetteer.lookup(span.text)
        if key not in NO_PLACES and choices and (is_sure(choices) or around.tell(key, choices)):
            return Candidate(span.text, span.start_char, span.end_char, key, choices), length
    return None, 1


def _is_whole_name(doc: Doc, start: int, end: int, are_names: list[bool]) -> bool:
    """Whether tokens are a whole name: no part of a longer one, and not inside an entity of another kind."""
    if any("\n" in word for word in column_of(doc, "ORTH")[start:end]):
        return False
    if not NAME_LABELS.isdisjoint(column_of(doc, "ENT_TYPE")[start:end]):
        return _is_whole_entity(doc, start, end)
    return not any(are_names[max(0, start - 1) : start]) and not any(are_names[end : end + 1])


def _is_whole_entity(doc: Doc, start: int, end: int) -> bool:
    """Whether the model read just these tokens as one person or organisation."""
    if column_of(doc, "ENT_TYPE")[start] not in ("PERSON", "ORG") or doc[start].ent_iob_ != "B":
        return False
    goes_on = end < len(doc) and doc[end].ent_iob_ == "I"
    return not goes_on and all(doc[at].ent_iob_ == "I" for at in range(start + 1, end))
