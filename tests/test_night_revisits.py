"""Pages visited again after a day and after a week, on whole nights: corrections become versions, deletions are recorded, the rest is unchanged."""

import json
from pathlib import Path

import duckdb

from tests.nights import NIGHT, feeds_csv
from tests.sites import Page, Pieces, Reply, Site, Visit, open_site
from tests.warehouses import nightdesk, rows

HTML = (("Content-Type", "text/html; charset=utf-8"),)
WORDS = "The council of Harbour Town met on Monday and voted to open the bridge again, Mayor Ann Lund said. "
SLUGS = ("corrected", "same", "rebuilt", "deleted", "moved-home", "back")


def article(words: str, nonce: str = "1", etag: str | None = None) -> Reply:
    body = f"<html><head><title>T</title><meta name='nonce' content='{nonce}'></head><body><article><p>{words}</p></article></body></html>"
    return Reply(headers=(*HTML, ("ETag", etag)) if etag else HTML, body=body.encode())


def conditional(words: str) -> Page:
    def page(visit: Visit) -> Reply:
        return Reply(304) if visit.headers.get("if-none-match") == '"1"' else article(words, etag='"1"')

    return page


def feed(site: Site) -> Reply:
    entries = (f"<item><title>T</title><link>{site.base}/{slug}</link><guid>{slug}</guid></item>" for slug in SLUGS)
    return Reply(body=f"<rss version='2.0'><channel><title>Town</title>{''.join(entries)}</channel></rss>".encode())


def night(feeds: Path, warehouse: Path) -> dict[str, tuple[str, str]]:
    """Run a night; the state and reason of each page's input."""
    nightdesk("nightly", "--feeds", feeds, "--warehouse", warehouse, "--no-prefect", "--json", env=NIGHT)
    latest = "select max(run_id) from facts.runs"
    ends = rows(warehouse, f"select input_name, state, reason from facts.dispositions where run_id = ({latest})")
    return {name.rsplit("/", maxsplit=1)[-1]: (state, reason) for name, state, reason in ends}


def later(warehouse: Path, days: int) -> None:
    """Let days pass, as far as the pages' visits are concerned."""
    with duckdb.connect(str(warehouse)) as con:
        con.execute(
            f"update raw.entry_states set page_at = page_at - interval {days} day, next_due_at = next_due_at - interval {days} day"
        )


def test_revisits_find_corrections_and_deletions(tmp_path: Path) -> None:
    warehouse = tmp_path / "night.duckdb"
    with open_site() as site:
        home = Reply(301, (("Location", "/"),))
        site.pages.update({
            "/feed": [feed(site), Reply(body=b"<rss version='2.0'><channel><title>Town</title></channel></rss>")],
            "/": article("Welcome to our front page. " * 30),
            "/corrected": [article(WORDS * 3), article(WORDS * 3 + "An earlier version misspelt her name.")],
            "/same": conditional(WORDS * 4),
            "/rebuilt": [article(WORDS * 5), article(WORDS * 5, nonce="2"), article(WORDS * 5, nonce="3")],
            "/deleted": [article(WORDS * 6), Reply(410)],
            "/moved-home": [article(WORDS * 7), home],
            "/back": [article(WORDS * 8), Reply(404), article(WORDS * 8)],
        })  # fmt: skip
        feeds = feeds_csv(tmp_path, f"{site.base}/feed")
        assert len(night(feeds, warehouse)) == len(SLUGS)
        assert night(feeds, warehouse) == {}  # not due yet, and the feed gives them no more

        later(warehouse, 1)
        gone = "its page is gone ({}); the article stays as it was"
        assert night(feeds, warehouse) == {
            "corrected": ("updated", "read"),
            "same": ("unchanged", "its page: HTTP 304"),
            "rebuilt": ("unchanged", "other bytes, the words of a known version"),
            "deleted": ("unchanged", gone.format("HTTP 410")),
            "moved-home": ("unchanged", gone.format("it leads to the site's front page")),
            "back": ("unchanged", gone.format("HTTP 404")),
        }
        versions = dict(rows(warehouse, "select regexp_extract(url, '[^/]+$'), version_count from facts.articles"))
        assert versions == {slug: 2 if slug == "corrected" else 1 for slug in SLUGS}
        query = "select regexp_extract(page_url, '[^/]+$'), reason, removed_at > last_seen_at from facts.page_removals order by all"
        assert rows(warehouse, query) == [
            ("back", "HTTP 404", True),
            ("deleted", "HTTP 410", True),
            ("moved-home", "it leads to the site's front page", True),
        ]

        later(warehouse, 6)
        assert night(feeds, warehouse)["back"] == ("unchanged", "its page: the same bytes as last time")
        assert [row[0] for row in rows(warehouse, query)] == ["deleted", "moved-home"]
        later(warehouse, 30)
        assert night(feeds, warehouse) == {}
        assert {len(site.asked(f"/{slug}")) for slug in SLUGS} == {3}


def test_a_page_that_stands_in_several_feeds_is_asked_for_once_a_night(tmp_path: Path) -> None:
    warehouse = tmp_path / "night.duckdb"
    sections = ("/home", "/world", "/harbour")
    with open_site() as site:
        entry = f"<item><title>T</title><link>{site.base}/page</link><guid>{{}}</guid></item>"
        for section in sections:
            body = f"<rss version='2.0'><channel><title>Town</title>{entry.format(section)}</channel></rss>"
            site.pages[section] = Reply(body=body.encode())
        site.pages["/page"] = [article(WORDS * 3, etag='"1"'), article(WORDS * 3 + "Corrected.", etag='"2"')]
        feeds = feeds_csv(tmp_path, *(f"{site.base}{section}" for section in sections))
        ends = [state for state, _ in night(feeds, warehouse).values()]
        assert (len(ends), ends.count("loaded"), len(site.asked("/page"))) == (3, 1, 1)
        later(warehouse, 1)
        assert "updated" in [state for state, _ in night(feeds, warehouse).values()]
        assert [visit.headers.get("if-none-match") for visit in site.asked("/page")] == [None, '"1"']
    assert rows(warehouse, "select count(*), max(version_count) from facts.articles") == [(1, 2)]
    fetches = "select count(*), count(distinct feed_url), count(*) filter (where byte_count > 0) from facts.page_fetches group by run_id"
    assert rows(warehouse, fetches) == [(3, 3, 1), (3, 3, 1)]
    assert nightdesk("verify", "--warehouse", warehouse, env=NIGHT) == "identical\n"


def test_a_taken_page_that_fails_later_never_gives_way_to_the_teaser(tmp_path: Path) -> None:
    warehouse = tmp_path / "night.duckdb"
    entry = "<item><title>T</title><link>{0}/page</link><guid>g</guid><description>{1}</description></item>"
    with open_site() as site:
        bodies = [entry.format(site.base, f"A teaser with {n} comments…") for n in range(2)]
        site.pages["/feed"] = [
            Reply(body=f"<rss version='2.0'><channel><title>T</title>{body}</channel></rss>".encode())
            for body in bodies
        ]
        site.pages["/page"] = [article(WORDS * 3), Pieces((b"SSH-2.0\r\n",))]
        feeds = feeds_csv(tmp_path, f"{site.base}/feed")
        assert night(feeds, warehouse) == {"feed#entry 1": ("loaded", "read")}
        ((state, reason),) = night(feeds, warehouse).values()
        assert state == "failed"
        assert reason.startswith("its page, taken on ")
        ((text, version_count),) = rows(warehouse, "select text, version_count from facts.articles")
        assert (text.count("Mayor Ann Lund said"), version_count) == (3, 1)


def test_the_summary_of_a_night_says_what_each_feed_gave(tmp_path: Path) -> None:
    with open_site() as site:
        entry = f"<item><title>T</title><guid>g</guid><description>{WORDS * 9}</description></item>"
        site.pages["/feed"] = Reply(
            body=f"<rss version='2.0'><channel><title>T</title>{entry}</channel></rss>".encode()
        )
        feeds = feeds_csv(tmp_path, f"{site.base}/feed", f"{site.base}/gone")
        ask = ("nightly", "--feeds", feeds, "--warehouse", tmp_path / "n.duckdb", "--no-prefect", "--json")
        told = json.loads(nightdesk(*ask, env=NIGHT))["feeds"]
    counts = ("feed_url", "new_count", "failed_count", "lost_reasons")
    assert [tuple(each[name] for name in counts) for each in told] == [
        (f"{site.base}/gone", 0, 1, ["failed: HTTP 404"]),
        (f"{site.base}/feed", 1, 0, []),
    ]
    assert all(each["byte_count"] > 50 for each in told)
