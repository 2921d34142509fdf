"""What a place is in its article: where it was written, where something happened, or only mentioned."""

import re
from typing import Literal

from spacy.tokens import Doc, Token

from tasks.extract.places.words import EVENT_NOUNS, PLACE_PREPOSITIONS, STATES

LONGEST_DATELINE = 90  # characters up to the dash
DASH = re.compile(r"\s?(?:—|–|--)\s?|\s-\s")
IN_BRACKETS = re.compile(r"\([^()\n]*\)")
DATE_WORD = re.compile(r"(?:\d{1,2}|\d{4})(?:st|nd|rd|th)?[.,]?")
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
LONGEST_CLIMB = 4

PlaceRole = Literal["dateline", "event", "mentioned"]


def dateline_end(text: str) -> int:
    """Where an opening like "PARIS, 17 February (Agency) —" ends; 0 without one.

    All its words are capitalised or parts of a date, brackets aside.
    """
    line = text[: LONGEST_DATELINE + 3].split("\n", 1)[0]
    dash = DASH.search(line)
    if dash is None or dash.start() > LONGEST_DATELINE:
        return 0
    words = IN_BRACKETS.sub(" ", line[: dash.start()]).replace(",", " ").replace("/", " ").split()
    is_dateline = bool(words) and len(words) <= 10 and all(w[0].isupper() or DATE_WORD.fullmatch(w) for w in words)
    return dash.start() if is_dateline else 0


def role_of(doc: Doc, start_char: int, end_char: int, dateline: int) -> PlaceRole:
    """The role of a place at these characters: an event's when it stands in, at or near where the clause's verb or event noun happened."""
    if end_char <= dateline:
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
