"""Which place a name means: by the words after it, by the article's other places, by size, by the outlet's country."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from tasks.extract.places.gazetteer import Toponym
from tasks.extract.places.spans import Candidate

# Weights are on the scale of log10(inhabitants), where Tokyo has 7.
COUNTRY_WEIGHT = 9.0
AREA_WEIGHT = 8.0  # a sea, a continent or a part of one
REGION_WEIGHT = 6.6
COUNTY_WEIGHT = 4.0
DIVISION_WEIGHT = 3.0  # of a division known by its name only
CAPITAL_BONUS = 1.5
ALIAS_MALUS = 1.5
NEAR_WEIGHT = 8.0  # when all other places of the article can lie in the same first-level division
COUNTRY_NEAR_WEIGHT = 5.0  # when they can lie in the same country
OUTLET_WEIGHT = 1.0
TIE = 0.15  # two places of one name whose weights differ by less cannot be told apart
FLOOR = 3.5  # a place of 3,000 inhabitants that nothing else in the article points to is not taken for the one meant
SAME_PLACE_DEGREES = 0.5

# A country's code, and the code of a first-level division of it, or None for all of it.
Division: TypeAlias = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place meant, or None with the reason; ``runner_up`` is the next best."""

    toponym: Toponym | None
    runner_up: Toponym | None
    unknown_reason: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the article, with the larger place stated after it or the place itself, where the article says so."""

    key: str
    within: Toponym | None = None
    itself: Toponym | None = None


def resolve(candidates: Sequence[Candidate], text: str, source_country: str | None) -> list[Resolution]:
    """One resolution for each candidate; the same name means the same place throughout an article unless it says otherwise."""
    names = _names(candidates, text)
    choices = {name: _choices_of(name, candidate) for name, candidate in zip(names, candidates, strict=True)}
    support = _support(choices)
    resolved = {name: _best(name, choices, support, source_country) for name in choices}
    return [resolved[name] for name in names]


def _names(candidates: Sequence[Candidate], text: str) -> list[Name]:
    """The name of each candidate; what one mention states ("Paris, Texas": both words) holds for the others of that name."""
    stated: dict[str, Name] = {}
    own: dict[int, Name] = {}
    for at, (candidate, following) in enumerate(pairwise(candidates)):
        within = _stated_within(candidate, following, text)
        if within is not None:
            own[at] = Name(candidate.key, within=within)
            own[at + 1] = Name(following.key, itself=within)
            stated.setdefault(candidate.key, own[at])
            stated.setdefault(following.key, own[at + 1])
    return [own.get(at, stated.get(c.key, Name(c.key))) for at, c in enumerate(candidates)]


def _stated_within(candidate: Candidate, following: Candidate, text: str) -> Toponym | None:
    """The larger place named right after a comma or in brackets ("Paris, Texas"), when the name can lie in it."""
    if text[candidate.end_char : following.start_char].strip() not in {",", "("}:
        return None
    is_country = any(choice.precision_type == "country" for choice in candidate.choices)
    # "China, Japan and Korea" is a list, "Lebanon, Ohio" an address.
    kinds = {"region"} if is_country else {"region", "country"}
    larger = [toponym for toponym in following.choices if toponym.precision_type in kinds]
    for region in sorted(larger, key=_weight, reverse=True):
        if any(_lies_in(choice, region) for choice in candidate.choices):
            return region
    return None


def _lies_in(choice: Toponym, larger: Toponym) -> bool:
    if choice is larger or choice.country_code is None or choice.country_code != larger.country_code:
        return False
    if larger.precision_type == "country":
        return choice.precision_type != "country"
    return (
        larger.admin1_code is not None
        and choice.admin1_code == larger.admin1_code
        and choice.precision_type in ("city", "county")
    )


def _choices_of(name: Name, candidate: Candidate) -> tuple[Toponym, ...]:
    if name.itself is not None:
        return (name.itself,)
    within = name.within
    return tuple(c for c in candidate.choices if within is not None and _lies_in(c, within)) or candidate.choices


def _weight(toponym: Toponym) -> float:
    """How much a place is written of: its size in powers of ten."""
    if toponym.precision_type == "country":
        return COUNTRY_WEIGHT
    if toponym.precision_type == "area":
        return AREA_WEIGHT
    if toponym.precision_type == "county":
        return COUNTY_WEIGHT
    if toponym.precision_type == "region":
        return REGION_WEIGHT if toponym.latitude is not None else DIVISION_WEIGHT
    bonus = CAPITAL_BONUS if toponym.is_capital else 0.0
    return math.log10(toponym.population + 10) + bonus - (ALIAS_MALUS if toponym.is_alias else 0.0)


@dataclass(frozen=True, slots=True)
class Support:
    """How strongly an article's names speak for a country, and for a division of it; each name has 1 to give."""

    totals: Mapping[Division, float]
    parts: Mapping[tuple[Division, str], float]
    name_count: int

    def share(self, place: Division, key: str) -> float:
        """The part of all other names that speaks for a place, 0 to 1."""
        return (self.totals.get(place, 0.0) - self.parts.get((place, key), 0.0)) / max(1, self.name_count - 1)


def _support(choices: Mapping[Name, tuple[Toponym, ...]]) -> Support:
    """A name's choices share what it has to give by the root of their size."""
    totals: dict[Division, float] = defaultdict(float)
    parts: dict[tuple[Division, str], float] = defaultdict(float)
    for name, toponyms in choices.items():
        sizes = [10 ** (_weight(toponym) / 2) for toponym in toponyms]
        whole = sum(sizes)
        for toponym, size in zip(toponyms, sizes, strict=True):
            for place in {(toponym.country_code, None), (toponym.country_code, toponym.admin1_code)}:
                totals[place] += size / whole
                parts[place, name.key] += size / whole
    return Support(totals, parts, len(choices))


def _best(
    name: Name, choices: Mapping[Name, tuple[Toponym, ...]], support: Support, source_country: str | None
) -> Resolution:
    toponyms = choices[name]
    if not toponyms:
        return Resolution(None, None, "not in the gazetteer")
    weighed = sorted(
        ((_fit(toponym, name, support, source_country), toponym) for toponym in toponyms),
        key=lambda pair: (-pair[0], pair[1].place_id or "", pair[1].place_name),
    )
    weight, best = weighed[0]
    runner_up_weight, runner_up = next((pair for pair in weighed if not _is_same(best, pair[1])), (0.0, None))
    if weight < FLOOR:
        return Resolution(None, best, f"nothing but a small place of that name is known: {_described(best)}")
    if runner_up is not None and weight - runner_up_weight < TIE:
        return Resolution(None, best, f"as likely {_described(best)} as {_described(runner_up)}")
    reason = None if best.latitude is not None else "the gazetteer knows this division by name only"
    return Resolution(best, runner_up, reason)


def _fit(toponym: Toponym, name: Name, support: Support, source_country: str | None) -> float:
    """A place's own weight, that of the article's other places beside it, and the outlet's country."""
    near = COUNTRY_NEAR_WEIGHT * support.share((toponym.country_code, None), name.key) if toponym.country_code else 0.0
    if toponym.admin1_code:
        near += NEAR_WEIGHT * support.share((toponym.country_code, toponym.admin1_code), name.key)
    is_outlets = source_country is not None and toponym.country_code == source_country
    return _weight(toponym) + near + (OUTLET_WEIGHT if is_outlets else 0.0)


def _is_same(one: Toponym, other: Toponym) -> bool:
    """Whether two entries are one place in two records, as a city and its namesake district are."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return one.country_code == other.country_code and one.admin1_code == other.admin1_code
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) < SAME_PLACE_DEGREES


def _described(toponym: Toponym) -> str:
    where = "-".join(code for code in (toponym.country_code, toponym.admin1_code) if code)
    return f"{toponym.place_name} ({where}, {toponym.place_id})"
