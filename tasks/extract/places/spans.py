"""Words of a text that may name a place, with all the places they can mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.extract.places.gazetteer import Gazetteer
from tasks.extract.places.words import NO_PLACES
from tasks.extract.toponyms import Toponym, name_key

DIRECTIONS = re.compile(
    r"(?i)(?:(?:north|south|east|west|central|downtown|greater|inner|upper|lower|metropolitan|rural|mainland)"
    r"(?:ern)?(?:[- ](?:east|west)(?:ern)?)?|(?:north|south)(?:east|west)(?:ern)?)[ -](?=\S)"
)
DIVISION = re.compile(
    r"(?i) (?:province|state|prefecture|district|region|governorate|city|metro area|peninsula|island)$"
)
DIVISION_OF = re.compile(r"(?i)^(?:city|state|province|town|island|republic|kingdom|commonwealth|county) of (?:the )?")
STATE_AFTER_COMMA = re.compile(r",\s{0,2}((?:[A-Z][a-z]{0,4}\.\s?){1,2}|[A-Z]{2}\b)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words [start_char, end_char) that may name a place, and the places they can mean: none when the gazetteer has none."""

    text: str
    start_char: int
    end_char: int
    key: str
    choices: tuple[Toponym, ...]


class Cover:
    """The characters of a text that are spoken for."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        self._chars = bytearray(len(text) + 1)
        self.add(spans)

    def add(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark these spans."""
        for start, end in spans:
            self._chars[start:end] = b"\x01" * (end - start)

    def touches(self, candidate: Candidate) -> bool:
        """Whether any of a candidate's characters is marked."""
        return any(self._chars[candidate.start_char : candidate.end_char])

    def outside(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The candidates of whose characters none is marked."""
        return [candidate for candidate in candidates if not self.touches(candidate)]


def candidate_at(text: str, start: int, end: int, gazetteer: Gazetteer) -> Candidate | None:
    """The candidate without article and possessive ending; None when nothing capitalised is left, or words that name no place."""
    if text[start : start + 4].lower() == "the ":
        start += 4
    if text[end - 2 : end] in ("'s", "’s", "s'", "s’"):
        end -= 2 if text[end - 1] == "s" else 1
    if text[end : end + 1] == "." and text[end - 2 : end - 1] == ".":  # "U.S" without its last full stop
        end += 1
    words = text[start:end]
    key = name_key(words)
    if words == words.lower() or key in NO_PLACES or "\n" in words:
        return None
    return Candidate(words, start, end, key, _choices(words, gazetteer))


def _choices(name: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """What a name can mean: as it stands, as an abbreviation, without its kind ("Helmand province"), without its direction."""
    found = gazetteer.lookup(name) or gazetteer.short_form(name)
    for shorter in (DIVISION.sub("", name), DIVISION_OF.sub("", name), DIRECTIONS.sub("", name, count=1)):
        if not found and shorter != name:
            found = gazetteer.lookup(shorter)
    return found


def state_after(end_char: int, text: str, gazetteer: Gazetteer) -> Candidate | None:
    """The abbreviated state that follows a place and a comma: "Mobile, Ala."."""
    after = STATE_AFTER_COMMA.match(text, end_char)
    if after is None:
        return None
    words = after[1].rstrip()
    choices = gazetteer.short_form(words)
    start = after.start(1)
    return Candidate(words, start, start + len(words), name_key(words), choices) if choices else None


def without_overlap(found: Iterable[Candidate]) -> list[Candidate]:
    """In order of the text; of two that overlap the earlier, then the longer one."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.start_char, -c.end_char)):
        if not kept or candidate.start_char >= kept[-1].end_char:
            kept.append(candidate)
    return kept
