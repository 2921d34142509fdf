"""Scores for candidate answers: by place in the article, words shared with the title, mentions and events."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from tasks.extract.key_facts import phrases
from tasks.records import Event

WORD = re.compile(r"\w+")
BELOW = re.compile(r"(?<=\S)\s+(?:as|after|before|while|amid|because)\s")
SMALL_WORDS = """
    the a an of in on at to for and or but with by from as is are was were be been has have had it its his her their this
    that not after over new says said say
"""
SMALL = frozenset(SMALL_WORDS.split())
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "there"})
LEAD_CHARS = 1_500
LIKENESS_WEIGHT = 2.0  # of a verb phrase that says just what the headline says
MAIN_WEIGHT = 0.8  # of the first main clause with a noun that acts
FINITE = ("VBD", "VBZ", "VBP", "VBN")


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


def headline_clause(title: str) -> str:
    """The headline up to a clause that stands below it ("... as talks open", "... after vote"); all of it when that is first."""
    return BELOW.split(title, maxsplit=1)[0]


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
    title: str,
    events: Sequence[Event],
    quoted: Sequence[tuple[int, int]],
) -> list[Clause]:
    """The clauses of the lead, scored."""
    found = []
    keys, head_keys = stems(title), stems(headline_clause(title))
    has_main = False
    triggers = sorted(event.start_char for event in events)
    for sentence in lead:
        of_sentence = nearness(sentence.start_char) + shared(sentence.text, keys)
        for verb, subject in phrases.clauses(sentence):
            actor = chars(verb.doc, phrases.noun_span(subject))
            action, alike = closest(verb, head_keys - stems(text[slice(*actor)]), text)
            is_first = not has_main and is_main(verb, subject)
            has_main = has_main or is_first
            score = of_sentence + clause_worth(verb, subject) + LIKENESS_WEIGHT * alike + MAIN_WEIGHT * is_first
            first, last = (bisect_left(triggers, offset) for offset in action)
            score += 0.4 * (phrases.stem(verb.lower_) in head_keys)
            score += 0.4 * (last > first) - any(start <= verb.idx < end for start, end in quoted)
            found.append(Clause(Answer(*actor, score), Answer(*action, score)))
    return sorted(found, key=lambda clause: -clause.action.score)


def closest(verb: Token, told: frozenset[str], text: str) -> tuple[tuple[int, int], float]:
    """The form of a verb phrase that is most like what the headline tells, the shortest of equals, and how like it is, 0 to 1."""
    forms = [chars(verb.doc, tokens) for tokens in phrases.verb_spans(verb)]
    weighed = [(likeness(stems(text[slice(*form)]), told), form) for form in forms]
    best, form = max(weighed, key=lambda pair: pair[0])
    return form, best


def likeness(words: frozenset[str], told: frozenset[str]) -> float:
    """The F1 of two sets of words."""
    return 2 * len(words & told) / (len(words) + len(told)) if words and told else 0.0


def is_main(verb: Token, subject: Token) -> bool:
    """Whether a clause is its sentence's main one, with a finite verb and a noun that acts: no caption, no heading."""
    is_telling = verb.tag_ in FINITE and verb.lower_ not in phrases.SAYING
    return is_telling and phrases.depth(verb) == 0 and subject.lower_ not in PRONOUNS


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
