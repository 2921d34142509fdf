"""What is made of quotations: groups, who said what, disputes, counts and the brief, from literal rows."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks.show.brief import write_brief
from tests.raw_rows import article, build_all, empty_warehouse, entity, insert, quote

PEOPLE = ("Ines Falk", "Karla Weiss", "Nordline")
FALK, WEISS, NORDLINE = range(3)
HULL = "The hull has held through the night and no oil is on the water"
PART = "hull has held through the night and no oil"
TEXTS = {
    "a": f"“{HULL},” said Ines Falk.",
    "b": f"“{HULL},” said Ines Falk.",
    "c": f"Karla Weiss said the “{PART}” was out. “<b>Pay</b>,” she and Falk said.",
    "d": "Ines Falk, for Nordline, promised that every ticket would be paid. She never said that the ship was lost.",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wire quotation in two outlets of one owner, given to another speaker by a third outlet; a spokesperson; words never said."""
    path = tmp_path_factory.mktemp("said") / "nightdesk.duckdb"
    con = empty_warehouse(str(path))
    owners = {"Post": "Weiss Media", "Gazette": "Weiss Media", "Courier": None, "Wire": None}
    for source, owner in owners.items():
        insert(con, "sources", {"source_name": source, "owner_name": owner, "feed_url": f"https://{source}.example"})
    for (name, text), source in zip(TEXTS.items(), owners, strict=True):
        insert(con, "articles", article(name, text, f"2026-03-0{ord(name) - 96} 06:00", source_name=source))
        insert(con, "entities", *(entity(name, number, person) for number, person in enumerate(PEOPLE)))
    said("a", con, HULL, FALK)
    said("b", con, HULL, FALK)
    said("c", con, f"the “{PART}” was out", WEISS, quote_type="mixed")
    said("c", con, "<b>Pay</b>,", WEISS, speaker_entity_nos=[WEISS, FALK])
    company = {"speaks_for_text": "Nordline", "speaks_for_entity_no": NORDLINE, "cue_type": "promised"}
    said("d", con, "that every ticket would be paid", FALK, quote_type="indirect", **company)
    said("d", con, "that the ship was lost", FALK, quote_type="indirect", is_negated=True)
    build_all(con)
    con.close()
    return path


def said(name: str, con: duckdb.DuckDBPyConnection, words: str, speaker: int, **columns: Any) -> None:
    known = {"entity_no": speaker, "speaker_status": "named", "unknown_reason": None, "cue_type": "said"}
    insert(con, "quotes", quote(name, TEXTS[name], words, **(known | columns)))


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(query).fetchall()


def test_a_group_has_its_variants_first_report_counts_and_speakers(path: Path) -> None:
    columns = (
        "text, first_article_id, first_published_at, first_source_name, last_published_at, quote_types, report_count, outlet_count, "
        "independent_outlet_count, is_speaker_disputed, list_transform(speakers, lambda s: (s.actor_name, s.report_count))"
    )
    assert rows(path, f"select {columns} from facts.quote_groups where report_count > 1") == [
        (HULL, "a", at("2026-03-01 06:00"), "Post", at("2026-03-03 06:00"), ["direct", "mixed"], 3, 3, 2, True,
         [("Ines Falk", 2), ("Karla Weiss", 1)])
    ]  # fmt: skip
    variants = rows(
        path,
        "select unnest(variants, recursive := true) from facts.quote_groups where report_count > 1",
    )
    assert [row[:5] for row in variants] == [
        (HULL, "direct", 2, 2, 1),
        (f"the “{PART}” was out", "mixed", 1, 1, 1),
    ]
    assert [row[6] for row in variants] == ["a", "c"]


at = datetime.fromisoformat


def test_who_said_what_shows_the_group_and_whom_a_spokesperson_speaks_for(path: Path) -> None:
    columns = "text, actor_name, len(speaker_actor_ids), speaks_for_actor_name, report_count, variant_count, is_speaker_disputed"
    assert rows(path, f"select {columns} from marts.who_said_what order by report_count desc, text") == [
        (HULL, "Ines Falk", 1, None, 3, 2, True),
        ("<b>Pay</b>,", "Karla Weiss", 2, None, 1, 1, False),
        ("that every ticket would be paid", "Ines Falk", 1, "Nordline", 1, 1, False),
    ]


def test_words_that_were_not_said_are_a_group_of_their_own(path: Path) -> None:
    assert rows(path, "select text, is_negated, report_count from facts.quote_groups where is_negated") == [
        ("that the ship was lost", True, 1)
    ]


def test_a_dispute_lists_every_speaker_with_evidence(path: Path) -> None:
    speakers = "list_transform(speakers, lambda s: (s.actor_name, s.report_count, s.independent_outlet_count))"
    columns = f"position, text, {speakers}, report_count, outlet_count, independent_outlet_count, first_article_id"
    assert rows(path, f"select {columns} from reports.disputed_quotes") == [
        (1, HULL, [("Ines Falk", 2, 1), ("Karla Weiss", 1, 1)], 3, 3, 2, "a")
    ]
    evidence = "select quotes.article_id from facts.quotes where quote_id = speakers[{}].quote_id"
    found = rows(path, f"select ({evidence.format(1)}), ({evidence.format(2)}) from reports.disputed_quotes")
    assert found == [("a", "c")]


def test_a_quotation_counts_for_each_speaker_and_for_whom_they_speak(path: Path) -> None:
    found = rows(path, "select published_date, actor_name, quote_count from marts.actor_daily order by all")
    assert found == [
        (date(2026, 3, 1), "Ines Falk", 1),
        (date(2026, 3, 2), "Ines Falk", 1),
        (date(2026, 3, 3), "Ines Falk", 1),
        (date(2026, 3, 3), "Karla Weiss", 2),
        (date(2026, 3, 4), "Ines Falk", 1),
        (date(2026, 3, 4), "Nordline", 1),
    ]
    found = rows(path, "select source_name, quote_count, speaker_count from marts.source_daily order by all")
    assert found == [("Courier", 2, 2), ("Gazette", 1, 1), ("Post", 1, 1), ("Wire", 1, 1)]
    found = rows(path, "select measure_value from reports.summary where measure_name like 'quotes%' order by position")
    assert found == [(5,), (5,)]


def test_the_brief_shows_who_said_what_and_who_is_disputed(path: Path, tmp_path: Path) -> None:
    write_brief(path, tmp_path / "brief.html")
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Pay&lt;/b&gt;" in page
    assert "<b>Pay" not in page
    assert "3 outlets, 2 independent" in page
    assert "Reports name Ines Falk (2 of 3), Karla Weiss (1 of 3)" in page
    text = (tmp_path / "brief.md").read_text(encoding="utf-8").partition("## Rows")[0]
    assert "## Who said it?" in text
    said = text.partition("## Who said what")[2].partition("\n## ")[0]
    assert "Ines Falk" in said
    assert "the ship was lost" not in said
