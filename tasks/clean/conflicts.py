"""Where an article's feed and its page state different things about it: what each of them says."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Final

from tasks.clean.dates import Moment, read_date
from tasks.clean.declarations import Declarations, resolved
from tasks.clean.identity import normal_url
from tasks.clean.keys import author_names
from tasks.clean.language import language_tag
from tasks.clean.reading import Layer
from tasks.clean.strings import match_key, one_line
from tasks.records import MetadataConflict, Supplied

BETWEEN: Final = "; "  # authors
# A day begins 14 hours before UTC's in the east and ends 12 hours after it in the west
DAY_BEGINS, DAY_ENDS = timedelta(hours=-14), timedelta(hours=36)


def conflicts_of(
    supplied: Supplied, layers: tuple[Layer, ...], known: Declarations, language_code: str
) -> tuple[MetadataConflict, ...]:
    """Both sides of each column in which the feed (``supplied``, when it names its feed) and the page disagree, the feed's first.

    ``known`` and ``language_code`` are what the article came to have. A column that only one of them states is no conflict.
    """
    page = next((layer.declared for layer in layers if layer.source == "page"), None)
    if not supplied.feed_url or page is None:
        return ()
    conflicts = []
    settled = _settled(known, language_code)
    by_feed, by_page = _stated(supplied, supplied.url), _stated(page, supplied.url)
    for column, agree in AGREE.items():
        feed, other = by_feed[column], by_page[column]
        if feed and other and not agree(feed, other):
            chosen = next((value for value in (feed, other) if agree(value, settled[column] or "")), None)
            conflicts.append(MetadataConflict(column, "feed", feed, chosen == feed))
            conflicts.append(MetadataConflict(column, "page", other, chosen == other))
    return tuple(conflicts)


def same_words(one: str, other: str) -> bool:
    """Whether two titles have the same letters and digits: white space, entities, case and punctuation aside."""
    return _key(one) == _key(other)


def same_beginning(one: str, other: str) -> bool:
    """Whether one description is the other or breaks off in it, as feeds cut theirs."""
    return _key(one).startswith(_key(other)) or _key(other).startswith(_key(one))


def same_people(one: str, other: str) -> bool:
    """Whether two lists have the same names in any order."""
    return {*map(_key, one.split(BETWEEN))} == {*map(_key, other.split(BETWEEN))}


def same_moment(one: str, other: str) -> bool:
    """Whether two dates are one moment in any zones, to the precision of the less precise; a day is that of any zone."""
    first, second = read_date(one), read_date(other)
    if not isinstance(first, Moment) or not isinstance(second, Moment):
        return one.strip() == other.strip()
    if first.precision == second.precision == "day":
        return first.at == second.at
    for day, time in ((first, second), (second, first)):
        if day.precision == "day":
            return day.at + DAY_BEGINS <= time.at < day.at + DAY_ENDS
    if "minute" in (first.precision, second.precision):
        return first.at.replace(second=0, microsecond=0) == second.at.replace(second=0, microsecond=0)
    return first.at.replace(microsecond=0) == second.at.replace(microsecond=0)


def same_language(one: str, other: str) -> bool:
    """Whether one tag is the other, or the same without script or region."""
    parts, others = ((language_tag(tag) or tag.lower()).split("-") for tag in (one, other))
    least = min(len(parts), len(others))
    return parts[:least] == others[:least]


def same_address(one: str, other: str) -> bool:
    """Whether two URLs are one as far as identity goes."""
    return normal_url(one) == normal_url(other)


AGREE: Final[dict[str, Callable[[str, str], bool]]] = {
    "title": same_words,
    "description": same_beginning,
    "authors": same_people,
    "published_at": same_moment,
    "modified_at": same_moment,
    "language_code": same_language,
    "section_name": same_words,
    "url": same_address,
}


def _stated(said: Supplied, base: str | None) -> dict[str, str | None]:
    """What one of the two says, as it says it; a page's own address is its canonical URL."""
    return {
        "title": one_line(said.title),
        "description": one_line(said.description),
        "authors": BETWEEN.join(author_names(said.authors)),
        "published_at": one_line(said.published_at),
        "modified_at": one_line(said.modified_at),
        "language_code": one_line(said.language_code),
        "section_name": one_line(said.section_name),
        "url": resolved(base, said.canonical_url) or said.url,
    }


def _settled(known: Declarations, language_code: str) -> dict[str, str | None]:
    return {
        "title": known.title,
        "description": known.description,
        "authors": BETWEEN.join(known.authors),
        "published_at": known.published.at.isoformat() if known.published else None,
        "modified_at": known.modified.at.isoformat() if known.modified else None,
        "language_code": language_code,
        "section_name": known.section_name,
        "url": known.url,
    }


def _key(words: str) -> str:
    return match_key(unescape(words))
