"""The gold sample: articles of our own writing with every quotation and its true speaker labelled by hand.

Offsets are half-open, in code points of ``GoldArticle.text``.
"""

from dataclasses import dataclass

from tasks.records import Span


class GoldError(ValueError):
    """A gold, score or floor file is refused; the message names the file, the place in it and the reason."""


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One labelled quotation. ``cue`` and ``speaker`` are words of the text; ``actors`` the true speakers, empty for an anonymous one."""

    quote_type: str
    spans: tuple[Span, ...]
    cue: str | None
    cue_type: str | None
    speaker: str | None
    actors: tuple[str, ...]
    speaks_for: str | None = None
    reported_by: str | None = None
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One labelled article; ``name`` is its file's, ``actors`` the canonical names of all who speak or are spoken for.

    ``not_quotes`` are the places of words in marks that are no quotation. ``published_at`` is ISO 8601.
    """

    name: str
    form: str
    title: str
    source_name: str
    published_at: str
    text: str
    actors: tuple[str, ...]
    quotes: tuple[GoldQuote, ...]
    not_quotes: tuple[Span, ...]
