"""What changed between two texts, word by word inside the paragraphs that changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words that one version has and the other has not, with up to six words before them; one side is empty where words only came or went."""

    before: str
    old: str
    new: str


def changed_words(old: str, new: str) -> tuple[WordChange, ...]:
    """The changes in order of the text; white space is none. Paragraphs are aligned first, so that a long text stays quick."""
    old_paragraphs, new_paragraphs = _paragraphs(old), _paragraphs(new)
    aligned = SequenceMatcher(None, old_paragraphs, new_paragraphs, autojunk=False).get_opcodes()
    return tuple(
        change
        for tag, old_from, old_to, new_from, new_to in aligned
        if tag != "equal"
        for change in _changes(
            [word for paragraph in old_paragraphs[old_from:old_to] for word in paragraph],
            [word for paragraph in new_paragraphs[new_from:new_to] for word in paragraph],
        )
    )


def _paragraphs(text: str) -> list[tuple[str, ...]]:
    return [tuple(words) for line in text.splitlines() if (words := WORD.findall(line))]


def _changes(old: list[str], new: list[str]) -> Iterator[WordChange]:
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            before = old[max(0, old_from - 6) : old_from]
            yield WordChange(" ".join(before), " ".join(old[old_from:old_to]), " ".join(new[new_from:new_to]))
