"""The store and the ledger: documents kept once, each leaf with its state."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tasks.batches import read_batch, write_batch
from tasks.clean.article import CleanDefaults, clean_document
from tasks.load import RunRow, load_extractions
from tasks.read.documents import make_document
from tasks.records import Article, Disposition, Document, Extraction, Supplied
from tasks.store import Leaf, Ledger, find_packs
from tests.raw_rows import empty_warehouse


def leaf(name: str, body: bytes) -> Leaf:
    return Leaf(Document(f"id-{body.decode()}", name, "text/plain", body, Supplied()), None)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.duckdb", tmp_path / "none.duckdb", tmp_path / "documents", "rules-1")


def spool(folder: Path, name: str, leaves: list[Leaf]) -> Path:
    write_batch(folder / name, leaves, Leaf)
    return folder / name


def leaves_of(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute("select input_no, input_name, state, reason from leaves order by 1").fetchall()


def test_each_leaf_has_one_state_and_new_documents_are_kept_once(tmp_path: Path, ledger: Ledger) -> None:
    lost = Leaf(None, Disposition("c.txt", "rejected", "empty"))
    pack = ledger.store(spool(tmp_path, "1.parquet", [leaf("a.txt", b"one"), leaf("b.txt", b"one"), lost]))
    second = ledger.store(spool(tmp_path, "2.parquet", [leaf("d.txt", b"one"), leaf("e.txt", b"two")]))
    assert pack is not None
    assert second is not None
    assert ledger.input_count() == 5
    assert [document.body for path in (pack, second) for document in read_batch(path, Document)] == [b"one", b"two"]
    ledger.close()
    seen = "this document was already seen in this run"
    assert [
        (name, state, reason if state else None) for _, name, state, reason in leaves_of(tmp_path / "ledger.duckdb")
    ] == [
        ("a.txt", None, None),
        ("b.txt", "duplicate", seen),
        ("c.txt", "rejected", "empty"),
        ("d.txt", "duplicate", seen),
        ("e.txt", None, None),
    ]


def test_a_spool_without_a_new_document_makes_no_pack(tmp_path: Path, ledger: Ledger) -> None:
    assert ledger.store(spool(tmp_path, "1.parquet", [Leaf(None, Disposition("a", "failed", "gone"))])) is None
    assert list(find_packs(tmp_path / "documents")) == []


def test_storing_the_same_documents_again_writes_the_same_file(tmp_path: Path) -> None:
    for number in (1, 2):
        ledger = Ledger(tmp_path / f"{number}.duckdb", tmp_path / "none.duckdb", tmp_path / "documents", "rules-1")
        ledger.store(spool(tmp_path, "1.parquet", [leaf("a.txt", b"one")]))
        ledger.close()
    assert len(list(find_packs(tmp_path / "documents"))) == 1


def test_the_limit_skips_what_comes_after(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.duckdb", tmp_path / "none.duckdb", tmp_path / "documents", "rules-1", limit=1)
    ledger.store(spool(tmp_path, "1.parquet", [leaf("a.txt", b"one"), leaf("b.txt", b"two")]))
    assert ledger.is_full
    assert ledger.counts() == (("new", 1), ("skipped", 1))
    ledger.close()


def test_outcomes_of_a_document_in_two_packs_count_once(tmp_path: Path, ledger: Ledger) -> None:
    for name in ("x.parquet", "y.parquet"):
        write_batch(tmp_path / name, [Extraction("id-one", "rejected", "no text")], Extraction)
        ledger.note_outcomes(tmp_path / name)
    ledger.close()
    with duckdb.connect(str(tmp_path / "ledger.duckdb"), read_only=True) as con:
        assert con.execute("select * from outcomes").fetchall() == [("id-one", "rejected", "no text")]


def retrieved(at: str) -> Leaf:
    return Leaf(make_document("a.txt", "text/plain", b"The bridge is open.", Supplied(retrieved_at=at)), None)


def test_a_pack_that_a_killed_run_left_stays_as_it_was_extracted(tmp_path: Path) -> None:
    for number in (1, 2):
        ledger = Ledger(tmp_path / f"{number}.duckdb", tmp_path / "none.duckdb", tmp_path / "documents", "rules-1")
        pack = ledger.store(spool(tmp_path, "1.parquet", [retrieved(f"2026-03-0{number}T02:15:00+00:00")]))
        ledger.close()
    assert pack is not None
    assert [document.supplied.retrieved_at for document in read_batch(pack, Document)] == ["2026-03-01T02:15:00+00:00"]


@pytest.mark.parametrize("last_first", (True, False))
def test_of_a_document_in_two_packs_the_copy_retrieved_last_is_loaded(tmp_path: Path, last_first: bool) -> None:
    batches: list[Path] = []
    for day in (2, 1) if last_first else (1, 2):
        document = retrieved(f"2026-03-0{day}T02:15:00+00:00").document
        assert document is not None
        article = clean_document(document, CleanDefaults())
        assert isinstance(article, Article)
        batches.append(tmp_path / f"extracted-{len(batches)}.parquet")
        write_batch(batches[-1], [Extraction(document.document_id, "loaded", "read", article)], Extraction)
    ledger = Ledger(tmp_path / "ledger.duckdb", tmp_path / "none.duckdb", tmp_path / "documents", "rules-1")
    ledger.store(spool(tmp_path, "1.parquet", [retrieved("2026-03-02T02:15:00+00:00")]))
    ledger.note_outcomes(batches[0])
    ledger.close()
    now = datetime(2026, 3, 2, tzinfo=UTC)
    con = empty_warehouse()
    run = RunRow("r", "replay", now.date(), now, now, "0", "rules-1", 1)
    load_extractions(con, batches, tmp_path / "ledger.duckdb", run)
    assert con.execute("select cast(retrieved_at as text) from raw.articles").fetchall() == [("2026-03-02 02:15:00",)]
