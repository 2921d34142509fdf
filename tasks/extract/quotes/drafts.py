"""Quotations before their speakers are resolved."""

from dataclasses import dataclass, field
from typing import Literal

from tasks.extract.quotes.cues import Cue
from tasks.extract.quotes.namings import Naming

Basis = Literal["cue", "lead", "label", "before", "none"]


@dataclass(slots=True)
class Draft:
    """One quotation in the making.

    ``spans`` are code points. ``basis`` tells what shows its speaker: a cue, the sentence that leads in with a colon, a transcript's label, the
    subject of the sentence before it, nothing. It stands in the sentences ``sentence_no`` to ``last_sentence_no``. ``reporter`` is who
    reported that the speaker said it; ``inner`` is the speech that a direct quotation's own words report.
    """

    quote_type: Literal["direct", "indirect", "mixed"]
    spans: list[tuple[int, int]]
    cue: Cue | None
    naming: Naming | None
    basis: Basis
    sentence_no: int
    last_sentence_no: int
    reporter: Naming | None = None
    inner: list["Draft"] = field(default_factory=list)
