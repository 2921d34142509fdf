"""Schema versions: an older warehouse is upgraded or rebuilt from its documents, a newer one refused."""

import gzip
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.warehouses import ROOT, backfill, nightdesk, rows

OLD = ROOT / "tests" / "data" / "schema_1"  # written by commit 0207288 from one article of our own
NEWER = "insert into raw.settings values ('schema_version', '99')"


def old_warehouse(folder: Path) -> Path:
    shutil.copytree(OLD, folder, dirs_exist_ok=True)
    (folder / "town.duckdb").write_bytes(gzip.decompress((folder / "town.duckdb.gz").read_bytes()))
    return folder / "town.duckdb"


def article(folder: Path) -> Path:
    path = folder / "second.md"
    path.write_text("---\nurl: https://town.example/2\n---\n\n“The pier is shut,” Ola Berg said.\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the first schema after a backfill of another article."""
    folder = tmp_path_factory.mktemp("rebuilt")
    warehouse = old_warehouse(folder)
    assert dict(backfill(warehouse, article(folder))["states"]) == {"loaded": 1}
    return warehouse


def test_a_stored_warehouse_of_the_first_schema_is_rebuilt_from_its_documents(rebuilt: Path) -> None:
    assert rows(rebuilt, "select flow_name, input_count from facts.runs order by started_at") == [
        ("backfill", 1),
        ("upgrade", 1),
        ("backfill", 1),
    ]
    assert rows(rebuilt, "select actor_name, text, is_negated from facts.quotes order by all") == [
        ("Ada Moss", "The bridge is open at last", False),
        ("Ola Berg", "The pier is shut", False),
    ]
    assert nightdesk("verify", "--warehouse", rebuilt) == "identical\n"


def test_an_old_warehouse_without_its_documents_is_left_as_it_is(tmp_path: Path) -> None:
    warehouse = old_warehouse(tmp_path)
    shutil.rmtree(tmp_path / "town.documents")
    before = warehouse.read_bytes()
    said = nightdesk("backfill", article(tmp_path), "--warehouse", warehouse, "--no-prefect", code=1, both=True)
    assert "1 of its documents are missing" in said
    assert "nightdesk replay" in nightdesk("build", "--warehouse", warehouse, code=1, both=True)
    assert warehouse.read_bytes() == before


@pytest.mark.parametrize("command", [("backfill", "--no-prefect"), ("build",), ("replay", "--no-prefect")])
def test_a_newer_warehouse_is_refused_and_left_as_it_is(tmp_path: Path, command: tuple[str, ...]) -> None:
    warehouse = old_warehouse(tmp_path)
    with duckdb.connect(str(warehouse)) as con:
        con.execute(NEWER)
    before = warehouse.read_bytes()
    paths = [article(tmp_path)] if command[0] == "backfill" else []
    said = nightdesk(*command, *paths, "--warehouse", warehouse, code=1, both=True)
    assert "schema version 99 and this Nightdesk knows" in said
    assert "update Nightdesk" in said
    assert warehouse.read_bytes() == before


def test_a_table_of_runs_gets_its_new_columns_and_nothing_is_read_again(rebuilt: Path, tmp_path: Path) -> None:
    warehouse = shutil.copytree(rebuilt.parent, tmp_path / "again") / rebuilt.name
    with duckdb.connect(str(warehouse)) as con:
        con.execute("alter table raw.dispositions drop column source_name")
        con.execute("delete from raw.settings where setting_name = 'schema_version'")
    assert dict(backfill(warehouse, warehouse.with_name("second.md"))["states"]) == {"unchanged": 1}
    assert rows(warehouse, "select distinct source_name from facts.dispositions") == [(None,)]
    assert rows(warehouse, "select count(*) from raw.settings where setting_name = 'schema_version'") == [(1,)]
