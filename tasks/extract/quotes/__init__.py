"""Who said what: quotations with their words, cue and speaker."""

from spacy.tokens import Doc

from tasks.extract.quotes.assembly import draft_quotes
from tasks.extract.quotes.confidence import words_sureness
from tasks.extract.quotes.drafts import Draft
from tasks.extract.quotes.namings import Naming, naming_at, relative_noun
from tasks.extract.quotes.people import People, gather_people
from tasks.extract.quotes.reading import Reading, read_doc
from tasks.extract.quotes.speakers import Speaker, SpeakerResolver
from tasks.records import ArticleActors, Quote, Span


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
    words = " ".join(text[first:last] for first, last in draft.spans)
    return Quote(
        quote_type=draft.quote_type,
        text=words,
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
        candidates=people.candidates(start, speaker.candidate_nos) if speaker.status == "unknown" else (),
        reported_by_text=_words_of(reading, draft.reporter),
        confidence=round(speaker.sureness * words_sureness(draft, words, reading.tags[cue.token] if cue else ""), 2),
        speaker_entity_nos=speaker.entity_nos,
        speaks_for_text=speaker.principal.text if speaker.principal else None,
        speaks_for_entity_no=speaker.principal.entity_no if speaker.principal else None,
        is_negated=cue is not None and cue.is_negated,
    )


def _words_of(reading: Reading, naming: Naming | None) -> str | None:
    if naming is None:
        return None
    if (noun := relative_noun(reading, naming.head)) is not None:
        naming = naming_at(reading, noun)
    start, end = reading.chars(naming.first, naming.last)
    return reading.text[start:end]
