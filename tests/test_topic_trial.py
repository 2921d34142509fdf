"""``nightdesk topic test``: a rule tried on a published warehouse."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks.extract.topics.rule_language import parse_rule
from tasks.extract.topics.trial import Overlap, Trial, try_rule
from tests.raw_rows import Row, article, build_all, empty_warehouse, entity, insert, span
from tests.warehouses import ROOT, nightdesk, rows

BURST = "The dam at Sellhaven burst. Ines Falk called it a disgrace."
TEXTS = {
    "a": ("2026-03-01", BURST),
    "b": ("2026-03-02", "A dam is planned at Sellhaven, says Ines Falk."),
    "c": ("2026-03-03", "The dam burst, in a film."),
    "d": ("2026-03-04", "Barges returned."),
    "e": ("2026-02-01", "Another dam burst."),
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("topic") / "n.duckdb"
    con = empty_warehouse(str(path))
    for name, (day, text) in TEXTS.items():
        insert(con, "articles", article(name, text, day, title=f"Title {name}", source_name=name, language_code="en"))
        insert(con, "article_topics", topic(name, "medtop:03000000", 1))
    insert(con, "articles", article("f", "The dam burst.", "2026-03-05", language_code="fr"))
    insert(con, "article_topics", topic("b", "user:dams", 2))
    for name in "ab":
        insert(con, "entities", entity(name, 0, "Ines Falk"))
        mention = span(TEXTS[name][1], "Ines Falk")
        insert(con, "mentions", {"document_id": name, "actor_type": "person", "entity_no": 0} | mention)
    build_all(con)
    con.close()
    return path


def topic(name: str, topic_id: str, rank: int) -> Row:
    return {"document_id": name, "topic_id": topic_id, "topic_name": "T", "relevance": 0.5, "rank": rank}


def tried(warehouse: Path, rule: str, since: date | None = None, shown: int = 10) -> Trial:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return try_rule(con, parse_rule(rule), since, shown)


def test_hits_near_misses_and_overlap(warehouse: Path) -> None:
    trial = tried(warehouse, "dam near/3 burst not film", date(2026, 3, 1))
    assert (trial.article_count, trial.hit_count, trial.hit_outlet_count) == (4, 1, 1)
    assert [(hit.article_id, hit.title, hit.words) for hit in trial.hits] == [("a", "Title a", ("burst", "dam"))]
    assert [(miss.article_id, miss.words) for miss in trial.near_misses] == [
        ("c", ("shut out by not film",)),
        ("b", ("without burst",)),
    ]
    assert trial.lacking == {"shut out by not film": 1, "without burst": 1}
    assert trial.overlaps == (Overlap("medtop:03000000", "T", 1, 4),)


def test_all_articles_are_counted_and_the_newest_shown(warehouse: Path) -> None:
    trial = tried(warehouse, "dam", shown=2)
    assert (trial.article_count, trial.hit_count, [hit.article_id for hit in trial.hits]) == (5, 4, ["c", "b"])
    assert trial.overlaps == (Overlap("medtop:03000000", "T", 4, 5), Overlap("user:dams", "T", 1, 1))


def test_actors_are_those_that_were_extracted(warehouse: Path) -> None:
    trial = tried(warehouse, 'actor:"Ines Falk" and burst')
    assert [hit.words for hit in trial.hits] == [("burst", "ines falk")]
    assert [miss.words for miss in trial.near_misses] == [
        ("without burst",) if miss.article_id == "b" else ('without actor:"Ines Falk"',) for miss in trial.near_misses
    ]
    assert [miss.article_id for miss in trial.near_misses] == ["c", "b", "e"]


def test_the_command_prints_for_people_and_scripts_and_refuses_with_the_column(warehouse: Path) -> None:
    printed = nightdesk("topic", "test", "dam near/3 burst", "--since", "2026-03-01", "--warehouse", warehouse)
    assert "2 of 4 articles (50.0%), 2 outlets" in printed
    assert "2026-03-03  Title c [c]: burst, dam" in printed
    assert "without burst" in printed
    as_json = nightdesk("topic", "test", "dam near/3 burst", "--json", "--warehouse", warehouse)
    assert json.loads(as_json)["hit_count"] == 3
    shipped = nightdesk("topic", "test", "user:climate-finance", "--warehouse", warehouse)
    assert "0 of 5 articles (0.0%), 0 outlets" in shipped
    refused = nightdesk("topic", "test", "dam and", "--warehouse", warehouse, code=1, both=True)
    assert "column 8: a word, a phrase, an actor or ( must stand here" in refused
    assert "there is no user:nothing" in nightdesk(
        "topic", "test", "user:nothing", "--warehouse", warehouse, code=1, both=True
    )


def test_history_read_again_records_the_new_version_of_a_rule(tmp_path: Path) -> None:
    seeds, path = tmp_path / "seeds", tmp_path / "w.duckdb"
    shutil.copytree(ROOT / "seeds", seeds, ignore=shutil.ignore_patterns("articles"))
    (tmp_path / "dam.txt").write_text(BURST, encoding="utf-8")
    env = {"NIGHTDESK_SEEDS": str(seeds)}
    query = "select evidence, rule_version from facts.article_topics where topic_id = 'user:dams'"
    found: list[tuple[Any, ...]] = []
    for rule in ("dam near/9 burst", "dam and disgrace"):
        with (seeds / "topics.csv").open("a", encoding="utf-8") as topics:
            name = "" if found else "dams"
            topics.write(f"user:dams,{name},,,{rule},\n")
        again = ("replay",) if found else ("backfill", tmp_path / "dam.txt")
        nightdesk(*again, "--warehouse", path, "--no-prefect", env=env)
        found += rows(path, query)
    (first, first_version), (second, second_version) = found
    assert (first, second) == (["burst", "dam"], ["burst", "dam", "disgrace"])
    assert first_version != second_version
