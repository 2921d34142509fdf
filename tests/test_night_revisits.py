"""Five nights of one town: pages visited again after a day and after a week, pages of several feeds, and what feed and page say of one article."""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.nights import NIGHT, feeds_csv
from tests.sites import Page, Pieces, Reply, Site, Visit, open_site
from tests.warehouses import nightdesk, rows

HTML = (("Content-Type", "text/html; charset=utf-8"),)
WORDS = "The council of Harbour Town met on Monday and voted to open the bridge again, Mayor Ann Lund said. "
SLUGS = ("corrected", "same", "rebuilt", "deleted", "moved-home", "back")
SECTIONS = ("home", "world", "harbour")
DAYS = (0, 0, 1, 6, 30)  # that pass before each night


def article(words: str, nonce: str = "1", etag: str | None = None) -> Reply:
    body = f"<html><head><title>T</title><meta name='nonce' content='{nonce}'></head><body><article><p>{words}</p></article></body></html>"
    return Reply(headers=(*HTML, ("ETag", etag)) if etag else HTML, body=body.encode())


def conditional(words: str) -> Page:
    def page(visit: Visit) -> Reply:
        return Reply(304) if visit.headers.get("if-none-match") == '"1"' else article(words, etag='"1"')

    return page


def feed(*entries: str) -> Reply:
    dc = "xmlns:dc='http://purl.org/dc/elements/1.1/'"
    return Reply(
        body=f"<rss version='2.0' {dc}><channel><title>Town</title>{''.join(entries)}</channel></rss>".encode()
    )


def entry(link: str, guid: str, text: str = "", more: str = "<title>T</title>") -> str:
    return f"<item>{more}<link>{link}</link><guid isPermaLink='false'>{guid}</guid><description>{text}</description></item>"


@dataclass(frozen=True)
class Night:
    """What a night published, what became of its inputs, and what its summary says of the feeds."""

    warehouse: Path
    ends: dict[str, tuple[str, str]]
    feeds: list[dict[str, Any]]

    def ends_of(self, url: str) -> dict[str, tuple[str, str]]:
        """State and reason of the inputs whose names begin so."""
        return {name.removeprefix(url): end for name, end in self.ends.items() if name.startswith(url)}


@dataclass
class Town:
    """The site of the town, another one whose page breaks, and the nights over both."""

    folder: Path
    site: Site
    broken: Site
    nights: list[Night] = field(default_factory=list)

    def night(self, feeds: Path, days: int) -> None:
        """A night, ``days`` after the last one as far as the pages' visits are concerned."""
        warehouse = self.folder / "town.duckdb"
        if days:
            passed = ", ".join(f"{column} = {column} - interval {days} day" for column in ("page_at", "next_due_at"))
            with duckdb.connect(str(warehouse)) as con:
                con.execute(f"update raw.entry_states set {passed}")
        ask = ("nightly", "--feeds", feeds, "--warehouse", warehouse, "--no-prefect", "--json")
        told = json.loads(nightdesk(*ask, env=NIGHT))["feeds"]
        latest = "select max(run_id) from facts.runs"
        ends = rows(warehouse, f"select input_name, state, reason from facts.dispositions where run_id = ({latest})")
        kept = Path(shutil.copy(warehouse, self.folder / f"{len(self.nights)}.duckdb"))
        self.nights.append(Night(kept, {name: (state, reason) for name, state, reason in ends}, told))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    with ExitStack() as sites:
        town = Town(folder, sites.enter_context(open_site()), sites.enter_context(open_site("127.0.0.2")))
        town.site.pages |= visited(f"{town.site.base}/visited") | shared(f"{town.site.base}/shared/page")
        town.site.pages |= conflicting(f"{town.site.base}/said") | {"/told/feed": feed(entry("", "g", WORDS * 9))}
        town.broken.pages |= breaking(f"{town.broken.base}/page")
        paths = ("visited/feed", *(f"shared/{section}" for section in SECTIONS), "said/feed", "told/feed", "told/gone")
        feeds = feeds_csv(folder, *(f"{town.site.base}/{path}" for path in paths), f"{town.broken.base}/feed")
        for days in DAYS:
            town.night(feeds, days)
        yield town


def visited(url: str) -> dict[str, Page | list[Page]]:
    return {
        "/visited/feed": [feed(*(entry(f"{url}/{slug}", slug) for slug in SLUGS)), feed()],
        "/": article("Welcome to our front page. " * 30),
        "/visited/corrected": [article(WORDS * 3), article(WORDS * 3 + "An earlier version misspelt her name.")],
        "/visited/same": conditional(WORDS * 4),
        "/visited/rebuilt": [article(WORDS * 5, nonce=nonce) for nonce in "123"],
        "/visited/deleted": [article(WORDS * 6), Reply(410)],
        "/visited/moved-home": [article(WORDS * 7), Reply(301, (("Location", "/"),))],
        "/visited/back": [article(WORDS * 8), Reply(404), article(WORDS * 8)],
    }


def test_revisits_find_corrections_and_deletions(town: Town) -> None:
    url = f"{town.site.base}/visited/"
    page = f"{url}feed#page {url}"
    first, same_day, next_day, next_week, next_month = town.nights
    assert len(first.ends_of(url)) == len(SLUGS)
    assert same_day.ends_of(url) == {}  # not due yet, and the feed gives them no more

    gone = "its page is gone ({}); the article stays as it was"
    assert next_day.ends_of(page) == {
        "corrected": ("updated", "read"),
        "same": ("unchanged", "its page: HTTP 304"),
        "rebuilt": ("unchanged", "other bytes, the words of a known version"),
        "deleted": ("unchanged", gone.format("HTTP 410")),
        "moved-home": ("unchanged", gone.format("it leads to the site's front page")),
        "back": ("unchanged", gone.format("HTTP 404")),
    }
    query = "select url[len(?) + 1 :], version_count from facts.articles where starts_with(url, ?)"
    assert dict(rows(next_day.warehouse, query, url, url)) == {slug: 2 if slug == "corrected" else 1 for slug in SLUGS}
    removals = "select page_url[len(?) + 1 :], reason, removed_at > last_seen_at from facts.page_removals order by all"
    assert rows(next_day.warehouse, removals, url) == [
        ("back", "HTTP 404", True),
        ("deleted", "HTTP 410", True),
        ("moved-home", "it leads to the site's front page", True),
    ]

    assert next_week.ends_of(page)["back"] == ("unchanged", "its page: the same bytes as last time")
    assert [row[0] for row in rows(next_week.warehouse, removals, url)] == ["deleted", "moved-home"]
    assert next_month.ends_of(url) == {}
    assert {len(town.site.asked(f"/visited/{slug}")) for slug in SLUGS} == {3}


def shared(url: str) -> dict[str, Page | list[Page]]:
    page = [article(WORDS * 3, etag='"1"'), article(WORDS * 3 + "Corrected.", etag='"2"')]
    return {**{f"/shared/{section}": feed(entry(url, section)) for section in SECTIONS}, "/shared/page": [*page]}


def test_a_page_that_stands_in_several_feeds_is_asked_for_once_a_night(town: Town) -> None:
    first, _, next_day, *_ = (
        [state for state, _ in night.ends_of(f"{town.site.base}/shared/").values()] for night in town.nights
    )
    assert (len(first), first.count("loaded")) == (3, 1)
    assert "updated" in next_day
    assert [visit.headers.get("if-none-match") for visit in town.site.asked("/shared/page")[:2]] == [None, '"1"']
    warehouse = town.nights[2].warehouse
    counts = "select count(*), max(version_count) from facts.articles where url like '%/shared/page'"
    assert rows(warehouse, counts) == [(1, 2)]
    fetches = (
        "select count(*), count(distinct feed_url), count(*) filter (where byte_count > 0) from facts.page_fetches"
    )
    assert rows(warehouse, f"{fetches} where page_url like '%/shared/page' group by run_id") == [(3, 3, 1), (3, 3, 1)]


def breaking(url: str) -> dict[str, Page | list[Page]]:
    return {
        "/feed": [feed(entry(url, "g", f"A teaser with {count} comments…")) for count in range(2)],
        "/page": [article(WORDS * 3), Pieces((b"SSH-2.0\r\n",))],
    }


def test_a_taken_page_that_fails_later_never_gives_way_to_the_teaser(town: Town) -> None:
    first, second = (night.ends_of(town.broken.base) for night in town.nights[:2])
    assert first == {"/feed#entry 1": ("loaded", "read")}
    ((state, reason),) = second.values()
    assert state == "failed"
    assert reason.startswith("its page, taken on ")
    query = "select text, version_count from facts.articles where url = ?"
    for night in town.nights:
        ((text, version_count),) = rows(night.warehouse, query, f"{town.broken.base}/page")
        assert (text.count("Mayor Ann Lund said"), version_count) == (3, 1)


def test_the_summary_of_a_night_says_what_each_feed_gave(town: Town) -> None:
    url = f"{town.site.base}/told/"
    told = [each for each in town.nights[0].feeds if each["feed_url"].startswith(url)]
    counts = ("feed_url", "new_count", "failed_count", "lost_reasons")
    assert [tuple(each[name] for name in counts) for each in told] == [
        (f"{url}gone", 0, 1, ["failed: HTTP 404"]),
        (f"{url}feed", 1, 0, []),
    ]
    assert all(each["byte_count"] > 50 for each in told)


def conflicting(url: str) -> dict[str, Page | list[Page]]:
    about = "<title>{}</title><dc:creator>{}</dc:creator><pubDate>{}</pubDate><category>{}</category>".format
    same = about("Bridge &amp;amp; pier  open", "Ann Lund, Ola Berg", "Mon, 02 Mar 2026 08:00:00 GMT", "HARBOUR")
    other = about("Bridge shut", "Town News", "Tue, 03 Mar 2026 08:00:00 GMT", "Politics")
    page = (
        "<html lang='en'><head><meta property='og:title' content='Bridge &amp; pier open'><meta name='author' content='Ola Berg and Ann Lund'>"
        "<meta property='article:published_time' content='2026-03-02T09:00:00+01:00'><meta property='article:section' content='Harbour'>"
        "</head><body><article><p>{}</p></article></body></html>"
    ).format
    texts = {"same": ("A teaser…", same), "other": ("A teaser…", other), "whole": (WORDS * 20, other)}
    return {
        "/said/feed": feed(*(entry(f"{url}/{slug}", slug, *said) for slug, said in texts.items())),
        "/said/same": Reply(headers=HTML, body=page(WORDS * 10).encode()),
        "/said/other": Reply(headers=HTML, body=page(WORDS * 11).encode()),
    }


def test_a_night_keeps_what_feed_and_page_say(town: Town) -> None:
    query = (
        "select regexp_extract(url, '[^/]+$'), column_name, origin, value_text, is_chosen "
        "from facts.metadata_conflicts inner join facts.articles using (article_id) order by all"
    )
    for night in town.nights:
        assert rows(night.warehouse, "select count(*) from facts.articles where url like '%/said/%'") == [(3,)]
        assert rows(night.warehouse, query) == [
            ("other", "authors", "feed", "Town News", True),
            ("other", "authors", "page", "Ola Berg; Ann Lund", False),
            ("other", "published_at", "feed", "Tue, 03 Mar 2026 08:00:00 GMT", True),
            ("other", "published_at", "page", "2026-03-02T09:00:00+01:00", False),
            ("other", "section_name", "feed", "Politics", True),
            ("other", "section_name", "page", "Harbour", False),
            ("other", "title", "feed", "Bridge shut", True),
            ("other", "title", "page", "Bridge & pier open", False),
        ]


def test_five_nights_are_what_their_documents_give(town: Town) -> None:
    assert nightdesk("verify", "--warehouse", town.folder / "town.duckdb", env=NIGHT) == "identical\n"
