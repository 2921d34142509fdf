"""How strongly an article's names speak for a country, for a division of it, and for a neighbourhood."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from tasks.extract.toponyms import Toponym

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
LOCAL_WEIGHT = 3.0  # when many of them can lie within some hundred kilometres
HALF_LOCAL = 0.5  # of a name that lies there for sure makes half of it
CELL_DEGREES = (1.0, 1.25)  # of latitude and longitude; a place's neighbourhood is its cell and the eight around it

# A country's code, and the code of a first-level division of it, or None for all of it.
Division: TypeAlias = tuple[str | None, str | None]
Cell: TypeAlias = tuple[int, int]
Spot = TypeVar("Spot", Division, Cell)


def weight_of(toponym: Toponym) -> float:
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


def division_of(toponym: Toponym) -> Division:
    """The first-level division in which a place lies."""
    return toponym.country_code, toponym.admin1_code


@dataclass(frozen=True, slots=True)
class Given:
    """What an article's names give to a division or neighbourhood: by the name's key, and the whole."""

    by_key: Mapping[str, float]
    whole: float

    def of_others(self, key: str) -> float:
        """What all names but one give."""
        return self.whole - self.by_key.get(key, 0.0)


@dataclass(frozen=True, slots=True)
class Support:
    """What names give to the divisions and to the neighbourhoods they can lie in; each name has 1 to give."""

    divisions: Mapping[Division, Given]
    cells: Mapping[Cell, Given]
    name_count: int

    def near(self, toponym: Toponym, key: str) -> float:
        """How much all other names speak for a place, on the scale of ``weight_of``."""
        if not toponym.country_code:
            return 0.0
        near = COUNTRY_NEAR_WEIGHT * self._share((toponym.country_code, None), key)
        if toponym.admin1_code:
            near += NEAR_WEIGHT * self._share(division_of(toponym), key)
        return near + LOCAL_WEIGHT * self._local(toponym, key)

    def _share(self, division: Division, key: str) -> float:
        return self.divisions[division].of_others(key) / max(1, self.name_count - 1)

    def _local(self, toponym: Toponym, key: str) -> float:
        cell = _cell(toponym)
        near = self.cells[cell].of_others(key) if cell else 0.0
        return near / (HALF_LOCAL + near)


def support_of(choices: Mapping[str, Sequence[tuple[Toponym, ...]]]) -> Support:
    """What an article's names speak for; each key has the choices of each name that is written so.

    A name's choices share what it has to give, by the root of their size for divisions and by its fourth root for neighbourhoods,
    where villages count. Linear in the number of names.
    """
    divisions: dict[Division, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    cells: dict[Cell, dict[str, float]] = defaultdict(dict)
    for key, names in choices.items():
        for toponyms in names:
            for toponym, share in _shares(toponyms, 2):
                for division in {(toponym.country_code, None), division_of(toponym)}:
                    divisions[division][key] += share
            for toponym, share in _shares(toponyms, 4):
                for cell in _cells_around(toponym):
                    cells[cell][key] = max(cells[cell].get(key, 0.0), share)
    name_count = sum(len(names) for names in choices.values())
    return Support(_with_whole(divisions), _with_whole(cells), name_count)


def _with_whole(by_place: Mapping[Spot, Mapping[str, float]]) -> dict[Spot, Given]:
    return {place: Given(by_key, sum(by_key.values())) for place, by_key in by_place.items()}


def _shares(toponyms: Sequence[Toponym], root: int) -> Iterator[tuple[Toponym, float]]:
    sizes = [10 ** (weight_of(toponym) / root) for toponym in toponyms]
    whole = sum(sizes)
    return ((toponym, size / whole) for toponym, size in zip(toponyms, sizes, strict=True))


def _cell(toponym: Toponym) -> Cell | None:
    """The cell of a city or county; None of what is larger."""
    if toponym.latitude is None or toponym.longitude is None or toponym.precision_type not in ("city", "county"):
        return None
    return math.floor(toponym.latitude / CELL_DEGREES[0]), math.floor(toponym.longitude / CELL_DEGREES[1])


def _cells_around(toponym: Toponym) -> Iterator[Cell]:
    middle = _cell(toponym)
    if middle is not None:
        yield from ((middle[0] + row, middle[1] + column) for row in (-1, 0, 1) for column in (-1, 0, 1))
