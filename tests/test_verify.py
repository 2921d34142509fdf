"""Days that are left out and loaded later, verifying, and replaying elsewhere: the real program over three small articles."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.warehouses import backfill, nightdesk, rows

ARTICLES = "---\npublished_at: 2026-03-0{day}T10:00:00Z\nurl: https://town.example/{day}\n---\n\n“Bridge {day} is open,” Mayor Ada Moss said.\n"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles loaded, a third one stored and skipped as too early."""
    tmp_path = tmp_path_factory.mktemp("verify")
    folder = tmp_path / "articles"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"{day}.md").write_text(ARTICLES.format(day=day), encoding="utf-8")
    path = tmp_path / "town.duckdb"
    assert dict(backfill(path, folder, "--since", "2026-03-02")["states"]) == {"loaded": 2, "skipped": 1}
    return path


def test_days_outside_the_range_are_skipped_and_can_be_loaded_later(warehouse: Path, tmp_path: Path) -> None:
    warehouse = shutil.copytree(warehouse.parent, tmp_path / "later") / warehouse.name
    assert dict(backfill(warehouse, warehouse.with_name("articles"))["states"]) == {"loaded": 1, "unchanged": 2}


def test_a_changed_row_and_nothing_else_is_found_and_shown(warehouse: Path, tmp_path: Path) -> None:
    warehouse = shutil.copytree(warehouse.parent, tmp_path / "changed") / warehouse.name
    with duckdb.connect(str(warehouse)) as con:
        con.execute("update facts.quotes set text = 'Bridge 2 is shut' where text like 'Bridge 2%'")
    (found,) = json.loads(nightdesk("verify", "--warehouse", warehouse, "--json", code=1))
    assert (found["table_name"], found["only_first_count"], found["only_second_count"]) == ("facts.quotes", 1, 1)
    assert "Bridge 2 is shut" in found["first_example"]
    assert "Bridge 2 is open" in found["second_example"]
    assert [path.name for path in warehouse.with_suffix(".work").glob("verify*")] == []


def test_other_rules_are_refused_with_what_to_do(warehouse: Path) -> None:
    said = nightdesk("verify", "--warehouse", warehouse, code=1, both=True, env={"NIGHTDESK_DEFAULT_LANGUAGE": "de"})
    assert "2 of 2 documents were read with other rules" in said
    assert "nightdesk replay" in said


def test_a_replay_into_another_warehouse_takes_days_leaves_the_first_as_it_is_and_equals_its_documents(
    warehouse: Path,
) -> None:
    before, other = warehouse.read_bytes(), warehouse.with_name("other.duckdb")
    args = ("replay", "--into", other, "--until", "2026-03-02", "--warehouse", warehouse, "--no-prefect", "--json")
    assert dict(json.loads(nightdesk(*args))["states"]) == {"loaded": 2, "skipped": 1}
    assert rows(other, "select url from facts.articles order by 1") == [
        ("https://town.example/1",),
        ("https://town.example/2",),
    ]
    assert warehouse.read_bytes() == before
    assert nightdesk("verify", "--warehouse", other) == "identical\n"


def test_days_without_another_warehouse_are_wrong_usage(warehouse: Path) -> None:
    said = nightdesk("replay", "--since", "2026-03-02", "--warehouse", warehouse, "--no-prefect", code=2, both=True)
    assert "--into" in said
