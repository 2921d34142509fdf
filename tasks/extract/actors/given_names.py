"""Given names of many languages and the pronoun that mostly goes with each: our own selection."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

GivenPronoun = Literal["he", "she"]


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name in lower case; no pronoun where men and women bear it. ``is_plain_word``: as often a place or an ordinary word."""

    given_name: str
    pronoun: GivenPronoun | None
    is_plain_word: bool


def read_given_names() -> Iterator[GivenName]:
    """The names of ``given_names.csv``."""
    pronouns: dict[str, GivenPronoun] = {"he": "he", "she": "she"}
    with Path(__file__).with_name("given_names.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            yield GivenName(row["given_name"], pronouns.get(row["pronoun"]), row["is_plain_word"] == "true")


_HE_TITLES = frozenset("mr sir lord king prince duke baron imam father brother".split())
_SHE_TITLES = frozenset("mrs ms miss lady dame queen princess duchess baroness sister".split())
_PRONOUNS = {each.given_name: each.pronoun for each in read_given_names()}


def pronoun_of(*words: str) -> GivenPronoun | None:
    """The pronoun that the first title or given name among lower-case words tells; None when none tells."""
    for word in words:
        plain = word.strip(".")
        pronoun = "he" if plain in _HE_TITLES else "she" if plain in _SHE_TITLES else _PRONOUNS.get(plain)
        if pronoun:
            return "he" if pronoun == "he" else "she"
    return None
