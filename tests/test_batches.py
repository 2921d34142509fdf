"""Batches: records survive the way through Parquet."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from tasks.batches import batched, read_batch, write_batch
from tasks.records import Article, DateMention, Extraction, Facts, Quote, Span, Unknown

QUOTE = Quote(
    quote_type="mixed", text="we “won”", spans=(Span(3, 11),), start_char=3, end_char=11, cue_text="said",
    cue_start_char=0, cue_end_char=2, cue_type="said", speaker_text=None, speaker_start_char=None, speaker_end_char=None,
    entity_no=None, speaker_status="unknown", unknown_reason="no speaker is named", candidates=("A", "B"),
    reported_by_text=None, confidence=0.25,
)  # fmt: skip
DAY = DateMention("today", 0, 5, None, None, date(2026, 2, 3), None, "no publication date")


def test_nested_records_come_back_equal(tmp_path: Path) -> None:
    article = Article("a", "v", "d", "c", "text 🇳🇿", authors=("X",), unknowns=(Unknown("title", "none declared"),))
    rows = [
        Extraction("d", "loaded", "read", article, Facts(quotes=(QUOTE,), dates=(DAY,))),
        Extraction("e", "rejected", "no text"),
    ]
    write_batch(tmp_path / "batch.parquet", rows, Extraction)
    assert list(read_batch(tmp_path / "batch.parquet", Extraction)) == rows


def test_aware_datetimes_are_stored_in_utc(tmp_path: Path) -> None:
    published = datetime(2026, 2, 3, 12, tzinfo=timezone(timedelta(hours=2)))
    row = Extraction("d", "loaded", "read", Article("a", "v", "d", "c", "t", published_at=published))
    write_batch(tmp_path / "batch.parquet", [row], Extraction)
    (found,) = read_batch(tmp_path / "batch.parquet", Extraction)
    assert found.article is not None
    assert found.article.published_at is not None
    assert found.article.published_at.replace(tzinfo=UTC) == published


def test_no_unfinished_file_is_left(tmp_path: Path) -> None:
    write_batch(tmp_path / "batch.parquet", [], Extraction)
    assert [path.name for path in tmp_path.iterdir()] == ["batch.parquet"]


def test_batched_keeps_order_and_the_rest() -> None:
    assert list(batched(range(5), 2)) == [(0, 1), (2, 3), (4,)]
