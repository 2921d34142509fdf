"""The disposition ledger: what gave no article is listed with its reason, and driven again after a fix."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.warehouses import backfill, nightdesk, rows

ARTICLE = {
    "url": "https://town.example/1",
    "text": "The mayor opened the bridge on Monday.",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound article, one without text, and a line that is no JSON."""
    folder = tmp_path_factory.mktemp("rejects") / "articles"
    folder.mkdir()
    lines = (json.dumps(ARTICLE), json.dumps(ARTICLE | {"url": "https://town.example/2", "text": " "}), "{broken")
    (folder / "town.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "empty.txt.gz").write_bytes(b"\x1f\x8bno gzip")
    backfill(folder.parent / "town.duckdb", folder, "--source", "Town Post")
    return folder


def listed(town: Path, *options: str) -> list[dict[str, Any]]:
    out = nightdesk("rejects", "--warehouse", town.parent / "town.duckdb", "--json", *options)
    found: list[dict[str, Any]] = json.loads(out)
    return found


def names(found: list[dict[str, Any]]) -> list[str]:
    return [each["input_name"] for each in found]


def test_rejects_are_listed_with_reasons_and_filtered(town: Path) -> None:
    found = listed(town)
    assert names(found) == ["empty.txt.gz", "town.jsonl#line 2", "town.jsonl#line 3"]
    assert all(each["reason"] for each in found)
    assert names(listed(town, "--outlet", "town post")) == names(found)
    assert listed(town, "--outlet", "Village Post") == []
    assert names(listed(town, "--reason", "JSON")) == ["town.jsonl#line 3"]
    assert listed(town, "--since", "2199-01-01") == []
    assert listed(town, "--state", "skipped") == []


def test_a_retry_drives_stored_and_unstored_inputs_again(town: Path) -> None:
    mended = town / "town.jsonl"
    lines = mended.read_text(encoding="utf-8").splitlines()
    fixed = json.dumps(ARTICLE | {"url": "https://town.example/3"})
    mended.write_text("\n".join([*lines[:2], fixed]), encoding="utf-8")
    summary = json.loads(nightdesk("retry", "--warehouse", town.parent / "town.duckdb", "--json"))
    assert dict(summary["states"]) == {"duplicate": 1, "loaded": 1, "rejected": 2, "unchanged": 1}
    assert names(listed(town)) == ["empty.txt.gz", "town.jsonl#line 2"]
    warehouse = town.parent / "town.duckdb"
    assert rows(warehouse, "select url from facts.articles order by 1") == [
        ("https://town.example/1",),
        ("https://town.example/3",),
    ]
    sums = "select flow_name, input_count = (select count(*) from facts.dispositions where run_id = runs.run_id) from facts.runs order by 1"
    assert rows(warehouse, sums) == [("backfill", True), ("retry", True)]
