"""Who a cue's clause names as the one who speaks."""

from dataclasses import dataclass

from tasks.extract.quotes.cue_words import PRONOUNS, SPEECH_NOUNS
from tasks.extract.quotes.cues import Cue
from tasks.extract.quotes.reading import Reading
from tasks.extract.quotes.turns import LETTER_LABELS

_LEFT_DEPS = frozenset("det compound amod nmod poss case nummod quantmod predet".split())
_RELATIVES = frozenset(["who", "which", "that", "whom"])
_NAMING_PREPOSITIONS = frozenset(["of", "for", "at", "with", "from", "in"])
_CLIMBING_DEPS = frozenset(["conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"])
_PHRASE_STOPS = frozenset([",", "(", "[", "—", "–", "-", ";", ":", "who", "that", "which"])
MOST_STEPS = 6  # clauses climbed from a participle or infinitive to the verb that has the subject
APPOSITION_REACH = 25  # tokens of a name and its apposition before a cue: "…," a name, head of the agency, said
REACH = 8  # tokens beside a cue where its subject is looked for when the parse shows none


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
        head = _noun_after(reading, cue.last) if head is None else head
    elif cue.is_passive:
        head = _agent_of(reading, cue.token)
    elif cue.word.frames == "n":
        head = next((kid for kid in reading.kids[cue.token] if reading.deps[kid] == "poss"), None)
        head = _subject_of(reading, reading.heads[cue.token]) if head is None else head
    else:
        head = _inverted_subject_of(reading, cue)
        head = _subject_of(reading, cue.token) if head is None else head
        if head is None or reading.sentence_of[head] != reading.sentence_of[cue.token]:
            head = _neighbour_of(reading, cue)
    if head is None or reading.quoted_of[head] >= 0 or not _can_name(reading, head):
        return None
    return naming_at(reading, _apposed_name(reading, head))


def find_lead_naming(reading: Reading, first: int, last: int) -> Naming | None:
    """The subject of the last clause in tokens [first, last) that leads in a quotation, outside quotation marks."""
    for at in range(last - 1, first - 1, -1):
        is_subject = reading.deps[at] == "nsubj" and reading.deps[reading.heads[at]] not in ("relcl", "advcl")
        if is_subject and reading.quoted_of[at] < 0 and _can_name(reading, at):
            return naming_at(reading, at)
    return None


def find_signature(reading: Reading, first: int, last: int) -> Naming | None:
    """The name that signs a quotation after a dash, when tokens [first, last) begin with one."""
    begin = next((at for at in range(first, last) if reading.is_word(at)), last)
    noun = _noun_after(reading, begin) if begin < last else None
    return naming_at(reading, noun) if noun is not None and noun < last else None


def joined_heads(reading: Reading, head: int, stop: int) -> list[int]:
    """The noun at ``head`` and those joined to it before ``stop``: both of "Lind and Osei"."""
    heads = [head]
    for at in heads:
        heads += [kid for kid in reading.kids[at] if at < kid < stop and reading.deps[kid] == "conj"]
    return heads


def _apposed_name(reading: Reading, head: int) -> int:
    """The name that follows a common noun ("her spokesman, Owen Price, said"), which names better than the noun; else the noun."""
    if reading.tags[head] not in ("NN", "NNS"):
        return head
    names = (kid for kid in reading.kids[head] if reading.deps[kid] == "appos" and reading.tags[kid] == "NNP")
    return next((name for name in names if reading.quoted_of[name] < 0), head)


def find_label(reading: Reading, first: int, last: int) -> Naming | None:
    """The label of a transcript's turn in tokens [first, last): all its words; None for a mere letter ("Q:")."""
    words = [at for at in range(first, last) if reading.is_word(at)]
    if not words or (len(words) == 1 and reading.words[words[0]] in LETTER_LABELS):
        return None
    return Naming(words[0], words[-1] + 1, words[-1])


def _inverted_subject_of(reading: Reading, cue: Cue) -> int | None:
    """The noun right after a cue that follows a closing mark or comma ("…" said Luxon), whatever the parse made of it."""
    before = cue.token - 1
    before -= before > 0 and reading.words[before] == "," and reading.quoted_of[before] < 0
    follows = before >= 0 and reading.quoted_of[before] >= 0
    is_finite = reading.tags[cue.token] in ("VBD", "VBZ", "VBP", "VBN", "")
    return _noun_after(reading, cue.last) if follows and is_finite else None


def _agent_of(reading: Reading, verb: int) -> int | None:
    """The noun after "by" in a passive clause."""
    agents = (kid for kid in reading.kids[verb] if reading.deps[kid] == "agent")
    return next((noun for agent in agents for noun in reading.kids[agent] if reading.deps[noun] == "pobj"), None)


def _subject_of(reading: Reading, verb: int) -> int | None:
    """The subject of a verb, climbing from participles, infinitives and joined verbs to the clause that has one."""
    is_participle = reading.tags[verb] == "VBG"
    for _ in range(MOST_STEPS):
        subjects = (kid for kid in reading.kids[verb] if reading.deps[kid] == "nsubj")
        subject = next((kid for kid in subjects if reading.quoted_of[kid] < 0), None)
        governor = reading.heads[verb]
        if subject is not None:
            if reading.words[subject] in _RELATIVES and reading.deps[verb] == "relcl":
                return governor
            is_within = is_participle and reading.words[subject] in PRONOUNS and reading.deps[verb] == "ccomp"
            if not is_within or governor == verb:
                return subject
        elif reading.deps[verb] == "acl" and reading.words[verb - 1] != ",":
            return _maker_of(reading, governor)
        elif not _climbs(reading, verb):
            return None
        verb = governor
    return None


def _climbs(reading: Reading, verb: int) -> bool:
    """Whether a verb without a subject shares that of the verb above it: joined, a participle or an infinitive."""
    is_finite = reading.tags[verb] in ("VBD", "VBZ", "VBP")
    deps = ("conj",) if is_finite else (*_CLIMBING_DEPS, "acl", "dobj", "pobj", "attr")
    governor = reading.heads[verb]
    return reading.deps[verb] in deps and governor != verb and reading.quoted_of[governor] < 0


def _maker_of(reading: Reading, noun: int) -> int | None:
    """Who made "a statement saying …": its owner, or the subject of the verb it is the object of; any other noun speaks for itself."""
    if reading.words[noun] not in SPEECH_NOUNS:
        return noun
    owner = next((kid for kid in reading.kids[noun] if reading.deps[kid] == "poss"), None)
    if owner is not None:
        return owner
    governor = reading.heads[noun]
    is_made = reading.deps[noun] in ("dobj", "pobj") and governor != noun
    subject = _subject_of(reading, governor) if is_made else None
    return noun if subject is None else subject


def _neighbour_of(reading: Reading, cue: Cue) -> int | None:
    """The noun beside a cue for which the parse shows no subject: just before it, before its apposition, or after it."""
    first = reading.sentences[reading.sentence_of[cue.token]].first
    before = cue.token - 1
    while before > first and reading.tags[before] in ("RB", "MD"):
        before -= 1
    if before >= first and reading.words[before] in (")", "]"):
        opened = (at for at in range(before, max(first, before - REACH), -1) if reading.words[at] in ("(", "["))
        before = next(opened, before + 1) - 1
    if before < first:
        return _noun_after(reading, cue.last)
    if reading.words[before] == "," and reading.quoted_of[before] < 0:
        edge = before
        while edge > max(first, before - APPOSITION_REACH) and reading.quoted_of[edge - 1] < 0:
            edge -= 1
        return _noun_after(reading, edge)
    return before if _is_noun(reading, before) else _noun_after(reading, cue.last)


def _noun_after(reading: Reading, first: int) -> int | None:
    """The last noun of the noun phrase that begins at ``first``."""
    noun: int | None = None
    for at in range(first, min(first + REACH, len(reading.words))):
        is_inside = reading.quoted_of[at] < 0 and reading.sentence_of[at] == reading.sentence_of[first - 1]
        if not is_inside or not (_is_noun(reading, at) or reading.tags[at] in ("DT", "JJ", "PRP$", "CD", "POS")):
            break
        noun = at if _is_noun(reading, at) else noun
    return noun


def _is_noun(reading: Reading, at: int) -> bool:
    """Whether a token is a noun or pronoun by its tag; without tags, a capitalised word or a pronoun."""
    if reading.tags[at]:
        return reading.tags[at].startswith("NN") or reading.tags[at] == "PRP"
    return reading.text[reading.starts[at]].isupper() or reading.words[at] in PRONOUNS


def _can_name(reading: Reading, head: int) -> bool:
    return reading.is_word(head) and not reading.tags[head].startswith("V")


def naming_at(reading: Reading, head: int) -> Naming:
    """The noun phrase of ``head``: its modifiers to the left, what it stands for ("spokesman for …") and names joined to it."""
    first = head
    for kid in reading.kids[head]:
        if kid < head and reading.deps[kid] in _LEFT_DEPS:
            first = min(first, reading.left_edges[kid])
    if not reading.tags[head]:
        while first > 0 and _is_noun(reading, first - 1) and reading.ends[first - 1] + 1 == reading.starts[first]:
            first -= 1
    if reading.words[head] in ("old", "olds"):
        return _age_at(reading, head)
    while any(reading.words[at] in _PHRASE_STOPS or reading.quoted_of[at] >= 0 for at in range(first, head)):
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


def _belongs(reading: Reading, head: int, kid: int) -> bool:
    """Whether a phrase after a noun is part of naming: a joined noun, or a preposition after a common noun."""
    if reading.deps[kid] == "conj":
        return _is_noun(reading, kid)
    is_common = reading.tags[head] in ("NN", "NNS")
    return is_common and reading.deps[kid] == "prep" and reading.words[kid] in _NAMING_PREPOSITIONS


def _end_of(reading: Reading, kid: int, last: int) -> int:
    """Where a phrase after a noun ends: before the next comma, bracket, relative clause or verb."""
    for at in range(kid, reading.right_edges[kid] + 1):
        if reading.words[at] in _PHRASE_STOPS or reading.quoted_of[at] >= 0 or reading.tags[at][:2] in ("VB", "_S"):
            return at if at > kid else last
    return reading.right_edges[kid] + 1
