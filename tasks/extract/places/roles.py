"""What a place is in its article: where it was written, where something happened, or only mentioned."""

from typing import Literal

from spacy.tokens import Doc, Token

from tasks.extract.places.words import EVENT_NOUNS, PLACE_PREPOSITIONS, STATES

VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
LONGEST_CLIMB = 4

PlaceRole = Literal["dateline", "event", "mentioned"]


def role_of(doc: Doc, start_char: int, end_char: int, dateline: tuple[int, int] | None) -> PlaceRole:
    """The role of a place at these characters: an event's when it stands in, at or near where the clause's verb or event noun happened."""
    if dateline is not None and dateline[0] <= start_char and end_char <= dateline[1]:
        return "dateline"
    span = doc.char_span(start_char, end_char, alignment_mode="expand")
    if span is None or not doc.has_annotation("DEP"):
        return "mentioned"
    preposition = _preposition_of(span.root)
    if preposition is None or preposition.lower_ not in PLACE_PREPOSITIONS:
        return "mentioned"
    happening = preposition.head
    is_verb = happening.tag_ in VERB_TAGS and happening.lower_ not in STATES
    return "event" if is_verb or happening.lower_ in EVENT_NOUNS else "mentioned"


def _preposition_of(token: Token) -> Token | None:
    """The preposition whose object a token is: of both in "Paris, Texas" and in "Lyon and Nice", but not of "the Lyon office"."""
    for _ in range(LONGEST_CLIMB):
        if token.dep_ == "pobj":
            return token.head
        if token.dep_ not in {"appos", "conj", "npadvmod"}:
            return None
        token = token.head
    return None
