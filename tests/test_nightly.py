"""The nightly run on a real server on loopback: entries load once, a silent feed is a failed input, a date can be run again."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouses import nightdesk, rows

ENTRY = "<item><title>{0}</title><link>https://town.example/{0}</link><guid>{0}</guid><description>The {0} is open again.</description></item>"
FEED = "<rss version='2.0'><channel><title>Town</title>{}</channel></rss>"
AGENTS: list[str] = []


class Town(http.server.BaseHTTPRequestHandler):
    """Serves one feed at /feed and nothing else."""

    def do_GET(self) -> None:
        AGENTS.append(self.headers["User-Agent"])
        body = FEED.format(ENTRY.format("bridge") + ENTRY.format("harbour")).encode() if self.path == "/feed" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def feeds(tmp_path: Path) -> Iterator[Path]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Town)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    table = tmp_path / "feeds.csv"
    header = "feed_url,source_name,owner_name,country_code,language_code,section_name\n"
    table.write_text(f"{header}{base}/feed,Town,Town Ltd,NO,en,\n{base}/gone,Gone,Gone Ltd,NO,en,\n", encoding="utf-8")
    yield table
    server.shutdown()


def test_a_night_and_the_same_night_again(feeds: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "night.duckdb"
    ask = ("nightly", "--feeds", feeds, "--warehouse", warehouse, "--date", "2026-03-02", "--no-prefect", "--json")
    first = json.loads(nightdesk(*ask, env={"NIGHTDESK_CONTACT": "desk@town.example"}))
    assert dict(first["states"]) == {"failed": 1, "loaded": 2}
    before = rows(warehouse, "select * exclude (fetched_at, run_id) from facts.articles order by article_id")
    assert [row[0] for row in rows(warehouse, "select source_name from facts.articles")] == ["Town", "Town"]
    assert "desk@town.example" in AGENTS[0]

    second = json.loads(nightdesk(*ask))
    assert dict(second["states"]) == {"failed": 1, "unchanged": 2}
    assert rows(warehouse, "select * exclude (fetched_at, run_id) from facts.articles order by article_id") == before
    fetches = rows(warehouse, "select state, http_status, count(*) from facts.feed_fetches group by all order by all")
    assert fetches == [("failed", 404, 2), ("fetched", 200, 2)]
    assert {str(day) for (day,) in rows(warehouse, "select logical_date from facts.runs")} == {"2026-03-02"}
