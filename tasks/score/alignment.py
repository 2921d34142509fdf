"""One measure of place for two texts: the labelled one, and what cleaning left of it.

A span is compared by its word characters in the labelled text, so that marks, spaces and a dropped line elsewhere do not count.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from unicodedata import normalize

from tasks.records import Span

WORD = re.compile(r"\w+")

WordChars = frozenset[int]


@dataclass(frozen=True, slots=True)
class Match:
    """A labelled and a found quotation, by their numbers, that overlap best with each other."""

    gold_no: int
    found_no: int
    overlap: float


def word_chars(text: str, spans: Iterable[Span]) -> WordChars:
    """The offsets of the word characters inside the spans."""
    return frozenset(
        offset
        for span in spans
        for word in WORD.finditer(text, span.start_char, span.end_char)
        for offset in range(*word.span())
    )


def aligned_chars(gold_text: str, found_text: str) -> dict[int, int]:
    """From each word character of the published text that the labelled one has too, the way to its offset there."""
    gold_words, found_words = list(WORD.finditer(gold_text)), list(WORD.finditer(found_text))
    found_plain, gold_plain = ([normalize("NFC", word[0]) for word in words] for words in (found_words, gold_words))
    pairs = chain.from_iterable(
        zip(found_words[found_no : found_no + size], gold_words[gold_no : gold_no + size], strict=True)
        for found_no, gold_no, size in SequenceMatcher(
            None, found_plain, gold_plain, autojunk=False
        ).get_matching_blocks()
    )
    return dict(chain.from_iterable(_steps(found, gold) for found, gold in pairs))


def _steps(found: re.Match[str], gold: re.Match[str]) -> Iterator[tuple[int, int]]:
    return zip(range(*found.span()), range(*gold.span()), strict=False)  # NFC may have shortened a word


def overlap(one: WordChars, other: WordChars) -> float:
    """Intersection over union, 0 to 1; 0 when both are empty."""
    return len(one & other) / len(one | other) if one and other else 0.0


def best_matches(gold: list[WordChars], found: list[WordChars], least: float) -> tuple[Match, ...]:
    """One-to-one matches with an overlap of ``least`` or more: the best of all first, then the best of what is left."""
    pairs = [
        Match(gold_no, found_no, overlap(one, other))
        for gold_no, one in enumerate(gold)
        for found_no, other in enumerate(found)
    ]
    chosen: list[Match] = []
    for pair in sorted(pairs, key=lambda match: (-match.overlap, match.gold_no, match.found_no)):
        if pair.overlap < least:
            break
        if all(pair.gold_no != match.gold_no and pair.found_no != match.found_no for match in chosen):
            chosen.append(pair)
    return tuple(chosen)
