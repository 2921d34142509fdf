"""What one document turns out to say, before anything is decided."""

from dataclasses import dataclass

from tasks.clean.strings import Line
from tasks.records import Supplied


@dataclass(frozen=True, slots=True)
class Layer:
    """What one voice declares about the article; ``source`` names the voice (supplied, document, front matter, page, mail, url)."""

    source: str
    declared: Supplied


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a document and its own declarations, the strongest first.

    ``headlines`` are the match keys of what its markup calls the headline; ``schema_types`` the schema.org types it claims;
    ``is_page`` says that it was a whole web page, whose "read more" lines are links and not a cut text, ``is_withheld`` that its report is
    not free to read.
    """

    lines: tuple[Line, ...]
    layers: tuple[Layer, ...] = ()
    headlines: frozenset[str] = frozenset()
    schema_types: tuple[str, ...] = ()
    is_page: bool = False
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document is no article; the words go into its disposition."""

    reason: str
