"""Exports: the same rows in each form, filters as a user means them, valid schema.org and FollowTheMoney, every export noted."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.cli.export import SUFFIXES
from flows.exporting import run_export
from flows.settings import Settings
from tasks.export import Export, ExportForm
from tests.raw_rows import article, build_all, empty_warehouse, entity, insert, quote, span
from tests.warehouses import nightdesk, rows

TEXT = 'Ada Moss spoke on Monday. “The quay, costs 100% of ""R&D"",” said Ada Moss.\nIt\'s done.'
OTHER = "“No,” said Rosa Quill of the Harbour Board."

# Properties of https://followthemoney.tech/explorer/ (4.11) that are used, with their types; the first group stands in every Thing.
THING = {"name": "name", "alias": "name", "summary": "text", "notes": "text", "country": "country", "wikidataId": "qid",
         "keywords": "string", "publisher": "string", "sourceUrl": "url", "createdAt": "date", "modifiedAt": "date",
         "retrievedAt": "date", "proof": "Document", "description": "text"}  # fmt: skip
SCHEMATA: dict[str, dict[str, str]] = {
    "Person": THING | {"position": "string"},
    "Organization": THING,
    "LegalEntity": THING,
    "Article": THING | {"title": "string", "author": "string", "publishedAt": "date", "language": "iso639-3",
                        "bodyText": "text", "mimeType": "string"},
    "Event": THING | {"date": "date", "location": "string", "involved": "LegalEntity"},
    "Note": THING | {"entity": "Thing"},
    "Mention": {"document": "Document", "resolved": "LegalEntity", "name": "name", "detectedSchema": "string"},
}  # fmt: skip
REQUIRED = {"Person": {"name"}, "Organization": {"name"}, "LegalEntity": {"name"}, "Event": {"name"}, "Mention": {"document", "name"}}  # fmt: skip
KINDS = {"Document": {"Article"}, "LegalEntity": {"Person", "Organization", "LegalEntity"}, "Thing": set(SCHEMATA)}
PATTERNS = {"country": r"[a-z]{2}", "qid": r"Q\d+", "date": r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", "url": r"https?://\S+", "iso639-3": "[a-z]{3}"}  # fmt: skip
ENTITY_ID = r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles of two outlets on two days, each with a quotation and an event."""
    path = tmp_path_factory.mktemp("export") / "quay.duckdb"
    con = empty_warehouse(str(path))
    about = {"title": "A quay", "authors": ["Bo Lind"], "url": "https://town.example/1", "language_code": "en-GB"}
    precise = {"published_precision": "second", "source_name": "Town Crier"}
    insert(con, "articles", article("d1", TEXT, "2026-03-05T06:07", **about, **precise))
    insert(
        con,
        "articles",
        article("d2", OTHER, "2026-03-06", source_name="Port Post", published_precision="day", language_code="en"),
    )
    people = [("d1", 0, "Ada Moss", TEXT), ("d2", 0, "Rosa Quill", OTHER)]
    for name, entity_no, actor_name, text in people:
        insert(
            con,
            "entities",
            entity(name, entity_no, actor_name, country_code="NO", wikidata_id="Q1" if text is TEXT else None),
        )
        insert(
            con,
            "mentions",
            {"document_id": name, "actor_type": "person", "entity_no": entity_no} | span(text, actor_name),
        )
    insert(con, "entities", entity("d2", 1, "Harbour Board", "organisation"))
    said = {"speaker_status": "named", "unknown_reason": None, "entity_no": 0}
    insert(con, "quotes", quote("d1", TEXT, 'The quay, costs 100% of ""R&D"",', **said))
    insert(con, "quotes", quote("d2", OTHER, "No", **said))
    for modality, words in (("asserted", "spoke"), ("hypothetical", "done")):
        deed = {
            "event_type": "CONSULT",
            "action_text": words,
            "is_negated": False,
            "modality": modality,
            "confidence": 0.9,
        }
        insert(
            con,
            "events",
            {"document_id": "d1", "actor_text": "Ada Moss", "actor_entity_no": 0} | deed | _place(TEXT, words),
        )
    build_all(con)
    con.close()
    return path


def _place(text: str, words: str) -> dict[str, Any]:
    where = span(text, words)
    return {"start_char": where["start_char"], "end_char": where["end_char"]}


def export(warehouse: Path, target: Path, **asked: Any) -> list[str]:
    form = next((form for suffix, form in SUFFIXES.items() if target.name.endswith(suffix)), ExportForm.PARQUET)
    known = {"form": form, "made_at": "2026-03-07T00:00:00+00:00"} | asked
    return list(run_export(Settings(warehouse=warehouse), Export(str(target), **known)))


def test_parquet_csv_and_json_lines_hold_the_same_rows_as_the_table(warehouse: Path, tmp_path: Path) -> None:
    for name in ("quotes.parquet", "quotes.csv", "quotes.jsonl"):
        assert export(warehouse, tmp_path / name) == [str(tmp_path / name)]
    expected = rows(warehouse, "select quote_id, text, start_char, known_at from facts.quotes order by 1")
    columns = "quote_id, text, start_char, known_at::timestamp"
    for reader in ("parquet('{}/quotes.parquet')", "csv('{}/quotes.csv')", "json('{}/quotes.jsonl')"):
        assert duckdb.sql(f"select {columns} from read_{reader.format(tmp_path)} order by 1").fetchall() == expected
    spans = duckdb.sql(f"select spans from read_csv('{tmp_path}/quotes.csv') where start_char > 5").fetchall()
    assert [json.loads(each) for (each,) in spans] == [
        [_place(TEXT, 'The quay, costs 100% of ""R&D"",')],
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["quotes.csv", "quotes.jsonl", "quotes.parquet"]


def test_a_folder_takes_all_tables_that_the_filters_fit(warehouse: Path, tmp_path: Path) -> None:
    everything = export(warehouse, tmp_path / "all")
    listed = rows(warehouse, "select count(*) from information_schema.tables where table_schema in ('facts', 'marts')")
    assert [(len(everything),)] == listed
    names = [
        Path(file).name for file in export(warehouse, tmp_path / "some", outlets=("town crier",), form=ExportForm.CSV)
    ]
    assert {"articles.csv", "quotes.csv", "source_daily.csv"} <= set(names)
    assert "topic_daily.csv" not in names
    for name in ("articles", "quotes", "mentions", "events", "source_daily"):
        (counted,) = duckdb.sql(f"select count(*) from read_csv('{tmp_path}/some/{name}.csv')").fetchall()[0]
        assert counted == (2 if name == "events" else 1)


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ({"since": date(2026, 3, 6)}, ["No"]),
        ({"until": date(2026, 3, 5)}, ['The quay, costs 100% of ""R&D"",']),
        ({"actors": ("Rosa Quill",)}, ["No"]),
        ({"actors": ("Rosa Quill",), "outlets": ("Town Crier",)}, []),
        ({"since": date(2026, 3, 5), "until": date(2026, 3, 6)}, ["No", 'The quay, costs 100% of ""R&D"",']),
    ],
)
def test_filters(warehouse: Path, tmp_path: Path, asked: dict[str, Any], texts: list[str]) -> None:
    (file,) = export(warehouse, tmp_path / "quotes.jsonl", **asked)
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    assert sorted(json.loads(line)["text"] for line in lines) == texts


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("x.csv", {}, "there is no table 'x'"),
        (
            "x.csv",
            {"tables": ("topic_daily",), "outlets": ("Town Crier",)},
            "marts.topic_daily has no column to filter by",
        ),
        ("x.csv", {"tables": ("quotes", "events")}, "is one file, and 2 tables"),
        ("quotes.csv", {"outlets": ("Nobody's",)}, 'no article is of the outlet "Nobody\'s"'),
        ("quotes.csv", {"actors": ("Nobody",)}, "no actor is called 'Nobody'"),
        ("x.jsonld", {"tables": ("quotes",)}, "no single tables"),
    ],
)
def test_what_cannot_be_exported_is_an_error_and_writes_nothing(
    warehouse: Path, tmp_path: Path, name: str, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        export(warehouse, tmp_path / name, **asked)
    assert list(tmp_path.iterdir()) == []


def test_json_ld_holds_articles_and_quotations_where_they_stand(warehouse: Path, tmp_path: Path) -> None:
    (file,) = export(warehouse, tmp_path / "town.jsonld", outlets=("Town Crier",))
    document = json.loads(Path(file).read_text(encoding="utf-8"))
    article_node, quotation = document["@graph"]
    assert document["@context"]["@vocab"] == "https://schema.org/"
    assert (article_node["@type"], article_node["articleBody"]) == ("NewsArticle", TEXT)
    assert article_node["datePublished"] == "2026-03-05T06:07:00Z"
    assert article_node["author"] == [{"@type": "Person", "name": "Bo Lind"}]
    assert quotation["@type"] == "Quotation"
    assert quotation["isPartOf"] == {"@id": article_node["@id"]}
    assert quotation["spokenByCharacter"]["sameAs"] == "http://www.wikidata.org/entity/Q1"
    (place,) = quotation["oa:hasSelector"]
    assert TEXT[place["oa:start"] : place["oa:end"]] == quotation["text"]


def test_follow_the_money_entities_are_valid_and_their_references_lead_somewhere(
    warehouse: Path, tmp_path: Path
) -> None:
    (file,) = export(warehouse, tmp_path / "entities.ftm.json")
    entities = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
    schemata = {each["id"]: each["schema"] for each in entities}
    assert len(schemata) == len(entities)
    assert set(schemata.values()) == {"Person", "Article", "Note", "Event", "Mention"}
    assert [each["properties"]["notes"] for each in entities if each["schema"] == "Event"] == [
        ["asserted in the article"]
    ]
    assert [problem for each in entities for problem in problems(each, schemata)] == []


def problems(each: dict[str, Any], schemata: dict[str, str]) -> list[str]:
    properties, known = each["properties"], SCHEMATA[each["schema"]]
    found = [f"unknown property {name}" for name in properties.keys() - known.keys()]
    found += [f"no {name}" for name in REQUIRED.get(each["schema"], set()) - properties.keys()]
    if not re.fullmatch(ENTITY_ID, each["id"]):
        found.append(f"id {each['id']}")
    for name, values in properties.items():
        kind = known.get(name, "string")
        for value in values:
            if kind in KINDS and schemata.get(value) not in KINDS[kind]:
                found.append(f"{name} leads to {value}")
            if not isinstance(value, str) or not re.fullmatch(PATTERNS.get(kind, r"(?s).+"), value):
                found.append(f"{name}: {value!r}")
    return found


def test_the_command_writes_what_its_options_say_and_notes_it_beside_the_warehouse(
    warehouse: Path, tmp_path: Path
) -> None:
    file = tmp_path / "quotes.csv"
    options = ("--actor", "Ada Moss", "--since", "2026-01-02", "--warehouse", warehouse)
    assert nightdesk("export", file, *options) == f"{file}\n"
    assert "100%" in file.read_text(encoding="utf-8")
    last = json.loads(warehouse.with_suffix(".exports.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["target"], last["files"]) == (str(file), [str(file)])
    assert (last["actors"], last["since"], last["form"]) == (["Ada Moss"], "2026-01-02", "csv")
