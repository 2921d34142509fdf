"""The step from a document to an article."""

import re
from dataclasses import dataclass, replace

from tasks.clean.conflicts import conflicts_of
from tasks.clean.declarations import Declarations, settle
from tasks.clean.genre import genre_of
from tasks.clean.identity import content_sha256, identity_of, version_id
from tasks.clean.language import language_of
from tasks.clean.page import WHOLE_WORDS
from tasks.clean.readers import read_bytes
from tasks.clean.reading import Layer, Reading, Refusal
from tasks.clean.removal import keep_report
from tasks.clean.strings import Line, one_line
from tasks.records import Article, Document, RemovedLine, Supplied

_WORD = re.compile(r"\w+")
# A text that stops with an ellipsis outside quotation marks, or with the count of what is missing
_CUT = re.compile(r"(?:\[(?:…|\.{3})\]|…|\.{3}|\[\+\d{1,9} chars\]|\((?:…|\.{3}|more)\))$", re.I)
_CUT_LABEL = re.compile(
    r"(?:^|[.!?…\]] )(?:continue reading|read (?:more|on|the (?:full|rest))|lire la suite|weiterlesen|leer más)\b[^.]{0,40}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class CleanDefaults:
    """Settings that fill what an article leaves open: the language (BCP 47) of an undeclared text under 50 words."""

    language_code: str = "en"


def clean_document(document: Document, defaults: CleanDefaults) -> Article | Refusal:
    """The article of a document, or why it has none; a value in either case, whatever the bytes.

    What was supplied with the document goes before what the document declares. A column that nobody declares is None with an
    ``Unknown``. Where a page holds nothing but its headline or a wall, the feed's words stand in. Refused: a document of which no text is
    left, broken JSON, bytes that are no text. Length refuses nothing.
    """
    reading = read_bytes(document.media_type, document.body)
    if isinstance(reading, Refusal):
        return reading
    known = settle((Layer("supplied", document.supplied), *reading.layers))
    text, removed_lines = keep_report(reading.lines, reading.headlines, known.authors)
    if not text and reading.is_page and (teaser := _teaser(document.supplied)):
        reading, text = replace(reading, lines=(Line(1, teaser),), is_withheld=True), teaser
    if not text:
        reasons = ", ".join(sorted({line.reason for line in removed_lines}))
        return Refusal(f"no text: nothing but {reasons}" if reasons else "no text: the document is empty")
    return _article(document, reading, known, text, removed_lines, defaults)


def _article(
    document: Document,
    reading: Reading,
    known: Declarations,
    text: str,
    removed_lines: tuple[RemovedLine, ...],
    defaults: CleanDefaults,
) -> Article:
    identity = identity_of(known.said, text)
    sha256 = content_sha256(known.title, text)
    word_count = len(_WORD.findall(text))
    language_code, language_source = language_of(text, word_count, known.language_code, defaults.language_code)
    return Article(
        article_id=identity.own_id,
        version_id=version_id(identity.own_id, sha256),
        document_id=document.document_id,
        content_sha256=sha256,
        text=text,
        url=known.url,
        canonical_url=known.canonical_url,
        source_name=known.source_name,
        title=known.title,
        description=known.description,
        authors=known.authors,
        published_at=known.published.at if known.published else None,
        published_precision=known.published_precision,
        published_source=known.published_source,
        modified_at=known.modified.at if known.modified else None,
        retrieved_at=known.retrieved.at if known.retrieved else None,
        language_code=language_code,
        language_source=language_source,
        section_name=known.section_name,
        genre_type=genre_of(reading.schema_types, known.section_name, known.url, known.title, text),
        word_count=word_count,
        is_truncated=_is_truncated(reading, word_count),
        aliases=known.aliases,
        identity=identity,
        unknowns=known.unknowns,
        removed_lines=removed_lines,
        metadata_conflicts=conflicts_of(document.supplied, reading.layers, known, language_code),
    )


def _teaser(supplied: Supplied) -> str | None:
    """What the feed says of an entry, for a page that holds nothing of its report."""
    return one_line(supplied.description) if supplied.feed_url else None


def _is_truncated(reading: Reading, word_count: int) -> bool:
    """Whether the text stops short: an ellipsis ends it, outside a whole page an invitation to read on, on a page its wall."""
    if reading.is_withheld and word_count < WHOLE_WORDS:
        return True
    last = reading.lines[-1].text.rstrip()
    return bool(_CUT.search(last)) or (not reading.is_page and bool(_CUT_LABEL.search(last)))
