"""Who said what: quotations with their words, cue and speaker."""

from spacy.tokens import Doc

from tasks.extract.quotes.assembly import draft_quotes
from tasks.extract.quotes.drafts import Draft
from tasks.extract.quotes.namings import Naming, naming_at, relative_noun
from tasks.extract.quotes.people import People, gather_people
from tasks.extract.quotes.reading import Reading, read_doc
from tasks.extract.quotes.speakers import Speaker, SpeakerResolver
from tasks.records import ArticleActors, Quote, Span

# The share of each kind whose words and speaker were right on labelled news, where the speaker is named beside the cue: whole
# quotations, quoted fragments, clauses of verbs of saying, and other acts of speech ("criticised the plan").
SURENESS = {"direct": 1.0, "mixed": 0.9, "indirect": 0.8}
ACT_SURENESS = 0.6


def find_quotes(doc: Doc, text: str, actors: ArticleActors) -> tuple[Quote, ...]:
    """Find direct, mixed and indirect quotations and who spoke them, in the order of their first words.

    ``doc`` is the parse of ``text``; without a parse, marks and the words beside them decide alone. Pronouns and nominal speakers are resolved to
    an entity of ``actors`` where the article tells; else the speaker is unnamed or unknown, with the reason and candidates. Linear in the
    text's length; no text raises.
    """
    reading = read_doc(doc, text)
    people = gather_people(reading, actors)
    resolver = SpeakerResolver(reading, people)
    return tuple(_quote(reading, people, draft, resolver.resolve(draft)) for draft in draft_quotes(reading))


def _quote(reading: Reading, people: People, draft: Draft, speaker: Speaker) -> Quote:
    """The record of a draft whose speaker is resolved."""
    text, cue = reading.text, draft.cue
    start, end = draft.spans[0][0], draft.spans[-1][1]
    cue_start, cue_end = reading.chars(cue.token, cue.last) if cue else (None, None)
    return Quote(
        quote_type=draft.quote_type,
        text=" ".join(text[first:last] for first, last in draft.spans),
        spans=tuple(Span(first, last) for first, last in draft.spans),
        start_char=start,
        end_char=end,
        cue_text=text[cue_start:cue_end] if cue else None,
        cue_start_char=cue_start,
        cue_end_char=cue_end,
        cue_type=cue.word.cue_type if cue else None,
        speaker_text=None if speaker.start is None else text[speaker.start : speaker.end],
        speaker_start_char=speaker.start,
        speaker_end_char=speaker.end,
        entity_no=speaker.entity_nos[0] if speaker.entity_nos else None,
        speaker_status=speaker.status,
        unknown_reason=speaker.reason,
        candidates=people.candidates(start) if speaker.status == "unknown" else (),
        reported_by_text=_words_of(reading, draft.reporter),
        confidence=round(speaker.sureness * _kind_sureness(draft), 3),
        speaker_entity_nos=speaker.entity_nos,
        speaks_for_text=speaker.principal.text if speaker.principal else None,
        speaks_for_entity_no=speaker.principal.entity_no if speaker.principal else None,
        is_negated=cue is not None and cue.is_negated,
    )


def _kind_sureness(draft: Draft) -> float:
    is_act = draft.cue is not None and not draft.cue.is_source and "c" not in draft.cue.word.frames
    return ACT_SURENESS if draft.quote_type == "indirect" and is_act else SURENESS[draft.quote_type]


def _words_of(reading: Reading, naming: Naming | None) -> str | None:
    if naming is None:
        return None
    if (noun := relative_noun(reading, naming.head)) is not None:
        naming = naming_at(reading, noun)
    start, end = reading.chars(naming.first, naming.last)
    return reading.text[start:end]
