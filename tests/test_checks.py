"""Every check finds the rows that break its promise, and nothing in rows that keep it."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks.build import BuildFailed, portions
from tests.raw_rows import SQL_DIR, Row, article, build_all, empty_warehouse, entity, insert, quote, span

TEXT = "L’été fut long 🌊. “We waited,” said Ines Falk, “and nobody came.”"
FIRST, SECOND = span(TEXT, "We waited,"), span(TEXT, "and nobody came.")
CUE, SPEAKER, OVER = span(TEXT, "said"), span(TEXT, "Ines Falk"), span(TEXT, "long 🌊")
SPANS = [{"start_char": part["start_char"], "end_char": part["end_char"]} for part in (FIRST, SECOND)]
SPLIT_QUOTE: Row = quote("a", TEXT, "We waited,") | {
    "text": "We waited, and nobody came.",
    "spans": SPANS,
    "end_char": SECOND["end_char"],
    "cue_text": CUE["text"],
    "cue_start_char": CUE["start_char"],
    "cue_end_char": CUE["end_char"],
    "speaker_text": SPEAKER["text"],
    "speaker_start_char": SPEAKER["start_char"],
    "speaker_end_char": SPEAKER["end_char"],
}
SOUND: dict[str, Row] = {
    "documents": {"document_id": "a", "run_id": "r"},
    "quotes": SPLIT_QUOTE,
    "mentions": {"document_id": "a", "actor_type": "person", "entity_no": 0, **SPEAKER},
    "events": {"document_id": "a", "event_type": "CONSULT", "action_text": CUE["text"], "confidence": 0.5}
    | {"start_char": CUE["start_char"], "end_char": CUE["end_char"]},
    "roles": {"document_id": "a", "entity_no": 0, "role_text": CUE["text"], "role_status": "current"}
    | {"start_char": CUE["start_char"], "end_char": CUE["end_char"]},
    "places": {
        "document_id": "a",
        "place_id": "42",
        "latitude": 1.0,
        "longitude": 2.0,
        "place_role": "mentioned",
        **OVER,
    },
    "dates": {"document_id": "a", "value_edtf": "2026", **OVER},
    "figures": {"document_id": "a", "number_value": 1.0, **OVER},
    "key_facts": {"document_id": "a", "question": "what", "rank": 1, **OVER},
    "article_topics": {
        "document_id": "a",
        "topic_id": "medtop:11000000",
        "topic_name": "p",
        "relevance": 0.5,
        "rank": 1,
    },
    "runs": {"run_id": "r", "input_count": 1},
    "dispositions": {"run_id": "r", "input_no": 1, "input_name": "in", "state": "loaded", "reason": "read"},
}


LAST = {"start_char": SECOND["start_char"], "end_char": len(TEXT) + 9}
BACKWARDS: Row = {"spans": SPANS[::-1], "text": "and nobody came. We waited,"}
OVERLAPPING: Row = {"spans": [SPANS[0], SPANS[0]], "text": "We waited, We waited,", "end_char": FIRST["end_char"]}
PAST_THE_END: Row = {"spans": [SPANS[0], LAST], "text": "We waited, and nobody came.”", "end_char": LAST["end_char"]}
NOBODY = span(TEXT, "nobody")
INSIDE: Row = {f"speaker_{column}": NOBODY[column] for column in ("text", "start_char", "end_char")}


def add(con: duckdb.DuckDBPyConnection, name: str, **changes: dict[str, Any]) -> None:
    """An article, its document and its run of this name, with a sound row in every table, but for the columns changed."""
    insert(con, "entities", entity(name, 0, "Ines Falk"))
    for table, row in SOUND.items():
        ids = {column: name for column in ("document_id", "run_id") if column in row}
        insert(con, table, row | ids | changes.get(table, {}))
    insert(con, "articles", article(name, TEXT))


def warehouse(**changes: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """A sound article "a", with columns changed."""
    con = empty_warehouse()
    add(con, "a", **changes)
    return con


@contextmanager
def changed(con: duckdb.DuckDBPyConnection, change: str) -> Iterator[None]:
    """The published tables with a change that goes again."""
    con.execute("begin")
    con.execute(change)
    yield
    con.execute("rollback")


@pytest.fixture(scope="module")
def sound() -> duckdb.DuckDBPyConnection:
    """A sound warehouse, built."""
    con = warehouse(quotes={"entity_no": 0})
    build_all(con)
    return con


def test_sound_rows_pass(sound: duckdb.DuckDBPyConnection) -> None:
    assert sound.execute("select text from facts.quotes").fetchall() == [("We waited, and nobody came.",)]


# The rows that each check is to find: a table's sound row with columns changed, each in an article of its own.
BROKEN: dict[str, list[tuple[str, Row]]] = {
    "spans_are_verbatim": [
        *((table, {"text": "other"}) for table in ("mentions", "places", "dates", "figures", "key_facts")),
        ("events", {"action_text": "told"}),
        ("roles", {"role_text": "told"}),
        ("mentions", {"start_char": None}),
        ("mentions", {"start_char": -1}),
        ("figures", {"end_char": 500}),
        ("key_facts", {"end_char": None}),
    ],
    "headline_words_are_verbatim": [
        ("key_facts", {"text": "other", "start_char": None, "end_char": None}),
        ("key_facts", {"text": "", "start_char": None, "end_char": None}),
        ("key_facts", {"question": "who", "start_char": None, "end_char": None}),
    ],
    "quotes_are_verbatim": [
        ("quotes", {"text": "We waited,and nobody came."}),
        ("quotes", {"spans": SPANS[::-1]}),
        ("quotes", {"spans": []}),
        ("quotes", {"spans": None}),
        ("quotes", {"spans": [*SPANS, {"start_char": None, "end_char": None}]}),
        ("quotes", BACKWARDS),
        ("quotes", OVERLAPPING),
        ("quotes", PAST_THE_END),
        ("quotes", {"start_char": FIRST["start_char"] + 1}),
        ("quotes", {"end_char": None}),
    ],
    "speakers_and_cues_are_verbatim": [
        ("quotes", {"speaker_text": "Falk"}),
        ("quotes", {"speaker_end_char": None}),
        ("quotes", {"cue_start_char": CUE["start_char"] - 1}),
        ("quotes", {"cue_text": None, "cue_start_char": None}),
        ("quotes", {"speaks_for_text": "the harbour"}),
    ],
    "speakers_stand_outside_their_quotes": [("quotes", INSIDE)],
    "ids_lead_somewhere": [
        ("quotes", {"entity_no": 7}),
        ("quotes", {"speaker_entity_nos": [0, 7]}),
        ("quotes", {"speaks_for_entity_no": 7}),
        ("quotes", {"reported_by_entity_no": 7}),
    ],
    "unknowns_have_reasons": [
        ("quotes", {"unknown_reason": None}),
        ("quotes", {"speaker_status": "guessed"}),
        ("places", {"place_id": None}),
        ("dates", {"value_edtf": None}),
    ],
    "places_have_whole_coordinates": [("places", {"latitude": None})],
    "topics_are_ranked": [
        ("article_topics", {"rank": 2}),
        ("article_topics", {"relevance": None}),
        ("article_topics", {"evidence_spans": [{"start_char": 3, "end_char": 9999}]}),
        ("article_topics", {"topic_id": "medtop:20000002"}),
    ],
    "rules of facts.quotes": [("quotes", {"confidence": 1.5}), ("quotes", {"quote_type": "reported"})],
    "rules of facts.events": [("events", {"event_type": "TALK"})],
    "rules of facts.places": [("places", {"longitude": 181.0}), ("places", {"latitude": 90.5})],
    "rules of facts.key_facts": [("key_facts", {"rank": 0})],
    "rules of facts.documents": [("documents", {"run_id": "no run"})],
    "inputs_end_once": [
        ("runs", {"input_count": 2}),
        ("dispositions", {"state": "lost"}),
        ("dispositions", {"reason": ""}),
    ],
}
# What else is wrong with these rows, or with those made from them.
BESIDES = {
    "rules of facts.quotes": 1,  # a guessed status
    "rules of facts.mentions": 2,
    "rules of facts.article_topics": 1,
    "rules of facts.dispositions": 1,
    "rules of facts.articles": 1,
    "rules of facts.article_versions": 1,
    "rules of marts.event_groups": 1,
    "rules of marts.who_said_what": 1,
}


@pytest.mark.parametrize("articles_at_once", [100_000, 20])
def test_broken_rows_are_found_and_no_others(articles_at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "ARTICLES_AT_ONCE", articles_at_once)
    con = empty_warehouse()
    add(con, "sound")
    for number, (table, change) in enumerate(chain.from_iterable(BROKEN.values())):
        add(con, f"broken-{number}", **{table: change})
    with pytest.raises(BuildFailed) as failed:
        build_all(con)
    found = {check.check_name: len(check.rows) for check in failed.value.broken}
    assert found == Counter({check: len(rows) for check, rows in BROKEN.items()}) + Counter(BESIDES)


def test_an_input_with_two_states_is_found() -> None:
    con = warehouse()
    insert(con, "dispositions", SOUND["dispositions"] | {"run_id": "a", "state": "rejected"})
    with pytest.raises(BuildFailed, match=r"(?m)^key of facts\.dispositions "):
        build_all(con)


def test_an_article_without_its_document_is_found() -> None:
    con = warehouse()
    con.execute("delete from raw.documents")
    with pytest.raises(
        BuildFailed, match=r"(?m)^rules of facts\.articles .*document_id leads to no facts.documents: a"
    ):
        build_all(con)


def test_an_article_from_the_future_is_found_unless_a_person_says_so() -> None:
    con = empty_warehouse()
    at = {"retrieved_at": datetime.fromisoformat("2026-03-01")}
    insert(con, "articles", article("a", "One.", "2026-04-01", **at), article("b", "Two.", "2026-04-02", **at))
    with pytest.raises(BuildFailed, match=r"^nothing_is_from_the_future \(version_id, .*\('b', ") as failed:
        build_all(con)
    assert [len(check.rows) for check in failed.value.broken] == [1]
    con.execute("update raw.articles set published_source = 'correction'")
    build_all(con)


def test_every_check_that_found_rows_is_told_and_its_rows_are_kept(tmp_path: Path) -> None:
    con = warehouse(places={"latitude": 91.0}, figures={"text": "other"})
    insert(con, "key_facts", *({**SOUND["key_facts"], "rank": -number} for number in range(7)))
    with pytest.raises(BuildFailed) as failed:
        build_all(con)
    told = str(failed.value).splitlines()
    assert [line.split(" (")[0] for line in told] == [
        "rules of facts.key_facts",
        "rules of facts.places",
        "spans_are_verbatim",
    ]
    assert told[0].endswith("; 2 more")
    assert "latitude between -90 and 90: 91.0" in told[1]
    failed.value.write(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as lines:
        kept = list(csv.DictReader(lines))
    assert len(kept) == 7 + 1 + 1
    assert json.loads(kept[-1]["row"])["stored_text"] == "long 🌊"


@pytest.mark.parametrize(
    "change",
    [
        "update marts.source_daily set report_count = 2",
        "delete from marts.story_daily",
        "update facts.days set article_count = 2",
        "update facts.stories set article_count = 2",
    ],
)
def test_parts_that_do_not_sum_are_found(sound: duckdb.DuckDBPyConnection, change: str) -> None:
    query = (SQL_DIR / "checks" / "sums_agree.sql").read_text(encoding="utf-8")
    with changed(sound, change):
        assert sound.execute(query).fetchall() != []


def test_an_article_without_text_is_found() -> None:
    con = empty_warehouse()
    insert(con, "articles", article("a", ""))
    with pytest.raises(BuildFailed, match=r"(?m)^articles_are_whole "):
        build_all(con)


@pytest.mark.parametrize(
    "change",
    [
        "update facts.quote_groups set report_count = 2",
        "update facts.quote_groups set text = 'We waited'",
        "update facts.quotes set is_negated = true",
        "delete from facts.quote_groups",
        "update marts.who_said_what set report_count = 2",
        "update marts.who_said_what set speaker_actor_ids = []",
        "delete from marts.who_said_what",
    ],
)
def test_a_group_that_counts_otherwise_is_found(sound: duckdb.DuckDBPyConnection, change: str) -> None:
    query = (SQL_DIR / "checks" / "quote_groups_agree.sql").read_text(encoding="utf-8")
    with changed(sound, change):
        assert len(sound.execute(query).fetchall()) == 1
