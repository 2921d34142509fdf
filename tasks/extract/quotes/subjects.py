"""The subject of a verb of saying, where the parse shows it and where it does not."""

from tasks.extract.quotes.cue_words import CUE_WORDS, PRONOUNS, SPEECH_NOUNS
from tasks.extract.quotes.reading import Reading

MOST_STEPS = 8  # clauses climbed from a participle or infinitive to the verb that has the subject
APPOSITION_REACH = 25  # tokens of a name and its apposition before a cue: "…," a name, head of the agency, said
JOINED_REACH = 40  # tokens looked back at for the verb that another is joined to
REACH = 8  # tokens beside a cue where its subject is looked for when the parse shows none
_RELATIVES = frozenset(["who", "which", "that", "whom"])
_CLIMBING_DEPS = frozenset(["conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"])
_THINGS = frozenset("that this it which these those there".split())
_AUXILIARIES = frozenset("has have had is was are were 's ’s".split())
_LIKE_PAST = frozenset(["read", "put"])  # past forms that the tagger may take for the base
_BEING = frozenset("is are was were be been".split())
_BEFORE_NOUNS = frozenset(["DT", "JJ", "JJR", "JJS", "PRP$", "CD", "POS", "VBN"])
_QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())
_FINITE = ("VBD", "VBZ", "VBP")


def speaking_subject_of(reading: Reading, verb: int, after: int) -> int | None:
    """The noun that is the subject of the cue at ``verb``, whose words end at ``after``; None when its sentence shows none."""
    head = _quoted_person_of(reading, verb)
    head = _inverted_subject_of(reading, verb, after) if head is None else head
    head = subject_of(reading, verb) if head is None else head
    if head is None or reading.sentence_of[head] != reading.sentence_of[verb]:
        head = _joined_subject_of(reading, verb)
        return _neighbour_of(reading, verb, after) if head is None else head
    return head


def _joined_subject_of(reading: Reading, verb: int) -> int | None:
    """The subject that a verb behind "and" shares with the last verb before it that has one, where the parse lost the tie over quoted words."""
    first = max(reading.sentences[reading.sentence_of[verb]].first, verb - JOINED_REACH)
    if verb == first or reading.words[verb - 1] not in ("and", "but", "then") or reading.tags[verb] not in _FINITE:
        return None
    for at in range(verb - 2, first, -1):
        if (
            reading.tags[at] in _FINITE
            and reading.quoted_of[at] < 0
            and (subject := _own_subject(reading, at, 0)) is not None
        ):
            return subject
    return None


def _quoted_person_of(reading: Reading, verb: int) -> int | None:
    """Whom somebody else quotes: "him" of "The station quoted him as saying"."""
    before = reading.heads[verb]
    quoting = reading.heads[before]
    is_quoted = reading.tags[verb] == "VBG" and reading.words[before] == "as" and reading.words[quoting] in _QUOTING
    if not is_quoted:
        return None
    deps = ("nsubjpass",) if any(reading.deps[kid] == "auxpass" for kid in reading.kids[quoting]) else ("dobj", "nsubj")
    found = (kid for dep in deps for kid in reading.kids[quoting] if reading.deps[kid] == dep)
    return next((kid for kid in found if reading.quoted_of[kid] < 0), None)


def agent_of(reading: Reading, verb: int) -> int | None:
    """The noun after "by" in a passive clause."""
    agents = (kid for kid in reading.kids[verb] if reading.deps[kid] == "agent")
    return next((noun for agent in agents for noun in reading.kids[agent] if reading.deps[noun] == "pobj"), None)


def subject_of(reading: Reading, verb: int) -> int | None:
    """The subject of a verb, climbing from participles, infinitives and joined verbs to the clause that has one."""
    before = verb - 1 - (verb > 1 and reading.tags[verb - 1] == "RB")
    is_cut_off = verb > 0 and (reading.words[before] == "," or reading.quoted_of[before] >= 0)
    is_detached = reading.tags[verb] == "VBG" and is_cut_off
    for step in range(MOST_STEPS):
        subject = _own_subject(reading, verb, step)
        governor = reading.heads[verb]
        if subject is not None:
            is_relative = reading.words[subject] in _RELATIVES and reading.deps[verb] == "relcl"
            is_inner = step > 0 and _is_inner(reading, verb, subject, is_detached)
            if governor == verb or not (is_inner or (is_relative and is_detached)):
                return subject
        elif reading.deps[verb] == "acl" and reading.words[verb - 1] != ",":
            return _maker_of(reading, governor, is_deed=reading.tags[verb] == "VB")
        elif not _climbs(reading, verb):
            return None
        verb = governor
    return None


def noun_after(reading: Reading, first: int) -> int | None:
    """The last noun of the noun phrase that begins at ``first``."""
    noun: int | None = None
    for at in range(first, min(first + REACH, len(reading.words))):
        is_inside = reading.quoted_of[at] < 0 and reading.sentence_of[at] == reading.sentence_of[first]
        if not is_inside or not (is_noun(reading, at) or reading.tags[at] in _BEFORE_NOUNS):
            break
        noun = at if is_noun(reading, at) else noun
    return noun


def is_noun(reading: Reading, at: int) -> bool:
    """Whether a token is a noun or pronoun by its tag; without tags, a capitalised word or a pronoun."""
    if reading.tags[at]:
        return reading.tags[at].startswith("NN") or reading.tags[at] == "PRP"
    return reading.text[reading.starts[at]].isupper() or reading.words[at] in PRONOUNS


def _own_subject(reading: Reading, verb: int, step: int) -> int | None:
    """The subject among a verb's own words, outside quotation marks; behind the verb only where the clause is inverted.

    A passive one counts for a verb that was climbed to ("can be heard shouting that …").
    """
    can_follow = verb == 0 or reading.quoted_of[verb - 1] >= 0 or not reading.is_word(verb - 1)
    found: int | None = None
    for kid in reading.kids[verb]:
        is_subject = reading.deps[kid] == "nsubj" or (step > 0 and reading.deps[kid] == "nsubjpass")
        if is_subject and reading.quoted_of[kid] < 0 and (kid < verb or (can_follow and reading.tags[verb] in _FINITE)):
            found = (
                kid if found is None or kid < verb else found
            )  # of two, the nearer: the other is a dateline or a list
    return found


def _is_inner(reading: Reading, verb: int, subject: int, is_detached: bool) -> bool:
    """Whether a subject met while climbing belongs to a clause that is itself reported: the speaker is farther out."""
    if reading.deps[verb] != "ccomp" or reading.heads[verb] > verb:
        return False
    is_proper = reading.tags[subject] in ("NNP", "NNPS")
    is_report = reading.words[reading.heads[verb]] in CUE_WORDS
    if is_detached:
        return is_report or not is_proper
    return reading.words[subject] in _THINGS or (is_report and reading.words[verb] in _BEING)


def _climbs(reading: Reading, verb: int) -> bool:
    """Whether a verb without a subject shares that of the verb above it: joined, a participle or an infinitive."""
    is_finite = reading.tags[verb] in _FINITE
    deps = ("conj",) if is_finite else (*_CLIMBING_DEPS, "acl", "dobj", "pobj", "attr")
    governor = reading.heads[verb]
    return reading.deps[verb] in deps and governor != verb and reading.quoted_of[governor] < 0


def _maker_of(reading: Reading, noun: int, is_deed: bool) -> int | None:
    """Who made "a statement saying …" or took "the decision to ask …": its owner, or the subject of the verb it is the object of.

    Any other noun speaks for itself ("a man saying …", "the first to say …").
    """
    above = reading.heads[reading.heads[noun]]
    if reading.deps[noun] == "pobj" and reading.words[above] in SPEECH_NOUNS:
        noun = above
    if reading.words[noun] not in SPEECH_NOUNS and not is_deed:
        return noun
    owner = next((kid for kid in reading.kids[noun] if reading.deps[kid] == "poss"), None)
    if owner is not None:
        return owner
    governor = reading.heads[noun]
    is_made = reading.deps[noun] in ("dobj", "pobj") and governor != noun
    subject = subject_of(reading, governor) if is_made else None
    return noun if subject is None else subject


def _inverted_subject_of(reading: Reading, verb: int, after: int) -> int | None:
    """The noun right after a cue that follows a closing mark or comma ("…" said Luxon), whatever the parse made of it."""
    before = verb - 1
    before -= before > 0 and reading.words[before] == "," and reading.quoted_of[before] < 0
    follows = before >= 0 and reading.quoted_of[before] >= 0
    is_finite = reading.tags[verb] in (*_FINITE, "VBN", "") or reading.words[verb] in _LIKE_PAST
    return noun_after(reading, after) if follows and is_finite else None


def _neighbour_of(reading: Reading, verb: int, after: int) -> int | None:
    """The noun beside a cue for which the parse shows no subject: just before it, before its apposition, or after it."""
    first = reading.sentences[reading.sentence_of[verb]].first
    before = verb - 1
    while before > first and (reading.tags[before] in ("RB", "MD") or reading.words[before] in _AUXILIARIES):
        before -= 1
    if before >= first and reading.words[before] in (")", "]"):
        opened = (at for at in range(before, max(first, before - REACH), -1) if reading.words[at] in ("(", "["))
        before = next(opened, before + 1) - 1
    if before < first:
        return _noun_behind(reading, verb, after)
    if reading.words[before] == "," and reading.quoted_of[before] < 0:
        edge = before
        while edge > max(first, before - APPOSITION_REACH) and reading.quoted_of[edge - 1] < 0:
            edge -= 1
        return noun_after(reading, edge)
    if is_noun(reading, before) or reading.tags[before] == "CD":
        return _modified_noun(reading, before, verb)
    return None if reading.is_word(before) and reading.quoted_of[before] < 0 else _noun_behind(reading, verb, after)


def _noun_behind(reading: Reading, verb: int, after: int) -> int | None:
    """The noun behind a finite verb that begins its clause: "Said Lind"."""
    return noun_after(reading, after) if reading.tags[verb] in (*_FINITE, "VBN", "") else None


def _modified_noun(reading: Reading, noun: int, verb: int) -> int:
    """The noun that a phrase before a verb describes: "protesters" of "protesters marching through the streets chanted"."""
    for _ in range(MOST_STEPS):
        governor = reading.heads[noun]
        is_inside = governor != noun and governor < verb and reading.quoted_of[governor] < 0
        if not is_inside or reading.deps[noun] not in ("pobj", "prep", "acl", "dobj", "pcomp"):
            break
        noun = governor
    return next((kid for kid in reading.kids[noun] if reading.deps[kid] == "nsubj" and kid < noun), noun)
