"""What became of quotations from one version to the next: reworded, re-attributed, added or removed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

REWORDED = 0.6  # share of words in common from which a quotation is taken for the same one, reworded


@dataclass(frozen=True, slots=True)
class StatedQuote:
    """A quotation as a version states it; the speaker is the actor's name, else the article's words for one, else None."""

    text: str
    speaker: str | None
    cue_text: str | None


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """``change`` is added, removed, reworded or re-attributed (or both of these); the side that has no such quotation is None."""

    change: str
    old: StatedQuote | None
    new: StatedQuote | None


def changed_quotes(old: Sequence[StatedQuote], new: Sequence[StatedQuote]) -> tuple[QuoteChange, ...]:
    """Pair the quotations of two versions, equal words first, then likeliest words, and tell how each pair differs."""
    pairs = dict(_pairs(old, new))
    changed = [_changed(old[one], new[other]) for one, other in sorted(pairs.items())]
    removed = [QuoteChange("removed", quote, None) for no, quote in enumerate(old) if no not in pairs]
    added = [QuoteChange("added", None, quote) for no, quote in enumerate(new) if no not in pairs.values()]
    return (*(change for change in changed if change), *removed, *added)


def _pairs(old: Sequence[StatedQuote], new: Sequence[StatedQuote]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the likest first, each position once; same words and speaker are likest of all."""
    likeness = [
        (_likeness(one, other), one.speaker == other.speaker, -i, -j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
    ]
    taken: tuple[set[int], set[int]] = (set(), set())
    for ratio, _, i, j in sorted(likeness, reverse=True):
        if ratio >= REWORDED and -i not in taken[0] and -j not in taken[1]:
            taken[0].add(-i)
            taken[1].add(-j)
            yield -i, -j


def _likeness(one: StatedQuote, other: StatedQuote) -> float:
    if one.text == other.text:
        return 1.0
    matcher = SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= REWORDED else 0.0


def _changed(old: StatedQuote, new: StatedQuote) -> QuoteChange | None:
    changes = [
        name
        for name, is_changed in (
            ("reworded", old.text.split() != new.text.split()),
            ("re-attributed", old.speaker != new.speaker),
        )
        if is_changed
    ]
    return QuoteChange(" and ".join(changes), old, new) if changes else None
