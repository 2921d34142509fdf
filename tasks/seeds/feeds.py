"""The feeds of feeds.csv and the outlets that publish them."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pycountry

from tasks.seeds.rows import Column, Row, SeedError, country_refusal, read_seed

# A language, then optionally a script and a region: the part of BCP 47 that feeds and pages use.
_LANGUAGE_TAG = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?")


@dataclass(frozen=True, slots=True)
class FeedSource:
    """A feed and the outlet that publishes it.

    ``feed_url`` is an http(s) URL or the absolute path of a local feed file. ``country_code`` (ISO 3166-1 alpha-2) is
    the outlet's seat; ``language_code`` (BCP 47) holds for entries that declare none.
    """

    feed_url: str
    source_name: str
    owner_name: str
    country_code: str
    language_code: str
    section_name: str | None


def load_feeds(path: Path) -> tuple[FeedSource, ...]:
    """The feeds of feeds.csv, in the file's order; a local path is resolved from the file's own folder.

    Raises SeedError, also when two feeds of one source name different owners.
    """
    rows = read_seed(path, FEED_COLUMNS)
    feeds = tuple(_feed(row, path.parent) for row in rows)
    owners: dict[str, tuple[str, int]] = {}
    for row, feed in zip(rows, feeds, strict=True):
        owner_name, line_no = owners.setdefault(feed.source_name, (feed.owner_name, row.line_no))
        if owner_name != feed.owner_name:
            reason = f"{feed.source_name!r} belongs to {owner_name!r} in line {line_no}, to {feed.owner_name!r} here"
            raise SeedError(path, row.line_no, reason)
    return feeds


def _feed_url_refusal(feed_url: str) -> str | None:
    if feed_url.startswith(("/", "./", "../")):
        return None
    try:
        parts = urlsplit(feed_url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        return f"{feed_url!r}: {error}"
    if not is_web or " " in feed_url:
        return f"{feed_url!r} is neither an http(s) URL nor a path that begins with /, ./ or ../"
    return None


def _language_refusal(tag: str) -> str | None:
    match = _LANGUAGE_TAG.fullmatch(tag)
    by_length = {2: "alpha_2", 3: "alpha_3"}
    if not match or not pycountry.languages.get(**{by_length[len(match[1])]: match[1]}):
        return f"{tag!r} is no BCP 47 language tag such as en, pt-BR or zh-Hant-TW"
    return None


def _feed(row: Row, folder: Path) -> FeedSource:
    feed_url, source_name, owner_name, country_code, language_code, section_name = row.cells
    if feed_url.startswith(("/", "./", "../")):
        feed_url = str((folder / feed_url).resolve())
    return FeedSource(feed_url, source_name, owner_name, country_code, language_code, section_name or None)


FEED_COLUMNS = (
    Column("feed_url", _feed_url_refusal, is_key=True),
    Column("source_name"),
    Column("owner_name"),
    Column("country_code", country_refusal),
    Column("language_code", _language_refusal),
    Column("section_name", is_required=False),
)
