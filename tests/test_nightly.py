"""The nightly run on a real server on loopback: entries load once, a silent feed is a failed input, a date can be run again."""

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from tests.nights import NIGHT, feeds_csv
from tests.sites import Reply, open_site
from tests.warehouses import nightdesk, rows

ENTRY = (
    "<item><title>{0}</title><link>{1}/{0}</link><guid>{0}</guid><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"
    "<description>The {0} is open again.</description></item>"
)


def test_a_night_and_the_same_night_again(tmp_path: Path) -> None:
    warehouse = tmp_path / "night.duckdb"
    with open_site() as site:
        entries = ENTRY.format("bridge", site.base) + ENTRY.format("harbour", site.base)
        site.pages["/feed"] = Reply(
            body=f"<rss version='2.0'><channel><title>Town</title>{entries}</channel></rss>".encode()
        )
        feeds = feeds_csv(tmp_path, f"{site.base}/feed", f"{site.base}/gone")
        ask = ("nightly", "--feeds", feeds, "--warehouse", warehouse, "--date", "2026-03-02", "--no-prefect", "--json")
        first = json.loads(nightdesk(*ask, env=NIGHT))
        assert dict(first["states"]) == {"failed": 1, "loaded": 2}
        before = rows(warehouse, "select * exclude (fetched_at, run_id) from facts.articles order by article_id")
        assert [row[0] for row in rows(warehouse, "select source_name from facts.articles")] == ["Town", "Town"]
        assert "desk@town.example" in site.visits[0].headers["user-agent"]

        assert rows(
            warehouse, "select distinct report_share, feeds_expected_count, feeds_ok_count from marts.source_daily"
        ) == [(1.0, 2, 1)]

        second = json.loads(nightdesk(*ask, env=NIGHT))
        assert dict(second["states"]) == {"failed": 1, "unchanged": 2}
        assert (
            rows(warehouse, "select * exclude (fetched_at, run_id) from facts.articles order by article_id") == before
        )
    fetches = rows(warehouse, "select state, http_status, count(*) from facts.feed_fetches group by all order by all")
    assert fetches == [("failed", 404, 2), ("fetched", 200, 1), ("unchanged", 200, 1)]
    assert {str(day) for (day,) in rows(warehouse, "select logical_date from facts.runs")} == {"2026-03-02"}


def test_an_entry_without_a_date_is_told_with_what_its_night_tells(tmp_path: Path) -> None:
    warehouse, today = tmp_path / "night.duckdb", format_datetime(datetime.now(UTC))
    dates = {"years-ago": "Mon, 03 Mar 2014 08:00:00 GMT", "undated": None, "today": today}
    with open_site() as site:
        entries = "".join(
            f"<item><title>{name}</title><link>{site.base}/{name}</link><guid>{name}</guid>"
            f"{f'<pubDate>{date}</pubDate>' if date else ''}<description>Harbour master Ines Falk met Omar Reyes on the "
            f"stranded barley carrier off Port Marrin. The {name} report says no more.</description></item>"
            for name, date in dates.items()
        )
        site.pages["/feed"] = Reply(
            body=f"<rss version='2.0'><channel><title>Town</title>{entries}</channel></rss>".encode()
        )
        feeds = feeds_csv(tmp_path, f"{site.base}/feed")
        nightdesk("nightly", "--feeds", feeds, "--warehouse", warehouse, "--no-prefect", env=NIGHT)
    assert rows(
        warehouse,
        "select list(title order by title) from facts.articles inner join facts.article_stories using (article_id) group by story_id order by all",
    ) == [(["today", "undated"],), (["years-ago"],)]
    assert rows(warehouse, "select title from facts.articles where published_at is null") == [("undated",)]
