"""Who a cue's clause names as the one who speaks."""

import re
from dataclasses import dataclass, replace

from tasks.extract.quotes.cues import Cue
from tasks.extract.quotes.reading import Reading
from tasks.extract.quotes.subjects import agent_of, is_noun, noun_after, speaking_subject_of, subject_of
from tasks.extract.quotes.turns import LETTER_LABELS

_LEFT_DEPS = frozenset("det compound amod nmod poss case nummod quantmod predet".split())
_NAMING_PREPOSITIONS = frozenset(["of", "for", "at", "with", "from", "in"])
_INSIDE_NAMES = frozenset(["of", "the", "and", "&", "'s", "’s", "a"])
_DASHES = frozenset(["-", "--", "–", "—", "―", "~"])
DATELINE_REACH = 12  # tokens from a dateline's first place to its dash
_DATELINE_DASHES = (["—"], ["–"], ["-"], ["--"])
_CLOCK = re.compile(
    r"\d{1,2}[.:]\d\d(?:[ap]m)?|[ap]\.?m\.?:?"
)  # before an entry of a live blog: "16.22 Mara Lind says"
_PHRASE_STOPS = frozenset([",", "(", "[", "—", "–", "-", ";", ":", "who", "that", "which"])


@dataclass(frozen=True, slots=True)
class Naming:
    """The words that name a speaker: tokens [first, last) and their head."""

    first: int
    last: int
    head: int


def find_naming(reading: Reading, cue: Cue) -> Naming | None:
    """The words that name who speaks at a cue, without relative clauses and appositions; None where its sentence names nobody."""
    if cue.is_source:
        head = next((kid for kid in reading.kids[cue.last - 1] if reading.deps[kid] == "pobj"), None)
        head = head or noun_after(reading, cue.last) or noun_after(reading, cue.last + 1)
    elif cue.is_passive:
        head = agent_of(reading, cue.token)
    elif cue.word.frames == "n":
        head = next((kid for kid in reading.kids[cue.token] if reading.deps[kid] == "poss"), None)
        head = subject_of(reading, reading.heads[cue.token]) if head is None else head
    else:
        head = speaking_subject_of(reading, cue.token, cue.last)
    if head is not None:
        head = _behind_dateline(reading, head)
    if head is None or reading.quoted_of[head] >= 0 or not _can_name(reading, head):
        return None
    naming = naming_at(reading, _apposed_name(reading, head))
    return replace(naming, first=max(naming.first, cue.last)) if cue.token < naming.head else naming


def _behind_dateline(reading: Reading, head: int) -> int | None:
    """The subject behind the dash where the parse takes a dateline for it ("OSLO (Wire) — Norway has asked …"); else the same head."""
    first, end = reading.starts[head], reading.ends[head]
    start = reading.sentences[reading.sentence_of[head]].first
    if end - first < 3 or not reading.text[first:end].isupper() or head - start > DATELINE_REACH:
        return head
    if not reading.text[reading.starts[start] : reading.ends[start]].isupper():
        return head
    dash = next(
        (at for at in range(head + 1, head + DATELINE_REACH) if reading.words[at : at + 1] in _DATELINE_DASHES), None
    )
    return head if dash is None else noun_after(reading, dash + 1) or head


def find_lead_naming(reading: Reading, first: int, last: int) -> Naming | None:
    """Who the words in tokens [first, last) that lead in a quotation name: a bare name, else the subject of their last clause.

    A bare name stands alone before the colon or behind a dash ("… - Mara Lind:"), or behind one preposition ("From the report:").
    """
    if (bare := _bare_name(reading, first, last)) is not None:
        return bare
    for at in range(last - 1, first - 1, -1):
        is_subject = reading.deps[at] == "nsubj" and reading.deps[reading.heads[at]] not in ("relcl", "advcl")
        if is_subject and reading.quoted_of[at] < 0 and _can_name(reading, at):
            return naming_at(reading, at)
    return None


def _bare_name(reading: Reading, first: int, last: int) -> Naming | None:
    """The name or noun phrase that is all there is between a dash or preposition and the colon that ends tokens [first, last)."""
    if last - first < 2 or reading.words[last - 1] != ":":
        return None
    begin = last - 1
    while begin > first and (is_noun(reading, begin - 1) or reading.words[begin - 1] in _INSIDE_NAMES):
        begin -= 1
    before = reading.words[begin - 1] if begin > first else ""
    is_name = before in _DASHES or (not before and reading.tags[last - 2] in ("NNP", "NNPS"))
    is_bare = begin < last - 1 and (is_name or (begin - 1 == first and reading.tags[first] == "IN"))
    return Naming(begin, last - 1, last - 2) if is_bare and is_noun(reading, last - 2) else None


def find_person_subject(reading: Reading, first: int, last: int) -> Naming | None:
    """The subject of the first clause in tokens [first, last), when it is a name or "he" or "she"."""
    for at in range(first, last):
        if reading.deps[at] == "nsubj" and reading.quoted_of[at] < 0 and reading.deps[reading.heads[at]] == "ROOT":
            is_person = reading.tags[at] == "NNP" or reading.words[at] in ("he", "she")
            return naming_at(reading, at) if is_person else None
    return None


def find_signature(reading: Reading, first: int, last: int) -> Naming | None:
    """The name that signs a quotation after a dash, when tokens [first, last) begin with one."""
    begin = next((at for at in range(first, last) if reading.is_word(at)), last)
    noun = noun_after(reading, begin) if begin < last else None
    return naming_at(reading, noun) if noun is not None and noun < last else None


def relative_noun(reading: Reading, head: int) -> int | None:
    """The noun that the relative pronoun at ``head`` stands for: "Lind, who said …"."""
    verb = reading.heads[head]
    is_relative = reading.words[head] in ("who", "that", "which") and reading.deps[verb] == "relcl"
    return reading.heads[verb] if is_relative else None


def joined_heads(reading: Reading, head: int, stop: int) -> list[int]:
    """The noun at ``head`` and those joined to it before ``stop``: both of "Lind and Osei"."""
    heads = [head]
    for at in heads:
        heads += [kid for kid in reading.kids[at] if at < kid < stop and reading.deps[kid] == "conj"]
    return heads


def _apposed_name(reading: Reading, head: int) -> int:
    """The name that follows a description ("her rival at Penfield, Owen Price, said"), which names better than its noun; else the noun.

    Behind a name a single word may be the rest of a place ("a man from Portland, Oregon, said").
    """
    if reading.tags[head] not in ("NN", "NNS", "JJ", "CD"):
        return head
    names = (kid for kid in reading.kids[head] if reading.deps[kid] == "appos" and reading.tags[kid] == "NNP")
    name = next((name for name in names if reading.quoted_of[name] < 0), None)
    if name is not None:
        return name
    comma = naming_at(reading, head).last
    if reading.words[comma : comma + 1] != [","] or reading.quoted_of[comma] >= 0:
        return head
    name = noun_after(reading, comma + 1) if reading.tags[comma + 1 : comma + 2] in (["NNP"], ["NNPS"]) else None
    is_closed = name is not None and reading.words[name + 1 : name + 2] == [","]
    is_name = name is not None and (name > comma + 1 or not reading.tags[comma - 1].startswith("NNP"))
    return name if name is not None and is_closed and is_name else head


def find_label(reading: Reading, first: int, last: int) -> Naming | None:
    """The label of a transcript's turn in tokens [first, last): all its words; None for a mere letter ("Q:")."""
    words = [at for at in range(first, last) if reading.is_word(at)]
    if not words or (len(words) == 1 and reading.words[words[0]] in LETTER_LABELS):
        return None
    return Naming(words[0], words[-1] + 1, words[-1])


def _can_name(reading: Reading, head: int) -> bool:
    is_reflexive = reading.words[head].endswith(("self", "selves"))
    return reading.is_word(head) and not is_reflexive and not reading.tags[head].startswith("V")


def naming_at(reading: Reading, head: int) -> Naming:
    """The noun phrase of ``head``: its modifiers to the left, what it stands for ("spokesman for …") and names joined to it."""
    first = head
    for kid in reading.kids[head]:
        if kid < head and reading.deps[kid] in _LEFT_DEPS:
            first = min(first, reading.left_edges[kid])
    if first > 0 and reading.tags[first - 1] == "DT" and reading.quoted_of[first - 1] < 0:
        first -= 1
    if not reading.tags[head]:
        while first > 0 and is_noun(reading, first - 1) and reading.ends[first - 1] + 1 == reading.starts[first]:
            first -= 1
    if reading.words[head] in ("old", "olds"):
        return _age_at(reading, head)
    while any(_stops_phrase(reading, at) for at in range(first, head)):
        first += 1
    while first < head and _CLOCK.fullmatch(reading.words[first]):
        first += 1
    last = head + 1
    for kid in reading.kids[head]:
        if kid >= last and _belongs(reading, head, kid):
            last = _end_of(reading, kid, last)
    return Naming(first, last, head)


def _age_at(reading: Reading, head: int) -> Naming:
    """The words of "the 34-year-old", whose parts are tokens of their own."""
    first = head
    while first > 0 and (reading.words[first - 1] in ("-", "year") or reading.tags[first - 1] in ("CD", "DT")):
        first -= 1
    return Naming(first, head + 1, head)


def _stops_phrase(reading: Reading, at: int) -> bool:
    """Whether a token ends the phrase before it: punctuation, a relative pronoun or a mark, but no hyphen inside a word."""
    is_joined = at > 0 and reading.is_word(at - 1) and reading.ends[at - 1] == reading.starts[at]
    is_hyphen = reading.words[at] == "-" and is_joined
    return (
        (reading.words[at] in _PHRASE_STOPS and not is_hyphen)
        or reading.quoted_of[at] >= 0
        or "\n" in reading.words[at]
    )


def _belongs(reading: Reading, head: int, kid: int) -> bool:
    """Whether a phrase after a noun is part of naming: a joined noun, or a preposition after a common noun."""
    if reading.deps[kid] == "conj":
        return is_noun(reading, kid)
    is_common = reading.tags[head] in ("NN", "NNS")
    return is_common and reading.deps[kid] == "prep" and reading.words[kid] in _NAMING_PREPOSITIONS


def _end_of(reading: Reading, kid: int, last: int) -> int:
    """Where a phrase after a noun ends: before the next comma, bracket, relative clause or verb."""
    for at in range(kid, reading.right_edges[kid] + 1):
        if reading.words[at] in _PHRASE_STOPS or reading.quoted_of[at] >= 0 or reading.tags[at][:2] in ("VB", "_S"):
            return at if at > kid else last
    return reading.right_edges[kid] + 1
