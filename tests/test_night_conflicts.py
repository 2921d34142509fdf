"""Feed and page side by side where they disagree, on a night of the whole program, and the same from the stored documents."""

from pathlib import Path

from tests.nights import NIGHT, feeds_csv
from tests.sites import Reply, open_site
from tests.warehouses import nightdesk, rows

HTML = (("Content-Type", "text/html; charset=utf-8"),)
WORDS = "The council of Harbour Town met on Monday and voted to open the bridge again, Mayor Ann Lund said. "
ENTRY = (
    "<item><title>{title}</title><link>{link}</link><guid>{link}</guid><dc:creator>{author}</dc:creator><pubDate>{date}</pubDate>"
    "<category>{section}</category><description>{text}</description></item>"
)
PAGE = (
    "<html lang='en'><head><meta property='og:title' content='Bridge &amp; pier open'><meta name='author' content='Ola Berg and Ann Lund'>"
    "<meta property='article:published_time' content='2026-03-02T09:00:00+01:00'><meta property='article:section' content='Harbour'>"
    "</head><body><article><p>{0}</p></article></body></html>"
)


def test_a_night_keeps_what_feed_and_page_say(tmp_path: Path) -> None:
    warehouse = tmp_path / "night.duckdb"
    with open_site() as site:
        same = {
            "title": "Bridge &amp;amp; pier  open",
            "author": "Ann Lund, Ola Berg",
            "date": "Mon, 02 Mar 2026 08:00:00 GMT",
            "section": "HARBOUR",
        }
        other = {
            "title": "Bridge shut",
            "author": "Town News",
            "date": "Tue, 03 Mar 2026 08:00:00 GMT",
            "section": "Politics",
        }
        entries = (
            ENTRY.format(link=f"{site.base}/same", text="A teaser…", **same),
            ENTRY.format(link=f"{site.base}/other", text="A teaser…", **other),
            ENTRY.format(link=f"{site.base}/whole", text=WORDS * 20, **other),
        )
        dc = "xmlns:dc='http://purl.org/dc/elements/1.1/'"
        feed = f"<rss version='2.0' {dc}><channel><title>Town</title>{''.join(entries)}</channel></rss>"
        site.pages |= {
            "/feed": Reply(body=feed.encode()),
            "/same": Reply(headers=HTML, body=PAGE.format(WORDS * 3).encode()),
            "/other": Reply(headers=HTML, body=PAGE.format(WORDS * 4).encode()),
        }
        nightdesk(
            "nightly", "--feeds", feeds_csv(tmp_path, f"{site.base}/feed"), "--warehouse", warehouse, "--no-prefect", env=NIGHT
        )  # fmt: skip
    assert rows(warehouse, "select count(*) from facts.articles") == [(3,)]
    query = (
        "select regexp_extract(url, '[^/]+$'), column_name, origin, value_text, is_chosen "
        "from facts.metadata_conflicts inner join facts.articles using (article_id) order by all"
    )
    assert rows(warehouse, query) == [
        ("other", "authors", "feed", "Town News", True),
        ("other", "authors", "page", "Ola Berg; Ann Lund", False),
        ("other", "published_at", "feed", "Tue, 03 Mar 2026 08:00:00 GMT", True),
        ("other", "published_at", "page", "2026-03-02T09:00:00+01:00", False),
        ("other", "section_name", "feed", "Politics", True),
        ("other", "section_name", "page", "Harbour", False),
        ("other", "title", "feed", "Bridge shut", True),
        ("other", "title", "page", "Bridge & pier open", False),
    ]
    assert nightdesk("verify", "--warehouse", warehouse, env=NIGHT) == "identical\n"
