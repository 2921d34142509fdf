"""An article's words, read once from the parsed document, and the spans of words that may name an actor."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tasks.extract.actors.lexicon import (
    ARTICLES_AND_POSSESSIVES,
    HONORIFICS,
    LEGAL_FORMS,
    NOT_ACTORS,
    PARTICLES,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    ROYAL_TITLES,
)
from tasks.extract.tokens import column_of, starts_of
from tasks.records import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc

Source = Literal[
    "known",
    "acronym",
    "title",
    "model",
    "suffix",
    "speech",
    "state",
    "longer",
    "owner",
    "acting",
    "city",
    "given",
    "handle",
    "repeat",
]

MOST_NAME_WORDS = 10
_NAME_TAGS = frozenset({"NNP", "NNPS", ""})  # an untagged document has no tags at all
_OPENERS = frozenset({".", "!", "?", ":", ";", "“", "”", '"', "‘", "``", "''", "•", "-", "–", "—", "*", "|"})
_INNER_MARKS = frozenset({"-", "&", "'", "’", "–"})
_BEFORE_PERSONS = (ARTICLES_AND_POSSESSIVES | HONORIFICS | ROLE_HEADS | ROLE_MODIFIERS) - ROYAL_TITLES
POSSESSIVES = frozenset({"'s", "’s"})
_OF_SPEAKER = frozenset({"i’d", "i’m", "i’ve", "i’ll", "i'd", "i'm", "i've", "i'll"})
CLOSING_FORMS = LEGAL_FORMS - {
    "company",
    "holdings",
    "limited",
    "corporation",
    "sa",
    "ag",
    "se",
    "ab",
    "nv",
}  # nothing follows
# What ends the names of prizes, contests, laws, wars and programmes; bodies that are named so must be known ("World Food Programme").
_NO_ACTORS = frozenset(
    """award awards prize cup championship championships week war act treaty amendment theory syndrome disease virus program
    programme""".split()
)
_RANKS = frozenset({"executive", "senior", "deputy", "vice", "associate", "assistant", "managing"})
_AFTER_RANKS = ROLE_HEADS | ROLE_MODIFIERS
_TICKER = re.compile(r"[A-Z0-9]{2,6}\.[A-Z]{1,2}")  # "ACME.L": a share's code at a stock exchange
_AFTER_NAMES = POSSESSIVES | {"of", "and", "for", "the", "or", "in"}
_AFTER_PERSONS = _AFTER_NAMES | {"kc", "qc", "mp", "msp", "mep", "obe", "mbe", "cbe", "md", "phd", "dds", "esq", "esq."}


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of an article: ``opens`` tells those that begin a sentence, a line or a quotation, where a capital means little.

    ``are_names`` tells those that are written and tagged as a name or a part of one.
    """

    text: str
    texts: tuple[str, ...]
    lowers: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    opens: tuple[bool, ...]
    are_names: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def lower(self, at: int) -> str:
        """The word in lower case, empty outside the article."""
        return self.lowers[at] if 0 <= at < len(self.lowers) else ""

    def tag(self, at: int) -> str:
        """The word's Penn Treebank tag, empty outside the article or without a tagger."""
        return self.tags[at] if 0 <= at < len(self.tags) else ""

    def is_name(self, at: int) -> bool:
        """Whether the word is a name or a part of one; none outside the article is."""
        return 0 <= at < len(self.are_names) and self.are_names[at]

    def adjoins_name(self, at: int) -> bool:
        """Whether the word before, in the same sentence, or the word after is part of a name too."""
        return (self.is_name(at - 1) and not self.opens[at]) or self.is_name(at + 1)

    def lone_names(self) -> set[str]:
        """The name words, in lower case, that stand alone somewhere, as surnames do."""
        return {self.lowers[at] for at, is_name in enumerate(self.are_names) if is_name and not self.adjoins_name(at)}

    def name_runs(self) -> Iterator[tuple[int, int]]:
        """The runs of name words, each as far as ``run_end``."""
        end = 0
        for at, is_name in enumerate(self.are_names):
            if is_name and at >= end:
                end = self.run_end(at)
                yield at, end

    def run_end(self, first: int) -> int:
        """Where the run of name words from ``first`` ends; small words, hyphens and "&" may stand inside it."""
        end = first
        while end < len(self) and end - first < MOST_NAME_WORDS:
            if self.is_name(end):
                end += 1
            elif (self.lowers[end] in PARTICLES or self.texts[end] in _INNER_MARKS) and self.is_name(end + 1):
                end += 2
            else:
                break
        return end

    def slice(self, first: int, last: int) -> str:
        """The article's own characters from word ``first`` up to, not including, ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name an actor: token offsets, half-open, a first guess at the type and where the guess comes from."""

    first: int
    last: int
    guess: ActorType
    source: Source


def read_words(doc: "Doc", text: str) -> Words:
    """The words of a document, with or without tags."""
    texts, lowers, tags, starts = (*(column_of(doc, name) for name in ("ORTH", "LOWER", "TAG")), starts_of(doc))
    opens, is_open = [], True
    for written in texts:
        opens.append(is_open)
        is_open = written in _OPENERS or "\n" in written or (is_open and not written[0].isalnum())
    return Words(
        text,
        tuple(texts),
        tuple(lowers),
        tuple(tags),
        tuple(starts),
        tuple(start + len(written) for start, written in zip(starts, texts, strict=True)),
        tuple(opens),
        tuple(
            written[0].isupper() and tag in _NAME_TAGS and lower not in ("i", "a")
            for written, lower, tag in zip(texts, lowers, tags, strict=True)
        ),
    )


def trim(words: Words, first: int, last: int, guess: ActorType) -> tuple[int, int]:
    """Cut leading articles and titles, trailing possessives, and marks on either side; equal offsets when nothing is left."""
    in_front = _BEFORE_PERSONS if guess == "person" else ARTICLES_AND_POSSESSIVES
    if guess == "person":  # "Acme spokesperson Jane Doe"
        first = next((at for at in range(last - 1, first, -1) if _is_plain_role(words, at)), first)
    while first < last and (words.lowers[first] in in_front or _is_mark(words.texts[first])):
        first += 1
    after = _AFTER_PERSONS if guess == "person" else _AFTER_NAMES
    while first < last and (
        _is_mark(words.texts[last - 1])
        or words.lowers[last - 1] in after
        or _TICKER.fullmatch(words.texts[last - 1])
        or is_menu_word(words, last - 1)
        or (words.lowers[last - 1] in _RANKS and words.lower(last) in _AFTER_RANKS)  # "Acme Executive Vice President"
    ):
        last -= 1
    return first, last


def seat_start(words: Words, first: int, last: int) -> int:
    """Where a company's name ends that goes on with its seat: "Acme Inc of Springfield"; ``last`` where it does not."""
    ends = (
        at for at in range(first + 2, last - 1) if words.lowers[at] == "of" and words.lowers[at - 1] in CLOSING_FORMS
    )
    return next(ends, last)


def is_menu_word(words: Words, at: int) -> bool:
    """Whether a word is the "Post" of a menu for sharing: "Post to Chirper Post to Pinwall"."""
    return words.lowers[at] == "post" and words.lower(at + 1) == "to" and words.is_name(at + 2)


def _is_plain_role(words: Words, at: int) -> bool:
    """Whether a word says in small letters what somebody is."""
    return words.texts[at].islower() and words.lowers[at] in ROLE_HEADS


def _is_mark(written: str) -> bool:
    return not any(letter.isalnum() for letter in written)


def is_actor_like(words: Words, first: int, last: int) -> bool:
    """Whether the words can name an actor at all: a capital, no address, not one of the words that never do."""
    written = words.texts[first:last]
    if not any(word[0].isupper() or word[1:2].isupper() for word in written):
        return False
    if any("@" in word or "/" in word or word.startswith("www.") or _is_address(word) for word in written):
        return False
    if words.lowers[first] in _OF_SPEAKER:
        return False
    if last - first > 1 and words.lowers[last - 1] in _NO_ACTORS:
        return False
    if words.lowers[last - 1] in ROLE_HEADS and words.lower(first - 1) in ARTICLES_AND_POSSESSIVES and last - first > 1:
        return False  # "the Rural Secretary" is who holds the post
    return any(word not in NOT_ACTORS and not word.isdigit() for word in words.lowers[first:last])


def _is_address(word: str) -> bool:
    return word.islower() and "." in word[1:-1]
