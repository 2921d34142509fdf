"""Persons that their given names or handles show."""

import re
from collections.abc import Iterator

from tasks.extract.actors.lexicon import (
    ANY_GIVEN_NAMES,
    GIVEN_NAMES,
    LEGAL_FORMS,
    NOT_ACTORS,
    ORGANISATION_HEADS,
    ROLE_HEADS,
)
from tasks.extract.actors.reading import Candidate, Words, trim

_LONGEST_PERSON = 4
_NOT_SURNAMES = ORGANISATION_HEADS | LEGAL_FORMS | NOT_ACTORS | ROLE_HEADS
_HANDLE = re.compile(r"@\w{2,30}")


def given_candidates(words: Words) -> Iterator[Candidate]:
    """A given name and one to three more name words after it: "Jane Doe".

    Given names that are ordinary words or places too ("Coral", "Per") count where the last word stands alone elsewhere, as surnames do, or
    ends another such name.
    """
    runs = list(_given_runs(words))
    sure = {
        (first, last)
        for first, last in runs
        if words.lowers[first] in GIVEN_NAMES and _is_written_as_name(words, first)
    }
    surnames = words.lone_names() | {words.lowers[last - 1] for _, last in sure}
    for first, last in runs:
        if (first, last) in sure or words.lowers[last - 1] in surnames:
            yield Candidate(first, trim(words, first + 1, last, "person")[1], "person", "given")


def _given_runs(words: Words) -> Iterator[tuple[int, int]]:
    """The runs of name words behind given names, each with it; no organisation's name among them."""
    end = 0
    for at, lowered in enumerate(words.lowers):
        if at >= end and lowered in ANY_GIVEN_NAMES and words.texts[at].istitle() and words.is_name(at + 1):
            end = words.run_end(at + 1)
            end = next((inner for inner in range(at + 2, end) if words.lowers[inner] == "of"), end)
            if end - at <= _LONGEST_PERSON and words.lowers[end - 1] not in _NOT_SURNAMES:
                yield at, end


def _is_written_as_name(words: Words, at: int) -> bool:
    return words.is_name(at) or not words.opens[at]


def handle_candidates(words: Words) -> Iterator[Candidate]:
    """Accounts by their handle: "@janedoe"."""
    for at, written in enumerate(words.texts):
        if _HANDLE.fullmatch(written):
            yield Candidate(at, at + 1, "person", "handle")
