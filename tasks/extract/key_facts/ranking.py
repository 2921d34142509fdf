"""Scores for candidate answers: by place in the article, words shared with the title, mentions and events."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from tasks.extract.key_facts import phrases
from tasks.records import Event

WORD = re.compile(r"\w+")
SMALL_WORDS = """
    the a an of in on at to for and or but with by from as is are was were be been has have had it its his her their this
    that not after over new says said say
"""
SMALL = frozenset(SMALL_WORDS.split())
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "there"})
LEAD_CHARS = 1_500


@dataclass(frozen=True, slots=True)
class Answer:
    """A candidate phrase with its score; the greater is the better."""

    start_char: int
    end_char: int
    score: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject and its verb phrase with the score of both."""

    subject: Answer
    action: Answer


def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut to five letters so that "meets" meets "meeting"."""
    return frozenset(phrases.stem(word.lower()) for word in WORD.findall(text) if word.lower() not in SMALL) - {""}


def nearness(start_char: int) -> float:
    """1 at the article's start, falling to 0 with the distance from it."""
    return 1 / (1 + start_char / LEAD_CHARS)


def shared(text: str, keys: frozenset[str]) -> float:
    """The share of the title's words that a text has; 0 without a title."""
    return len(stems(text) & keys) / len(keys) if keys else 0.0


def clauses(
    lead: Sequence[Span],
    text: str,
    keys: frozenset[str],
    events: Sequence[Event],
    quoted: Sequence[tuple[int, int]],
) -> list[Clause]:
    """The clauses of the lead, scored."""
    found = []
    triggers = sorted(event.start_char for event in events)
    for sentence in lead:
        of_sentence = nearness(sentence.start_char) + 2 * shared(sentence.text, keys)
        for verb, subject in phrases.clauses(sentence):
            action, actor = chars(verb.doc, phrases.verb_span(verb, keys)), chars(verb.doc, phrases.noun_span(subject))
            score = of_sentence + clause_worth(verb, subject) + 2 * shared(text[slice(*action)], keys)
            first, last = (bisect_left(triggers, offset) for offset in action)
            score += 0.6 * (phrases.stem(verb.lower_) in keys)
            score += 0.4 * (last > first) - any(start <= verb.idx < end for start, end in quoted)
            found.append(Clause(Answer(*actor, score), Answer(*action, score)))
    return sorted(found, key=lambda clause: -clause.action.score)


def clause_worth(verb: Token, subject: Token) -> float:
    """What a clause loses for standing below others, merely saying, or having a pronoun as its subject."""
    worth = -0.25 * phrases.depth(verb)
    worth -= 0.6 * (verb.lower_ in phrases.SAYING)
    worth -= 0.4 * (subject.lower_ in PRONOUNS)
    worth -= 0.5 * (verb.tag_ in ("VB", "VBG") and not any(child.dep_ == "aux" for child in verb.children))
    return worth


def chars(doc: Doc, tokens: tuple[int, int]) -> tuple[int, int]:
    """Character offsets of a stretch of tokens."""
    last = doc[tokens[1] - 1]
    return doc[tokens[0]].idx, last.idx + len(last)
