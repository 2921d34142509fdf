"""Cues: the words of an article that announce somebody's speech."""

from dataclasses import dataclass, replace

from tasks.extract.quotes.cue_words import COURTS, CUE_WORDS, HEARING, MAKES, NEGATIONS, NOUN_CUES, PHRASE_CUES, CueWord
from tasks.extract.quotes.reading import Reading

LABELLING = CueWord("called", "l", frozenset())
ACCORDING_TO = CueWord("said", "", frozenset())
_SURE_VERBS = frozenset("said says told read reads".split())  # verbs whatever the tagger thinks
_REFUSALS = ("declin", "refus")
_REFUSING_MODALS = frozenset("would wo will could".split())
_DENYING_DEPS = frozenset(["det", "neg", "preconj", "cc", "advmod"])
_OPENING_NEGATIONS = frozenset(["nor", "neither"])
_CONDITIONS = frozenset("if unless whether until".split())
_OTHER_CUES = frozenset(["according", "per", *NOUN_CUES, *(verb for verb, _ in PHRASE_CUES)])


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word outside quotation marks: tokens [token, last), ``last`` after its particle.

    ``is_source`` for "according to"; not ``is_sure`` where the tagger sees a noun, which only a quotation beside it overrules;
    ``is_negated`` when nothing was said ("never said", "no one said", "would not say").
    """

    token: int
    last: int
    word: CueWord
    is_source: bool = False
    is_passive: bool = False
    is_sure: bool = True
    is_negated: bool = False


def find_cues(reading: Reading) -> list[Cue]:
    """The cues of an article, in order."""
    cues: dict[int, Cue] = {}
    for at, word in enumerate(reading.words):
        if reading.quoted_of[at] >= 0 or reading.sentence_of[at] < 0:
            continue
        if word in CUE_WORDS or word in _OTHER_CUES:
            cue = _cue_at(reading, at)
        elif word == "as":
            cue = _labelling_cue(reading, at)
        else:
            continue
        if cue is None or _is_refused(reading, cue.token):
            continue
        is_negated = not cue.is_source and _is_negated(reading, cue.token)
        if not is_negated or _tells_of_silence(reading, cue.token):
            cues.setdefault(cue.token, replace(cue, is_negated=is_negated))
    return [cues[token] for token in sorted(cues)]


def _labelling_cue(reading: Reading, at: int) -> Cue | None:
    """Any verb that puts quoted words on somebody with "as": admired her as a "strong leader"."""
    is_before_quoted = any(no >= 0 for no in reading.quoted_of[at + 1 : at + 4])
    verb = reading.heads[at]
    if not is_before_quoted or verb >= at or not reading.tags[verb].startswith("V") or reading.quoted_of[verb] >= 0:
        return None
    return Cue(verb, verb + 1, LABELLING)


def _cue_at(reading: Reading, at: int) -> Cue | None:
    """The cue that begins at a token, or None."""
    word = reading.words[at]
    at_next = at + 2 if reading.words[at + 1 : at + 2] == ["it"] and word in MAKES else at + 1
    following = reading.words[at_next] if at_next < len(reading.words) else ""
    if word == "according":
        return Cue(at, at + 2, ACCORDING_TO, is_source=True) if following == "to" else None
    if word == "per":
        return Cue(at, at + 1, ACCORDING_TO, is_source=True) if _names_source(reading, at) else None
    tag = reading.tags[at]
    if tag.startswith("NN") and word in NOUN_CUES and _has_clause_of_noun(reading, at):
        return Cue(at, at + 1, NOUN_CUES[word])
    is_participle = tag == "VBN" and reading.deps[at] in ("acl", "amod")
    if is_participle or not (tag.startswith(("V", "NN")) or not tag or word in _SURE_VERBS):
        return None
    if tag == "VB" and _is_unsaid(reading, at):
        return None
    cue_word = PHRASE_CUES.get((word, following), CUE_WORDS.get(word))
    if cue_word is None:
        return None
    if cue_word is HEARING:
        return Cue(at, at + 1, HEARING, is_passive=True) if _is_court(reading, at) else None
    is_passive = word not in _SURE_VERBS or not _has_perfect(reading, at)
    is_passive = is_passive and any(reading.deps[kid] in ("auxpass", "nsubjpass") for kid in reading.kids[at])
    is_passive = is_passive or _is_being_asked(reading, at)
    last = at_next + 1 if (word, following) in PHRASE_CUES and not cue_word.prepositions else at + 1
    is_sure = not tag.startswith("NN") or word in _SURE_VERBS or _leads_with_name(reading, at)
    return Cue(at, last, cue_word, is_passive=is_passive, is_sure=is_sure)


def _names_source(reading: Reading, at: int) -> bool:
    """Whether "per" stands for "according to", not for a rate: behind a comma, before a name or a determiner (", per the bylaws")."""
    is_apart = at > 0 and (reading.words[at - 1] == "," or reading.quoted_of[at - 1] >= 0)
    is_name = reading.text[reading.starts[at]].isupper()
    return is_apart and not is_name and reading.tags[at + 1 : at + 2] in (["DT"], ["NNP"], ["NNPS"], ["PRP$"])


def _leads_with_name(reading: Reading, at: int) -> bool:
    """Whether a name stands before what the tagger takes for a noun, and a colon after it: "@janedoe posts: …"."""
    return at > 0 and reading.tags[at - 1] == "NNP" and reading.words[at + 1 : at + 2] == [":"]


def _is_being_asked(reading: Reading, at: int) -> bool:
    """Whether somebody unnamed put a question: "when asked whether …", "Asked about the gate, Lind said …"."""
    if reading.words[at] not in ("asked", "pressed", "questioned", "quizzed"):
        return False
    is_first = at == 0 or reading.sentence_of[at - 1] != reading.sentence_of[at]
    return is_first or reading.words[at - 1] in ("when", "if", "once", "though")


def _has_perfect(reading: Reading, at: int) -> bool:
    """Whether "has" stands before a verb, which the parse may take for "is" ("he's said it before")."""
    return any(reading.words[kid] in ("'s", "’s", "has", "have", "had") for kid in reading.kids[at])


def _is_court(reading: Reading, at: int) -> bool:
    """Whether the subject of "heard" is a court, before which somebody unnamed spoke: "the inquest heard that …"."""
    return any(reading.deps[kid] == "nsubj" and reading.words[kid] in COURTS for kid in reading.kids[at])


def _is_unsaid(reading: Reading, at: int) -> bool:
    """Whether a bare verb tells of speech that need not have happened: "would say", "too early to talk about"; "would not say" was a refusal."""
    is_modal = any(reading.tags[kid] == "MD" for kid in reading.kids[at] if reading.deps[kid] == "aux")
    if is_modal and (_has_negation(reading, at) or _has_negated_subject(reading, at)):
        return not any(reading.words[kid] in _REFUSING_MODALS for kid in reading.kids[at])
    return is_modal or (reading.deps[at] == "xcomp" and not reading.tags[reading.heads[at]].startswith("V"))


def _has_clause_of_noun(reading: Reading, at: int) -> bool:
    """Whether somebody's noun of saying brings its content: "his claim that …", "the party's promise to …", "issued a warning that …"."""
    deps = {reading.deps[kid] for kid in reading.kids[at]}
    is_made = reading.deps[at] == "dobj" and "that" in reading.words[at + 1 : at + 2]
    return ("poss" in deps or is_made) and not deps.isdisjoint(("acl", "ccomp"))


def _is_refused(reading: Reading, at: int) -> bool:
    """Whether a verb is what somebody declined to do: "refused to say" reports by its first verb."""
    governor = reading.heads[at]
    is_infinitive = reading.deps[at] in ("xcomp", "ccomp") and reading.tags[at] == "VB" and governor != at
    return is_infinitive and "i" in frames_of(reading, governor) and reading.words[governor].startswith(_REFUSALS)


def _is_negated(reading: Reading, at: int) -> bool:
    """Whether a verb, its subject or the verb whose infinitive it is says that nothing was said."""
    if _has_negation(reading, at):
        return True
    return _has_negated_subject(reading, at) or _is_infinitive_of_negated(reading, at)


def _has_negated_subject(reading: Reading, at: int) -> bool:
    """Whether nobody is who says it: "no one", "neither minister", "neither Lind nor Osei"."""
    subject = next((kid for kid in reading.kids[at] if reading.deps[kid] == "nsubj"), None)
    if subject is None:
        return False
    modifiers = (
        reading.words[kid] for kid in reading.kids[subject] if kid < subject and reading.deps[kid] in _DENYING_DEPS
    )
    return reading.words[subject] in NEGATIONS or any(word in NEGATIONS for word in modifiers)


def _is_infinitive_of_negated(reading: Reading, at: int) -> bool:
    """Whether a verb is the infinitive of a negated one: "did not want to say"."""
    governor = reading.heads[at]
    is_infinitive = reading.deps[at] in ("xcomp", "ccomp") and reading.tags[at] == "VB" and governor != at
    return is_infinitive and _has_negation(reading, governor)


def _tells_of_silence(reading: Reading, at: int) -> bool:
    """Whether a negated verb reports what somebody left unsaid: no order, no condition ("if they did not say"), nothing asked of others."""
    kids = reading.kids[at]
    has_subject = reading.deps[at] == "conj" or any(reading.deps[kid] == "nsubj" for kid in kids)
    return has_subject and not any(reading.deps[kid] == "mark" and reading.words[kid] in _CONDITIONS for kid in kids)


def _has_negation(reading: Reading, verb: int) -> bool:
    """Whether "not", "never" or an inverting "nor" stands before a verb; a "no" that it reports is none."""
    return any(
        kid < verb
        and reading.words[kid] in NEGATIONS
        and (reading.deps[kid] in ("neg", "advmod") or reading.words[kid] in _OPENING_NEGATIONS)
        and reading.quoted_of[kid] < 0
        for kid in reading.kids[verb]
    )


def frames_of(reading: Reading, token: int) -> str:
    """The frames of the cue word at ``token``, or none."""
    word = CUE_WORDS.get(reading.words[token])
    return word.frames if word else ""
