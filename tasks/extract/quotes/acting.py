"""Pronouns that act, and whom they stand for: what events know "he" and "she" by."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.extract.quotes.people import People
from tasks.extract.quotes.pronouns import CLEAR_MARGIN, likeliest
from tasks.extract.quotes.reading import Reading
from tasks.records import Mention

SUBJECTS = ("nsubj", "nsubjpass")
TOO_FAR = -3.0  # the score of a person who is no subject and named three sentences before


def find_acting(reading: Reading, people: People) -> Iterator[Mention]:
    """The subjects "he" and "she" outside quotation marks that clearly stand for one person of the article, in order."""
    people = replace(people, referred={})
    for at, word in enumerate(reading.words):
        if word not in ("he", "she") or reading.deps[at] not in SUBJECTS or reading.quoted_of[at] >= 0:
            continue
        ranked = likeliest(reading, people, at, ("person",), word, None)
        if not ranked or ranked[0][1] <= TOO_FAR or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEAR_MARGIN):
            continue
        start, end = reading.chars(at, at + 1)
        people.learn_reference(ranked[0][0], reading.sentence_of[at])
        yield Mention(reading.text[start:end], "person", start, end, ranked[0][0])
