"""The database of cities: made once, made again where it is damaged, kept in memory where it cannot be put."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.extract import cities

RECORDS = [
    ("Fjordby", 250_000, ["Fiordopoli", "FJB", "Фьордбю"]),
    ("Fjordby", 900, ["Fiordino"]),
    ("Saint Ansgar", 4_000, []),
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's cache folder, of which the cities that are put there are but a few."""
    records = {
        str(number): {
            "geonameid": number, "name": name, "latitude": 55.5, "longitude": 12.5, "countrycode": "DK", "population": population,
            "timezone": "Europe/Copenhagen", "admin1code": "17", "alternatenames": aliases,
        }
        for number, (name, population, aliases) in enumerate(RECORDS)
    }  # fmt: skip
    (tmp_path / "cities.json").write_text(json.dumps(records), encoding="utf-8")
    monkeypatch.setattr(cities, "FILE", tmp_path / "cities.json")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path / "cache" / "nightdesk"
    cities.open_cities.cache_clear()


def opened() -> cities.Cities:
    """The cities as a new process opens them."""
    cities.open_cities.cache_clear()
    return cities.open_cities()


@pytest.mark.usefixtures("cache")
def test_cities_are_told_by_name_and_size() -> None:
    found = opened()
    assert [(each.place_id, each.population, each.is_alias) for each in found.named("fjordby")] == [
        ("0", 250_000, False),
        ("1", 900, False),
    ]
    assert [(each.place_id, each.is_alias) for each in found.named("fiordopoli")] == [("0", True)]
    assert [each.place_name for each in found.named("st ansgar")] == ["Saint Ansgar"]
    assert found.named("fiordino") == found.named("fjb") == ()
    assert [each.place_id for each in found.large(10_000)] == ["0"]


def test_they_are_made_once_and_again_where_they_are_damaged(cache: Path) -> None:
    before = opened().named("fjordby")
    (made,) = cache.iterdir()
    first = made.stat()
    assert opened().named("fjordby") == before
    assert made.stat() == first
    made.write_bytes(b"no database")
    assert opened().named("fjordby") == before
    assert [path.read_bytes()[:6] for path in cache.iterdir()] == [b"SQLite"]


def test_a_folder_that_takes_nothing_leaves_them_in_memory(cache: Path) -> None:
    cache.parent.write_text("a file stands where the folder would be", encoding="utf-8")
    assert [each.place_id for each in opened().named("fjordby")] == ["0", "1"]
