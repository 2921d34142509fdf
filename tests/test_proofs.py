"""The proofs of ``make prove`` on kills, power cuts and a full disk, each in its short form."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.figures import Figure, write_figures
from tests.proofs.kills import prove_kills
from tests.proofs.power_cut import Recorded, prove_publishing, prove_restarts, record_night
from tests.proofs.town import Town, open_town
from tests.proofs.trouble import prove_troubles


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with open_town(tmp_path_factory.mktemp("town")) as opened:
        yield opened


@pytest.fixture(scope="module")
def recorded(town: Town) -> Recorded:
    return record_night(town)


def test_a_power_cut_leaves_the_old_or_the_new_file(recorded: Recorded) -> None:
    prove_publishing(recorded)


def test_a_night_after_a_power_cut_ends_as_undisturbed(town: Town, recorded: Recorded) -> None:
    prove_restarts(town, recorded, count=1)


def test_a_killed_night_run_again_ends_as_undisturbed(town: Town, recorded: Recorded) -> None:
    prove_kills(town, recorded.night, count=1)


def test_a_full_disk_loses_nothing(town: Town, recorded: Recorded) -> None:
    prove_troubles(town, recorded.night.warehouse, [0.5], [])


def test_figures_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    page = tmp_path / "promises.md"
    page.write_text("Before.\n<!-- figures of `make prove` -->\nold\n<!-- end -->\nAfter.\n", encoding="utf-8")
    write_figures([Figure(6, "ten readers", "no error"), Figure(5, "50 kills", "nothing lost")], page)
    assert page.read_text(encoding="utf-8").splitlines()[3:6] == [
        "|---|---|---|",
        "| 5 | 50 kills | nothing lost |",
        "| 6 | ten readers | no error |",
    ]
