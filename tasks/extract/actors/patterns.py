"""Organisations that a pattern of words shows: instances of a kind, universities by their state, and firms of partners."""

from collections.abc import Iterator

from tasks.extract.actors.lexicon import LEGAL_FORMS
from tasks.extract.actors.reading import Candidate, Words

_BODIES = frozenset(
    """companies firms contractors operators suppliers retailers banks broadcasters publishers manufacturers unions charities agencies
    organisations organizations groups bodies airlines clubs universities carriers insurers brands rivals""".split()
)
_COLLEGE_STATES = frozenset(  # those whose universities go by "State"; New York State and Washington State are states too
    """alabama arizona arkansas california colorado delaware florida georgia idaho illinois indiana iowa kansas louisiana michigan
    minnesota mississippi missouri montana nevada ohio oklahoma oregon penn tennessee texas utah wichita boise fresno ball kent""".split()
)
_PARTNERS = frozenset({"co", "co.", "company", "sons", "partners", "brothers", "associates"})
_MOST_PARTNERS = 5


def instance_candidates(words: Words) -> Iterator[Candidate]:
    """What is given as one of a kind of bodies: "contractors such as X5R"."""
    for at, lowered in enumerate(words.lowers):
        if lowered in _BODIES and words.lowers[at + 1 : at + 3] == ("such", "as") and words.is_name(at + 3):
            yield Candidate(at + 3, words.run_end(at + 3), "organisation", "acting")


def college_candidates(words: Words) -> Iterator[Candidate]:
    """Universities by an American state's name: "Ohio State"."""
    for at, lowered in enumerate(words.lowers):
        ends_name = lowered == "state" and words.texts[at] == "State" and not words.is_name(at + 1)
        if ends_name and words.lower(at - 1) in _COLLEGE_STATES and words.lower(at + 1) != "of":
            yield Candidate(at - 1, at + 1, "organisation", "longer")


def firm_candidates(words: Words) -> Iterator[Candidate]:
    """Firms named after their partners: "Dew, Ray and Co Inc"."""
    for at in range(1, len(words) - 1):
        is_joined = words.lowers[at] in ("and", "&") and words.is_name(at - 1) and words.texts[at + 1][0].isupper()
        if is_joined and words.lowers[at + 1] in _PARTNERS:
            first, last = at - 1, at + 2
            while words.texts[first - 1] == "," and words.is_name(first - 2) and at - first < 2 * _MOST_PARTNERS:
                first -= 2
            while words.lower(last) in LEGAL_FORMS and words.is_name(last):
                last += 1
            yield Candidate(first, last, "organisation", "suffix")
