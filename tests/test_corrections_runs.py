"""Corrections through the whole program: the same rows by one backfill, and by two in the other order between which the rules changed."""

import shutil
from pathlib import Path

import pytest

from tasks.compare import differing_tables
from tests.correcting import HEADER
from tests.warehouses import ROOT, backfill, rows

TEXTS = {
    "one": "Rosa Quill, the mayor of Bergen, opened a bridge on Monday.\n\n“The bridge will stand for a century,” said Quill.",
    "two": "The bridge in Bergen was closed again on Tuesday.\n\n“It was a mistake to open it,” Rosa Quilt said.\n\n“Nobody was hurt,” she said.",
}
CORRECTIONS = (
    "merge,,Rosa Quilt,Rosa Quill,Ida,2026-04-01T10:00Z,misspelt\n"
    "reject_quote,https://town.example/two,nobody was hurt,,Ida,2026-04-01T10:01Z,\n"
    "speaker,https://town.example/one,the bridge will stand for a century,Ada Moss,Ida,2026-04-01T10:02Z,\n"
    "date,https://town.example/one,published_at,2026-03-01,Ida,2026-04-01T10:03Z,\n"
    "rename,,Nobody Here,Somebody,Ida,2026-04-01T10:04Z,\n"
)


def test_corrections_outlive_batches_order_and_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds, articles = tmp_path / "seeds", tmp_path / "articles"
    shutil.copytree(ROOT / "seeds", seeds, ignore=shutil.ignore_patterns("articles"))
    (seeds / "corrections.csv").write_text(HEADER + CORRECTIONS, encoding="utf-8")
    monkeypatch.setenv("NIGHTDESK_SEEDS", str(seeds))
    articles.mkdir()
    for name, text in TEXTS.items():
        head = f"---\nurl: https://town.example/{name}\npublished_at: 2026-03-03T10:00:00Z\n---\n\n"
        (articles / f"{name}.md").write_text(f"{head}{text}\n", encoding="utf-8")
    once, parts = tmp_path / "once.duckdb", tmp_path / "parts.duckdb"
    backfill(once, articles)
    found = rows(once, "select actor_name, text from facts.quotes order by text desc")
    assert found == [("Ada Moss", "The bridge will stand for a century"), ("Rosa Quill", "It was a mistake to open it")]
    states = rows(once, "select status, applied_count from facts.overrides order by line_no")
    assert states == [("applied", 1)] * 4 + [("unmatched", 0)]
    backfill(parts, articles / "two.md")
    with (seeds / "topics.csv").open("a", encoding="utf-8") as topics:
        topics.write("user:bridges,bridges,,,nosuchword,\n")
    assert dict(backfill(parts, articles)["states"]) == {"loaded": 1, "updated": 1}
    ids = rows(parts, "select count(distinct extractor_id) from facts.runs")
    assert ids == [(2,)]
    assert differing_tables(once, parts, ROOT / "sql") == []
