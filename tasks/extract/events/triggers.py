"""Trigger words of events in a parsed sentence, and which of them count."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Span, Token

from tasks.extract.events.clause import SAYING, chain, children
from tasks.extract.events.lexicon import LEXICON, TRIGGER_WORDS, Entry
from tasks.extract.tokens import column_of

# What runs on longer is a list or a table; the bound keeps time linear.
LONGEST_SENTENCE = 400
COMPANIONS = (
    "prt",
    "prep",
    "dobj",
    "attr",
    "oprd",
    "acomp",
    "xcomp",
    "advmod",
    "nsubj",
    "nsubjpass",
    "dative",
    "agent",
)
NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "LAW", "PRODUCT", "EVENT"})
NO_VERB_RELATIONS = frozenset({"aux", "auxpass", "amod", "compound", "nmod"})
# What stands behind these is the clause's setting, not part of what the verb governs.
SETTING = frozenset(
    {"after", "before", "following", "during", "since", "amid", "despite", "until", "while", "when", "as"}
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that triggers an event, the last token of its words, and the lexicon's entry."""

    token: Token
    last: Token
    entry: Entry


def find_triggers(sentence: Span) -> list[Trigger]:
    """The triggers of a sentence in order, without those that only are the content of another one."""
    doc, end = sentence.doc, min(sentence.end, sentence.start + LONGEST_SENTENCE)
    words = column_of(doc, "LOWER")
    likely = [doc[at] for at in range(sentence.start, end) if words[at] in TRIGGER_WORDS]
    found = {trigger.token.i: trigger for trigger in map(trigger_at, likely) if trigger}
    return [trigger for trigger in found.values() if not is_content(trigger.token, found.keys())]


def trigger_at(token: Token) -> Trigger | None:
    """The trigger that this token is, if its kind and company fit an entry."""
    kind = kind_of(token)
    entries = LEXICON.get((token.lower_, kind), ()) if kind else ()
    if not entries:
        return None
    companions = company_of(token)
    fitting = [entry for entry in entries if not entry.company or not entry.company.isdisjoint(companions)]
    if any(entry.event_type == "NONE" for entry in fitting):
        return None
    found = [Trigger(token, last_word(token, companions, entry), entry) for entry in fitting]
    # "called for a meeting" is a call for something rather than a meeting called.
    return min(found, key=lambda trigger: trigger.last == token, default=None)


def kind_of(token: Token) -> str | None:
    """Verb, noun, adjective or duty ("said they must") when the token can trigger an event in this place."""
    if token.tag_.startswith("V"):
        return None if token.dep_ in NO_VERB_RELATIONS else "verb"
    if token.tag_ in ("NN", "NNS"):
        return None if token.dep_ == "compound" or token.ent_type_ in NAMES else "noun"
    if token.tag_ == "JJ" and token.dep_ in ("acomp", "oprd") and children(token, "xcomp"):
        return "adjective"
    if token.tag_ == "MD" and token.dep_ == "aux" and token.head.dep_ == "ccomp" and token.head.head.lower_ in SAYING:
        return "duty"
    return None


def company_of(verb: Token) -> dict[str, Token]:
    """The words that depend on a verb closely enough to tell its sense, each with its token."""
    near = [child for child in children(verb, *COMPANIONS) if child.lower_ not in SETTING]
    if verb.dep_ in ("acl", "relcl"):
        near.append(verb.head)
    if verb.tag_.startswith("N"):
        near += children(verb, "compound", "amod")
    for thing in list(near):
        near += children(thing, "pobj", "conj", "compound", "amod")
        near += [inner for of in children(thing, "prep") for inner in children(of, "pobj")]
    near += [to for clause in children(verb, "xcomp", "ccomp") for to in children(clause, "aux") if to.lower_ == "to"]
    return {token.lower_: token for token in reversed(near)}


def last_word(token: Token, companions: dict[str, Token], entry: Entry) -> Token:
    """The particle or preposition right behind the trigger that belongs to it, else the trigger itself."""
    following = [companions[word] for word in entry.company if word in companions]
    return next((word for word in following if word.i == token.i + 1 and word.dep_ != "aux"), token)


def is_content(token: Token, triggers: Iterable[int]) -> bool:
    """Whether another trigger governs the token: what is demanded, threatened, condemned or held is no event beside it."""
    for above in chain(token):
        if above.dep_ in ("relcl", "advcl", "ROOT") or above.lower_ in SETTING:
            return False
        if above.dep_ not in ("conj", "aux") and above.head.i in triggers:
            return True
        if any(child.i in triggers for child in children(above, "aux") if child.i != token.i):
            return True
    return False
