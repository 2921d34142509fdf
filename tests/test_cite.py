"""Citations: a row back to its words, version, document and run, in the three forms."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.raw_rows import article, build_all, empty_warehouse, entity, insert, quote, span
from tests.warehouses import nightdesk, rows

at = datetime.fromisoformat
TEXT = "Ada Moss spoke twice. “The quay,” said Ada Moss, “costs 100% of R&D.”"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One article with a split quotation, read by one run."""
    path = tmp_path_factory.mktemp("cite") / "quay.duckdb"
    con = empty_warehouse(str(path))
    about = {
        "source_name": "Town Crier",
        "title": "The {quay}",
        "authors": ["Rosa Quill"],
        "url": "https://town.example/1",
    }
    insert(
        con,
        "documents",
        {
            "document_id": "d1",
            "extractor_id": "rules1",
            "input_name": "quay.txt",
            "pack_name": "p.parquet",
            "run_id": "r1",
        },
    )
    insert(con, "articles", article("d1", TEXT, "2026-03-05", retrieved_at=at("2026-03-06 01:02"), **about))
    insert(con, "entities", entity("d1", 0, "Ada Moss"))
    spans = [
        {"start_char": at, "end_char": at + len(part)}
        for part in ("The quay", "costs 100% of R&D")
        for at in [TEXT.index(part)]
    ]
    split = {"spans": spans, "end_char": spans[1]["end_char"], "text": "The quay costs 100% of R&D"}
    said = {"speaker_status": "named", "unknown_reason": None, "entity_no": 0}
    cue = {"cue_text": "said", "cue_start_char": TEXT.index("said"), "cue_end_char": TEXT.index("said") + 4}
    insert(con, "quotes", quote("d1", TEXT, "The quay", **said) | split | cue)
    spoke = {"start_char": TEXT.index("spoke"), "end_char": TEXT.index("spoke") + 5}
    deed = {"event_type": "CONSULT", "action_text": "spoke", "actor_text": "Ada Moss", "actor_entity_no": 0}
    sure = {"is_negated": False, "modality": "asserted", "confidence": 0.9}
    insert(con, "events", {"document_id": "d1"} | deed | sure | spoke)
    insert(con, "mentions", {"document_id": "d1", "actor_type": "person", "entity_no": 0} | span(TEXT, "Ada Moss"))
    insert(
        con,
        "runs",
        {"run_id": "r1", "flow_name": "backfill", "started_at": at("2026-03-07"), "nightdesk_version": "0.1.0"},
    )
    build_all(con)
    con.close()
    return path


@pytest.fixture(scope="module")
def quote_id(warehouse: Path) -> str:
    (row,) = json.loads(
        nightdesk("query", "select quote_id from facts.quotes", "--format", "json", "--warehouse", warehouse)
    )
    return str(row["quote_id"])


def test_a_quotation_is_cited_with_its_words_and_what_they_rest_on(warehouse: Path, quote_id: str) -> None:
    assert nightdesk("cite", quote_id, "--warehouse", warehouse) == (
        "Rosa Quill, “The {quay}”, Town Crier, 5 March 2026, https://town.example/1\n"
        "  Ada Moss, said: “The quay costs 100% of R&D”\n"
        f"  quote {quote_id}, characters 23–31, 50–67\n"
        "  version   d1 (1 of 1), sha256 d1\n"
        "  retrieved 2026-03-06 01:02 UTC\n"
        "  document  d1 from quay.txt\n"
        "  archive   p.parquet\n"
        "  run       r1, Nightdesk 0.1.0, rules rules1\n"
    )


def test_an_event_and_a_mention_are_cited_with_their_words(warehouse: Path) -> None:
    (event_id,) = rows(warehouse, "select event_id from facts.events")[0]
    (mention_id,) = rows(warehouse, "select mention_id from facts.mentions")[0]
    assert nightdesk("cite", event_id, "--warehouse", warehouse).splitlines()[1:3] == [
        "  Ada Moss · spoke · ?: “spoke”",
        f"  event {event_id}, characters 9–14",
    ]
    assert nightdesk("cite", mention_id, "--warehouse", warehouse).splitlines()[1:3] == [
        "  Ada Moss: “Ada Moss”",
        f"  mention {mention_id}, characters 0–8",
    ]


def test_json_ld_holds_the_words_where_they_stand_and_no_nulls(warehouse: Path, quote_id: str) -> None:
    cited = json.loads(nightdesk("cite", quote_id, "--format", "json-ld", "--warehouse", warehouse))
    assert (cited["@type"], cited["text"]) == ("Quotation", "The quay costs 100% of R&D")
    places = [(each["oa:start"], each["oa:end"]) for each in cited["oa:hasSelector"]]
    assert " ".join(TEXT[start:end] for start, end in places) == cited["text"]
    article_part = cited["isPartOf"]
    assert article_part["datePublished"] == "2026-03-05"
    assert article_part["prov:wasDerivedFrom"]["prov:generatedAtTime"] == "2026-03-06T01:02:00Z"
    assert "inLanguage" not in article_part


def test_bibtex_escapes_what_tex_reads_as_commands(warehouse: Path, quote_id: str) -> None:
    entry = nightdesk("cite", quote_id, "--format", "bibtex", "--warehouse", warehouse)
    assert (
        f"@misc{{nightdesk:{quote_id},\n  author = {{{{Rosa Quill}}}},\n  title = {{{{The \\{{quay\\}}}}}},\n" in entry
    )
    assert "``The quay costs 100\\% of R\\&D''" in entry


def test_an_article_is_cited_without_words(warehouse: Path) -> None:
    lines = nightdesk("cite", "d1", "--warehouse", warehouse).splitlines()
    assert lines[1] == "  version   d1 (1 of 1), sha256 d1"


def test_an_unknown_id_is_a_clear_error(warehouse: Path) -> None:
    assert "no quote, event, mention, article or version has the id 'nope'" in nightdesk(
        "cite", "nope", "--warehouse", warehouse, code=1, both=True
    )
