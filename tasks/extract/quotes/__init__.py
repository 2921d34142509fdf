"""Who said what: quotations with their words, cue and speaker."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from tasks.extract.quotes.acting import find_acting
from tasks.extract.quotes.assembly import draft_quotes
from tasks.extract.quotes.confidence import words_sureness
from tasks.extract.quotes.described import find_described
from tasks.extract.quotes.drafts import Draft
from tasks.extract.quotes.nested import attach_inner, resolve_inner
from tasks.extract.quotes.people import People, gather_people
from tasks.extract.quotes.reading import Reading, read_doc, read_inside
from tasks.extract.quotes.speakers import Speaker, SpeakerResolver
from tasks.records import ArticleActors, Mention, Quote, Span


@dataclass(frozen=True, slots=True)
class Speech:
    """What an article says that somebody said, and the descriptions in it and the pronouns that act which stand for one of its actors."""

    quotes: tuple[Quote, ...]
    described: tuple[Mention, ...]
    acting: tuple[Mention, ...]


def find_quotes(doc: Doc, text: str, actors: ArticleActors) -> tuple[Quote, ...]:
    """The quotations of ``find_speech``."""
    return find_speech(doc, text, actors).quotes


def find_speech(doc: Doc, text: str, actors: ArticleActors) -> Speech:
    """Find direct, mixed and indirect quotations and who spoke them, in the order of their first words.

    ``doc`` is the parse of ``text``; without a parse, marks and the words beside them decide alone. Pronouns and nominal speakers are resolved to
    an entity of ``actors`` where the article tells; else the speaker is unnamed or unknown, with the reason and candidates. Linear in the
    text's length; no text raises.
    """
    reading = read_doc(doc, text)
    people = gather_people(reading, actors)
    drafts = draft_quotes(reading)
    inside = read_inside(
        doc, reading, [span for draft in drafts if draft.quote_type == "direct" for span in draft.spans]
    )
    attach_inner(inside, drafts)
    resolver = SpeakerResolver(reading, people)
    inner_resolver = SpeakerResolver(inside, replace(gather_people(inside, actors), genders=people.genders))
    quotes = _quotes(drafts, resolver, inner_resolver)
    in_order = sorted(quotes, key=lambda quote: (quote.start_char, quote.end_char))
    return Speech(tuple(in_order), tuple(find_described(reading, people)), tuple(find_acting(reading, people)))


def _quotes(drafts: list[Draft], outside: SpeakerResolver, inside: SpeakerResolver) -> Iterator[Quote]:
    """The records of the drafts in order, each followed by those of what its own words report."""
    for draft in drafts:
        speaker = outside.resolve(draft)
        yield _quote(outside.reading, outside.people, draft, speaker, outside.reporter(draft))
        for inner in draft.inner:
            inner_speaker = resolve_inner(inside, outside, inner, speaker)
            yield _quote(inside.reading, outside.people, inner, inner_speaker, speaker)


def _quote(reading: Reading, people: People, draft: Draft, speaker: Speaker, reporter: Speaker | None) -> Quote:
    """The record of a draft whose speaker, and who reported it if somebody did, are resolved."""
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
        speaker_text=_words_of(reading, speaker),
        speaker_start_char=speaker.start,
        speaker_end_char=speaker.end,
        entity_no=speaker.entity_nos[0] if speaker.entity_nos else None,
        speaker_status=speaker.status,
        unknown_reason=speaker.reason,
        candidates=people.candidates(start, speaker.candidate_nos) if speaker.status == "unknown" else (),
        reported_by_text=_words_of(reading, reporter),
        confidence=round(speaker.sureness * words_sureness(draft, words, reading.tags[cue.token] if cue else ""), 2),
        speaker_entity_nos=speaker.entity_nos,
        speaks_for_text=speaker.principal.text if speaker.principal else None,
        speaks_for_entity_no=speaker.principal.entity_no if speaker.principal else None,
        is_negated=cue is not None and cue.is_negated,
        reported_by_entity_no=reporter.entity_nos[0] if reporter and reporter.entity_nos else None,
    )


def _words_of(reading: Reading, speaker: Speaker | None) -> str | None:
    return None if speaker is None or speaker.start is None else reading.text[speaker.start : speaker.end]
