"""The language of the user's topic rules: words, phrases and actors, tied by near/n, and, or, not.

    rule  = all ("or" all)*
    all   = close (("and" | "and not" | "not") close)*
    close = unit ("near/N" unit)*
    unit  = word | "a phrase" | actor:Name | actor:"Full Name" | actor:Q42 | "(" rule ")"

A ``*`` at a word's end stands for any ending. ``near`` binds closest, then ``and`` and ``not``, then ``or``. docs/topics.md has it for users.
"""

import re
from typing import NoReturn

from tasks.extract.topics.article_words import GAP
from tasks.extract.topics.cue_words import WORD
from tasks.extract.topics.rule_tree import ActorTerm, All, Near, OneOf, Rule, Term, has_place

LEAST_STEM = 3
DEEPEST = 50
UNTIED = "needs and, or, not or near/n before it, or quotes around the whole phrase"
TOKEN = re.compile(
    r"""(?P<space>\s+) | (?P<open>\() | (?P<close>\))
    | (?P<actor>[Aa][Cc][Tt][Oo][Rr]:(?:"[^"]*"|“[^”]*”|[^\s()"“”]+))
    | (?P<phrase>"[^"]*"|“[^”]*”)
    | (?P<near>[Nn][Ee][Aa][Rr](?:/\d+)?(?![^\s()]))
    | (?P<operator>(?:[Aa][Nn][Dd]|[Oo][Rr]|[Nn][Oo][Tt])(?![^\s()]))
    | (?P<word>[^\s()"“”]+) | (?P<stray>["“”])""",
    re.VERBOSE,
)


class RuleError(ValueError):
    """A rule that cannot be read: "column 12: ..."; columns count from 1."""


def parse_rule(text: str) -> Rule:
    """Read a rule; raises RuleError with the column of what is wrong."""
    return _Parser(text).rule_to_end()


class _Parser:
    """Recursive descent over the tokens; ``depth`` counts open parentheses."""

    def __init__(self, text: str) -> None:
        found = [match for match in TOKEN.finditer(text) if match.lastgroup != "space"]
        self.tokens = [(str(match.lastgroup), match[0], match.start() + 1) for match in found]
        self.end = ("end", "", len(text) + 1)
        self.at = self.depth = 0

    def rule_to_end(self) -> Rule:
        """The whole text as one rule."""
        rule = self.rule()
        if self.kind() == "close":
            self.fail("this ) has no (")
        if self.kind() != "end":
            self.fail(f"{self.seen()} {UNTIED}")
        return rule

    def rule(self) -> Rule:
        """Alternatives."""
        parts = [self.all()]
        while self.take("operator", "or"):
            parts.append(self.all())
        return parts[0] if len(parts) == 1 else OneOf(tuple(parts))

    def all(self) -> Rule:
        """What must be there, and what must not."""
        parts, unless = [self.near()], []
        while True:
            is_and = self.take("operator", "and")
            if self.take("operator", "not"):
                unless.append(self.near())
            elif is_and:
                parts.append(self.near())
            else:
                return All(tuple(parts), tuple(unless)) if unless or len(parts) > 1 else parts[0]

    def near(self) -> Rule:
        """Units within a distance of each other."""
        column, left = self.token()[2], self.unit()
        while self.kind() == "near":
            _, near, at = self.token()
            distance = int(near.partition("/")[2] or 0)
            if not 1 <= distance <= GAP:
                self.fail(f"near needs a number of words from 1 to {GAP}, such as near/5")
            self.at += 1
            right_column, right = self.token()[2], self.unit()
            for side, place in ((left, column), (right, right_column)):
                if not has_place(side):
                    raise RuleError(
                        f"column {place}: near/{distance} at column {at} ties words, not what is joined by and or not"
                    )
            left = Near(left, right, distance)
        return left

    def unit(self) -> Rule:
        """A word, a phrase, an actor or a rule in parentheses."""
        kind, text, column = self.token()
        self.at += 1
        if kind in ("word", "phrase"):
            return _term(text, column)
        if kind == "actor":
            return _actor(text, column)
        if kind == "stray":
            raise RuleError(f"column {column}: the quotation mark {text} has no partner")
        if kind != "open":
            self.at -= 1
            self.fail(f"a word, a phrase, an actor or ( must stand here, not {self.seen()}")
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"more than {DEEPEST} parentheses inside each other")
        rule = self.rule()
        if self.kind() == "end":
            raise RuleError(f"column {column}: this ( is not closed")
        if not self.take("close"):
            self.fail(f"{self.seen()} {UNTIED}")
        self.depth -= 1
        return rule

    def token(self) -> tuple[str, str, int]:
        """Kind, text and column of what comes next."""
        return self.tokens[self.at] if self.at < len(self.tokens) else self.end

    def kind(self) -> str:
        """The kind of what comes next."""
        return self.token()[0]

    def seen(self) -> str:
        """What comes next, for a message."""
        return repr(self.token()[1]) if self.kind() != "end" else "the end of the rule"

    def take(self, kind: str, text: str | None = None) -> bool:
        """Whether this comes next; then it is passed."""
        is_next = self.kind() == kind and text in (None, self.token()[1].lower())
        self.at += is_next
        return is_next

    def fail(self, reason: str) -> NoReturn:
        """Refuse the rule at what comes next."""
        raise RuleError(f"column {self.token()[2]}: {reason}")


def _term(text: str, column: int) -> Term:
    for word in text.strip('"“”').split():
        stem = WORD.findall(word)[-1:]
        if "*" in word[:-1] or (word.endswith("*") and (not stem or len(stem[0]) < LEAST_STEM)):
            raise RuleError(f"column {column}: {word}: a * stands only behind at least {LEAST_STEM} letters of a word")
    if not WORD.search(text):
        raise RuleError(f"column {column}: {text} has no word")
    return Term(text)


def _actor(text: str, column: int) -> ActorTerm:
    name = " ".join(text.partition(":")[2].strip('"“”').split())
    if not name or "*" in name:
        raise RuleError(f"column {column}: an actor is a name or a Wikidata id, without *")
    return ActorTerm(name)
