"""Cue phrases as a trie over words, so that one pass over a text finds all of them, however many there are."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class CueNode:
    """The phrases that begin alike: next whole words, next words given by their beginning, and the cues that end here."""

    words: dict[str, "CueNode"] = field(default_factory=dict)
    prefixes: dict[str, "CueNode"] = field(default_factory=dict)
    prefix_lengths: tuple[int, ...] = ()
    cue_nos: list[int] = field(default_factory=list)

    def step(self, word: str) -> list["CueNode"]:
        """The nodes that ``word`` leads to: as a whole word and as one that begins with a prefix."""
        whole = self.words.get(word)
        nodes = [] if whole is None else [whole]
        for length in self.prefix_lengths:
            if length > len(word):
                break
            begun = self.prefixes.get(word[:length])
            if begun is not None:
                nodes.append(begun)
        return nodes


@dataclass(frozen=True, slots=True)
class CueMatch:
    """Words [first_word, end_word) of a sequence that are these cues."""

    first_word: int
    end_word: int
    cue_nos: tuple[int, ...]


def add_phrase(root: CueNode, phrase: str, cue_no: int) -> None:
    """Enter a cue; a ``*`` at the end of one of its words stands for any ending. Raises ValueError when it has no word."""
    node = root
    parts = phrase.lower().split()
    words = [
        (word, at == len(found) - 1 and part.endswith("*"))
        for part in parts
        for found in [WORD.findall(part)]
        for at, word in enumerate(found)
    ]
    if not words:
        raise ValueError(f"cue {phrase!r} has no word")
    for word, is_prefix in words:
        node = (node.prefixes if is_prefix else node.words).setdefault(word, CueNode())
    node.cue_nos.append(cue_no)


def seal(node: CueNode) -> None:
    """Note the lengths of the prefixes at each node, once all phrases are entered."""
    node.prefix_lengths = tuple(sorted({len(prefix) for prefix in node.prefixes}))
    for child in (*node.words.values(), *node.prefixes.values()):
        seal(child)


def find_cues(root: CueNode, words: Sequence[str]) -> Iterable[CueMatch]:
    """The longest cue at each word, left to right, without overlap: "peace talks" is not also "peace"."""
    end = 0
    for at, word in enumerate(words):
        if at >= end and (nodes := root.step(word)):
            for longest in deque(_cues_from(nodes, words, at), maxlen=1):
                yield longest
                end = longest.end_word


def every_cue(root: CueNode, words: Sequence[str]) -> Iterable[CueMatch]:
    """All cues at every word, also those inside others."""
    for at, word in enumerate(words):
        yield from _cues_from(root.step(word), words, at)


def _cues_from(nodes: list[CueNode], words: Sequence[str], at: int) -> Iterable[CueMatch]:
    """The cues that begin at a word, shortest first; ``nodes`` are those that this word leads to."""
    end = at + 1
    while nodes:
        cue_nos = tuple(cue_no for node in nodes for cue_no in node.cue_nos)
        if cue_nos:
            yield CueMatch(at, end, cue_nos)
        nodes = [child for node in nodes for child in node.step(words[end])] if end < len(words) else []
        end += 1


def words_of(text: str) -> list[str]:
    """The lower-cased words of a text: runs of letters and digits, so that "U.S." is two and "e-mail" is two."""
    return WORD.findall(text.lower())
