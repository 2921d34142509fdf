"""Reported clauses: which words of a sentence a cue reports, when they are not simply quoted beside it."""

from tasks.extract.quotes.clause_ends import MOST_TOKENS, Interval, bounded_end, trim
from tasks.extract.quotes.cues import Cue, frames_of
from tasks.extract.quotes.namings import Naming
from tasks.extract.quotes.reading import Reading

THAT_REACH = 12  # tokens between a cue and its "that": told reporters at the gate on Monday that
_CLAUSES = (
    ("c", "ccomp"),
    ("i", "xcomp"),
    ("n", "acl"),
    ("n", "ccomp"),
)  # frames and the parse's names for their clauses
_WHOLE = frozenset(["dobj", "dative", "prep", "xcomp", "ccomp", "oprd", "advcl", "acomp", "dep"])
_IMPERSONAL = frozenset(["it", "there", "this", "that"])
_TAG_EDGES = frozenset([",", ";", ":", "—", "–", "-", "”", '"', "’", "'"])
_QUESTIONS = frozenset("when where why how if whether what who which".split())
_DEEDS = frozenset(["xcomp", "advcl", "ccomp"])
_AS_CUES = frozenset("said says put puts noted notes wrote writes reported reports".split())
_ASIDES = frozenset("who which whom whose where when while and but as in".split())


def clause_after(reading: Reading, cue: Cue) -> Interval | None:
    """The content that follows its cue ("said that …", "promised to …", "denied …"), or None."""
    if cue.is_source or not cue.is_sure:
        return None
    if cue.is_passive and "c" not in cue.word.frames:
        return _passive_content(reading, cue)
    kids = [kid for kid in reading.kids[cue.token] if kid >= cue.last]
    content = _content_of(reading, cue, kids)
    if content is None and "c" in cue.word.frames:
        content = _that_clause(reading, cue) or _question_clause(reading, cue, kids)
    return trim(reading, content[0], bounded_end(reading, cue, *content)) if content else None


def _content_of(reading: Reading, cue: Cue, kids: list[int]) -> Interval | None:
    """What the frames of a cue let it take among its parse's ``kids``, the surest frame first."""
    frames = cue.word.frames
    for frame, dep in _CLAUSES:
        clause = next((kid for kid in kids if reading.deps[kid] == dep), None) if frame in frames else None
        if clause is not None:
            begins = [kid for kid in kids if reading.deps[kid] in ("dobj", "dative")] if "w" in frames else []
            first = min(clause, *begins[:1], clause)
            parts = [kid for kid in kids if kid == clause or (kid > first and _belongs(reading, kid))]
            return _from(reading, cue, first, parts)
    whole = [kid for kid in kids if reading.deps[kid] in _WHOLE]
    if _convenes(reading, cue, whole):
        return None
    if whole and "l" in frames and reading.words[whole[0]] == "as" and _holds_quoted(reading, whole[0]):
        return _from(reading, cue, whole[0] + 1, whole[:1])
    if whole and ("w" in frames or ("l" in frames and reading.deps[whole[0]] != "prep")):
        return _from(reading, cue, whole[0], whole)
    thing = next((kid for kid in kids if reading.deps[kid] == "dobj" or _is_what_clause(reading, kid)), None)
    if thing is not None and "o" in frames:
        as_what = [kid for kid in whole if kid > thing and reading.words[kid] in ("as", "for")]
        return _from(reading, cue, thing, [thing, *as_what])
    return _content_of_preposition(reading, cue, kids)


def _content_of_preposition(reading: Reading, cue: Cue, kids: list[int]) -> Interval | None:
    """What stands behind a preposition that brings content, or its clause: "warned of delays", "called for the gate to be shut"."""
    preposition = next(
        (
            at
            for kid in kids
            for at in (kid, reading.left_edges[kid])
            if at >= cue.last and reading.words[at] in cue.word.prepositions
        ),
        None,
    )
    if preposition is None:
        return None
    parts = [kid for kid in kids if kid == preposition or (kid > preposition and reading.deps[kid] in _DEEDS)][:2]
    stop = max((reading.right_edges[kid] + 1 for kid in parts), default=0)
    return (preposition + 1, stop) if stop > preposition + 1 else None


def _convenes(reading: Reading, cue: Cue, whole: list[int]) -> bool:
    """Whether "call" brings something about and names nothing: "authority to call a “special” meeting"."""
    is_alone = (
        bool(whole) and reading.deps[whole[0]] == "dobj" and all(reading.deps[kid] == "prep" for kid in whole[1:])
    )
    return (
        is_alone
        and reading.words[cue.token].startswith("call")
        and reading.words[cue.last : cue.last + 1] in (["a"], ["an"])
    )


def _belongs(reading: Reading, kid: int) -> bool:
    """Whether a phrase behind a reported clause is part of it: the verb's own, or going on with it ("said that … but it would …")."""
    if reading.deps[kid] != "conj" or frames_of(reading, kid):
        return reading.deps[kid] in _WHOLE
    return any(
        reading.deps[subject] == "nsubj" and reading.words[subject] in _IMPERSONAL for subject in reading.kids[kid]
    )


def _from(reading: Reading, cue: Cue, first: int, kids: list[int]) -> Interval:
    """From the first word of the phrase of ``first`` to the last of those of ``kids``, behind the cue."""
    return max(cue.last, reading.left_edges[first]), max(reading.right_edges[kid] for kid in kids) + 1


def _passive_content(reading: Reading, cue: Cue) -> Interval | None:
    """What is "denied by X" or "criticised by X": the passive subject, when somebody is named who says so."""
    deps = {reading.deps[kid]: kid for kid in reading.kids[cue.token]}
    thing = deps.get("nsubjpass")
    if thing is None or "agent" not in deps or not set(cue.word.frames) & {"o", "w"}:
        return None
    return trim(reading, reading.left_edges[thing], min(reading.right_edges[thing] + 1, cue.token))


def _holds_quoted(reading: Reading, kid: int) -> bool:
    return any(no >= 0 for no in reading.quoted_of[kid : reading.right_edges[kid] + 1])


def _is_what_clause(reading: Reading, kid: int) -> bool:
    """Whether a clause stands for a thing: condemned "what he called a breach"."""
    return reading.deps[kid] == "ccomp" and reading.words[reading.left_edges[kid]] == "what"


def _that_clause(reading: Reading, cue: Cue) -> Interval | None:
    """What "that" brings close behind a cue, to the end of its sentence, where the parse ties it to another word."""
    stop = reading.sentences[reading.sentence_of[cue.token]].last
    for at in range(cue.last, min(stop, cue.last + THAT_REACH)):
        if reading.words[at] == "that" and (reading.tags[at] == "IN" or reading.deps[at] == "mark"):
            return at, stop
        if reading.words[at] == "," or reading.quoted_of[at] >= 0:
            break
    return None


def _question_clause(reading: Reading, cue: Cue, kids: list[int]) -> Interval | None:
    """An indirect question right behind a cue, which the parse may take for an adverbial clause: did not say "when it would open"."""
    clause = next((kid for kid in kids if reading.deps[kid] == "advcl"), None)
    if clause is None or reading.left_edges[clause] != cue.last or reading.words[cue.last] not in _QUESTIONS:
        return None
    return cue.last, reading.right_edges[clause] + 1


def clause_before(reading: Reading, cue: Cue, naming: Naming | None) -> list[Interval]:
    """The content that its cue follows or interrupts ("…, she said", "…, according to …"); none when the cue begins its sentence."""
    sentence = reading.sentences[reading.sentence_of[cue.token]]
    if cue.is_source and cue.token == sentence.first:
        return [after] if (after := _after_source(reading, cue, naming, sentence.last)) else []
    clause = _clause_head(reading, cue)
    if clause is None:
        return []
    tag_first = min(cue.token, naming.first) if naming else cue.token
    edge = max(sentence.first, cue.token - MOST_TOKENS)
    while tag_first > edge and reading.words[tag_first - 1] not in _TAG_EDGES:
        tag_first -= 1
    content = trim(reading, sentence.first, cue.token if cue.is_source else tag_first)
    if content is None:
        return []
    rest = _after_tag(reading, cue, naming, min(sentence.last, reading.right_edges[clause] + 1))
    return [content, rest] if rest else [content]


def _clause_head(reading: Reading, cue: Cue) -> int | None:
    """The verb of the clause that a cue follows or interrupts; None when the parse shows none."""
    head = reading.heads[cue.token]
    if cue.is_source:
        return head
    if not cue.is_sure or ("c" not in cue.word.frames and "q" not in cue.word.frames):
        return None
    if reading.words[cue.token] in _AS_CUES and any(reading.words[kid] == "as" for kid in reading.kids[cue.token]):
        return head
    if reading.deps[cue.token] == "parataxis" and head != cue.token:
        return head
    return next((kid for kid in reading.kids[cue.token] if kid < cue.token and reading.deps[kid] == "ccomp"), None)


def _after_source(reading: Reading, cue: Cue, naming: Naming | None, stop: int) -> Interval | None:
    """The rest of a sentence that "According to …," begins."""
    comma = _comma_after(reading, naming.last if naming else cue.last, stop)
    return trim(reading, comma + 1, stop) if comma else None


def _after_tag(reading: Reading, cue: Cue, naming: Naming | None, stop: int) -> Interval | None:
    """What goes on after a cue that interrupts its content ("The plan, officials said, would fail")."""
    comma = _comma_after(reading, max(cue.last, naming.last if naming else 0), stop)
    if not comma or comma + 1 >= stop:
        return None
    follows = comma + 1
    is_aside = reading.words[follows] in _ASIDES or reading.tags[follows] == "VBG"
    return None if is_aside else trim(reading, follows, stop)


def _comma_after(reading: Reading, first: int, stop: int) -> int | None:
    """The first comma outside quotation marks in tokens [first, stop), within reach."""
    commas = (at for at in range(first, min(stop, first + MOST_TOKENS)) if reading.words[at] == ",")
    return next((at for at in commas if reading.quoted_of[at] < 0), None)
