"""Which place a name means: by the words after it, by the article's other places, by size, by the outlet's country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.extract.places.spans import Candidate
from tasks.extract.places.support import Support, support_of, weight_of
from tasks.extract.toponyms import Toponym

OUTLET_WEIGHT = 1.0  # of the outlet's country, on the scale of log10(inhabitants)
TIE = 0.15  # two places of one name whose weights differ by less cannot be told apart
FLOOR = 3.5  # a place of 3,000 inhabitants that nothing else in the article points to is not taken for the one meant
SAME_PLACE_DEGREES = 0.5
GREAT_CITY = 300_000


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
    by_key: dict[str, list[tuple[Toponym, ...]]] = {}
    for name, toponyms in choices.items():
        by_key.setdefault(name.key, []).append(toponyms)
    support = support_of(by_key)
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
    for region in sorted(larger, key=weight_of, reverse=True):
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


def _best(
    name: Name, choices: Mapping[Name, tuple[Toponym, ...]], support: Support, source_country: str | None
) -> Resolution:
    toponyms = choices[name]
    if not toponyms:
        return Resolution(None, None, "not in the gazetteer")
    regions_in = {t.country_code for t in toponyms if t.precision_type == "region" and t.latitude is not None}
    countries = {t.country_code for t in toponyms if t.precision_type == "country"}
    weighed = sorted(
        ((_fit(toponym, name, support, source_country, regions_in, countries), toponym) for toponym in toponyms),
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


def _fit(
    toponym: Toponym,
    name: Name,
    support: Support,
    source_country: str | None,
    regions_in: set[str | None],
    countries: set[str | None],
) -> float:
    """A place's own weight, that of the article's other places beside it, and the outlet's country.

    A town that has the name of a region of its country ("Indiana, Pa.") is that town only where it is stated, and a country is not
    its capital that is also called so ("Mexico").
    """
    if toponym.is_alias and toponym.precision_type == "city" and toponym.country_code in countries:
        return weight_of(toponym)
    if toponym.country_code in regions_in and toponym.precision_type == "city" and toponym.population < GREAT_CITY:
        return weight_of(toponym)
    is_outlets = source_country is not None and toponym.country_code == source_country
    return weight_of(toponym) + support.near(toponym, name.key) + (OUTLET_WEIGHT if is_outlets else 0.0)


def _is_same(one: Toponym, other: Toponym) -> bool:
    """Whether two entries are one place in two records, as a city and its namesake district are."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return one.country_code == other.country_code and one.admin1_code == other.admin1_code
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) < SAME_PLACE_DEGREES


def _described(toponym: Toponym) -> str:
    where = "-".join(code for code in (toponym.country_code, toponym.admin1_code) if code)
    return f"{toponym.place_name} ({where}, {toponym.place_id})"
