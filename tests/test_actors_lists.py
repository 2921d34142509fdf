"""Lists of known actors that a user drops in: what each shape gives, how they unite, when a link abstains, and what is refused."""

import gzip
import json
from pathlib import Path

import pytest
from spacy.language import Language
from typer.testing import CliRunner

from flows.cli import command_line
from tasks.extract.actors import KnownActors, find_actors, load_known_actors, read_list
from tasks.records import Entity

HEADER = "actor_name,actor_type,country_code,wikidata_id,aliases,description\n"
FTM_PERSON = {
    "id": "NK-1",
    "schema": "Person",
    "caption": "Rosa Quill",
    "properties": {
        "name": ["Роза Квилл", "Rosa Quill"],
        "alias": ["Rosa Marie Quill", "Quill"],
        "nationality": ["no"],
        "country": ["suhh"],
        "position": ["Minister of Fisheries"],
        "wikidataId": ["Q901"],
    },
}
FTM_COMPANY = {"id": "c-1", "schema": "Company", "properties": {"name": ["Norwind Energy AS"], "jurisdiction": ["no"]}}
FTM_ADDRESS = {"id": "a-1", "schema": "Address", "properties": {"full": ["1 Quay, Oslo"]}}


def claim(value: object) -> dict[str, object]:
    return {"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}


WIKIDATA_PERSON = {
    "type": "item",
    "id": "Q902",
    "labels": {"en": {"language": "en", "value": "Ann Lee"}, "de": {"language": "de", "value": "Anna Lee"}},
    "aliases": {"en": [{"language": "en", "value": "Ann B. Lee"}]},
    "descriptions": {"en": {"language": "en", "value": "Australian footballer"}},
    "claims": {"P31": [claim({"id": "Q5"})], "P27": [claim({"id": "Q408"})]},
}
WIKIDATA_BODY = {
    "type": "item",
    "id": "Q903",
    "labels": {"mul": {"language": "mul", "value": "Weir Board"}},
    "claims": {"P159": [claim({"id": "Q585"})], "P17": [claim({"id": "Q20"})]},
}
WIKIDATA_PARTY = {
    "type": "item",
    "id": "Q905",
    "labels": {"en": "Weir Party"},
    "claims": {"P31": [claim({"id": "Q7278"})]},
}
WIKIDATA_BOOK = {"type": "item", "id": "Q904", "labels": {"en": "Weirs"}, "claims": {"P50": [claim({"id": "Q902"})]}}


def listed(path: Path, *lines: object) -> Path:
    path.parent.mkdir(exist_ok=True)
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def seeds(folder: Path, csv_rows: str, *lines: object) -> KnownActors:
    (folder / "actors.csv").write_text(HEADER + csv_rows, encoding="utf-8")
    listed(folder / "actors" / "mine.ftm.json", *lines)
    return load_known_actors(folder / "actors.csv")


def person(nlp: Language, known: KnownActors, text: str) -> Entity:
    (found,) = [each for each in find_actors(nlp(text), text, known).entities if each.actor_type == "person"]
    return found


def test_follow_the_money_gives_names_aliases_ids_countries_and_fields(tmp_path: Path) -> None:
    read = read_list(listed(tmp_path / "mine.ftm.json", FTM_PERSON, FTM_COMPANY, FTM_ADDRESS))
    quill, norwind = read.actors
    assert (quill.actor_name, quill.actor_type, quill.country_code, quill.wikidata_id) == (
        "Rosa Quill",
        "person",
        "NO",
        "Q901",
    )
    assert quill.aliases == ("Роза Квилл", "Rosa Marie Quill")  # no bare surname
    assert (quill.role_fields, quill.list_name) == (("politics",), "mine.ftm.json")
    assert (norwind.actor_name, norwind.actor_type, norwind.wikidata_id) == ("Norwind Energy AS", "organisation", None)
    assert read.passed_over == {"Address": 1}


def test_a_wikidata_dump_gives_the_same_also_zipped(tmp_path: Path) -> None:
    lines = (
        "[",
        f"{json.dumps(WIKIDATA_PERSON)},",
        f"{json.dumps(WIKIDATA_BODY)},",
        f"{json.dumps(WIKIDATA_PARTY)},",
        json.dumps(WIKIDATA_BOOK),
        "]",
    )
    read = read_list(listed(tmp_path / "dump.json.gz", *lines))
    lee, board, party = read.actors
    assert (party.actor_name, party.actor_type) == ("Weir Party", "organisation")
    assert (lee.actor_name, lee.actor_type, lee.country_code, lee.wikidata_id) == ("Ann Lee", "person", "AU", "Q902")
    assert (lee.aliases, lee.role_fields) == (("Ann B. Lee",), ("sport",))
    assert (board.actor_name, board.actor_type, board.country_code) == ("Weir Board", "organisation", "NO")
    assert read.passed_over == {"item": 1}


def test_plain_objects_are_read_too(tmp_path: Path) -> None:
    line = {"id": "Q5", "name": "Ida Vane", "type": "person", "country": "dk", "aliases": ["I. J. Vane"]}
    (vane,) = read_list(listed(tmp_path / "own.jsonl", line)).actors
    assert (vane.actor_name, vane.country_code, vane.wikidata_id, vane.aliases) == (
        "Ida Vane",
        "DK",
        "Q5",
        ("I. J. Vane",),
    )


def test_a_listed_actor_completes_the_reviewed_one_and_says_where_it_stands(tmp_path: Path) -> None:
    known = seeds(tmp_path, "Rosa Quill,person,NO,,,\n", FTM_PERSON)
    assert [actor.wikidata_id for actor in known.named("Rosa Quill")] == ["Q901"]
    known = seeds(tmp_path, "Rosa Quill,person,DK,,,\n", FTM_PERSON)
    assert len(known.named("Rosa Quill")) == 2
    assert len(seeds(tmp_path, "", FTM_PERSON, FTM_PERSON).named("Rosa Quill")) == 1


@pytest.mark.parametrize(
    ("text", "wikidata_id", "reason"),
    [
        ("Minister Rosa Quill spoke.", "Q901", "named in full, listed in mine.ftm.json"),
        ("Norway cheered when Rosa Marie Quill spoke.", "Q901", "named in full, listed in mine.ftm.json"),
        (
            "All cheered when Rosa Quill spoke.",
            None,
            "may be Rosa Quill (NO) of mine.ftm.json: the article mentions no country nor role of theirs",
        ),
        (
            "Norway cheered when goalkeeper Rosa Quill spoke.",
            None,
            "not Rosa Quill of mine.ftm.json: the role stated is of sport",
        ),
        ("Norway cheered when Mr Quill spoke.", None, "no known actor has this name"),
    ],
)
def test_a_link_to_a_listed_person_is_borne_out_or_abstains(
    tmp_path: Path, nlp: Language, text: str, wikidata_id: str | None, reason: str
) -> None:
    found = person(nlp, seeds(tmp_path, "", FTM_PERSON), text)
    assert (found.wikidata_id, found.link_reason) == (wikidata_id, reason)


def test_of_two_of_one_name_the_role_stated_chooses(tmp_path: Path, nlp: Language) -> None:
    other = {"schema": "Person", "id": "Q905", "properties": {"name": ["Rosa Quill"], "country": ["au"]}}
    known = seeds(tmp_path, "", FTM_PERSON, other)
    assert person(nlp, known, "Norwegian minister Rosa Quill spoke.").wikidata_id == "Q901"
    found = person(nlp, known, "All cheered when Rosa Quill spoke.")
    assert (found.wikidata_id, found.link_reason) == (
        None,
        "the name fits 2 known actors: Rosa Quill (AU), Rosa Quill (NO)",
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "2: not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[1]", "2: not a JSON object"),
        ('{"schema": "Person", "properties": {}}', "2: it has no name"),
        ('{"schema": "Person", "properties": 7}', "2: properties are no object"),
        ('{"labels": 7, "claims": {"P31": "Q5"}}', "2: labels are no object"),
        (
            '{"x": 1}',
            "2: neither FollowTheMoney (schema, properties) nor Wikidata (labels, claims), and its actor_type is none of "
            "person, organisation, place, group",
        ),
    ],
)
def test_a_malformed_line_is_refused_with_file_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    path = listed(tmp_path / "mine.jsonl", FTM_PERSON, line)
    with pytest.raises(ValueError) as error:
        read_list(path)
    assert str(error.value) == f"{path}:{reason}"


def test_what_is_no_list_stops_too(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"notes\.txt: a list of actors ends in \.json"):
        seeds(tmp_path, "", listed(tmp_path / "actors" / "notes.txt", "x").name)
    cut = listed(tmp_path / "cut.jsonl.gz", *[FTM_PERSON] * 50)
    cut.write_bytes(cut.read_bytes()[:-20])
    with pytest.raises(ValueError, match=r"cut\.jsonl\.gz: broken gzip"):
        read_list(cut)


def test_the_command_counts_what_lists_hold(tmp_path: Path) -> None:
    path = listed(tmp_path / "mine.jsonl", FTM_PERSON, FTM_COMPANY, FTM_ADDRESS)
    shown = CliRunner().invoke(command_line(), ["known-actors", str(path)], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert "1 Address" in shown.output
    assert [cell.strip() for cell in shown.output.splitlines()[3].split("│")[2:9]] == [
        "1",
        "1",
        "0",
        "0",
        "1",
        "2",
        "1 Address",
    ]
