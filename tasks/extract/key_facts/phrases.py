"""Phrases of a parsed sentence that answer a question: who acts, what is done, why and how."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

SUBJECTS = ("nsubj", "nsubjpass")
BEFORE_NOUN = ("det", "amod", "compound", "nmod", "nummod", "poss", "quantmod")
# What belongs to the core of a verb phrase; time, cause and comment are left to the other questions.
CORE = ("dobj", "prt", "attr", "acomp", "oprd", "xcomp", "ccomp", "dative", "agent", "neg", "prep")
SAYING_WORDS = "said says say told tells added adds asked wrote tweeted"
SAYING = frozenset(SAYING_WORDS.split())
LONGEST_WHAT = 6
LONGEST_WITH_TITLE = 10
TIMES = ("DATE", "TIME")
LONGEST_REASON = 20


def clauses(sentence: Span) -> Iterator[tuple[Token, Token]]:
    """Verbs of the sentence with their own subject, main clause first; verbs of saying give way to what is said."""
    verbs = [(token, subject) for token in sentence if token.tag_.startswith("V") for subject in own_subject(token)]
    yield from sorted(verbs, key=lambda pair: (pair[0].lower_ in SAYING, depth(pair[0])))


def own_subject(verb: Token) -> list[Token]:
    """The verb's subject, as a list of none or one; relative pronouns do not count."""
    found = [c for c in verb.children if c.dep_ in SUBJECTS and c.tag_ not in ("WP", "WDT", "EX")]
    return found[:1]


def depth(token: Token) -> int:
    """How many clauses stand above a verb, ten at most."""
    steps = 0
    while token.dep_ != "ROOT" and token.head is not token and steps < 10:
        token, steps = token.head, steps + 1
    return steps


def noun_span(head: Token) -> tuple[int, int]:
    """Token offsets [first, last) of a noun with what stands before it and an "of" phrase right behind."""
    before = [c.left_edge.i for c in head.children if c.i < head.i and c.dep_ in BEFORE_NOUN]
    last = head
    for of in head.children:
        if of.dep_ == "prep" and of.lower_ == "of":
            last = next((c for c in of.children if c.dep_ == "pobj"), last)
    return min([head.i, *before]), last.i + 1


def verb_span(verb: Token, keys: frozenset[str]) -> tuple[int, int]:
    """Token offsets of the verb phrase: the verb to its first complement, and on to the last word that the title shares.

    ``keys`` are the title's words in lower case, cut as ``stem`` does.
    """
    core = [
        child for child in verb.children if child.i > verb.i and child.dep_ in CORE and child.ent_type_ not in TIMES
    ]
    last = verb.i
    for child in core:
        last = complement_end(child)
        if child.dep_ not in ("prt", "neg"):
            break
    reach = min(max([verb.i, *(child.right_edge.i for child in core)]), verb.i + LONGEST_WITH_TITLE)
    shared = [token.i for token in verb.doc[verb.i + 1 : reach + 1] if stem(token.lower_) in keys]
    last = max([min(last, verb.i + LONGEST_WHAT), *shared])
    while last > verb.i and (verb.doc[last].is_punct or verb.doc[last].tag_ in ("DT", "IN", "CC", "TO", "PRP$", "JJ")):
        last -= 1
    return verb.i, last + 1


def complement_end(child: Token) -> int:
    """The last token of a complement: of an object its noun with an "of" phrase, of others all that hangs from them."""
    if child.dep_ in ("dobj", "attr", "dative"):
        return noun_span(child)[1] - 1
    if child.dep_ == "prep":
        return max([child.i, *(noun_span(noun)[1] - 1 for noun in child.children if noun.dep_ == "pobj")])
    return child.right_edge.i


def stem(word: str) -> str:
    """The first five letters, so that "meets" meets "meeting"; short words stay out."""
    return word[:5] if len(word) > 2 else ""


def reasons(sentence: Span) -> Iterator[tuple[int, int]]:
    """Token offsets of stated reasons: "because ...", "due to ...", "in order to ...", "in an effort to ..."."""
    for token in sentence:
        if token.lower_ == "because" or (token.lower_ in ("due", "owing", "thanks") and follows(token, "to")):
            top = token.head if token.dep_ == "mark" else token
            yield token.i, end_of(top, token)
        if token.lower_ in ("effort", "attempt", "bid", "order") and follows(token, "to"):
            yield token.i, end_of(token, token)


def manners(sentence: Span) -> Iterator[tuple[int, int]]:
    """Token offsets of "by doing ..." and "using ..."."""
    for token in sentence:
        if token.lower_ == "by" and token.i + 1 < sentence.end and token.nbor().tag_ == "VBG":
            yield token.i, end_of(token.nbor(), token)


def follows(token: Token, word: str) -> bool:
    """Whether the next token is this word."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ == word


def end_of(top: Token, start: Token) -> int:
    """One past the last token under ``top``, within ``LONGEST_REASON`` tokens, without a final mark."""
    last = min(max(top.right_edge.i, start.i), start.i + LONGEST_REASON)
    while last > start.i and start.doc[last].is_punct:
        last -= 1
    return last + 1
