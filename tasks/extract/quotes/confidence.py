"""How likely it is that a quotation's words and speaker are right.

The product of two shares, both counted on labelled news (docs/quotes.md has the table): that the words are reported speech and bounded well
(half of them in common with a labeller's), and that the speaker is the one a labeller names.
"""

from tasks.extract.quotes.drafts import Draft

# By what shows whose words they are.
NAMED = 0.97
ROLE_FOUND = 0.93
UNNAMED = 0.86
LEAD = 0.85
BEFORE = 0.75
SAME_PARAGRAPH = 0.8
NEXT_PARAGRAPH = 0.65
NOBODY = 0.5

_DIRECT = {"cue": 0.97, "label": 0.9, "lead": 0.85, "before": 0.8, "none": 0.6}
# Mixed and indirect words by the kind of cue: a source ("according to"), saying, thought, an act of speech, a noun, a verb of no saying.
_MIXED = {"source": 0.85, "saying": 0.87, "thought": 0.6, "act": 0.78, "noun": 0.7, "other": 0.65}
_INDIRECT = {"source": 0.87, "saying": 0.85, "thought": 0.76, "act": 0.72, "noun": 0.6, "other": 0.7}
_NEGATED = 0.9
_BARE = 0.7  # "to discuss", "would discuss": told of as often as done
_SHORTEST, _PER_WORD = 0.45, 0.055  # one or two words are mostly a thing that was mentioned, ten a clause that was said


def words_sureness(draft: Draft, words: str, cue_tag: str) -> float:
    """The share of such words that are reported speech, by the kind of quotation and cue, and their number where no mark bounds them."""
    if draft.quote_type == "direct" or draft.cue is None:
        return _DIRECT[draft.basis]
    kind = _kind_of(draft)
    if draft.quote_type == "mixed":
        return _MIXED[kind]
    sureness = _INDIRECT[kind] * min(1.0, _SHORTEST + _PER_WORD * (words.count(" ") + 1))
    return sureness * (_NEGATED if draft.cue.is_negated else 1.0) * (_BARE if cue_tag == "VB" else 1.0)


def _kind_of(draft: Draft) -> str:
    """What kind of cue reports a draft."""
    cue = draft.cue
    if cue is None or cue.is_source:
        return "source"
    if cue.word.frames in ("", "n"):
        return "noun" if cue.word.frames else "other"
    if cue.word.cue_type == "thought":
        return "thought"
    return "saying" if "c" in cue.word.frames else "act"
