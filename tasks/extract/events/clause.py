"""What a parsed clause says about its verb: who does it, to whom, whether not, and whether it is so, planned or possible."""

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj", "nsubjpass", "csubjpass")
CLAIMING_SUBJECT = ("relcl", "acl")
SHARING_SUBJECT = frozenset({"xcomp", "conj", "advcl", "pcomp", "prep", "acomp", "oprd", "ccomp", "dep"})
PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i"})
TOWARDS = frozenset({"on", "against", "with", "to", "at", "from", "for", "upon", "into", "among"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
# Longer chains are parsing noise; the bound keeps time linear.
LONGEST_CHAIN = 12
SAYING_WORDS = """
    say says said saying claim claims claimed claiming tell tells told telling report reports reported reporting state
    stated add added adds announce announced announces insist insisted insists argue argued argues believe believes
    believed suggest suggested suggests allege alleged alleges confirm confirmed confirms note noted notes explain
    explained write wrote think thinks thought declare declared declares warn warned deny denied
    conclude concluded concludes reiterate reiterated reiterates stress stressed stresses
"""
SAYING = frozenset(SAYING_WORDS.split())
FAILING = frozenset({"fail", "fails", "failed", "failing", "refuse", "refuses", "refused", "refusing"})
WOULD = frozenset({"would", "'d", "’d"})
WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
MAY = frozenset({"could", "might", "may", "should", "can", "ca"})
PLANNING_WORDS = """
    plan plans planned planning intend intends intended scheduled set due going expect expects expected aim aims
    preparing prepares prepare hope hopes hoping want wants wanted about slated poised is are was were be
"""
PLANNING = frozenset(PLANNING_WORDS.split())
CONSIDERING_WORDS = "consider considers considered considering weigh weighs weighing mull mulls mulling"
CONSIDERING = frozenset(CONSIDERING_WORDS.split())
CONDITIONS = frozenset({"if", "unless", "whether"})


def children(token: Token, *deps: str) -> list[Token]:
    """The direct dependents with one of these relations, left to right."""
    return [child for child in token.children if child.dep_ in deps]


def chain(token: Token) -> Iterator[Token]:
    """The token, what it hangs from, and so on to the root."""
    for _ in range(LONGEST_CHAIN):
        yield token
        if token.head is token or token.head == token:
            return
        token = token.head


def is_passive(verb: Token) -> bool:
    """Whether the subject suffers what the verb says: "was attacked", "an army attacked by rebels"."""
    for above in chain(verb):
        if children(above, "auxpass", "nsubjpass"):
            return True
        if above.tag_ != "VBN" or children(above, "aux"):
            return False
        # "Two were killed and six others injured": the second shares the first one's "were".
        if above.dep_ != "conj" or children(above, "dobj"):
            return above.dep_ == "acl"
    return False


def subject_of(verb: Token) -> Token | None:
    """The verb's subject: its own, the one it shares with the verb above it, or the noun it describes."""
    for above in chain(verb):
        found = children(above, *SUBJECTS)
        if found:
            return antecedent(found[0], above)
        if above.dep_ in CLAIMING_SUBJECT:
            return above.head
        if above.dep_ == "xcomp" and children(above.head, "dobj"):
            return children(above.head, "dobj")[0]
        if above.dep_ not in SHARING_SUBJECT:
            return None
    return None


def antecedent(subject: Token, verb: Token) -> Token:
    """What a relative pronoun stands for, and the speaker for the "it" of what is reported to be said."""
    if subject.lower_ in RELATIVES and verb.dep_ == "relcl":
        return verb.head
    if subject.lower_ in PRONOUNS and verb.dep_ == "ccomp" and verb.head.lower_ in SAYING:
        speakers = [s for s in children(verb.head, "nsubj") if s.lower_ not in PRONOUNS | RELATIVES]
        return speakers[0] if speakers else subject
    return subject


def objects_of(verb: Token) -> list[Token]:
    """Direct, indirect and prepositional objects but days ("met on Monday"), in this order, with those of an object's own prepositions last."""
    direct = children(verb, "dobj", "dative")
    prepositions = [p for head in (verb, *direct) for p in children(head, "prep", "dative") if p.lower_ in TOWARDS]
    # "called for Iran to stop": the parser makes the target the subject of what is asked.
    asked = children(verb, "ccomp", "xcomp") + [
        c for c in children(verb, "advcl") if any(to.lower_ == "to" for to in children(c, "aux"))
    ]
    targets = [subject for clause in asked for subject in children(clause, "nsubj")]
    further = [thing for clause in children(verb, "xcomp") for thing in children(clause, "dobj")]
    towards = [noun for preposition in prepositions for noun in children(preposition, "pobj")]
    return direct + [noun for noun in towards if noun.ent_type_ not in ("DATE", "TIME")] + targets + further


def agent_of(verb: Token) -> Token | None:
    """Who did it, in the passive: the noun after "by"."""
    nouns = [noun for by in children(verb, "agent", "prep") if by.lower_ == "by" for noun in children(by, "pobj")]
    return nouns[0] if nouns else None


def patient_of(verb: Token) -> Token | None:
    """Whom it befell, in the passive."""
    found = children(verb, "nsubjpass", "nsubj")
    if found:
        return antecedent(found[0], verb)
    return verb.head if verb.dep_ == "acl" else subject_of(verb)


def phrase_span(head: Token, *, with_others: bool = True, with_of: bool = True) -> tuple[int, int]:
    """Character span of a noun phrase: what stands before its head, its "of" phrase, others named with it; no clauses."""
    before = [
        c.left_edge
        for c in head.children
        if c.i < head.i and c.dep_ in ("det", "amod", "compound", "nmod", "nummod", "poss", "quantmod")
    ]
    first = min([head, *before], key=lambda token: token.i)
    last = head
    for _ in range(LONGEST_CHAIN):
        of = [p for p in children(last, "prep") if p.lower_ == "of" and with_of]
        following = [noun for p in of for noun in children(p, "pobj")]
        following = following or (children(last, "conj") if with_others else [])
        if not following or following[0].i < last.i or following[0].tag_.startswith("V"):
            break
        last = following[0]
    return first.idx, last.idx + len(last)


def is_negated(verb: Token) -> bool:
    """Whether the clause says that it did not happen: not, never, no one, failed to, refused to."""
    words = [verb]
    if verb.dep_ == "xcomp":
        if verb.head.lower_ in FAILING:
            return True
        words.append(verb.head)
    for word in words:
        if children(word, "neg") or any(
            s.lower_ in ("nobody", "none") or is_none(s) for s in children(word, *SUBJECTS)
        ):
            return True
    return any(is_none(thing) for thing in children(verb, "dobj"))


def is_none(noun: Token) -> bool:
    """Whether a noun has "no" before it."""
    return any(child.lower_ in ("no", "neither") for child in children(noun, "det", "neg"))


def is_reported(token: Token) -> bool:
    """Whether it stands under a verb of saying: "officials said that ..."."""
    return any(above.dep_ == "ccomp" and above.head.lower_ in SAYING for above in chain(token))


def is_leading(token: Token) -> bool:
    """Whether it is what the sentence says, or what somebody says in it, and no setting, purpose or description."""
    for above in chain(token):
        if above.dep_ == "ROOT":
            return True
        if above.dep_ not in ("conj", "nsubj", "nsubjpass", "dobj") and not (
            above.dep_ == "ccomp" and above.head.lower_ in SAYING
        ):
            return False
    return False


def outlook(verb: Token) -> str | None:
    """``planned`` or ``hypothetical`` when auxiliaries, conditions or verbs of planning say so; None for what is told as so."""
    for above in chain(verb):
        auxiliaries = {child.lower_ for child in children(above, "aux")}
        if auxiliaries & MAY or any(child.lower_ in CONDITIONS for child in children(above, "mark")):
            return "hypothetical"
        if auxiliaries & WILL or (auxiliaries & WOULD and above.dep_ == "ccomp" and above.head.lower_ in SAYING):
            return "planned"
        if auxiliaries & WOULD:
            return "hypothetical"
        if above.dep_ not in ("xcomp", "conj", "acomp", "pcomp", "prep", "dobj", "nsubj", "nsubjpass"):
            return None
        if above.dep_ in ("xcomp", "pcomp", "dobj") and above.head.lower_ in CONSIDERING:
            return "hypothetical"
        if above.dep_ == "xcomp" and "to" in auxiliaries and above.head.lower_ in PLANNING:
            return "planned"
    return None
