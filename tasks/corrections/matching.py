"""Finding a quotation by its words, so that a correction outlives shifted offsets, changed edges and edited articles."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LEAST_OVERLAP = 0.65
CLEAR_LEAD = 0.1
_NTH = re.compile(r"(?P<words>.*\S) \[(?P<nth>[1-9][0-9]*)\]", re.DOTALL)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A quotation as extracted: its id, words and where it starts."""

    quote_id: str
    text: str
    start_char: int


def written_words(text: str, nth: int = 1) -> str:
    """A quotation's text as a cell of corrections.csv: on one line, and with ``[2]`` where the article has the same words before it."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return f"{line} [{nth}]" if nth > 1 or _NTH.fullmatch(line) else line


def find_wording(target: str, wordings: Sequence[Wording]) -> Wording | str:
    """The quotation of one article that a correction's words mean, or the reason why none can be told.

    Words are compared in order, without case and punctuation, by the share that both have in common (Ratcliff and Obershelp's ratio):
    the best of at least .65 is meant when it leads by .1. Equal words are counted in the order of the article.
    """
    written = _NTH.fullmatch(target)
    text, nth = (written["words"], int(written["nth"])) if written else (target, 1)
    wanted = words_of(text)
    scores = {wording.quote_id: _overlap(wanted, words_of(wording.text)) for wording in wordings}
    best = max(scores.values(), default=0.0)
    if best < LEAST_OVERLAP:
        return "no quotation of the article has these words"
    lead = 0.0 if best == 1.0 else CLEAR_LEAD
    meant = [each for each in wordings if scores[each.quote_id] >= best - lead]
    meant.sort(key=lambda wording: (wording.start_char, wording.quote_id))
    if len({words_of(wording.text) for wording in meant}) > 1:
        return f"{len(meant)} quotations of the article have nearly these words"
    if nth > len(meant):
        return f"the article has these words as a quotation {len(meant)} times, not {nth}"
    return meant[nth - 1]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, without case and punctuation."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()
