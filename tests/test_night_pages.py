"""Whole nights against a site: pages behind entries, the second night's 304, what happens when a run is killed between two feeds."""

import json
import os
import signal
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

from tests.nights import NIGHT, feeds_csv, wait_until
from tests.sites import Pieces, Reply, Site, Visit, open_site
from tests.warehouses import ROOT, nightdesk, rows

WORDS = "The council of Harbour Town met on Monday and voted to open the bridge again, Mayor Ann Lund said. "
ETAG = '"feed-1"'
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def entry(site: Site, slug: str, text: str) -> str:
    link = f"<link>{site.base}/{slug}</link>" if slug else ""
    return f"<item><title>About {slug}</title>{link}<guid>{slug}-guid</guid><description>{text}</description></item>"


def feed(*entries: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Town</title>{''.join(entries)}</channel></rss>".encode()


def conditional(body: bytes) -> Any:
    def page(visit: Visit) -> Reply | Pieces:
        if visit.headers.get("if-none-match") == ETAG:
            return Pieces((b"HTTP/1.1 304 Not Modified\r\n\r\n",))
        return Reply(headers=(("ETag", ETAG),), body=body)

    return page


def article(title: str) -> Reply:
    body = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{WORDS * 3}</p></article></body></html>"
    return Reply(headers=HTML, body=body.encode())


def archived(warehouse: Path, url: str) -> bytes:
    """The record that the citation of an article leads to, read from its place in the file, its id checked."""
    ((article_id,),) = rows(warehouse, "select article_id from facts.articles where url = ?", url)
    cited = json.loads(nightdesk("cite", article_id, "--format", "json-ld", "--warehouse", warehouse))
    source = cited["prov:wasDerivedFrom"]["prov:hadPrimarySource"]
    name, _, offset = source["prov:atLocation"].rpartition("#")
    member = (warehouse.with_suffix(".archive") / name).read_bytes()[int(offset) :]
    record = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(member)
    assert f"WARC-Record-ID: {source['identifier']}\r\n".encode() in record
    assert source["identifier"] in nightdesk("cite", article_id, "--warehouse", warehouse)
    return record


def run(feeds: Path, warehouse: Path) -> dict[str, int]:
    out = nightdesk("nightly", "--feeds", feeds, "--warehouse", warehouse, "--no-prefect", "--json", env=NIGHT)
    return dict(json.loads(out)["states"])


def test_pages_behind_entries_and_the_second_night(tmp_path: Path) -> None:
    warehouse = tmp_path / "night.duckdb"
    with open_site() as site:
        entries = (
            entry(site, "whole", WORDS * 20),
            entry(site, "teaser", "Read what the council decided…"),
            entry(site, "gone", "Only this remains of it."),
            entry(site, "reserved", "Not for machines."),
            entry(site, "forbidden/paper", "The feed's own words."),
            entry(site, "pdf", ""),
            entry(site, "later", ""),
        )
        site.pages.update({
            "/feed": conditional(feed(*entries)),
            "/robots.txt": Reply(body=b"User-agent: *\nDisallow: /forbidden/"),
            "/teaser": article("The bridge"),
            "/reserved": Reply(headers=(*HTML, ("TDM-Reservation", "1")), body=b"<html>words</html>"),
            "/pdf": Reply(headers=(("Content-Type", "application/pdf"),), body=b"%PDF-1.7"),
            "/later": [Reply(404), article("At last")],
        })  # fmt: skip
        feeds = feeds_csv(tmp_path, f"{site.base}/feed")
        assert run(feeds, warehouse) == {"failed": 1, "loaded": 4, "skipped": 2}
        texts = dict(rows(warehouse, "select url, text from facts.articles"))
        assert texts[f"{site.base}/teaser"].count("Mayor Ann Lund said") == 3
        assert texts[f"{site.base}/gone"] == "Only this remains of it."
        assert texts[f"{site.base}/forbidden/paper"] == "The feed's own words."
        assert sorted(site.paths()) == sorted(
            ["/robots.txt", "/.well-known/tdmrep.json", "/feed", "/teaser", "/gone", "/reserved", "/pdf", "/later"]
        )
        why = dict(
            rows(
                warehouse,
                "select split_part(input_name, '#', 2), reason from facts.dispositions where state in ('failed', 'skipped')",
            )
        )
        assert why == {
            "entry 4": "its page: reserved by the header tdm-reservation",
            "entry 6": "its page: content type application/pdf",
            "entry 7": "its page: HTTP 404",
        }

        for slug, words, asked in (("teaser", b"Mayor Ann Lund", "/teaser"), ("whole", b"Mayor Ann Lund", "/feed")):
            record = archived(warehouse, f"{site.base}/{slug}")
            assert f"WARC-Target-URI: {site.base}{asked}\r\n".encode() in record
            assert words in record

        assert run(feeds, warehouse) == {"loaded": 1, "unchanged": 1}
        assert [visit.headers.get("if-none-match") for visit in site.asked("/feed")] == [None, ETAG]
        assert (len(site.asked("/teaser")), len(site.asked("/gone")), len(site.asked("/later"))) == (1, 2, 2)
        assert rows(warehouse, "select count(*) from facts.articles") == [(5,)]
        assert rows(warehouse, "select state, http_status from facts.feed_fetches order by fetched_at") == [
            ("fetched", 200),
            ("unchanged", 304),
        ]
        assert rows(
            warehouse, "select status, status_reason from marts.feed_health where feed_url = ?", f"{site.base}/feed"
        ) == [("active", "answers")]

    archive = sorted((tmp_path / "night.archive").glob("*.warc.gz"))
    assert len(archive) == 2
    elsewhere = tmp_path / "elsewhere.duckdb"
    summary = json.loads(nightdesk("backfill", *archive, "--warehouse", elsewhere, "--no-prefect", "--json"))
    assert dict(summary["states"])["loaded"] == 2
    assert {Path(url).name for (url,) in rows(elsewhere, "select url from facts.articles")} == {"teaser", "later"}


def test_a_run_killed_between_two_feeds_loses_no_entry_behind_a_304(tmp_path: Path) -> None:
    warehouse = tmp_path / "night.duckdb"
    with open_site("127.0.0.2") as first, open_site("127.0.0.3") as second:
        first.pages["/feed"] = conditional(feed(entry(first, "", WORDS * 20)))
        second.pages["/feed"] = Pieces((b"HTTP/1.1 200 OK\r\n\r\n",), pause=0.1, forever=b" ")
        feeds = feeds_csv(tmp_path, f"{first.base}/feed", f"{second.base}/feed")
        command = [sys.executable, "-c", "from flows.cli import main; main()", "nightly", "--feeds", str(feeds)]
        killed = subprocess.Popen(
            [*command, "--warehouse", str(warehouse), "--no-prefect", "--json"],
            cwd=ROOT, env={**os.environ, **NIGHT}, start_new_session=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stored = tmp_path / "night.documents"
        wait_until(lambda: first.asked("/feed") and second.asked("/feed") and list(stored.glob("*.parquet")))
        os.killpg(killed.pid, signal.SIGKILL)
        assert killed.wait() == -signal.SIGKILL
        assert not warehouse.exists()

        second.pages["/feed"] = conditional(feed(entry(second, "", WORDS * 19)))
        assert run(feeds, warehouse) == {"loaded": 2}
        assert [visit.headers.get("if-none-match") for visit in first.asked("/feed")] == [None, None]
        assert rows(warehouse, "select count(*) from facts.articles") == [(2,)]
    assert not list((tmp_path / "night.archive").glob("*.open"))
