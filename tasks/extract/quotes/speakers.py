"""Who speaks: from the words that name a speaker to an actor of the article."""

from dataclasses import dataclass, replace
from typing import Literal

from tasks.extract.quotes.cue_words import SPOKESPEOPLE
from tasks.extract.quotes.drafts import Draft
from tasks.extract.quotes.namings import Naming
from tasks.extract.quotes.people import People
from tasks.extract.quotes.pronouns import antecedent, is_pronoun
from tasks.extract.quotes.reading import Reading

Status = Literal["named", "resolved", "unnamed", "unknown"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker: the words that name it (code points), its entity if one is told, and how sure that is (0 to 1)."""

    start: int | None
    end: int | None
    entity_no: int | None
    status: Status
    reason: str | None
    sureness: float


class SpeakerResolver:
    """Resolves the speakers of an article's quotations in order, remembering who spoke last."""

    def __init__(self, reading: Reading, people: People) -> None:
        self.reading = reading
        self.people = people
        self.last: Speaker | None = None
        self.last_paragraph_no = -1

    def resolve(self, draft: Draft) -> Speaker:
        """The speaker of a draft; those before it must have been resolved."""
        speaker = self._continued(draft) if draft.naming is None else self._named(draft, draft.naming)
        if speaker.status != "unknown" and (draft.cue is None or draft.cue.word.cue_type != "thought"):
            self.last = speaker
            self.last_paragraph_no = self.reading.sentences[draft.last_sentence_no].paragraph_no
        return speaker

    def _named(self, draft: Draft, naming: Naming) -> Speaker:
        """The speaker that words beside the quotation name."""
        start, end = self.reading.chars(naming.first, naming.last)
        head_start, head_end = self.reading.chars(naming.head, naming.head + 1)
        sureness = 0.96 if draft.basis == "cue" else 0.7
        if is_pronoun(self.reading, naming):
            return self._pronoun(naming, start, end, sureness)
        entity = self.people.entity_at(head_start, head_end)
        if entity is not None:
            return Speaker(start, end, entity.entity_no, "named", None, sureness)
        if self.reading.tags[naming.head] in ("NNP", "NNPS", "") or draft.basis == "label":
            return Speaker(start, end, self._by_name(naming), "named", None, sureness - 0.05)
        entity_no = self._by_role(naming, start, end)
        return Speaker(
            start,
            end,
            entity_no,
            "unnamed" if entity_no is None else "resolved",
            None,
            sureness - 0.2 * (entity_no is None),
        )

    def _pronoun(self, naming: Naming, start: int, end: int, sureness: float) -> Speaker:
        """The actor that a pronoun stands for."""
        last_no = self.last.entity_no if self.last and self._is_near(naming) else None
        found = antecedent(self.reading, self.people, naming, last_no)
        if found.entity_no is not None:
            self.people.learn_gender(found.entity_no, self.reading.words[naming.head])
            return Speaker(start, end, found.entity_no, "resolved", None, sureness * found.sureness)
        if found.reason is None:
            return Speaker(start, end, None, "unnamed", None, sureness * found.sureness)
        return Speaker(start, end, None, "unknown", found.reason, 0.5)

    def _is_near(self, naming: Naming) -> bool:
        """Whether somebody spoke in this paragraph or the one before."""
        sentence_no = self.reading.sentence_of[naming.head]
        return self.reading.sentences[sentence_no].paragraph_no - self.last_paragraph_no <= 1

    def _by_name(self, naming: Naming) -> int | None:
        """The only entity that has the naming's head among the words of its name."""
        entity_nos = self.people.by_name_word.get(self.reading.words[naming.head], [])
        return entity_nos[0] if len(entity_nos) == 1 else None

    def _by_role(self, naming: Naming, start: int, end: int) -> int | None:
        """The actor of a nominal speaker: whom a spokesperson speaks for, who holds the role, whose name holds the noun ("the ministry")."""
        words = self.reading.words[naming.first : naming.last]
        head = self.reading.words[naming.head]
        if not SPOKESPEOPLE.isdisjoint(words):
            inside = self.people.entity_at(start, end)
            return inside.entity_no if inside else None
        described = {word for word in words if word.isalnum()} - {"the", "a", "an", "this", "that", "of", "for"}
        for beside, entity_no in self.people.by_role_word.get(head, []):
            if described <= beside and words[0] not in ("a", "an"):
                return entity_no
        if words[0] != "the" or len(described) > 1:
            return None
        holders = [
            no for no in self.people.by_name_word.get(head, []) if self.people.entities[no].actor_type == "organisation"
        ]
        return holders[0] if len(holders) == 1 else None

    def _continued(self, draft: Draft) -> Speaker:
        """The last speaker, when a quotation without a cue stands in the same paragraph or the next; else none can be told."""
        paragraph_no = self.reading.sentences[draft.sentence_no].paragraph_no
        distance = paragraph_no - self.last_paragraph_no
        if draft.cue is not None and draft.cue.is_passive:
            return Speaker(None, None, None, "unnamed", None, 0.6)
        if draft.basis == "label":
            return Speaker(None, None, None, "unknown", "the transcript labels its turns with letters only", 0.4)
        if self.last is None or distance > 1:
            reason = "no words beside the quotation name its speaker" if draft.cue is None else "the cue has no subject"
            return Speaker(None, None, None, "unknown", reason, 0.4)
        status: Status = "unnamed" if self.last.entity_no is None and self.last.status == "unnamed" else "resolved"
        return replace(self.last, status=status, sureness=min(self.last.sureness, 0.65 if distance == 0 else 0.55))
