"""The end of a night: what each feed gave, in the reports, on the terminal and in Prefect's artifact; literal rows in, literal rows out."""

from datetime import date, datetime
from io import StringIO

import duckdb
import pytest
from rich.console import Console

from flows.cli.summary import print_feeds
from flows.report import summary_markdown
from tasks.summary import FeedNight, read_summary
from tests.raw_rows import build_all, empty_warehouse, insert

TOWN, FJORD, QUIET = "https://town.example/feed", "https://fjord.example/a|b#c", "https://quiet.example/"
AT = datetime.fromisoformat("2026-03-02T02:15")


def fetched(feed_url: str, byte_count: int, seconds: float, page_url: str | None = None) -> dict[str, object]:
    row = {
        "run_id": "n1",
        "feed_url": feed_url,
        "page_url": page_url,
        "fetched_at": AT,
        "state": "fetched",
        "reason": "HTTP 200",
    }
    return row | {"byte_count": byte_count, "seconds": seconds}


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    """A night of three feeds, one of which answered 304, and a backfill before it."""
    con = empty_warehouse()
    night = {
        "run_id": "n1",
        "flow_name": "nightly",
        "logical_date": date(2026, 3, 2),
        "started_at": AT,
        "input_count": 9,
    }
    earlier = {
        "run_id": "b1",
        "flow_name": "backfill",
        "started_at": datetime.fromisoformat("2026-03-01"),
        "input_count": 1,
    }
    insert(con, "runs", night, earlier)
    ends = (
        ("n1", f"{TOWN}#entry 1", "loaded", "read"),
        ("n1", f"{TOWN}#entry 2", "updated", "read"),
        ("n1", f"{TOWN}#entry 3", "unchanged", "this document is in the warehouse"),
        ("n1", f"{TOWN}#entry 4", "duplicate", "this document was already seen in this run"),
        ("n1", f"{TOWN}#page https://town.example/x#entry 1", "updated", "read"),
        ("n1", f"{FJORD}#entry 1", "rejected", "too short"),
        ("n1", f"{FJORD}#entry 2", "rejected", "too short"),
        ("n1", f"{FJORD}#entry 12", "failed", "its page: HTTP 503"),
        ("n1", f"{FJORD}#entry 13", "skipped", "robots.txt forbids it"),
        ("b1", "folder/a.txt", "loaded", "read"),
    )  # fmt: skip
    columns = ("run_id", "input_name", "state", "reason")
    insert(
        con, "dispositions", *(dict(zip(columns, each, strict=True)) | {"input_no": n} for n, each in enumerate(ends))
    )
    insert(con, "feed_fetches", fetched(TOWN, 1_000, 0.25), fetched(FJORD, 2_000, 0.5), fetched(QUIET, 100, 0.11))
    insert(con, "page_fetches", fetched(TOWN, 9_000, 1.0, "https://town.example/x"))
    build_all(con)
    return con


FEEDS = (
    FeedNight(FJORD, 0, 0, 0, 2, 1, 1, 0, 2_000, 0.5, ("rejected: too short (2 times)", "failed: its page: HTTP 503")),
    FeedNight(TOWN, 1, 2, 2, 0, 0, 0, 1, 10_000, 1.3, ()),
    FeedNight(QUIET, 0, 0, 0, 0, 0, 0, 0, 100, 0.1, ()),
)


def test_every_feed_of_the_night_says_what_it_gave_and_what_it_took(con: duckdb.DuckDBPyConnection) -> None:
    assert read_summary(con).feeds == FEEDS


def test_the_artifact_has_a_row_a_feed_and_no_feed_breaks_its_table(con: duckdb.DuckDBPyConnection) -> None:
    assert summary_markdown(read_summary(con)).splitlines()[-5:] == [
        "| feed | new | updated | unchanged | rejected | failed | skipped | pages | kB | s | lost |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|",
        "| https://fjord.example/a\\|b\\#c | 0 | 0 | 0 | 2 | 1 | 1 | 0 | 2 | 0.5 | rejected: too short (2 times); failed: its page: HTTP 503 |",
        "| https://town.example/feed | 1 | 2 | 2 | 0 | 0 | 0 | 1 | 10 | 1.3 |  |",
        "| https://quiet.example/ | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0.1 |  |",
    ]


def test_a_terminal_of_any_width_shows_the_same_with_the_reasons_below() -> None:
    console = Console(file=StringIO(), width=40)
    print_feeds(console, FEEDS)
    assert console.file.getvalue().splitlines() == [  # type: ignore[attr-defined]
        "Feeds:",
        f"  {FJORD}: 2 rejected, 1 failed, 1 skipped; 0 pages, 2 kB, 0.5 s",
        "    rejected: too short (2 times)",
        "    failed: its page: HTTP 503",
        f"  {TOWN}: 1 new, 2 updated, 2 unchanged; 1 pages, 10 kB, 1.3 s",
        f"  {QUIET}: nothing; 0 pages, 0 kB, 0.1 s",
    ]


def test_after_a_backfill_no_feed_is_told() -> None:
    con = empty_warehouse()
    insert(con, "runs", {"run_id": "b1", "flow_name": "backfill", "started_at": AT, "input_count": 0})
    build_all(con)
    assert read_summary(con).feeds == ()
