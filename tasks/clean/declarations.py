"""What is known about an article when all voices have spoken, and what is not."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from tasks.clean.dates import Moment, Precision, UnreadableDate, read_date
from tasks.clean.identity import is_same_host, outlet_host
from tasks.clean.keys import author_names
from tasks.clean.reading import Layer
from tasks.clean.strings import one_line, storable
from tasks.records import Supplied, Unknown

DATED_AHEAD = timedelta(days=31)  # a periodical carries the date of its next issue; what is later is a typing error


@dataclass(frozen=True, slots=True)
class Declarations:
    """The declared columns of an article, settled; ``None`` or nothing where nobody declared one, with an Unknown in ``unknowns``.

    ``language_code`` is as declared, not yet checked against the text. ``said`` has every column as the first voice that has one gives it.
    """

    url: str | None
    canonical_url: str | None
    title: str | None
    source_name: str | None
    authors: tuple[str, ...]
    description: str | None
    section_name: str | None
    language_code: str | None
    said: Supplied
    published: Moment | None
    published_source: str | None
    modified: Moment | None
    retrieved: Moment | None
    aliases: tuple[str, ...]
    unknowns: tuple[Unknown, ...]

    @property
    def published_precision(self) -> Precision | None:
        """How precisely the publication was declared: second, minute or day."""
        return self.published.precision if self.published else None


def settle(layers: Sequence[Layer]) -> Declarations:
    """Each column from the first voice that declares it; for a date, from the first whose words can be read as one.

    The source that nobody names is the URL's host without ``www.``. Titles and names are put on one line, URLs and ids stay to the
    character.
    """
    said = _first_of_each([layer.declared for layer in layers])
    url = said.url if said.url and said.url.strip() else None
    canonical_url = resolved(url, said.canonical_url)
    title, authors = one_line(said.title), author_names(said.authors)
    source_name = one_line(said.source_name) or outlet_host(url)
    retrieved, _, retrieved_gap = _dated(layers, "retrieved_at")
    latest = retrieved.at + DATED_AHEAD if retrieved else None
    published, published_source, published_gap = _dated(layers, "published_at", latest)
    modified, _, modified_gap = _dated(layers, "modified_at", latest)
    gaps = {
        "url": None if url else "no URL declared",
        "title": None if title else "no title declared; a headline that opens a plain text stays in the text",
        "source_name": None if source_name else "no source declared and no URL to tell it by",
        "authors": None if authors else "no author declared",
        "published_at": published_gap or (None if published else "no date declared"),
        "modified_at": modified_gap,
        "retrieved_at": retrieved_gap,
    }
    return Declarations(
        url=url,
        canonical_url=canonical_url,
        title=title,
        source_name=source_name,
        authors=authors,
        description=one_line(said.description),
        section_name=one_line(said.section_name),
        language_code=said.language_code,
        said=said,
        published=published,
        published_source=published_source,
        modified=modified,
        retrieved=retrieved,
        aliases=_aliases(said, url, canonical_url),
        unknowns=tuple(Unknown(column, reason) for column, reason in gaps.items() if reason),
    )


def _first_of_each(voices: Sequence[Supplied]) -> Supplied:
    columns: dict[str, Any] = {}
    for column in fields(Supplied):
        values = (getattr(voice, column.name) for voice in voices)
        value = next((value for value in values if value), column.default)
        columns[column.name] = storable(value) if isinstance(value, str) else value
    return Supplied(**columns)


def _dated(
    layers: Sequence[Layer], column: str, latest: datetime | None = None
) -> tuple[Moment | None, str | None, str | None]:
    """The date, the voice that declared it, and why there is none although somebody declared one; what is after ``latest`` is none."""
    refused: list[str] = []
    for layer in layers:
        if written := getattr(layer.declared, column):
            moment = read_date(str(written))
            if isinstance(moment, UnreadableDate):
                refused.append(moment.reason)
            elif latest and moment.at > latest:
                refused.append(f"long after the document was retrieved: {str(written)!r}")
            else:
                return moment, layer.source, None
    return None, None, "; ".join(refused) or None


def resolved(url: str | None, canonical_url: str | None) -> str | None:
    """The canonical URL completed by the article's own; as declared when the two make none."""
    if not canonical_url:
        return None
    try:
        return urljoin(url or "", canonical_url)
    except ValueError:
        return canonical_url


def _aliases(said: Supplied, url: str | None, canonical_url: str | None) -> tuple[str, ...]:
    """The other names that lead to the article: guid, where its URL led, canonical URL on the same host, declared id."""
    own_canonical = canonical_url if is_same_host(url, canonical_url) else None
    names = (said.guid, said.redirected_url, own_canonical, said.declared_id)
    return tuple(dict.fromkeys(name for name in names if name and name != url))
