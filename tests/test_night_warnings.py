"""Silence is loud: literal nights in, literal warnings out."""

import json
from datetime import date, timedelta
from pathlib import Path

import duckdb
import yaml  # type: ignore[import-untyped]

from tests.nights import feeds_csv
from tests.raw_rows import article, build_all, empty_warehouse, insert
from tests.warehouses import ROOT, nightdesk

TONIGHT = date(2026, 3, 29)
FEED, OTHER = "https://town.example/feed", "https://other.example/feed"


def nights(con: duckdb.DuckDBPyConnection, feed_url: str, *new_counts: int) -> None:
    """Nights up to tonight with so many new entries each, of ten words and a byline."""
    for back, count in enumerate(reversed(new_counts)):
        night(
            con,
            feed_url,
            back,
            *[article(f"{feed_url}-{back}-{n}", "word " * 10, authors=["Ann"]) for n in range(count)],
        )


def night(con: duckdb.DuckDBPyConnection, feed_url: str, back: int, *articles: dict[str, object]) -> None:
    day = TONIGHT - timedelta(days=back)
    run_id = f"n-{day}-{feed_url}"
    run = {
        "run_id": run_id,
        "flow_name": "nightly",
        "logical_date": day,
        "started_at": f"{day}T02:15",
        "input_count": len(articles),
    }
    insert(con, "runs", run)
    fetch = {
        "run_id": run_id,
        "feed_url": feed_url,
        "state": "fetched",
        "reason": "HTTP 200",
        "fetched_at": f"{day}T02:15",
    }
    insert(con, "feed_fetches", fetch)
    for number, each in enumerate(articles, 1):
        end = {"input_no": number, "input_name": f"{feed_url}#entry {number}", "state": "loaded", "reason": "read"}
        insert(con, "dispositions", end | {"run_id": run_id, "document_id": each["document_id"]})
        insert(con, "articles", each | {"source_name": "Town"})


def warned(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    insert(con, "sources", {"feed_url": FEED, "source_name": "Town"}, {"feed_url": OTHER, "source_name": "Other"})
    build_all(con)
    return con.execute(
        "select warning_type, coalesce(feed_url, source_name), warning_text from facts.night_warnings"
    ).fetchall()


def test_a_night_with_far_fewer_articles_than_usual() -> None:
    con = empty_warehouse()
    nights(con, FEED, 10, 12, 10, 14, 10, 3)
    assert warned(con) == [("few articles", None, "3 new articles, usually 10")]


def test_a_thin_weekend_four_nights_and_a_small_list_are_nothing_unusual() -> None:
    for counts in ((10, 12, 10, 14, 10, 4), (12, 10, 14, 10, 1), (9, 9, 9, 9, 9, 1)):
        con = empty_warehouse()
        nights(con, FEED, *counts)
        assert warned(con) == []


def test_two_runs_of_one_night_count_together() -> None:
    con = empty_warehouse()
    nights(con, FEED, 10, 12, 10, 14, 10, 9)
    night(con, OTHER, 0)
    assert warned(con) == []


def test_a_feed_gone_quiet() -> None:
    con = empty_warehouse()
    nights(con, FEED, *[1] * 10, 0, 0, 0)
    expected = "nothing new since 2026-03-26; 10 of 10 nights before gave news"
    assert warned(con) == [("quiet feed", FEED, expected)]
    query = "select feed_url, warnings from marts.feed_health order by all"
    assert con.execute(query).fetchall() == [(OTHER, []), (FEED, [f"quiet feed: {expected}"])]


def test_a_feed_that_rests_as_it_does_is_not_quiet() -> None:
    for counts in ([1, 1, 1, 1, 1, 0, 0], [1, 0, 0, 0] * 5, [0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0]):
        con = empty_warehouse()
        nights(con, FEED, *counts)
        assert warned(con) == []


def test_a_feed_that_is_asked_no_more_is_not_quiet() -> None:
    con = empty_warehouse()
    nights(con, FEED, *[1] * 10, 0, 0, 0)
    for back in range(3, -1, -1):
        night(con, OTHER, back)
    con.execute("delete from raw.feed_fetches where feed_url = ? and fetched_at::date = ?", [FEED, TONIGHT])
    assert warned(con) == []


def test_texts_that_shrink_and_bylines_that_vanish() -> None:
    con = empty_warehouse()
    nights(con, FEED, 10, 10, 0)
    night(con, OTHER, 0, *[article(f"short-{n}", "word " * 4) for n in range(8)])
    assert warned(con) == [
        ("short texts", "Town", "newest 8 articles: median 4 words, before 10"),
        ("lost bylines", "Town", "newest 8 articles: 0 signed, before 20 of 20"),
    ]
    told = con.execute("select warnings from marts.feed_health where feed_url = ?", [FEED]).fetchall()
    assert [warning.split(":")[0] for warning in told[0][0]] == ["lost bylines", "short texts"]


def test_a_small_outlet_is_judged_by_its_newest_eight() -> None:
    con = empty_warehouse()
    nights(con, FEED, 10, 10, 0, 0, 0)
    for back in (2, 1, 0):
        night(con, OTHER, back, *[article(f"short-{back}-{n}", "word " * 4, authors=["Bo"]) for n in range(3)])
    assert [warning[0] for warning in warned(con)] == ["short texts"]


def thin_night(folder: Path) -> tuple[str | Path, ...]:
    """A warehouse that saw six nights of ten articles, and how to run a seventh that gives one."""
    warehouse, feed = folder / "w.duckdb", folder / "feed.xml"
    con = empty_warehouse(str(warehouse))
    nights(con, FEED, *[10] * 6)
    con.close()
    entry = "<item><title>A</title><guid>a</guid><description>The bridge is open again.</description></item>"
    feed.write_text(f"<rss version='2.0'><channel><title>Town</title>{entry}</channel></rss>", encoding="utf-8")
    tomorrow = TONIGHT + timedelta(days=1)
    return (
        "nightly",
        "--feeds",
        feeds_csv(folder, str(feed)),
        "--warehouse",
        warehouse,
        "--date",
        str(tomorrow),
        "--json",
    )


def test_the_exit_code_tells_where_it_is_asked_to(tmp_path: Path) -> None:
    """That it is 0 elsewhere is seen under Prefect (``test_prefect.py``)."""
    ask = (*thin_night(tmp_path), "--no-prefect")
    told = json.loads(nightdesk(*ask, env={"NIGHTDESK_WARNINGS_EXIT_CODE": "3"}, code=3))
    assert told["warnings"] == ["few articles: 1 new articles, usually 10"]


def test_the_automations_of_the_manual_are_ones_that_prefect_takes() -> None:
    from prefect.events.schemas.automations import AutomationCore, EventTrigger

    manual = (ROOT / "docs" / "nightly.md").read_text(encoding="utf-8")
    written = yaml.safe_load(manual.split("```yaml\nautomations:")[1].split("```")[0].join(("automations:", "")))
    triggers = [AutomationCore.model_validate(each).trigger for each in written["automations"]]
    assert [isinstance(each, EventTrigger) and each.posture.value for each in triggers] == ["Reactive", "Proactive"]
