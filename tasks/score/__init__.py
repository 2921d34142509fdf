"""How good the program is: the published quotations of the gold sample against their labels (promise 10)."""

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from tasks.score.cases import cases
from tasks.score.comparison import compare
from tasks.score.files import read_floors, read_scores, shortfalls, write_floors, write_scores
from tasks.score.gold import GoldArticle, GoldError
from tasks.score.intervals import QualityScore, summarise
from tasks.score.published import URL_PREFIX, read_published
from tasks.score.reading import read_gold

__all__ = [
    "GoldArticle",
    "GoldError",
    "QualityScore",
    "read_floors",
    "read_gold",
    "read_scores",
    "score",
    "shortfalls",
    "write_articles",
    "write_floors",
    "write_scores",
]


def write_articles(gold: Sequence[GoldArticle], path: Path) -> None:
    """Write the articles without their labels as JSON Lines, for the program to read."""
    lines = [
        {
            "url": URL_PREFIX + article.name,
            "title": article.title,
            "source_name": article.source_name,
            "published_at": article.published_at,
            "text": article.text,
        }
        for article in gold
    ]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def score(
    sample_name: str, gold: Sequence[GoldArticle], con: duckdb.DuckDBPyConnection, extractor_id: str
) -> tuple[QualityScore, ...]:
    """Score a published warehouse that holds the articles of ``write_articles``; one that is not published counts as empty."""
    published = {article.name: article for article in read_published(con)}
    by_article = [cases(compare(article, published.get(article.name))) for article in gold]
    return summarise(sample_name, by_article, extractor_id)
