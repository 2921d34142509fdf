"""What a headline tells: the phrase that says what is done, without who does it and without the clauses below."""

import re
from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from tasks.extract.key_facts import phrases
from tasks.extract.key_facts.ranking import chars

# Marks between the parts of a headline ("Budget: minister resigns", "Ferry sinks - Harbour Gazette").
BREAKS = frozenset(":;|–—-…?!")
# Words with which what comes before, after or along with the event begins; "as" only as a conjunction.
BESIDE = frozenset({"after", "amid", "as", "because", "before", "while"})
DANGLING = ("IN", "CC", "TO", "DT")
JOINED_NAMES = r"(?:(?:{names})(?:,? and |, )?)+(?!['’\w])"


def told(headline: Doc, names: Collection[str]) -> tuple[int, int] | None:
    """Character offsets of what the headline tells, or None when it asks, or names a subject and tells nothing.

    The parser's first main verb begins it. It often takes a verb behind a name for a noun ("Ada Quill protests"): where
    there is no such verb, the words begin it that follow an actor's name at the start of the last part that has one.
    """
    main = [main_stretch(part) for part in parts(headline) if not asks(part)] if headline.has_annotation("DEP") else []
    verbs = [token for stretch in main for token in stretch if phrases.is_verb(token) and tells(token)]
    found = verb_phrase(*first_told(main, verbs)) if verbs else after_names(main, names)
    return None if found is None else chars(headline, trimmed(headline, *found))


def first_told(main: Sequence[Span], verbs: Sequence[Token]) -> tuple[Token, int]:
    """The verb that stands highest, one of saying last, and the end of its stretch."""
    verb = min(verbs, key=lambda verb: (verb.lower_ in phrases.SAYING, phrases.depth(verb), verb.i))
    return verb, next(stretch.end for stretch in main if stretch.start <= verb.i < stretch.end)


def parts(headline: Doc) -> Iterator[Span]:
    """The stretches between marks that divide a headline; a hyphen inside a word divides nothing."""
    start = 0
    for token in headline:
        is_hyphen = token.text == "-" and not (token.i and headline[token.i - 1].whitespace_)
        if (token.text in BREAKS and not is_hyphen) or token.text.startswith(".."):
            if token.i > start:
                yield headline[start : token.i]
            start = token.i + 1
    if start < len(headline):
        yield headline[start:]


def asks(part: Span) -> bool:
    """Whether a part is a question, or opens as one ("How the ferry sank")."""
    following = part.doc[part.end].text if part.end < len(part.doc) else ""
    return following == "?" or part[0].tag_.startswith("W")


def main_stretch(part: Span) -> Span:
    """A part up to the first word that leads to what comes beside its main clause."""
    end = next((t.i for t in part if t.i > part.start and is_beside(t)), part.end)
    return part.doc[part.start : end]


def is_beside(token: Token) -> bool:
    """Whether a token opens a clause or phrase of what comes beside the event."""
    return token.lower_ in BESIDE and (token.lower_ != "as" or token.dep_ == "mark")


def tells(verb: Token) -> bool:
    """Whether a verb has its subject before it, or stands behind a headline's bare noun ("Ferry to stop", "Five farmers arrested")."""
    is_of_noun = verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.head.i < verb.i
    return is_of_noun or any(subject.i < verb.i for subject in phrases.subject_of(verb))


def verb_phrase(verb: Token, end: int) -> tuple[int, int]:
    """Token offsets from the verb's auxiliaries to the end of what hangs from it, without clauses joined to it or of purpose."""
    end = min(end, verb.right_edge.i + 1)
    others = [t.left_edge.i for t in verb.doc[verb.i + 1 : end] if phrases.joins_verbs(t) or t.dep_ == "advcl"]
    before = [child.i for child in verb.children if child.i < verb.i and child.dep_ in ("aux", "auxpass", "neg")]
    return min([verb.i, *before]), min([end, *(edge for edge in others if edge > verb.i)])


def after_names(stretches: Sequence[Span], names: Collection[str]) -> tuple[int, int] | None:
    """Token offsets of what follows the names at the start of the last stretch that opens with some."""
    texts = [stretch.text for stretch in stretches]
    standing = [name for name in names if any(name in text for text in texts)]
    if not standing:
        return None
    opening = re.compile(JOINED_NAMES.format(names="|".join(sorted(map(re.escape, standing), key=len, reverse=True))))
    for stretch in reversed(stretches):
        found = opening.match(stretch.text)
        following = [t.i for t in stretch if found and t.idx >= stretch.start_char + found.end()]
        if following:
            return following[0], stretch.end
    return None


def trimmed(headline: Doc, start: int, end: int) -> tuple[int, int]:
    """The stretch without marks and words at its end that lead on to something else; closing quotation marks stay."""
    while end - 1 > start and (
        (headline[end - 1].is_punct and not headline[end - 1].is_quote) or headline[end - 1].tag_ in DANGLING
    ):
        end -= 1
    return start, end
