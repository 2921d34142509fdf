"""The dossier of an actor: found by what a person types, with every count and out of how many."""

import json
from pathlib import Path

import pytest

from tasks.dossier import find_actors, read_dossier
from tests.correcting import town
from tests.raw_rows import article, build_all, entity, insert, quote, span
from tests.warehouses import nightdesk

TEXT = "Mayor Ada Moss met Rosa Quill. “Moss lied,” said Quill. “I did not,” said Ada Moss."


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town with an article more, as a published file."""
    path = tmp_path_factory.mktemp("dossier") / "town.duckdb"
    con = town(str(path))
    insert(con, "articles", article("d3", TEXT, "2026-03-05", source_name="Town Crier", url="https://town.example/3"))
    insert(con, "entities", entity("d3", 0, "Ada Moss", names=["Ada Moss", "Moss"]), entity("d3", 1, "Rosa Quill"))
    mention = {"document_id": "d3", "actor_type": "person"}
    lied = TEXT.index("Moss lied")
    insert(
        con,
        "mentions",
        mention | {"entity_no": 0} | span(TEXT, "Ada Moss"),
        mention | {"entity_no": 1} | span(TEXT, "Rosa Quill"),
        mention | {"entity_no": 0, "text": "Moss", "start_char": lied, "end_char": lied + 4},
    )
    role = {"document_id": "d3", "entity_no": 0, "role_text": "Mayor", "role_status": "current"}
    words = span(TEXT, "Mayor")
    del words["text"]
    insert(con, "roles", role | words)
    said = {"speaker_status": "named", "unknown_reason": None}
    insert(con, "quotes", quote("d3", TEXT, "Moss lied", entity_no=1, **said))
    insert(con, "quotes", quote("d3", TEXT, "I did not", entity_no=0, **said))
    event = {
        "document_id": "d3",
        "event_type": "CONSULT",
        "action_text": "met",
        "modality": "asserted",
        "confidence": 1.0,
    }
    deed = span(TEXT, "met")
    del deed["text"]
    insert(con, "events", event | deed | {"actor_entity_no": 0, "recipient_entity_no": 1, "is_negated": False})
    build_all(con)
    con.close()
    return path


@pytest.mark.parametrize("name", ["Ada Moss", "ada moss", "ÁDA MOSS", "Moss"])
def test_an_actor_is_found_by_name_and_alias(warehouse: Path, name: str) -> None:
    dossier = json.loads(nightdesk("actor", name, "--warehouse", warehouse, "--json"))
    assert dossier["actor"]["actor_name"] == "Ada Moss"


def test_a_dossier_counts_and_says_out_of_how_many(warehouse: Path) -> None:
    dossier = json.loads(nightdesk("actor", "Ada Moss", "--warehouse", warehouse, "--json"))
    assert dossier["totals"] == {
        "article_count": 1,
        "of_article_count": 3,
        "independent_article_count": 1,
        "outlet_count": 1,
        "of_outlet_count": 1,
        "independent_outlet_count": 1,
        "of_independent_outlet_count": 1,
        "quote_count": 1,
        "of_quote_count": 5,
        "mentioning_quote_count": 1,
        "event_count": 1,
        "of_event_count": 1,
    }
    assert [(alias["alias_text"], alias["article_count"]) for alias in dossier["aliases"]] == [
        ("Ada Moss", 1),
        ("Moss", 1),
    ]
    assert [(role["role_text"], role["stated_date"]) for role in dossier["roles"]] == [("Mayor", "2026-03-05")]
    assert [quote["text"] for quote in dossier["quotes"]] == ["I did not"]
    assert [(quote["actor_name"], quote["text"]) for quote in dossier["mentioning_quotes"]] == [
        ("Rosa Quill", "Moss lied")
    ]
    assert [(event["actor_text"], event["action_text"], event["recipient_text"]) for event in dossier["events"]] == [
        ("Ada Moss", "met", "Rosa Quill")
    ]
    assert dossier["co_actors"] == [{"name": "Rosa Quill", "article_count": 1, "of_article_count": 1}]
    assert dossier["outlets"] == [{"name": "Town Crier", "article_count": 1, "of_article_count": 1}]


def test_a_dossier_is_read_on_a_terminal(warehouse: Path) -> None:
    printed = nightdesk("actor", "Ada Moss", "--warehouse", warehouse)
    assert printed.startswith("Ada Moss (person, 1 article)\n")
    assert "Roles, newest first\n  2026-03-05  “Mayor”  [Town Crier]\n" in printed
    assert "Named in the words of others (1 of 5 quotations)\n  2026-03-05  Rosa Quill, quoted: Moss lied" in printed
    assert "Topics" not in printed


def test_what_is_only_like_a_name_is_suggested(warehouse: Path) -> None:
    assert "Did you mean:\n  act_" in nightdesk("actor", "Rosa Quil", "--warehouse", warehouse, code=1, both=True)
    assert "or nearly so" in nightdesk("actor", "Zebedee", "--warehouse", warehouse, code=1, both=True)


def test_several_actors_of_one_name_are_told_apart_by_id() -> None:
    con = town()
    insert(con, "articles", article("d3", "Smith."), article("d4", "Jane Smith."))
    insert(con, "entities", entity("d3", 0, "Smith"), entity("d4", 0, "Jane Smith"))
    build_all(con)
    lookup = find_actors(con, "Smith")
    assert [(found.actor_name, found.article_count) for found in lookup.found] == [("Smith", 1), ("Smith", 1)]
    (one,) = find_actors(con, lookup.found[0].actor_id).found
    assert read_dossier(con, one, 10).totals.of_article_count == 4
