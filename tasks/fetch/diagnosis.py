"""What is well and what is not about a feed, told from two requests in a row and what earlier nights remember of its entries. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tasks.fetch.entries import needs_page
from tasks.fetch.fetcher import Fetched
from tasks.fetch.urls import request_url
from tasks.records import Document, Supplied

LATE_HOURS = 48  # an entry of the day is seen in the night; twice that is a feed that gives it late


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked into: its name, whether it is well, and what was found."""

    name: str
    is_well: bool
    words: str


def diagnose(
    first: Fetched,
    second: Fetched,
    entries: Sequence[Document],
    elsewhere: Mapping[str, int],
    others: Sequence[Supplied] = (),
    seen: Sequence[tuple[str | None, datetime]] = (),
    refusal: str | None = None,
) -> tuple[Finding, ...]:
    """The findings about one feed; ``second`` was asked for with the validators of ``first``.

    ``elsewhere`` counts in how many of the feeds that were looked into a link stands. ``others`` are the feed's entries as the second answer
    and earlier nights have them, ``seen`` the dates of those of earlier nights as declared, each with when it was first seen.
    ``refusal`` is the first reason why something of it could not be read.
    """
    reached = Finding("reached", first.state == "fetched", _reached(first))
    allowed = Finding(
        "allowed",
        first.state != "skipped",
        f"robots.txt: {first.robots or 'not asked'}; {first.opt_out or 'no opt-out'}",
    )
    if first.state != "fetched" or first.answer is None:
        return reached, allowed
    return (
        reached,
        allowed,
        Finding(
            "entries",
            bool(entries),
            f"{len(entries)} entries in {len(first.answer.body):,} bytes" + (f" ({refusal})" if refusal else ""),
        ),
        _validators(first, second),
        _full_text(entries),
        _identity(entries),
        _stability(entries, others),
        _dates(entries, first.answer.exchange.requested_at),
        _lag(seen),
        _repeats(entries, elsewhere),
    )


def link_counts(feeds: Iterable[Sequence[Document]]) -> Counter[str]:
    """In how many feeds each link stands."""
    return Counter(
        link for entries in feeds for link in {request_url(each.supplied.url or "") for each in entries} if link
    )


def _reached(got: Fetched) -> str:
    hops = "".join(f" → {hop.status} {hop.leads_to}" for hop in got.redirects)
    seconds = f" in {got.answer.exchange.seconds:.1f} s" if got.answer else ""
    return f"{got.reason}{seconds}{hops}"


def _validators(first: Fetched, second: Fetched) -> Finding:
    said = [name for name in ("etag", "last-modified") if first.answer and first.answer.header(name)]
    if not said:
        is_same = second.state == "unchanged"
        return Finding("validators", False, f"none; the second answer was {'the same' if is_same else 'another'}")
    named = " and ".join(said)
    match second.state, second.status:
        case "unchanged", 304:
            return Finding("validators", True, f"{named}, honoured with 304")
        case "unchanged", _:
            return Finding("validators", False, f"{named}, but the same bytes are sent again")
        case _:
            return Finding("validators", False, f"{named}, but the second answer was another ({second.reason})")


def _full_text(entries: Sequence[Document]) -> Finding:
    needy = sum(map(needs_page, entries))
    words = "every entry is whole" if not needy else f"{needy} of {len(entries)} entries need their page"
    return Finding("full text", not needy, words)


def _identity(entries: Sequence[Document]) -> Finding:
    guids = Counter(each.supplied.guid for each in entries if each.supplied.guid)
    missing, repeated = len(entries) - sum(guids.values()), sum(count > 1 for count in guids.values())
    shared = sum(each.supplied.is_link_shared for each in entries)
    return Finding(
        "identity",
        not missing and not repeated,
        f"{missing} without guid, {repeated} guids repeated, {shared} share a link",
    )


def _stability(entries: Sequence[Document], others: Sequence[Supplied]) -> Finding:
    """Whether an entry keeps its guid: whoever goes by guids takes one with a new guid for another entry."""
    names = {(each.url, each.guid) for each in others if each.guid}
    links, guids = {link for link, _ in names}, {guid for _, guid in names}
    told = [each.supplied for each in entries if each.supplied.guid and not each.supplied.is_link_shared]
    seen = [each for each in told if each.url in links or each.guid in guids]
    renamed = sum(each.url in links and (each.url, each.guid) not in names and each.guid not in guids for each in seen)
    moved = sum(each.guid in guids and each.url not in links for each in seen)
    words = f"of {len(seen)} entries seen at another time, {renamed} had another guid, {moved} another link"
    return Finding("guid stability", not renamed, words if seen else "no entry was seen at another time yet")


def _dates(entries: Sequence[Document], now: datetime) -> Finding:
    read = [moment for each in entries if (moment := _moment(each.supplied.published_at))]
    if not read:
        return Finding("dates", False, "no entry says when it was published")
    hours = (now - max(read)).total_seconds() / 3600
    undated = len(entries) - len(read)
    return Finding(
        "dates", not undated and 0 <= hours < 72, f"the newest entry is {hours:.1f} hours old, {undated} undated"
    )


def _lag(seen: Sequence[tuple[str | None, datetime]]) -> Finding:
    """How long after its date an entry is seen; what was published before the feed's first night tells nothing."""
    first = min((at for _, at in seen), default=datetime.max.replace(tzinfo=UTC))
    hours = sorted((at - said).total_seconds() / 3600 for date, at in seen if (said := _moment(date)) and said > first)
    if not hours:
        return Finding("publication lag", True, "no entry was published since the first night yet")
    median = hours[len(hours) // 2]
    words = f"half of the {len(hours)} entries since the first night were seen within {median:.1f} hours of their date"
    return Finding("publication lag", median < LATE_HOURS, words)


def _repeats(entries: Sequence[Document], elsewhere: Mapping[str, int]) -> Finding:
    repeated = sum(elsewhere.get(request_url(each.supplied.url or "") or "", 0) > 1 for each in entries)
    return Finding(
        "repeats",
        not entries or repeated < len(entries),
        f"{repeated} of {len(entries)} entries stand in other feeds too",
    )


def _moment(said: str | None) -> datetime | None:
    """A date in either form that feeds use: RFC 822 or ISO 8601."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(said or "")
        except (ValueError, IndexError, TypeError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
