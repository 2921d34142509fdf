"""The seeds' list of known actors: what it gives, and how a malformed file is refused."""

from pathlib import Path

import pytest

from tasks.extract.actors import load_known_actors

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "actors.csv"
HEADER = "actor_name,actor_type,country_code,wikidata_id,aliases,description\n"


def test_the_seeds_are_read_and_name_the_large_bodies() -> None:
    known = load_known_actors(SEEDS)
    assert [(a.actor_name, a.wikidata_id) for a in known.named("u.n.")] == [("United Nations", "Q1065")]
    assert [a.country_code for a in known.named("Cote d'Ivoire")] == ["CI"]
    assert known.demonyms["danes"] == "DK"


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ("Rosa Quill,human,,,,\n", "2: actor_type 'human' is none of person, organisation, place, group"),
        ("Rosa Quill,person,NO,,,\nAda Quill,person,UK,,,\n", "3: country_code 'UK' is not in ISO 3166-1 alpha-2"),
        ("Rosa Quill,person,NO,1,,\n", "2: wikidata_id '1' is not Q and a number"),
        ("Rosa Quill,person\n", "2: 2 columns instead of 6"),
        (",person,,,,\n", "2: actor_name is empty"),
        ("Rosa Quill,person,,,R. Quill;;,\n", "2: an alias is empty"),
        ("Rosa Quill,person,,,,\nrosa quill,person,,,,\n", "3: rosa quill is already on line 2"),
    ],
)
def test_a_malformed_row_is_refused_with_file_line_and_reason(tmp_path: Path, rows: str, refusal: str) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(ValueError) as error:
        load_known_actors(path)
    assert str(error.value) == f"{path}:{refusal}"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"name\nRosa\n", "1: the header must be actor_name,actor_type,country_code,wikidata_id,aliases,description"),
        (HEADER.encode() + b"Ros\xe9,person,,,,\n", "2: not UTF-8"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, content: bytes, refusal: str) -> None:
    path = tmp_path / "actors.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError) as error:
        load_known_actors(path)
    assert str(error.value) == f"{path}:{refusal}"
