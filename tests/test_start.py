"""Commands that only read start quickly: they import neither the language model's library nor the orchestrator."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.settings import ROOT
from tests.raw_rows import build_all, empty_warehouse

HEAVY = [
    "dask",
    "fastapi",
    "feedparser",
    "prefect",
    "pyarrow",
    "spacy",
    "sqlalchemy",
    "starlette",
    "thinc",
    "trafilatura",
]
RUN = """
import json, sys
from flows.cli import main
try:
    main()
finally:
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("start") / "night.duckdb"
    con = empty_warehouse(str(path))
    build_all(con)
    con.close()
    return path


@pytest.mark.parametrize("command", [["query", "select 1"], ["status"], ["cite", "no-such-row"], ["rejects"]])
def test_reading_commands_import_no_engine_and_no_model(warehouse: Path, command: list[str]) -> None:
    asked = [sys.executable, "-c", RUN, *command, "--warehouse", str(warehouse)]
    ran = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    modules = json.loads(ran.stderr.splitlines()[-1])
    assert "duckdb" in modules
    assert [name for name in HEAVY if name in modules] == []


def test_a_run_leaves_cleaning_and_model_to_its_workers() -> None:
    asked = "import sys, flows.jobs, flows.path as path; path.rules_of(path.Settings()); print(*sys.modules)"
    modules = subprocess.check_output([sys.executable, "-c", asked], cwd=ROOT, text=True).split()
    assert "pyarrow" in modules
    assert [name for name in ("spacy", "thinc", "trafilatura") if name in modules] == []
