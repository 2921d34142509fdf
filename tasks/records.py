"""The records that travel along the path, left to right.

All are frozen and slotted. Offsets are half-open, in Unicode code points of ``Article.text``. Every ``_at`` is an aware UTC
datetime. ``None`` means "cannot be told"; where a promise asks for it, a reason stands beside it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

ActorType = Literal["person", "organisation", "place", "group"]
CorrectionKind = Literal[
    "merge", "split", "rename", "type", "qid", "reject_quote", "speaker", "confirm", "topic", "date"
]
State = Literal["loaded", "updated", "unchanged", "duplicate", "rejected", "skipped", "failed"]


# --- what comes in -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Supplied:
    """What somebody declared about an article: a sidecar, a manifest, a feed entry, the command line or the document itself.

    Dates stay the strings they were declared as; ``retrieved_at`` is when the document was fetched, if it says so, ``redirected_url``
    where its URL led then. ``is_link_shared`` says that several entries of its feed have its URL, ``is_guid_shared`` that entries with
    other URLs have its guid.
    """

    url: str | None = None
    title: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    retrieved_at: str | None = None
    source_name: str | None = None
    language_code: str | None = None
    authors: tuple[str, ...] = ()
    description: str | None = None
    section_name: str | None = None
    canonical_url: str | None = None
    declared_id: str | None = None
    guid: str | None = None
    is_link_shared: bool = False
    is_guid_shared: bool = False
    redirected_url: str | None = None
    feed_url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One leaf input as bytes, before anything interprets it: a file, a JSON object, a feed entry, an archive's member.

    ``media_type`` is one of text/plain, text/markdown, text/html, application/json, message/rfc822. ``document_id`` is derived from
    media type, declared metadata and bytes, never from ``input_name`` (path, member and line, for people to find it again).
    """

    document_id: str
    input_name: str
    media_type: str
    body: bytes
    supplied: Supplied


@dataclass(frozen=True, slots=True)
class Disposition:
    """Where one input ended in one run, and why (promise 3)."""

    input_name: str
    state: State
    reason: str
    document_id: str | None = None


# --- cleaned -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unknown:
    """A column of the article that cannot be told, with the reason (promise 2)."""

    column_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that cleaning took out; ``line_no`` counts from 1 in the text before cleaning."""

    line_no: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class MetadataConflict:
    """What an article's feed, or its page, states in a column where the two disagree; ``is_chosen`` where the article has it."""

    column_name: str
    origin: Literal["feed", "page"]
    value_text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document alone tells of which article it is; loading settles it with all others (``tasks/load/identities.py``).

    ``own_id`` is the article id by this document. ``link_id`` is that of its URL, ``entry_id`` that of URL and guid, ``guid_id`` stands for
    the guid in its feed, ``redirect_id`` is the ``link_id`` of where its URL led.
    """

    own_id: str
    link_id: str | None = None
    entry_id: str | None = None
    guid_id: str | None = None
    redirect_id: str | None = None
    is_link_shared: bool = False
    is_guid_shared: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One document read as an article. ``text`` is NFC, paragraphs separated by one newline, and final: all offsets refer to it.

    ``published_precision`` is second, minute or day; ``published_source`` says who declared it (supplied, page, text).
    ``language_source`` is declared, detected or default. ``content_sha256`` covers title and text; ``article_id`` and ``version_id`` are
    those of the document alone, until loading has settled its ``identity``.
    """

    article_id: str
    version_id: str
    document_id: str
    content_sha256: str
    text: str
    url: str | None = None
    canonical_url: str | None = None
    source_name: str | None = None
    title: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_precision: str | None = None
    published_source: str | None = None
    modified_at: datetime | None = None
    retrieved_at: datetime | None = None
    language_code: str = "und"
    language_source: str = "detected"
    section_name: str | None = None
    genre_type: str = "article"
    word_count: int = 0
    is_truncated: bool = False
    aliases: tuple[str, ...] = ()
    identity: Identity | None = None
    unknowns: tuple[Unknown, ...] = ()
    removed_lines: tuple[RemovedLine, ...] = ()
    metadata_conflicts: tuple[MetadataConflict, ...] = ()


# --- facts ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open code-point offsets into ``Article.text``."""

    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor, or describe one where no other can be meant; ``entity_no`` leads to the article's own entity."""

    text: str
    actor_type: ActorType
    start_char: int
    end_char: int
    entity_no: int
    mention_type: Literal["name", "description"] = "name"


@dataclass(frozen=True, slots=True)
class Entity:
    """One actor inside one article: all mentions that mean the same. ``names`` are the distinct forms seen, fullest first.

    ``wikidata_id`` and ``country_code`` (ISO 3166-1 alpha-2) come from the lists of known actors when the link is sure;
    ``link_reason`` says why it is or is not linked. ``is_doubtful``: a known actor has the name and the article speaks against it, or does
    not bear it out.
    """

    entity_no: int
    actor_name: str
    actor_type: ActorType
    names: tuple[str, ...]
    country_code: str | None = None
    wikidata_id: str | None = None
    link_reason: str | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role as stated, with the words: ``role_status`` is current, former, acting, elect or candidate.

    ``role_field`` is the field of life it belongs to (politics, law, sport, ...) where its words tell one.
    """

    entity_no: int
    role_text: str
    organisation_text: str | None
    country_code: str | None
    role_status: str
    start_char: int
    end_char: int
    role_field: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Reported speech. ``text`` is the words of ``spans`` joined by one space; ``start_char``/``end_char`` their envelope.

    ``entity_no`` is the speaker when resolved, the first of ``speaker_entity_nos`` when several spoke together. ``speaks_for_text`` and
    ``speaks_for_entity_no`` are the organisation or person a spokesperson speaks for; an unnamed spokesperson's ``entity_no`` is that one.
    ``speaker_status``: named, resolved, unnamed, unknown (then ``unknown_reason`` and ``candidates``, best first). ``is_negated`` words were
    not said ("never said that"). ``reported_by_text`` and ``reported_by_entity_no`` are X in "X said Y said" and in what X says inside marks that Y
    said. ``confidence`` is 0 to 1.
    """

    quote_type: Literal["direct", "indirect", "mixed"]
    text: str
    spans: tuple[Span, ...]
    start_char: int
    end_char: int
    cue_text: str | None
    cue_start_char: int | None
    cue_end_char: int | None
    cue_type: str | None
    speaker_text: str | None
    speaker_start_char: int | None
    speaker_end_char: int | None
    entity_no: int | None
    speaker_status: Literal["named", "resolved", "unnamed", "unknown"]
    unknown_reason: str | None
    candidates: tuple[str, ...]
    reported_by_text: str | None
    confidence: float
    speaker_entity_nos: tuple[int, ...] = ()
    speaks_for_text: str | None = None
    speaks_for_entity_no: int | None = None
    is_negated: bool = False
    reported_by_entity_no: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom. ``event_type`` is one of PLOVER's 16; ``modality`` asserted, planned, hypothetical, historical or reported.

    ``place_start_char`` leads to the ``Place`` at that offset; start and end span the clause's trigger.
    """

    event_type: str
    action_text: str
    actor_text: str | None
    actor_entity_no: int | None
    recipient_text: str | None
    recipient_entity_no: int | None
    is_negated: bool
    modality: Literal["asserted", "planned", "hypothetical", "historical", "reported"]
    event_date: date | None
    place_start_char: int | None
    start_char: int
    end_char: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the article: ``medtop:########`` or ``user:<slug>``; relevance 0 to 1, rank from 1, evidence the words that decided.

    ``evidence_spans`` is where these first stand in the text, in order; words of the title or the section's name stand nowhere in it.
    ``rule_version`` names the rule as it was; None when a person added the topic.
    """

    topic_id: str
    topic_name: str
    relevance: float
    rank: int
    evidence: tuple[str, ...]
    evidence_spans: tuple[Span, ...] = ()
    rule_version: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym. ``place_id`` is a GeoNames id as text; ``precision_type`` is country, region, county, city or area."""

    text: str
    start_char: int
    end_char: int
    place_id: str | None
    place_name: str | None
    country_code: str | None
    latitude: float | None
    longitude: float | None
    precision_type: str | None
    place_role: Literal["dateline", "event", "mentioned"]
    unknown_reason: str | None
    runner_up_id: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: its EDTF value, the days it covers (both ends included) and the anchor that told it, or why it cannot be told."""

    text: str
    start_char: int
    end_char: int
    value_edtf: str | None
    from_date: date | None
    to_date: date | None
    anchor_date: date | None
    unknown_reason: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit (dead, injured, arrested, USD, per cent, ...), what it counts and its qualifier ("at least")."""

    text: str
    start_char: int
    end_char: int
    number_value: float
    unit_name: str | None
    what_text: str | None
    qualifier: str | None


@dataclass(frozen=True, slots=True)
class KeyFact:
    """An answer to who, what, when, where, why or how; rank from 1 within the question.

    The offsets are those of the text; they are None for words that stand in the headline alone.
    """

    question: Literal["who", "what", "when", "where", "why", "how"]
    rank: int
    text: str
    start_char: int | None
    end_char: int | None


@dataclass(frozen=True, slots=True)
class ArticleActors:
    """The actors of one article, and the way from an offset to one."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()

    def entity_at(self, start_char: int, end_char: int) -> int | None:
        """The entity of the longest mention that overlaps [start_char, end_char), the earliest of equals; None without one."""
        inside = [m for m in self.mentions if m.start_char < end_char and m.end_char > start_char]
        best = max(
            inside,
            key=lambda m: (min(m.end_char, end_char) - max(m.start_char, start_char), -m.start_char),
            default=None,
        )
        return best.entity_no if best else None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was extracted from one article; empty for a language that is not read."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    article_topics: tuple[Topic, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    key_facts: tuple[KeyFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """One row of an extraction batch: where the document ended, and the article and facts when it was read."""

    document_id: str
    state: State
    reason: str
    article: Article | None = None
    facts: Facts = field(default_factory=Facts)


# --- what a person decides -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActorKey:
    """An actor as a person names it, by what the articles say and never by an id; what is None may be anything."""

    actor_name: str
    actor_type: ActorType | None = None
    country_code: str | None = None
    wikidata_id: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's decision that survives every re-extraction: one row of ``seeds/corrections.csv``, whose ``line_no`` counts from 1.

    ``article`` is a URL or an article_id. docs/corrections.md says what ``target`` and ``value`` hold for each kind; where they name an
    actor, ``target_actor`` and ``value_actor`` hold it read. ``correction_id`` is derived from everything but the note.
    """

    correction_id: str
    line_no: int
    kind: CorrectionKind
    article: str | None
    target: str
    value: str | None
    author: str
    made_at: datetime
    note: str | None
    target_actor: ActorKey | None
    value_actor: ActorKey | None
