"""From a row's id to everything that it rests on."""

from dataclasses import dataclass
from datetime import date, datetime

from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Source:
    """The article version that a row rests on, the document it was read from, and the run that read it.

    ``content_sha256`` hashes the version's words. ``document_id`` hashes the bytes as they came, which ``pack_name`` of the document store
    keeps. ``retrieved_at`` is when the words were got as far as their document tells, ``read_at`` when the run read them; both UTC.
    """

    text: str
    authors: tuple[str, ...]
    article_id: str
    version_id: str
    version_no: int
    version_count: int
    title: str | None
    source_name: str | None
    url: str | None
    published_date: date | None
    language_code: str | None
    content_sha256: str
    retrieved_at: datetime | None
    document_id: str
    input_name: str | None
    pack_name: str | None
    extractor_id: str | None
    run_id: str | None
    read_at: datetime | None
    nightdesk_version: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A row and its source. ``spans`` are half-open offsets in code points of ``source.text``, none for a whole article.

    ``attribution`` says who spoke, acted or is meant, as far as the row tells.
    """

    row_id: str
    row_type: str
    attribution: str | None
    spans: tuple[tuple[int, int], ...]
    source: Source

    @property
    def words(self) -> str:
        """The exact words of the spans, joined by a space."""
        return " ".join(self.source.text[start:end] for start, end in self.spans)


def find_citation(con: DuckDBPyConnection, row_id: str) -> Citation | None:
    """The row of that id with all it rests on, or None; ids are those of quotes, events, mentions, articles and versions."""
    for row_type, query in ROWS_SQL.items():
        row = con.execute(query, [row_id]).fetchone()
        if row:
            attribution, spans, version_id = row
            text, authors, *rest = con.execute(SOURCE_SQL, [version_id]).fetchall()[0]
            places = tuple((span["start_char"], span["end_char"]) for span in spans)
            return Citation(row_id, row_type, attribution or None, places, Source(text, tuple(authors or ()), *rest))
    return None


ROWS_SQL = {
    "quote": """
        select
            concat_ws(', ', coalesce(actor_name, speaker_text), case when is_negated then 'negated: ' || cue_text else cue_text end),
            spans,
            version_id
        from facts.quotes where quote_id = ?
    """,
    "event": """
        select
            concat_ws(' · ', coalesce(actor_text, '?'), action_text, coalesce(recipient_text, '?')),
            [{'start_char': start_char, 'end_char': end_char}],
            version_id
        from facts.events where event_id = ?
    """,
    "mention": """
        select actor_name, [{'start_char': start_char, 'end_char': end_char}], version_id
        from facts.mentions where mention_id = ?
    """,
    "article": """
        select null, [], version_id from facts.articles
        where article_id = coalesce((select new_id from facts.id_redirects where old_id = $1), $1)
    """,
    "version": "select null, [], version_id from facts.article_versions where version_id = ?",
}

SOURCE_SQL = """
select
    versions.text,
    versions.authors,
    versions.article_id,
    versions.version_id,
    versions.version_no,
    versions.version_count,
    versions.title,
    versions.source_name,
    versions.url,
    versions.published_date,
    versions.language_code,
    versions.content_sha256,
    versions.retrieved_at,
    versions.document_id,
    documents.input_name,
    documents.pack_name,
    documents.extractor_id,
    documents.run_id,
    documents.fetched_at,
    runs.nightdesk_version
from facts.article_versions as versions
left join facts.documents as documents on versions.document_id = documents.document_id
left join facts.runs as runs on documents.run_id = runs.run_id
where versions.version_id = ?
"""
