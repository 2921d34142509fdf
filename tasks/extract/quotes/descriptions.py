"""What an article calls its actors besides their names: "the chief executive", "the 34-year-old", "a nurse from Leeds"."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tasks.extract.quotes.reading import Reading
from tasks.records import Entity, Mention, Role

MOST_TOKENS = 14  # of a description
_COPULAS = frozenset("is was are were became becomes remains 's ’s".split())
_SMALL_WORDS = frozenset("the a an this that these those of for at in and 's ’s its his her their".split())
# A title before a name, and what else its bearer is called.
_POLICE = ("officer",)
_CALLED_BY_TITLE = {
    "pc": ("constable", *_POLICE), "constable": _POLICE, "sgt": ("sergeant", *_POLICE), "sergeant": _POLICE,
    "det": ("detective", *_POLICE), "detective": _POLICE, "insp": ("inspector", *_POLICE), "inspector": _POLICE,
    "supt": ("superintendent", *_POLICE), "superintendent": _POLICE, "sheriff": ("sheriff",), "dr": ("doctor",),
    "prof": ("professor",), "professor": ("academic",), "justice": ("justice", "judge"), "judge": ("judge",),
    "sen": ("senator",), "gov": ("governor",), "rep": ("congressman", "congresswoman", "representative"), "cllr": ("councillor",),
    "capt": ("captain",), "gen": ("general",), "col": ("colonel",), "lt": ("lieutenant",), "maj": ("major",),
    "rev": ("reverend", "vicar", "priest"), "father": ("priest",), "baron": ("baron",), "baroness": ("baroness", "peer"),
    "lord": ("peer",), "count": ("count",), "countess": ("countess",), "king": ("king",), "queen": ("queen",), "prince": ("prince",),
    "princess": ("princess",), "pope": ("pope", "pontiff"), "mp": ("mp", "lawmaker"), "president": ("president",),
}  # fmt: skip
# What somebody does or has done to them in court, and what the reports then call them.
_ON_TRIAL = frozenset(
    "denies deny denied pleads pleaded pled admits admitted charged accused convicted indicted sentenced jailed".split()
)
_OF = frozenset(["of", "for", "at", "in", "to"])
_STOPS = frozenset([",", ";", ":", "(", ")", "—", "–", "-", "who", "which", "that"])


@dataclass(frozen=True, slots=True)
class Description:
    """A noun that an actor was called by, at code point ``at``, and the words that may stand beside it."""

    entity_no: int
    at: int
    beside: frozenset[str]


def gather_descriptions(
    reading: Reading, mentions: list[Mention], entities: Mapping[int, Entity], roles: tuple[Role, ...]
) -> dict[str, list[Description]]:
    """The descriptions of an article's persons and organisations by their noun, in order; ages under their number ("34")."""
    found: dict[str, list[Description]] = {}
    for role in roles:
        words = [word.strip(",") for word in role.role_text.lower().split()]
        if words:
            beside = frozenset([*words, *(role.organisation_text or "").lower().split()])
            office = next((word for word, after in pairwise(words) if after in _OF), words[-1])
            found.setdefault(office, []).append(Description(role.entity_no, role.start_char, beside))
    for mention in mentions:
        entity = entities.get(mention.entity_no)
        if entity is not None and entity.actor_type in ("person", "organisation"):
            for noun, first, last in _phrases_of(reading, mention):
                beside = frozenset(reading.words[first:last]) - _SMALL_WORDS
                described = Description(mention.entity_no, reading.starts[noun], beside)
                found.setdefault(reading.words[noun], []).append(described)
            for title in _called_by_title(reading, mention):
                found.setdefault(title, []).append(Description(mention.entity_no, mention.start_char, frozenset()))
    return {noun: sorted(described, key=lambda each: each.at) for noun, described in found.items()}


def content_words(reading: Reading, first: int, last: int) -> set[str]:
    """The words of tokens [first, last) that describe."""
    words = {word for word in reading.words[first:last] if any(c.isalnum() for c in word)}
    return words - _SMALL_WORDS


def _phrases_of(reading: Reading, mention: Mention) -> Iterator[tuple[int, int, int]]:
    """The noun and the tokens [first, last) of every phrase beside a mention that says who it is."""
    last = bisect_left(reading.starts, mention.end_char)
    first = bisect_left(reading.starts, mention.start_char, 0, last)
    if first >= last:
        return
    if first > 0 and reading.tags[first - 1] in ("NN", "NNS"):
        yield first - 1, _noun_phrase_start(reading, first - 1), first
    noun = reading.heads[last - 1]
    if reading.deps[last - 1] == "appos" and noun < first <= noun + MOST_TOKENS and _is_title(reading, noun):
        yield noun, _noun_phrase_start(reading, noun), first
    if last < len(reading.words) and reading.words[last] == ",":
        yield from _phrase_at(reading, last + 1)
    verb = reading.heads[last - 1]
    if reading.deps[last - 1] == "nsubj" and reading.words[verb] in _COPULAS:
        attribute = next((kid for kid in reading.kids[verb] if reading.deps[kid] == "attr"), None)
        if attribute is not None and verb < attribute < verb + MOST_TOKENS:
            yield from _phrase_at(reading, reading.left_edges[attribute])


def _called_by_title(reading: Reading, mention: Mention) -> Iterator[str]:
    """What the titles before a name, and its verb in a report from court, let the bearer be called."""
    first = bisect_left(reading.starts, mention.start_char)
    while first > 0 and (nouns := _CALLED_BY_TITLE.get(reading.words[first - 1].strip("."))):
        yield from nouns
        first -= 1
    last = bisect_left(reading.starts, mention.end_char) - 1
    if last >= 0 and reading.deps[last] in ("nsubj", "nsubjpass") and reading.words[reading.heads[last]] in _ON_TRIAL:
        yield from ("defendant", "accused")


def _is_title(reading: Reading, noun: int) -> bool:
    """Whether a noun that a name stands beside says what its bearer is: "a clerk, Lind", "the Minister for Water, Dr Lind"."""
    is_office = reading.words[reading.left_edges[noun]] == "the" and reading.words[noun + 1] in ("for", "of")
    return reading.tags[noun] == "NN" or (reading.tags[noun] == "NNP" and is_office)


def _phrase_at(reading: Reading, first: int) -> Iterator[tuple[int, int, int]]:
    """The description that begins at a token: its noun is the last before a preposition; an age is its own noun."""
    noun: int | None = None
    last = first
    for at in range(first, min(len(reading.words), first + MOST_TOKENS)):
        if reading.words[at] in _STOPS or reading.quoted_of[at] >= 0 or reading.tags[at].startswith(("V", "MD", "_")):
            break
        if at == first and not reading.tags[at].startswith(("DT", "JJ", "NN", "CD", "PRP$")):
            return
        is_before_prepositions = noun is None or not any(reading.tags[mid] == "IN" for mid in range(noun, at))
        if reading.tags[at].startswith("NN") and is_before_prepositions:
            noun = at
        last = at + 1
    is_age = noun is None and last - first == 1 and reading.tags[first] == "CD"
    if is_age:
        yield first, first, last
    elif noun is not None:
        yield noun, first, last


def _noun_phrase_start(reading: Reading, noun: int) -> int:
    first = noun
    while first > max(0, noun - MOST_TOKENS) and reading.tags[first - 1].startswith(("JJ", "NN", "DT", "POS", "PRP$")):
        first -= 1
    return first
