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
