"""Fetching feeds: one plain GET a feed, bounded in bytes, redirects and time.

Conditional requests, robots.txt, spacing per host and article pages belong to the nightly run in earnest and are not here yet.
"""

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import httpx

MOST_BYTES = 20_000_000
MOST_REDIRECTS = 5
READ_SECONDS = 20.0
TOTAL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """One feed as it was got: a file with its bytes, or None with the reason. ``http_status`` is None without an answer."""

    feed_url: str
    fetched_at: datetime
    path: Path | None
    reason: str
    http_status: int | None


def user_agent(contact: str) -> str:
    """The honest user agent: name, version and the contact that the user set."""
    return f"nightdesk/{version('nightdesk')}" + (f" (+{contact})" if contact else "")


def fetch_feed(feed_url: str, folder: Path, contact: str) -> FetchedFeed:
    """Get one feed into ``folder``; a local path is taken as it is. Never raises for what a server or a URL does."""
    now = datetime.now(UTC)
    if urlsplit(feed_url).scheme not in ("http", "https"):
        path = Path(feed_url.removeprefix("file://"))
        found = path.is_file()
        return FetchedFeed(
            feed_url, now, path if found else None, "read" if found else f"there is no file {path}", None
        )
    path = folder / (hashlib.sha256(feed_url.encode()).hexdigest()[:24] + ".xml")
    try:
        with (
            httpx.Client(
                follow_redirects=True, max_redirects=MOST_REDIRECTS, timeout=READ_SECONDS, trust_env=False
            ) as client,
            client.stream("GET", feed_url, headers={"User-Agent": user_agent(contact)}) as response,
        ):
            if response.status_code != 200:
                return FetchedFeed(feed_url, now, None, f"HTTP {response.status_code}", response.status_code)
            reason = _save(response, path)
            return FetchedFeed(feed_url, now, None if reason else path, reason or "fetched", response.status_code)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return FetchedFeed(feed_url, now, None, f"{type(error).__name__}: {error}", None)


def _save(response: httpx.Response, path: Path) -> str | None:
    """Stream a body into a file; the reason when it is too large or too slow."""
    ends = time.monotonic() + TOTAL_SECONDS
    size = 0
    with path.open("wb") as file:
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > MOST_BYTES:
                return f"more than {MOST_BYTES:,} bytes"
            if time.monotonic() > ends:
                return f"not whole after {TOTAL_SECONDS:.0f} seconds"
            file.write(chunk)
    return None
