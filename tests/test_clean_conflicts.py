"""What feed and page state where they disagree, beside each other: which two statements are one, and which of them the article has."""

import pytest

from tasks.clean.conflicts import AGREE
from tasks.purge import article_refusal
from tasks.purge.tombstones import Sought, Tombstone, Tombstones
from tasks.records import Supplied
from tests.cleaning import article

URL = "https://town.example/bridge"
WORDS = "The council voted to open the bridge again on Monday, and the mayor was glad that it did. "


@pytest.mark.parametrize(
    ("column", "feed", "page", "is_one"),
    [
        ("title", "Bridge  &amp; pier open", "“Bridge & pier” open", True),
        ("title", "Bridge open", "Bridge shut", False),
        ("description", "The council voted to…", "The council voted to open the bridge.", True),
        ("description", "The council voted to open it.", "The council did not vote.", False),
        ("authors", "Ann Lund; Ola Berg", "OLA BERG; Ann  Lund", True),
        ("authors", "Ann Lund; Ola Berg", "Ann Lund", False),
        ("published_at", "Mon, 02 Mar 2026 08:00:00 GMT", "2026-03-02T09:00:00+01:00", True),
        ("published_at", "Mon, 02 Mar 2026 08:00:00 GMT", "2026-03-02T08:00Z", True),
        ("published_at", "2026-03-02T08:00:00.250Z", "2026-03-02T08:00:00Z", True),
        ("published_at", "Mon, 02 Mar 2026 08:00:00 GMT", "2026-03-02T08:00:00+01:00", False),
        ("published_at", "2026-03-01T23:30:00Z", "2026-03-02", True),
        ("published_at", "2026-03-03T13:00:00Z", "2026-03-02", False),
        ("published_at", "2026-03-01", "2026-03-02", False),
        ("modified_at", "yesterday", " yesterday ", True),
        ("modified_at", "yesterday", "2026-03-02", False),
        ("language_code", "en_us", "en", True),
        ("language_code", "English", "en-GB", True),
        ("language_code", "en-US", "en-GB", False),
        ("section_name", "Politics", "POLITICS", True),
        ("section_name", "Politics", "Local", False),
        ("url", "http://town.example:80/a?utm_source=rss&b=1", "https://TOWN.example/a?b=1", True),
        ("url", "https://town.example/a", "https://wire.example/a", False),
    ],
)
def test_statements_that_are_one(column: str, feed: str, page: str, is_one: bool) -> None:
    assert AGREE[column](feed, page) is is_one
    assert AGREE[column](page, feed) is is_one


def stated(page: str, **supplied: str) -> dict[str, tuple[str, str, str | None]]:
    """What feed and page say of each column, and which of them the article has."""
    declared = Supplied(url=URL, retrieved_at="2026-03-05T02:00:00Z", **supplied)  # type: ignore[arg-type]
    found = article("text/html", page, declared).metadata_conflicts
    pairs = [*zip(found[::2], found[1::2], strict=True)]
    assert all((feed.origin, other.origin) == ("feed", "page") for feed, other in pairs)
    return {
        feed.column_name: (
            feed.value_text,
            other.value_text,
            next((each.origin for each in (feed, other) if each.is_chosen), None),
        )
        for feed, other in pairs
    }


def page(head: str, lang: str = "en") -> str:
    return f"<html lang='{lang}'><head>{head}</head><body><article><p>{WORDS * 6}</p></article></body></html>"


def test_the_feed_goes_first_but_for_what_cannot_be() -> None:
    meta = "<meta property='og:title' content='Bridge shut'><meta property='article:published_time' content='2026-03-04T08:00:00Z'>"
    said = {"feed_url": "https://town.example/feed", "title": "Bridge open"}
    title = {"title": ("Bridge open", "Bridge shut", "feed")}
    assert stated(page(meta), **said, published_at="2026-03-04") == title
    assert stated(page(meta), **said, published_at="03/04/2026") == title | {
        "published_at": ("03/04/2026", "2026-03-04T08:00:00Z", "page")
    }
    assert stated(page(meta), **said, published_at="2062-03-04") == title | {
        "published_at": ("2062-03-04", "2026-03-04T08:00:00Z", "page")
    }
    assert stated(page(meta), **said, language_code="nb") == title | {"language_code": ("nb", "en", "page")}
    assert stated(page(meta, "de"), **said, language_code="nb") == title | {"language_code": ("nb", "de", None)}
    canonical = "<link rel='canonical' href='/bridge-open'>"
    assert stated(page(canonical), **said) == {"url": (URL, "https://town.example/bridge-open", "feed")}


def test_what_is_no_feed_or_no_page_has_no_two_sides() -> None:
    meta = page("<meta property='og:title' content='Bridge shut'>")
    assert stated(meta, title="Bridge open") == {}
    content = f"<article><h1>The bridge is shut</h1><p>{WORDS * 6}</p></article>"
    assert stated(content, title="Bridge open", feed_url="https://town.example/feed") == {}


def test_a_purged_person_is_found_in_what_was_not_chosen() -> None:
    meta = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "T", "author": "Selma \\u00d6hrn"}</script>'
    supplied = Supplied(url=URL, feed_url="https://town.example/feed", authors=("Town News",))
    stones = Tombstones((), str)
    purged = Tombstone("name", stones.of("name", "Selma Öhrn"), "2026-03-05")
    found = article("text/html", page(meta), supplied)
    assert found.authors == ("Town News",)
    assert article_refusal(found, Sought.of(Tombstones((purged,), str)))
