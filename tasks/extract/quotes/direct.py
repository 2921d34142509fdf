"""Direct quotations: whole sentences between marks, with the cue beside them or none."""

from bisect import bisect_left
from collections.abc import Mapping

from tasks.extract.quotes.clause_ends import Interval
from tasks.extract.quotes.cue_words import CueWord
from tasks.extract.quotes.cues import Cue
from tasks.extract.quotes.drafts import Draft
from tasks.extract.quotes.marks import CLAUSE_ENDS
from tasks.extract.quotes.namings import find_label, find_lead_naming, find_naming, find_person_subject, find_signature
from tasks.extract.quotes.reading import Reading

TAG_REACH = 45  # tokens between a quotation and its cue: "…," a long name and its apposition, said
LEAD_REACH = 12  # tokens between a cue and the quotation after it: told reporters in the capital on Monday, "…"
SOME_VERB = CueWord("said", "q", frozenset())
_DASHES = frozenset(["-", "--", "–", "—", "―"])
_ENDS_OUTSIDE = CLAUSE_ENDS | {"\n", ""}
_LEAD_PUNCTUATION = frozenset([",", ":", "—", "–"])


class DirectFinder:
    """Walks an article's quoted stretches once, in order, and groups them into direct quotations.

    ``holders`` leads from a stretch to the quotation that holds it; ``tags`` from a cue's token to the one it tags.
    """

    def __init__(self, reading: Reading, cues: list[Cue], after: Mapping[int, Interval]) -> None:
        self.reading = reading
        self.after = after
        self.cues = cues
        self.cue_tokens = [cue.token for cue in cues]
        self.holders: dict[int, Draft] = {}
        self.tags: dict[int, Draft] = {}
        self.drafts: list[Draft] = []

    def find(self) -> list[Draft]:
        """The direct quotations of the article, in order."""
        for sentence_no, sentence in enumerate(self.reading.sentences):
            gaps = [sentence.first, *(self.reading.bounds[no][1] for no in sentence.quoted_nos)]
            stops = [*(self.reading.bounds[no][0] for no in sentence.quoted_nos[1:]), sentence.last]
            for no, left, right in zip(sentence.quoted_nos, gaps, stops, strict=False):
                self._read(no, sentence_no, left, right)
        return self.drafts

    def _read(self, no: int, sentence_no: int, left: int, right: int) -> None:
        """Decide about one quoted stretch between the tokens ``left`` and ``right``, the edges of its sentence or its neighbours."""
        first, last = self.reading.bounds[no]
        before = self._has_words(left, first)
        if self.reading.quoted[no].is_turn and not before:
            self._open(no, sentence_no).basis = "label"
            return
        previous = self.holders.get(no - 1)
        cue = None if before else self._cue_behind(no, last, right)
        if previous and self.reading.quoted[no].continues and not (cue and previous.cue):
            self._extend(previous, no, sentence_no)
            self._tag(previous, cue)
        elif previous and before and self._is_split(left, first):
            self._extend(previous, no, sentence_no)
        elif before:
            self._open_after_lead(no, sentence_no, left, first, right)
        elif self._has_words(last, right):
            if cue:
                self._tag(self._open(no, sentence_no), cue)
            elif self._leads_to_signature(no) and (naming := find_signature(self.reading, last, right)):
                draft = self._open(no, sentence_no)
                draft.naming, draft.basis = naming, "label"
        elif self.drafts and self._follows(self.drafts[-1], sentence_no):
            self._extend(self.drafts[-1], no, sentence_no)
            self._sign(self.drafts[-1], sentence_no)
        else:
            self._lead_in(self._open(no, sentence_no), sentence_no)
            self._sign(self.drafts[-1], sentence_no)

    def _open(self, no: int, sentence_no: int) -> Draft:
        draft = Draft("direct", [self._span(no)], None, None, "none", sentence_no, sentence_no)
        self.drafts.append(draft)
        self.holders[no] = draft
        return draft

    def _extend(self, draft: Draft, no: int, sentence_no: int) -> None:
        draft.spans.append(self._span(no))
        draft.last_sentence_no = sentence_no
        self.holders[no] = draft

    def _tag(self, draft: Draft, cue: Cue | None) -> None:
        if cue is not None:
            draft.cue, draft.naming, draft.basis = cue, find_naming(self.reading, cue), "cue"
            self.tags[cue.token] = draft

    def _span(self, no: int) -> tuple[int, int]:
        """The words of a stretch without the comma that leads to its cue."""
        quoted = self.reading.quoted[no]
        has_comma = self.reading.text[quoted.end - 1] == "," and quoted.end - quoted.start > 1
        return quoted.start, quoted.end - has_comma

    def _has_words(self, first: int, last: int) -> bool:
        return any(self.reading.is_word(at) for at in range(first, last))

    def _follows(self, previous: Draft, sentence_no: int) -> bool:
        """Whether a wholly quoted sentence goes on with the quotation of the sentence before it, in the same paragraph or the last.

        A question that ends its paragraph may have been answered by another.
        """
        sentences = self.reading.sentences
        if previous.last_sentence_no != sentence_no - 1:
            return False
        asks = self.reading.text[previous.spans[-1][1] - 1] == "?"
        return not asks or sentences[sentence_no].paragraph_no == sentences[sentence_no - 1].paragraph_no

    def _is_split(self, left: int, first: int) -> bool:
        """Whether what stands before a stretch is only the tag that splits it from the one before ("…," she said, "…")."""
        last_tag = next(reversed(self.tags), -1)
        if not left <= last_tag < first or self.reading.words[first - 1] not in _LEAD_PUNCTUATION:
            return False
        return not any("q" in cue.word.frames for cue in self._cues_between(last_tag + 1, first))

    def _cue_behind(self, no: int, last: int, stop: int) -> Cue | None:
        """The cue that tags the stretch before it: the first that can, close by when no comma or stop ends the stretch."""
        quoted = self.reading.quoted[no]
        text = self.reading.text
        reach = TAG_REACH if self._is_ended(no) else 4
        near = self._cues_between(last, min(stop, last + reach))
        near = near if self._is_ended(no) else [cue for cue in near if cue.is_sure]
        for cue in sorted(near, key=lambda cue: not (cue.is_sure or cue.is_source)):
            if (cue.is_source or "q" in cue.word.frames) and (text[quoted.end - 1] == "," or not self._has_clause(cue)):
                return cue
        return self._any_verb_behind(last, min(stop, last + reach)) if text[quoted.end - 1] == "," else None

    def _leads_to_signature(self, no: int) -> bool:
        """Whether a dash stands right behind a stretch; the tokens may hold it together with the mark."""
        end = self.reading.quoted[no].outer_end
        return self.reading.text[end : end + 3].lstrip()[:1] in _DASHES

    def _tag_behind(self, no: int, stop: int) -> Cue | None:
        """The cue whose words stand right behind a stretch, which has the speaker whatever leads to it (wrote of the gate: "…," she said)."""
        last = self.reading.bounds[no][1]
        cue = self._cue_behind(no, last, stop)
        naming = find_naming(self.reading, cue) if cue else None
        return cue if cue and naming and min(cue.token, naming.first) == last else None

    def _any_verb_behind(self, first: int, stop: int) -> Cue | None:
        """The first verb behind a quotation that ends with a comma: whatever it means, it tags speech ("…," she laughed)."""
        verb = next((at for at in range(first, stop) if self.reading.tags[at] in ("VBD", "VBZ", "VBP")), None)
        return None if verb is None else Cue(verb, verb + 1, SOME_VERB)

    def _cues_between(self, first: int, last: int) -> list[Cue]:
        return self.cues[bisect_left(self.cue_tokens, first) : bisect_left(self.cue_tokens, last)]

    def _has_clause(self, cue: Cue) -> bool:
        """Whether a cue has a clause of its own outside quotation marks behind it."""
        reading = self.reading
        clauses = (kid for kid in reading.kids[cue.token] if kid > cue.token and reading.deps[kid] == "ccomp")
        return any(reading.quoted_of[kid] < 0 for kid in clauses)

    def _open_after_lead(self, no: int, sentence_no: int, left: int, first: int, right: int) -> None:
        """Open a quotation that words of its sentence lead to, unless it is a fragment of theirs."""
        lead = self.reading.words[first - 1]
        if lead == ":" and (behind := self._tag_behind(no, right)):
            self._tag(self._open(no, sentence_no), behind)
            return
        begins_lower = self.reading.text[self.reading.quoted[no].start].islower()
        edge = left if lead == ":" else max(left, first - LEAD_REACH)
        near = reversed(self._cues_between(edge, first))
        cue = next((cue for cue in near if cue.is_source or (cue.is_sure and "q" in cue.word.frames)), None)
        if cue is not None and not self._reports_more(cue, first):
            is_beside = lead == ":" or ((lead in _LEAD_PUNCTUATION or cue.last == first) and self._is_ended(no))
            if is_beside and (lead == ":" or not begins_lower or (first - cue.last == 1 and cue.token - left <= 2)):
                self._tag(self._open(no, sentence_no), cue)
        elif cue is None and (lead == ":" or (lead == "," and not begins_lower and self._is_whole(no))):
            draft = self._open(no, sentence_no)
            draft.naming, draft.basis = find_lead_naming(self.reading, left, first), "lead"
            if self.reading.quoted[no].is_turn:
                draft.naming, draft.basis = find_label(self.reading, left, first), "label"

    def _is_ended(self, no: int) -> bool:
        """Whether punctuation ends a stretch, inside its marks or right behind them."""
        quoted, text = self.reading.quoted[no], self.reading.text
        return text[quoted.end - 1] in CLAUSE_ENDS or text[quoted.outer_end : quoted.outer_end + 1] in _ENDS_OUTSIDE

    def _is_whole(self, no: int) -> bool:
        """Whether a stretch is a sentence of some length, not a title or a term."""
        quoted = self.reading.quoted[no]
        words = self.reading.text[quoted.start : quoted.end]
        return words[-1] in ".?!…" and words.count(" ") >= 3

    def _reports_more(self, cue: Cue, first: int) -> bool:
        """Whether a cue reports words of its own before the stretch that begins at ``first``; an addressee ("asked me, …") is none."""
        interval = self.after.get(cue.token)
        if interval is None or interval[0] >= first:
            return False
        before = range(interval[0], min(interval[1], first))
        has_verb = any(self.reading.tags[at].startswith(("V", "MD")) for at in before)
        return self._has_words(before.start, before.stop) and (has_verb or "a" not in cue.word.frames)

    def _sign(self, draft: Draft, sentence_no: int) -> None:
        """Give a wholly quoted sentence the name that signs it in the next line, behind a dash."""
        after = self.reading.sentences[sentence_no + 1 : sentence_no + 2]
        if draft.cue is not None or not after or self.reading.words[after[0].first] not in _DASHES:
            return
        if after[0].paragraph_no == self.reading.sentences[sentence_no].paragraph_no + 1:
            naming = find_signature(self.reading, after[0].first + 1, after[0].last)
            draft.naming, draft.basis = (naming, "label") if naming else (draft.naming, draft.basis)

    def _lead_in(self, draft: Draft, sentence_no: int) -> None:
        """Give a wholly quoted sentence the cue or subject of the sentence before it, when that ends with a colon."""
        before = self.reading.sentences[sentence_no - 1] if sentence_no else None
        if before is None:
            return
        if before.quoted_nos or self.reading.words[before.last - 1] != ":":
            if before.paragraph_no == self.reading.sentences[sentence_no].paragraph_no:
                draft.naming, draft.basis = find_person_subject(self.reading, before.first, before.last), "before"
            return
        cues = [cue for cue in self._cues_between(before.first, before.last) if "q" in cue.word.frames]
        if cues:
            self._tag(draft, cues[-1])
        if draft.naming is None:
            draft.naming, draft.basis = find_lead_naming(self.reading, before.first, before.last), "lead"
