"""The proofs of ``make prove`` on readers and on equal rows, each in its short form."""

from pathlib import Path

from tests.proofs.equality import prove_equality
from tests.proofs.readers import prove_readers


def test_readers_never_wait_and_see_one_snapshot(tmp_path: Path) -> None:
    prove_readers(tmp_path, seconds=0, most_of_a_kind=1)


def test_feeds_and_folders_in_any_parts_give_the_same_rows(tmp_path: Path) -> None:
    prove_equality(tmp_path, 12, (("feeds", 2, 1), ("folder", 1, 1)))
