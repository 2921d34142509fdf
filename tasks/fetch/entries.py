"""Entries of a feed from night to night: which need their page, when a page is seen again, what a fetched page makes of them. Pure."""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from html import unescape
from typing import Final, Literal
from urllib.parse import urlsplit

from tasks.fetch.fetcher import Fetched, Validators
from tasks.fetch.urls import request_url
from tasks.records import Document, Supplied

EntryStatus = Literal["whole", "taken", "pending", "given up", "withdrawn", "reserved"]

MOST_TRIES: Final = 5  # nights on which a page that failed is asked for
REVISITS: Final = (
    timedelta(hours=24),
    timedelta(days=7),
)  # after the page was first taken: most corrections fall within a day
SLACK: Final = timedelta(hours=1)
WHOLE_WORDS: Final = 150  # from which content that does not break off is taken for the article
CONTENT_WORDS: Final = 60  # the same, where the feed gives a summary beside it
GONE: Final = (404, 410)
FRONT_PAGE: Final = "it leads to the site's front page"

TAG: Final = re.compile(r"<[^<>]*>")
CUT: Final = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W{0,9}$|(?:read (?:more|on|the (?:full|rest)[^.]{0,40})|continue reading[^.]{0,80}|more\s?[»›>])\W{0,9}$",
    re.IGNORECASE,
)
TAIL_CHARS: Final = 200
TEASER_CHARS: Final = 2_000  # of the content that describes the article until its page is got


@dataclass(frozen=True, slots=True)
class EntryState:
    """What is remembered of an entry between nights, by feed and key.

    ``document_id`` is the entry's as its feed gave it, which changes with every word of it; ``taken_id`` that of the document that was
    taken for it. ``supplied`` is the feed's metadata as JSON, so that the page can be asked for when the feed says it no more.
    """

    feed_url: str
    entry_key: str
    document_id: str
    taken_id: str | None
    page_url: str | None
    supplied: str
    status: EntryStatus
    status_reason: str
    try_count: int
    visit_count: int
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    first_seen_at: datetime
    page_at: datetime | None
    next_due_at: datetime | None

    def is_due(self, now: datetime) -> bool:
        """Whether the page is to be asked for now although the entry is what it was; so it is when the clock was set back since then."""
        is_of_the_past = (self.page_at or self.first_seen_at) <= now + SLACK
        return self.next_due_at is not None and (now + SLACK >= self.next_due_at or not is_of_the_past)

    @property
    def validators(self) -> Validators | None:
        """What to ask for the page with."""
        if self.page_url is None or self.body_sha256 is None:
            return None
        return Validators(request_url(self.page_url) or "", self.etag, self.last_modified, self.body_sha256)

    @property
    def declared(self) -> Supplied:
        """The feed's metadata."""
        said = json.loads(self.supplied)
        return Supplied(**{**said, "authors": tuple(said.get("authors", ()))})


def entry_key(supplied: Supplied) -> str:
    """What an entry is known by in its feed: its guid, else its link, else its title."""
    return supplied.guid or supplied.url or supplied.title or ""


def new_entry(feed_url: str, entry: Document, now: datetime) -> EntryState:
    """The state of an entry that was not seen before; one whose content is whole needs no page."""
    supplied = replace(entry.supplied, description=entry.supplied.description or _words(entry)[:TEASER_CHARS])
    said = json.dumps({name: value for name, value in asdict(supplied).items() if value}, sort_keys=True)
    needed = needs_page(entry)
    return EntryState(
        feed_url, entry_key(entry.supplied), entry.document_id, None if needed else entry.document_id,
        entry.supplied.url if needed else None, said, "pending" if needed else "whole",
        "its page is needed" if needed else "its content is whole", 0, 0, None, None, None, now, None, now if needed else None,
    )  # fmt: skip


def changed_entry(known: EntryState, entry: Document, now: datetime) -> EntryState:
    """The state of a known entry whose feed gives other words or metadata now: as if new, but first seen, and its page taken, when it was."""
    return replace(
        new_entry(known.feed_url, entry, now),
        first_seen_at=known.first_seen_at, page_at=known.page_at, visit_count=known.visit_count,
    )  # fmt: skip


def needs_page(entry: Document) -> bool:
    """Whether the feed's content is not the whole article, as far as its length and its end tell; never without an address of its own."""
    if entry.supplied.is_link_shared or request_url(entry.supplied.url or "") is None:
        return False
    text = _words(entry)
    if CUT.search(text[-TAIL_CHARS:]):
        return True
    summary = entry.supplied.description
    most = CONTENT_WORDS if summary and len(text) > 2 * len(summary) else WHOLE_WORDS
    return len(text.split()) < most


def _words(entry: Document) -> str:
    return " ".join(unescape(TAG.sub(" ", entry.body.decode("utf-8", "replace"))).split())


def not_home(got: Fetched) -> Fetched:
    """The page as it was got; failed when its address leads to the site's front page, as some sites do with what is gone."""
    if got.redirects and _is_home(got.redirects[-1].leads_to) and not _is_home(got.url):
        return replace(got, state="failed", reason=FRONT_PAGE)
    return got


def after_page(state: EntryState, got: Fetched, refusal: str | None, now: datetime) -> EntryState:
    """The entry's state after its page was asked for; ``refusal`` says why an answer is no page.

    A page that was taken and is gone is withdrawn, and asked for again when its next visit is due: some come back.
    """
    if got.opt_out and got.state == "skipped":
        return replace(state, status="reserved", status_reason=got.opt_out, next_due_at=None)
    if got.state == "unchanged" or (got.state == "fetched" and not refusal):
        return _seen(state, got, now)
    reason = refusal or got.reason
    if (got.status in GONE or got.reason == FRONT_PAGE) and state.page_at:
        visits = state.visit_count + 1
        due = _next_visit(state.page_at, visits)
        return replace(state, status="withdrawn", status_reason=reason, visit_count=visits, next_due_at=due)
    tries = state.try_count + (0 if got.is_postponed else 1)
    if got.state == "skipped" or refusal or tries >= MOST_TRIES:
        return replace(state, status="given up", status_reason=reason, try_count=tries, next_due_at=None)
    return replace(state, status="pending", status_reason=reason, try_count=tries, next_due_at=now)


def _seen(state: EntryState, got: Fetched, now: datetime) -> EntryState:
    visits = state.visit_count + 1
    first_at = state.page_at or now
    seen = replace(
        state, status="taken", status_reason=got.reason, try_count=0, visit_count=visits, page_at=first_at,
        next_due_at=_next_visit(first_at, visits),
    )  # fmt: skip
    if got.state == "unchanged" or got.answer is None:
        return seen
    new = Validators.of(got.answer)
    return replace(seen, etag=new.etag, last_modified=new.last_modified, body_sha256=new.body_sha256)


def _next_visit(first_at: datetime, visits: int) -> datetime | None:
    """When a page that was first taken at ``first_at`` is due after so many visits; None after the last."""
    return first_at + REVISITS[visits - 1] if visits <= len(REVISITS) else None


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
