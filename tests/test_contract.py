"""The tables people query: named as the contract says, documented column by column, in the database and on the page."""

import csv
import re
import sys
from functools import cache
from typing import get_args, get_type_hints

import duckdb
import pytest

from tasks.build import read_models
from tasks.records import Disposition, Entity, Event, KeyFact, Place, Quote
from tasks.show.tables import table_part, tables_page
from tests.raw_rows import SQL_DIR, build_all, empty_warehouse
from tests.warehouses import ROOT

PAGE = ROOT / "docs" / "tables.md"
SPAN = "text start_char end_char"
VERSION = (
    "article_id version_id url canonical_url source_name title description text authors published_at published_precision "
    "published_source modified_at fetched_at first_seen_at language_code section_name genre_type word_count is_truncated "
    "reprint_group_id content_sha256 document_id run_id"
)
NAMED = {  # names that are a public contract
    "facts.articles": f"{VERSION} version_count",
    "facts.article_versions": f"{VERSION} version_no",
    "facts.quotes": f"quote_id article_id version_id quote_type spans {SPAN} cue_text cue_type speaker_text speaker_start_char "
    "speaker_end_char actor_id actor_name speaker_status unknown_reason candidates reported_by_text quote_group_id confidence",
    "facts.mentions": f"mention_id article_id version_id {SPAN} actor_type actor_id",
    "facts.actors": "actor_id actor_name actor_type country_code wikidata_id first_seen_at last_seen_at article_count",
    "facts.actor_aliases": "actor_id alias_text",
    "facts.actor_roles": "actor_id role_text organisation_text country_code article_id stated_date start_char end_char",
    "facts.events": "event_id article_id version_id event_type action_text actor_text actor_id recipient_text recipient_id is_negated "
    "modality event_date place_id start_char end_char event_group_id confidence",
    "facts.article_topics": "article_id topic_id topic_name relevance rank evidence",
    "facts.places": f"article_id {SPAN} place_id place_name country_code latitude longitude precision_type place_role unknown_reason",
    "facts.dates": f"article_id {SPAN} value_edtf from_date to_date anchor_date",
    "facts.figures": f"article_id {SPAN} number_value unit_name what_text qualifier",
    "facts.key_facts": f"article_id question rank {SPAN}",
    "facts.article_stories": "article_id story_id",
    "facts.stories": "story_id title first_seen_at last_seen_at article_count outlet_count independent_outlet_count",
    **dict.fromkeys(("facts.dispositions", "facts.runs", "facts.feed_fetches"), "run_id"),
    **dict.fromkeys(("facts.quality_scores", "facts.id_redirects", "facts.overrides"), ""),
}
MARTS = (
    "topic_daily actor_daily topic_actor_daily who_said_what actor_network actor_roles_current story_daily source_daily topic_trends "
    "conflicting_figures feed_health"
)
COUNTS = ("report_count", "outlet_count", "independent_outlet_count")
OUT_OF = (*(f"of_{count}".replace("report", "article") for count in COUNTS), "feeds_expected_count", "feeds_ok_count")
TYPES = {
    "_id": r"VARCHAR",
    "_ids": r"VARCHAR\[\]",
    "_at": r"TIMESTAMP",
    "_date": r"DATE",
    "_count": r"INTEGER|BIGINT",
    "_share": r"DOUBLE",
    "_char": r"INTEGER",
    "_text": r"VARCHAR",
    "_name": r"VARCHAR",
    "_type": r"VARCHAR",
    "_url": r"VARCHAR",
    "_code": r"VARCHAR",
}


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    con = empty_warehouse()
    build_all(con)
    return con


def columns(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Type and comment of every column that people query."""
    query = (
        "select schema_name || '.' || table_name, column_name, data_type, comment from duckdb_columns() "
        "where schema_name in ('facts', 'marts', 'reports')"
    )
    return {(table, column): (kind, comment) for table, column, kind, comment in con.execute(query).fetchall()}


@cache
def documented() -> dict[tuple[str, str], dict[str, str]]:
    with (SQL_DIR / "columns.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["table_name"], row["column_name"]): row for row in csv.DictReader(lines)}


def test_tables_and_columns_are_named_as_the_contract_says(con: duckdb.DuckDBPyConnection) -> None:
    promised = {(table, column) for table, names in NAMED.items() for column in names.split()}
    assert promised - columns(con).keys() == set()
    tables = {table for table, _ in columns(con)}
    assert {*NAMED, *(f"marts.{mart}" for mart in MARTS.split())} - tables == set()


def test_a_name_tells_the_type(con: duckdb.DuckDBPyConnection) -> None:
    wrong = [
        (table, column, kind)
        for (table, column), (kind, _) in columns(con).items()
        for ending, expected in TYPES.items()
        if column.endswith(ending) and not re.fullmatch(expected, kind)
    ]
    assert wrong == []
    shares = [(table, column) for table, column in columns(con) if column.endswith("_share")]
    assert shares
    assert [share for share in shares if "Always between 0 and 1." not in (columns(con)[share][1] or "")] == []


def test_every_mart_says_out_of_how_many(con: duckdb.DuckDBPyConnection) -> None:
    known = columns(con)
    marts = {table for table, _ in known if table.startswith("marts.")}
    assert [
        (mart, column) for mart in sorted(marts) for column in (*COUNTS, *OUT_OF) if (mart, column) not in known
    ] == []


def test_every_column_is_documented_and_nothing_else(con: duckdb.DuckDBPyConnection) -> None:
    used = {(table, column) if (table, column) in documented() else ("", column) for table, column in columns(con)}
    assert used == documented().keys()
    assert [name for name, row in documented().items() if not re.fullmatch(r"\S.*[.)]", row["meaning"])] == []
    unlike = [name for name, (_, told) in columns(con).items() if not (told or "").startswith(_row(name)["meaning"])]
    assert unlike == []


def _row(name: tuple[str, str]) -> dict[str, str]:
    return documented().get(name) or documented()["", name[1]]


def test_the_list_of_columns_is_in_order() -> None:
    assert list(documented()) == sorted(documented())


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Disposition, "state"),
        (Entity, "actor_type"),
        (Event, "modality"),
        (KeyFact, "question"),
        (Place, "place_role"),
        (Quote, "quote_type"),
        (Quote, "speaker_status"),
    ],
)
def test_a_vocabulary_is_the_one_of_the_code(record: type, field: str) -> None:
    values = ", ".join(f"'{value}'" for value in get_args(get_type_hints(record)[field]))
    row = _row(("facts.dispositions", field))
    assert row["rule"].removeprefix("is not null; ") == f"in ({values})"


def test_a_table_tells_its_header(con: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select schema_name || '.' || table_name, comment from duckdb_tables() where schema_name in ('facts', 'marts', 'reports') "
        "union all select schema_name || '.' || view_name, comment from duckdb_views() where not internal"
    )
    told = dict(con.execute(query).fetchall())
    assert told == {model.name: model.header for model in read_models(SQL_DIR) if model.layer != "staging"}
    for table, header in told.items():
        assert re.fullmatch(r"[^\n]+\.\nGrain: one row per [^\n]+\.\nKey: [^\n]+", header), table


def test_the_page_is_made_from_the_comments(con: duckdb.DuckDBPyConnection) -> None:
    assert tables_page(con) == PAGE.read_text(encoding="utf-8"), "run `make docs-tables`"
    assert table_part(con, "quotes") == table_part(con, "facts.quotes")
    with pytest.raises(ValueError, match="no table nothing"):
        table_part(con, "nothing")


if __name__ == "__main__":  # make docs-tables
    built = empty_warehouse()
    build_all(built)
    sys.stdout.write(tables_page(built))
