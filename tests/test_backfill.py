"""The main job end to end: folders in, a published and checked warehouse out, the same whatever the order and the engine."""

import json
import shutil
from dataclasses import astuple
from pathlib import Path

from tasks.compare import differing_tables
from tasks.score import read_scores
from tests.warehouses import ROOT, SAMPLES, backfill, nightdesk, rows

SQL_DIR = ROOT / "sql"


def test_every_input_ends_in_one_state_and_the_broken_ones_have_reasons(samples: Path) -> None:
    summary = json.loads((samples.parent / "summary.json").read_text(encoding="utf-8"))
    assert dict(summary["states"]) == {"loaded": 36, "updated": 1, "rejected": 2, "skipped": 1}
    lost = rows(samples, "select input_name, reason from facts.dispositions where state = 'rejected' order by 1")
    assert [name for name, _ in lost] == ["late-wire.jsonl#line 2", "truncated-download.txt.gz"]
    assert all(reason for _, reason in lost)


def test_every_facts_table_of_the_contract_is_filled(samples: Path) -> None:
    tables = (
        "articles article_versions quotes quote_groups mentions actors actor_aliases actor_roles events article_topics places dates figures "
        "key_facts article_stories stories dispositions runs article_unknowns removed_lines"
    )
    empty = [table for table in tables.split() if rows(samples, f"select count(*) from facts.{table}") == [(0,)]]
    assert empty == []


def test_the_recorded_scores_are_loaded(samples: Path) -> None:
    found = rows(samples, "select * exclude (is_current) from facts.quality_scores order by sample_name, measure_name")
    assert found == [astuple(score) for score in read_scores(ROOT / "tests" / "data" / "gold")]


def test_a_corrected_article_is_one_article_with_two_versions(samples: Path) -> None:
    found = rows(
        samples,
        "select version_count, text like '%47%' from facts.articles where url like '%karvelia%' and version_count > 1",
    )
    assert found == [(2, True)]


def test_a_reprint_is_folded(samples: Path) -> None:
    found = rows(
        samples,
        "select count(*), count(distinct source_name) from facts.articles "
        "group by reprint_group_id having count(*) > 1 order by 1 desc limit 1",
    )
    assert found == [(3, 3)]


def test_another_language_is_stored_and_says_that_it_was_not_read(samples: Path) -> None:
    found = rows(
        samples,
        "select unknowns.reason, (select count(*) from facts.quotes where quotes.article_id = articles.article_id) "
        "from facts.articles inner join facts.article_unknowns as unknowns using (article_id) "
        "where articles.language_code = 'fr' and unknowns.column_name = 'facts'",
    )
    assert found == [("facts are extracted from English only; this article is in fr", 0)]


def test_a_second_run_loads_nothing_and_says_so(samples: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(samples.parent, tmp_path / "again")
    warehouse = folder / "nightdesk.duckdb"
    summary = backfill(warehouse, SAMPLES)
    assert dict(summary["states"]) == {"unchanged": 37, "rejected": 2, "skipped": 1}
    assert differing_tables(samples, warehouse, SQL_DIR) == []
    assert "Nothing new was loaded." in nightdesk("status", "--warehouse", warehouse)


def test_a_replay_from_the_stored_documents_gives_the_same_rows(samples: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(samples.parent, tmp_path / "replayed")
    (folder / "nightdesk.duckdb").unlink()
    nightdesk("replay", "--warehouse", folder / "nightdesk.duckdb", "--no-prefect", "--json")
    assert differing_tables(samples, folder / "nightdesk.duckdb", SQL_DIR) == []


def test_a_broken_promise_leaves_yesterdays_warehouse(samples: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(samples.parent, tmp_path / "kept")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("articles"))
    with (tmp_path / "seeds" / "feeds.csv").open("a", encoding="utf-8") as feeds:
        feeds.write("https://news.example/feed,News,Owner,XX,en,\n")
    before = (folder / "nightdesk.duckdb").read_bytes()
    said = nightdesk(
        "backfill", SAMPLES, "--warehouse", folder / "nightdesk.duckdb", "--no-prefect", code=1, both=True,
        env={"NIGHTDESK_SEEDS": str(tmp_path / "seeds")},
    )  # fmt: skip
    assert "feeds.csv:" in said
    assert "XX" in said
    assert (folder / "nightdesk.duckdb").read_bytes() == before


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    out = nightdesk("backfill", SAMPLES, "--warehouse", tmp_path / "dry.duckdb", "--dry-run", "--json")
    assert '"new": 37' in out
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_is_exit_code_2(tmp_path: Path) -> None:
    nightdesk("backfill", code=2)
    nightdesk("status", "--warehouse", tmp_path / "x.duckdb", code=2, env={"NIGHTDESK_COLOUR": "red"})
    assert "no warehouse" in nightdesk("status", "--warehouse", tmp_path / "x.duckdb", code=1, both=True)


def test_query_prints_table_csv_and_json(samples: Path) -> None:
    ask = ("query", "select 1 as one, 'a,b' as two, null as three", "--warehouse", samples)
    assert nightdesk(*ask, "--format", "csv") == 'one,two,three\n1,"a,b",\n'
    assert nightdesk(*ask, "--format", "json") == '[{"one": 1, "two": "a,b", "three": null}]\n'
    assert "1 row" in nightdesk(*ask)
