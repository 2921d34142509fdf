"""Scoring: the gold articles through the whole program into a warehouse of their own, and the labels beside what came out."""

import tempfile
from dataclasses import replace
from pathlib import Path

from flows.engine import PlainEngine
from flows.jobs import BackfillRequest, run_backfill
from flows.progress import Progress
from flows.settings import Settings
from flows.work import rules_of
from tasks.publish import open_published
from tasks.score import QualityScore, read_gold, score, write_articles


def score_sample(settings: Settings, progress: Progress) -> tuple[QualityScore, ...]:
    """Score the program on the articles of ``settings.gold``; the sample is called by its folder's name. Raises GoldError."""
    gold = read_gold(settings.gold)
    rules = rules_of(settings)
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "gold.jsonl"
        write_articles(gold, articles)
        elsewhere = replace(settings, warehouse=Path(folder) / "scored.duckdb")
        run_backfill(BackfillRequest((articles,)), elsewhere, PlainEngine(settings.workers), progress)
        with open_published(elsewhere.warehouse) as con:
            return score(settings.gold.resolve().name, gold, con, rules.extractor_id())
