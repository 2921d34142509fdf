"""Who speaks: from the words that name a speaker to actors of the article."""

from dataclasses import dataclass, replace

from tasks.extract.quotes.confidence import (
    BEFORE,
    LEAD,
    NAMED,
    NEXT_PARAGRAPH,
    NOBODY,
    ROLE_FOUND,
    SAME_PARAGRAPH,
    UNNAMED,
)
from tasks.extract.quotes.cue_words import SPOKESPEOPLE
from tasks.extract.quotes.cues import Cue
from tasks.extract.quotes.drafts import Draft
from tasks.extract.quotes.mandates import Mandate, Principal, find_mandate
from tasks.extract.quotes.namings import Naming, naming_at, relative_noun
from tasks.extract.quotes.people import People
from tasks.extract.quotes.pronouns import antecedent, is_pronoun
from tasks.extract.quotes.reading import Reading
from tasks.extract.quotes.references import Status, body_before, refer
from tasks.extract.quotes.turns import is_question

_BASES = {"cue": NAMED, "label": NAMED, "lead": LEAD, "before": BEFORE}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker: the words that name it (code points), its entities if told, and how sure that is (0 to 1).

    ``candidate_nos`` are the likeliest, best first, where it is not told.
    """

    start: int | None
    end: int | None
    entity_nos: tuple[int, ...]
    status: Status
    reason: str | None
    sureness: float
    principal: Principal | None = None
    candidate_nos: tuple[int, ...] = ()


class SpeakerResolver:
    """Resolves the speakers of an article's quotations in order, remembering who spoke last and who speaks for whom."""

    def __init__(self, reading: Reading, people: People) -> None:
        self.reading = reading
        self.people = people
        self.last: Speaker | None = None
        self.last_paragraph_no = -1
        self.spokesperson: Speaker | None = None
        self.principals: dict[int, Principal] = dict(people.principals)
        self.interviewee = find_interviewee(reading, people)

    def resolve(self, draft: Draft) -> Speaker:
        """The speaker of a draft; those before it must have been resolved."""
        goes_on = draft.naming is None or (draft.basis == "before" and self._spoke_in(draft))
        speaker = self._continued(draft) if goes_on or draft.naming is None else self.named(draft, draft.naming)
        if _stands_inside(speaker, draft):
            speaker = Speaker(None, None, (), "unknown", "the name beside the cue stands inside the quotation", NOBODY)
        if draft.reporter is None and speaker.status != "unknown" and (draft.cue is None or _is_said(draft.cue)):
            self.last = speaker
            self.last_paragraph_no = self.reading.sentences[draft.last_sentence_no].paragraph_no
        if speaker.principal is not None:
            self.spokesperson = speaker
        return speaker

    def reporter(self, draft: Draft) -> Speaker | None:
        """Who reported that the speaker of a draft said it; a relative pronoun is the noun it stands for."""
        if draft.reporter is None:
            return None
        noun = relative_noun(self.reading, draft.reporter.head)
        return self.named(draft, naming_at(self.reading, noun) if noun is not None else draft.reporter)

    def _spoke_in(self, draft: Draft) -> bool:
        """Whether somebody spoke in the paragraph of a draft before it."""
        return self.last_paragraph_no == self.reading.sentences[draft.sentence_no].paragraph_no

    def named(self, draft: Draft, naming: Naming) -> Speaker:
        """The speaker that words beside the quotation name."""
        start, end = self.reading.chars(naming.first, naming.last)
        sureness = _BASES.get(draft.basis, LEAD)
        if (noun := relative_noun(self.reading, naming.head)) is not None:
            speaker = self.named(draft, naming_at(self.reading, noun))
            return replace(speaker, start=start, end=end) if speaker.entity_nos else speaker
        if is_pronoun(self.reading, naming):
            return self._pronoun(draft, naming, start, end, sureness)
        if self.reading.words[naming.head] in SPOKESPEOPLE:
            return self._spokesperson(naming, start, end, sureness)
        if draft.basis == "label":
            return Speaker(start, end, self._labelled(naming), "named", None, sureness)
        found = refer(self.reading, self.people, naming, self._last_nos(naming))
        principal = self._principal_of(naming, found.entity_nos)
        sureness *= found.sureness
        return Speaker(
            start, end, found.entity_nos, found.status, found.reason, sureness, principal, found.candidate_nos
        )

    def _labelled(self, naming: Naming) -> tuple[int, ...]:
        """The actor that a transcript's label names, by the last of its words that only one actor has in its name, or by its initials."""
        holders = (
            self.people.by_name_word.get(word, []) for word in reversed(self.reading.words[naming.first : naming.last])
        )
        start, end = self.reading.chars(naming.first, naming.last)
        initials = self.people.with_initials(self.reading.text[start:end])
        return next((tuple(entity_nos) for entity_nos in [*holders, initials] if len(entity_nos) == 1), ())

    def _answering(self, draft: Draft) -> Speaker:
        """Who answers in an interview whose turns have letters or no labels at all; who asks is not told."""
        paragraph = self.reading.paragraphs[self.reading.sentences[draft.sentence_no].paragraph_no]
        is_bare = draft.spans[0][0] == paragraph.start
        is_lettered_answer = self.reading.text[paragraph.start].lower() == "a"
        is_answer = not is_question(self.reading.text, paragraph) if is_bare else is_lettered_answer
        if is_answer and self.interviewee is not None:
            return Speaker(None, None, (self.interviewee,), "resolved", None, LEAD)
        return unknown("the interview does not name who asks and who answers", ())

    def _pronoun(self, draft: Draft, naming: Naming, start: int, end: int, sureness: float) -> Speaker:
        """The actors that a pronoun stands for."""
        found = antecedent(
            self.reading, self.people, naming.head, self._last_nos(naming), self.people.named_in(draft.spans, start)
        )
        if found.reason is not None:
            return Speaker(start, end, (), "unknown", found.reason, NOBODY)
        if not found.entity_nos:
            return Speaker(start, end, (), "unnamed", None, sureness * found.sureness)
        self.people.learn_gender(found.entity_nos[0], self.reading.words[naming.head])
        if len(found.entity_nos) == 1:
            self.people.learn_reference(found.entity_nos[0], self.reading.sentence_of[naming.head])
        principal = self.principals.get(found.entity_nos[0]) if len(found.entity_nos) == 1 else None
        return Speaker(start, end, found.entity_nos, "resolved", None, sureness * found.sureness, principal)

    def _spokesperson(self, naming: Naming, start: int, end: int, sureness: float) -> Speaker:
        """A spokesperson without a name: the words are those of whom it speaks for; "the spokesman" is the last one."""
        mandate = find_mandate(self.reading, naming)
        principal = self._principal(mandate) if mandate else None
        if principal is None and self.reading.words[naming.first] in ("a", "an"):
            nos = body_before(self.reading, self.people, naming.head)
            return Speaker(start, end, nos, "resolved" if nos else "unnamed", None, sureness * UNNAMED)
        if principal is None and self.spokesperson and self.reading.words[naming.first] == "the":
            status: Status = "resolved" if self.spokesperson.entity_nos else "unnamed"
            return replace(self.spokesperson, start=start, end=end, status=status, sureness=sureness * ROLE_FOUND)
        if principal is None or principal.entity_no is None:
            return Speaker(start, end, (), "unnamed", None, sureness * UNNAMED, principal)
        return Speaker(start, end, (principal.entity_no,), "resolved", None, sureness, principal)

    def _principal_of(self, naming: Naming, entity_nos: tuple[int, ...]) -> Principal | None:
        """Whom a named speaker speaks for, as said here or earlier in the article."""
        mandate = find_mandate(self.reading, naming)
        principal = self._principal(mandate) if mandate else None
        if len(entity_nos) != 1:
            return principal
        if principal is not None and mandate is not None and principal.entity_no != entity_nos[0]:
            return self.principals.setdefault(entity_nos[0], principal)
        return self.principals.get(entity_nos[0])

    def _principal(self, mandate: Mandate) -> Principal:
        """The words of a mandate and the actor they stand for."""
        naming = Naming(mandate.first, mandate.last, mandate.last - 1)
        start, end = self.reading.chars(naming.first, naming.last)
        if self.reading.tags[naming.head] == "PRP$":
            nos = antecedent(self.reading, self.people, naming.head, self._last_nos(naming)).entity_nos
        elif entity := self.people.entity_at(start, end):
            nos = (entity.entity_no,)
        else:
            nos = refer(self.reading, self.people, naming, self._last_nos(naming), is_definite=True).entity_nos
        return Principal(self.reading.text[start:end], nos[0] if len(nos) == 1 else None)

    def _last_nos(self, naming: Naming) -> tuple[int, ...]:
        """Who spoke in this paragraph or the one before."""
        paragraph_no = self.reading.sentences[self.reading.sentence_of[naming.head]].paragraph_no
        return self.last.entity_nos if self.last and paragraph_no - self.last_paragraph_no <= 1 else ()

    def _continued(self, draft: Draft) -> Speaker:
        """The last speaker, when a quotation that names none stands in the same paragraph or the next; else none can be told.

        A clause whose cue has no subject is never given to the last speaker: that was right for one in three.
        """
        last_nos = self.last.entity_nos if self.last is not None else ()
        if draft.cue is not None and draft.cue.is_passive:
            return Speaker(None, None, (), "unnamed", None, UNNAMED)
        if draft.basis == "label":
            return self._answering(draft)
        if draft.cue is not None and draft.quote_type == "indirect":
            return unknown("the cue has no subject", last_nos)
        distance = self.reading.sentences[draft.sentence_no].paragraph_no - self.last_paragraph_no
        if self.last is None or distance > 1:
            return unknown("no words beside the quotation name its speaker", last_nos)
        status: Status = "unnamed" if not self.last.entity_nos and self.last.status == "unnamed" else "resolved"
        sureness = NEXT_PARAGRAPH if distance else SAME_PARAGRAPH
        return replace(self.last, status=status, sureness=NOBODY if draft.cue else sureness)


def find_interviewee(reading: Reading, people: People) -> int | None:
    """The person whom an interview's introduction, above its first turn, is about: the first subject in it, else the only person."""
    turns = (quoted.outer_start for quoted in reading.quoted if quoted.is_turn)
    first_turn = next(turns, 0)
    introduced = [
        (people.subject_weights[no] > 0, mention.entity_no)
        for no, mention in enumerate(people.mentions)
        if mention.start_char < first_turn
        and mention.entity_no in people.entities
        and people.entities[mention.entity_no].actor_type == "person"
    ]
    subjects = [entity_no for is_subject, entity_no in introduced if is_subject]
    if subjects:
        return subjects[0]
    return introduced[0][1] if len({entity_no for _, entity_no in introduced}) == 1 else None


def unknown(reason: str, candidate_nos: tuple[int, ...]) -> Speaker:
    """A speaker who cannot be told, why, and the likeliest, best first."""
    return Speaker(None, None, (), "unknown", reason, NOBODY, candidate_nos=candidate_nos)


def _is_said(cue: Cue) -> bool:
    """Whether whoever stands at a cue did speak, so that words without a cue may go on with it."""
    return cue.word.cue_type != "thought" and not cue.is_negated


def _stands_inside(speaker: Speaker, draft: Draft) -> bool:
    """Whether the words that name a speaker are words of the quotation itself."""
    start, end = speaker.start, speaker.end
    return start is not None and end is not None and any(first < end and start < last for first, last in draft.spans)
