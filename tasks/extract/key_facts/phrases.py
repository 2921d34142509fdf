"""Phrases of a parsed sentence that answer a question: who acts, what is done, why and how."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

SUBJECTS = ("nsubj", "nsubjpass")
BEFORE_NOUN = ("det", "amod", "compound", "nmod", "nummod", "poss", "quantmod")
# What belongs to the core of a verb phrase; time, cause and comment are left to the other questions.
CORE = ("dobj", "prt", "attr", "acomp", "oprd", "xcomp", "ccomp", "dative", "agent", "neg", "prep")
SAYING_WORDS = (
    "said says say told tells added adds asked wrote tweeted announced announces claimed claims revealed insisted"
)
SAYING = frozenset(SAYING_WORDS.split())
# Verbs that share the subject of the verb above them.
SHARING = ("conj", "xcomp", "advcl", "pcomp")
HIGHEST_SUBJECT = 3
HIGHEST_CLIMB = 10  # words
# Clauses that tell of something else: a "what" ends before them.
SUBORDINATE = ("advcl", "relcl", "acl", "pcomp")
ENDINGS = ("NN", "VB", "CD", "JJ", "RP", "RB")
LONGEST_WHAT = 14  # tokens after the verb
SHORTEST_CUT = 8
TIMES = ("DATE", "TIME")
LONGEST_REASON = 20


def clauses(sentence: Span) -> Iterator[tuple[Token, Token]]:
    """Verbs of the sentence with their subjects, main clause first; verbs of saying give way to what is said."""
    verbs = [(token, subject) for token in sentence if is_verb(token) for subject in subject_of(token)]
    yield from sorted(verbs, key=lambda pair: (pair[0].lower_ in SAYING, depth(pair[0])))


def is_verb(token: Token) -> bool:
    """Whether a token is a verb that tells something by itself: no auxiliary."""
    return token.tag_.startswith("V") and token.dep_ not in ("aux", "auxpass", "amod", "compound")


def subject_of(verb: Token) -> list[Token]:
    """The verb's subject, its own or that of the verb it stands beside or under, as a list of none or one."""
    for _ in range(HIGHEST_SUBJECT):
        found = [c for c in verb.children if c.dep_ in SUBJECTS and c.tag_ != "EX"]
        if found or verb.dep_ not in SHARING or not is_verb(verb.head):
            return [c for c in found[:1] if c.tag_ not in ("WP", "WDT")]
        verb = verb.head
    return []


def depth(token: Token) -> int:
    """How many clauses stand above a verb, within ten words up; a verb joined by "and" stands as high as the first."""
    above = 0
    for _ in range(HIGHEST_CLIMB):
        if token.dep_ == "ROOT" or token.head is token:
            break
        above += token.dep_ != "conj"
        token = token.head
    return above


def is_aside(token: Token) -> bool:
    """Whether a token stands, within ten words up, in a relative, participial or adverbial clause."""
    for _ in range(HIGHEST_CLIMB):
        if token.dep_ in ("relcl", "acl", "advcl"):
            return True
        token = token.head
    return False


def noun_span(head: Token) -> tuple[int, int]:
    """Token offsets [first, last) of a noun with what stands before it and an "of" phrase right behind."""
    before = [c.left_edge.i for c in head.children if c.i < head.i and c.dep_ in BEFORE_NOUN]
    last = head
    for of in head.children:
        if of.dep_ == "prep" and of.lower_ == "of":
            last = next((c for c in of.children if c.dep_ == "pobj"), last)
    return min([head.i, *before]), last.i + 1


def verb_spans(verb: Token) -> list[tuple[int, int]]:
    """Token offsets of the verb phrase, from its shortest to its longest form: each goes on to the end of one more phrase.

    The shortest reaches to the end of the first complement. Time is left to the other questions.
    """
    after = [c for c in verb.children if c.i > verb.i and c.dep_ in CORE and c.ent_type_ not in TIMES]
    reach = min(max([verb.i, *(child.right_edge.i for child in after)]), verb.i + LONGEST_WHAT)
    below = [t.left_edge.i for t in verb.doc[verb.i + 1 : reach + 1] if t.dep_ in SUBORDINATE or joins_verbs(t)]
    reach = min([reach, *(edge - 1 for edge in below if edge > verb.i)])
    ends = [token.i for token in verb.doc[verb.i : reach + 1] if ends_phrase(token)]
    first = next((child for child in after if child.dep_ not in ("prt", "neg")), None)
    least = min(complement_end(first), verb.i + SHORTEST_CUT) if first is not None else verb.i
    ends = [end for end in ends if end >= least] or ends[-1:] or [verb.i]
    return [(verb_start(verb), end + 1) for end in ends]


def joins_verbs(token: Token) -> bool:
    """Whether a token is a verb joined to another one by "and"."""
    return token.dep_ == "conj" and is_verb(token)


def verb_start(verb: Token) -> int:
    """Where a verb phrase begins: at the auxiliaries of a passive, of what may be and of what is denied, else at the verb."""
    own = [c for c in verb.children if c.i < verb.i and c.dep_ in ("aux", "auxpass", "neg")]
    is_told_by_them = any(c.dep_ in ("auxpass", "neg") or c.tag_ == "MD" for c in own)
    return own[0].i if is_told_by_them and verb.i - own[0].i <= 5 else verb.i


def ends_phrase(token: Token) -> bool:
    """Whether a phrase can end with this token: a noun, verb, number or adjective that no later word completes."""
    if token.tag_[:2] not in ENDINGS:
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if token.head.i > token.i and token.dep_ in (*BEFORE_NOUN, "advmod", "aux"):
        return False
    return following is None or (following.tag_ not in ("POS", "RP", "HYPH") and following.dep_ != "neg")


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
        relations = {child.dep_ for child in token.children} if token.lower_ == "using" else set()
        if "dobj" in relations and "aux" not in relations:
            yield token.i, end_of(token, token)


def follows(token: Token, word: str) -> bool:
    """Whether the next token is this word."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ == word


def end_of(top: Token, start: Token) -> int:
    """One past the last token under ``top``, within ``LONGEST_REASON`` tokens, without a final mark."""
    last = min(max(top.right_edge.i, start.i), start.i + LONGEST_REASON)
    while last > start.i and start.doc[last].is_punct:
        last -= 1
    return last + 1
