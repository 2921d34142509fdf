"""Places that the form of a text states: counties, datelines in capitals, and what a politician stands for."""

import re
from collections.abc import Iterator

from tasks.extract.places.gazetteer import Gazetteer
from tasks.extract.places.spans import Candidate, candidate_at, without_overlap
from tasks.extract.toponyms import name_key

COUNTY = re.compile(
    r"(?<![\w-])(?:(?:St|Ste|Mt)\. )?[A-Z][\w'’-]{0,30}(?: [A-Z][\w'’-]{0,30}){0,2}? (?:County|Parish)\b"
)
COUNTIES = re.compile(r" (?:[Cc]ounties|[Pp]arishes)\b")
LONGEST_LIST = 250  # characters looked back from "counties"
# Reading backwards: a capitalised name of one to three words, and what ties it to the name after it.
LAST_NAME = re.compile(r"(?:^|(?<=[\s(]))((?:(?:St|Ste|Mt)\.\s)?[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,2})$")
TIE = re.compile(r"(?:,? (?:and|or|&)|,) $")
# "NEWARK -- ", "BOWLING GREEN, Ky. (Agency) – ", at the start of a line or a sentence.
DATELINE = re.compile(
    r"(?m)(?:^|(?<=[.!?] ))([A-Z][A-Z.'’ -]{2,30})(?:,[^\n(—–]{1,20})?(?: \([^)\n]{1,30}\))? {0,2}(?:—|–|-{1,3})(?=\s)"
)
PARTY = re.compile(r"\b[RDI]-([A-Z][\w.'’]{2,30}(?: [A-Z][\w'’]{0,30}){0,2})")


def find_stated(text: str, gazetteer: Gazetteer) -> list[Candidate]:
    """The places of "Lake County", "Clay, Polk and Lake counties", "NEWARK --" and "D-Fargo", in order, without overlap.

    A name in a list of counties means the county. Linear in the text's length, since every pattern is bounded.
    """
    found = [
        *_counties(text, gazetteer),
        *_listed_counties(text, gazetteer),
        *_datelines(text, gazetteer),
        *_constituencies(text, gazetteer),
    ]
    return without_overlap(found)


def _counties(text: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Without the words before the name: "Outside Lake County"."""
    for county in COUNTY.finditer(text):
        starts = [county.start() + word.start() for word in re.finditer(r"\S+ ", county[0])]
        found = (candidate_at(text, start, county.end(), gazetteer) for start in starts)
        known = (c for c in found if c is not None and gazetteer.lookup(c.text))
        yield from list(known)[:1]


def _listed_counties(text: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    for kind in COUNTIES.finditer(text):
        suffix = " County" if kind[0].lower() == " counties" else " Parish"
        start, end = max(0, kind.start() - LONGEST_LIST), kind.start()
        while (county := _county_before(text, start, end, suffix, gazetteer)) is not None:
            yield county
            tie = TIE.search(text[start : county.start_char])
            if tie is None:
                break
            end = start + tie.start()


def _county_before(text: str, start: int, end: int, suffix: str, gazetteer: Gazetteer) -> Candidate | None:
    """The county whose name ends at a character, without the words before it: "Rural Hitchcock and Hayes counties"."""
    name = LAST_NAME.search(text[start:end])
    words = name[1] if name else ""
    while words:
        choices = gazetteer.lookup(words + suffix)
        if choices:
            return Candidate(words, end - len(words), end, name_key(words + suffix), choices)
        words = words.partition(" ")[2]
    return None


def _datelines(text: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    for dateline in DATELINE.finditer(text):
        end = dateline.start(1) + len(dateline[1].rstrip(" -"))
        place = candidate_at(text, dateline.start(1), end, gazetteer)
        if place is not None and place.choices:
            yield place


def _constituencies(text: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The longest known name after a party's letter."""
    for member in PARTY.finditer(text):
        ends = [member.end(), *(member.start(1) + space.start() for space in reversed([*re.finditer(" ", member[1])]))]
        found = (candidate_at(text, member.start(1), end, gazetteer) for end in ends)
        known = (candidate for candidate in found if candidate is not None and candidate.choices)
        yield from list(known)[:1]
