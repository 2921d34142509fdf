"""A parsed article laid out for reading speech in it: words, sentences that quotation marks lead, cues."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

import numpy as np
from spacy.tokens import Doc, Token

from tasks.extract.quotes.cue_words import CUE_WORDS, PHRASE_CUES
from tasks.extract.quotes.marks import DOUBLE_MARKS, Quoted, find_marked, find_quoted
from tasks.extract.quotes.paragraphs import Paragraph, find_paragraphs
from tasks.extract.quotes.single_marks import SINGLE_CLOSERS, SINGLE_OPENERS
from tasks.extract.tokens import column_of, starts_of

SENTENCE_ENDS = frozenset([".", "?", "!", "…", "..."])
ABBREVIATIONS = frozenset(
    "mr. mrs. ms. dr. sen. rep. gov. gen. capt. lt. col. sgt. maj. cmdr. st. prof. rev. hon. pres. sec. atty. supt. det. insp. no. vs.".split()
)
TAG_WORDS = 8  # farther off, a cue no longer tags the quotation before it
_MARKS = DOUBLE_MARKS | SINGLE_OPENERS | SINGLE_CLOSERS | {"''", "``"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens [first, last) of one paragraph; ``quoted_nos`` are the quoted stretches it holds, each whole."""

    first: int
    last: int
    paragraph_no: int
    quoted_nos: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as parallel lists over its tokens, so that no rule walks spaCy's objects twice.

    ``quoted_of`` is the quoted stretch a token stands in, marks included, or -1; ``sentence_of`` its sentence, or -1 for white space between
    paragraphs. ``bounds`` are each quoted stretch's tokens [first, last), marks included. ``left_edges``/``right_edges`` bound each token's subtree, both ends included.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    kids: list[list[int]]
    left_edges: list[int]
    right_edges: list[int]
    quoted_of: list[int]
    sentence_of: list[int]
    sentences: list[Sentence]
    paragraphs: tuple[Paragraph, ...]
    quoted: tuple[Quoted, ...]
    bounds: list[tuple[int, int]]

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """The code points that tokens [first, last) cover."""
        return self.starts[first], self.ends[last - 1]

    def is_word(self, token: int) -> bool:
        """Whether a token holds a letter or digit."""
        return any(c.isalnum() for c in self.words[token])


def read_doc(doc: Doc, text: str) -> Reading:
    """Lay an article out; a ``doc`` without tags or parse gives empty tags and every token its own head."""
    places = np.arange(len(doc))
    heads = (places + doc.to_array("HEAD").astype(np.int64) if doc.has_annotation("DEP") else places).tolist()
    kids: list[list[int]] = [[] for _ in heads]
    for at, head in enumerate(heads):
        if head != at:
            kids[head].append(at)
    starts = starts_of(doc)
    tokens = Reading(
        text=text,
        starts=starts,
        ends=[start + length for start, length in zip(starts, doc.to_array("LENGTH").tolist(), strict=True)],
        words=column_of(doc, "LOWER"),
        tags=column_of(doc, "TAG"),
        deps=column_of(doc, "DEP"),
        heads=heads,
        kids=kids,
        left_edges=_edges(heads, range(len(heads))),
        right_edges=_edges(heads, range(len(heads) - 1, -1, -1)),
        quoted_of=[],
        sentence_of=[],
        sentences=[],
        paragraphs=(),
        quoted=(),
        bounds=[],
    )
    paragraphs = find_paragraphs(text)
    return _laid_out(doc, tokens, paragraphs, find_quoted(text, paragraphs))


def _edges(heads: list[int], outwards: range) -> list[int]:
    """The first token of each token's subtree, in the order of ``outwards``."""
    edges = [-1] * len(heads)
    for at in outwards:
        holder = at
        while edges[holder] < 0:
            edges[holder] = at
            holder = heads[holder]
    return edges


def read_inside(doc: Doc, reading: Reading, stretches: Sequence[tuple[int, int]]) -> Reading:
    """The same tokens laid out over some stretches of code points alone, each a paragraph of its own with the marks nested in it."""
    paragraphs = tuple(Paragraph(no, start, end) for no, (start, end) in enumerate(stretches))
    return _laid_out(doc, reading, paragraphs, find_marked(reading.text, paragraphs, {}, {}))


def _laid_out(doc: Doc, reading: Reading, paragraphs: tuple[Paragraph, ...], quoted: tuple[Quoted, ...]) -> Reading:
    """The tokens of a reading with their paragraphs, quoted stretches and sentences."""
    starts, ends = reading.starts, reading.ends
    bounds = _tokens_of_each(starts, ends, [(q.outer_start, q.outer_end) for q in quoted])
    quoted_of = _holders(len(starts), bounds)
    paragraph_of = _holders(len(starts), _tokens_of_each(starts, ends, [(p.start, p.end) for p in paragraphs]))
    firsts = _sentence_firsts(doc, reading.words, quoted_of, paragraph_of)
    sentences, sentence_of = _sentences(firsts, paragraph_of, quoted_of)
    return replace(
        reading,
        quoted_of=quoted_of,
        sentence_of=sentence_of,
        sentences=sentences,
        paragraphs=paragraphs,
        quoted=quoted,
        bounds=bounds,
    )


def _tokens_of_each(starts: list[int], ends: list[int], stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each stretch of code points the tokens [first, last) that begin in it or reach into it from its left edge."""
    return [(bisect_left(ends, start + 1), bisect_left(starts, end)) for start, end in stretches]


def _holders(token_count: int, bounds: list[tuple[int, int]]) -> list[int]:
    """For each token the number of the stretch that holds it, or -1."""
    holders = [-1] * token_count
    for no, (first, last) in enumerate(bounds):
        holders[first:last] = [no] * max(0, last - first)
    return holders


def _sentence_firsts(doc: Doc, words: list[str], quoted_of: list[int], paragraph_of: list[int]) -> list[bool]:
    """Whether each token begins a sentence: punctuation decides, helped by the model, and never inside a quoted stretch."""
    firsts = [False] * len(words)
    for at in range(len(words)):
        if paragraph_of[at] < 0:
            continue
        if at == 0 or paragraph_of[at - 1] != paragraph_of[at]:
            firsts[at] = True
        elif quoted_of[at] < 0 or quoted_of[at - 1] != quoted_of[at]:
            firsts[at] = _begins_sentence(doc, words, quoted_of, at)
    return firsts


def _begins_sentence(doc: Doc, words: list[str], quoted_of: list[int], at: int) -> bool:
    """Whether the token after a full stop, or after the closing mark that follows one, begins a sentence."""
    is_quotation = quoted_of[at] >= 0
    before = at - 1
    while before > 0 and words[before].isspace():
        before -= 1
    if (held := quoted_of[before]) >= 0:
        while before > 0 and words[before] in _MARKS and quoted_of[before] == held:
            before -= 1
        if words[before] in ("?", "!", "…", "..."):
            return is_quotation or (_may_begin(doc[at]) and not _tag_follows(words, at))
    if words[before] in SENTENCE_ENDS:
        return is_quotation or _may_begin(doc[at])
    if words[before] in ABBREVIATIONS or words[before][-1] not in ".?!…)]":
        return False
    return bool(doc[at].is_sent_start) and (is_quotation or _may_begin(doc[at]))


def _may_begin(token: Token) -> bool:
    """Whether a token is written as sentences begin: a capital, a digit or an opening bracket."""
    return token.text[0].isupper() or token.text[0].isdigit() or token.text in ("(", "[")


def _tag_follows(words: list[str], at: int) -> bool:
    """Whether a cue stands in the few words after a quoted question or cry ("Really?" the minister asked)."""
    for word, following in pairwise(words[at : at + TAG_WORDS + 1]):
        if word in CUE_WORDS:
            return "q" in CUE_WORDS[word].frames
        if (word, following) in PHRASE_CUES:
            return True
        if word in SENTENCE_ENDS:
            return False
    return False


def _sentences(firsts: list[bool], paragraph_of: list[int], quoted_of: list[int]) -> tuple[list[Sentence], list[int]]:
    """The sentences that ``firsts`` begin, and the sentence of each token."""
    sentences: list[Sentence] = []
    sentence_of = [-1] * len(firsts)
    starts = [at for at, is_first in enumerate(firsts) if is_first]
    for start, stop in zip_longest(starts, starts[1:], fillvalue=len(firsts)):
        last = stop
        while paragraph_of[last - 1] != paragraph_of[start]:
            last -= 1
        sentence_of[start:last] = [len(sentences)] * (last - start)
        quoted_nos = tuple(dict.fromkeys(no for no in quoted_of[start:last] if no >= 0))
        sentences.append(Sentence(start, last, paragraph_of[start], quoted_nos))
    return sentences, sentence_of
