"""The three forms of a citation: text for a footnote, JSON-LD for machines, BibTeX for a bibliography."""

import json
from datetime import date, datetime
from typing import Any

from tasks.citations.records import ArchivedRecord
from tasks.citations.trace import Citation, Source

SCHEMA_TYPES = {"quote": "Quotation", "article": "NewsArticle", "version": "NewsArticle"}


def as_text(citation: Citation, record: ArchivedRecord | None = None) -> str:
    """A footnote in a line, the exact words where the row has some, and below them what it all rests on."""
    source = citation.source
    lines = [_footnote(source)]
    if citation.spans:
        who = f"{citation.attribution}: " if citation.attribution else ""
        places = ", ".join(f"{start}–{end}" for start, end in citation.spans)
        lines.append(f"  {who}“{citation.words}”")
        lines.append(f"  {citation.row_type} {citation.row_id}, characters {places}")
    lines += [f"  {name:<10}{value}" for name, value in _evidence(source, record) if value]
    return "\n".join(lines)


def _footnote(source: Source) -> str:
    """Authors, “Title”, Outlet, date, URL; what is not known is left out or said to be so."""
    title = f"“{source.title}”" if source.title else "untitled"
    day = f"{source.published_date:%-d %B %Y}" if source.published_date else "undated"
    parts = (", ".join(source.authors), title, source.source_name or "outlet not known", day, source.url)
    return ", ".join(part for part in parts if part)


def _evidence(source: Source, record: ArchivedRecord | None) -> tuple[tuple[str, str | None], ...]:
    return (
        (
            "version",
            f"{source.version_id} ({source.version_no} of {source.version_count}), sha256 {source.content_sha256}",
        ),
        ("retrieved", f"{source.retrieved_at:%Y-%m-%d %H:%M} UTC" if source.retrieved_at else None),
        ("document", f"{source.document_id} from {source.input_name}"),
        ("archive", source.pack_name),
        ("answer", f"{record.record_id} at byte {record.offset} of {record.file_name}" if record else None),
        ("run", f"{source.run_id}, Nightdesk {source.nightdesk_version}, rules {source.extractor_id}"),
    )


def as_json_ld(citation: Citation, record: ArchivedRecord | None = None) -> str:
    """Schema.org's Quotation (or NewsArticle) with W3C PROV terms for where it comes from, and Web Annotation's positions."""
    source = citation.source
    article: dict[str, Any] = {
        "@type": "NewsArticle",
        "identifier": source.article_id,
        "version": source.version_id,
        "headline": source.title,
        "author": [{"@type": "Person", "name": name} for name in source.authors],
        "publisher": {"@type": "Organization", "name": source.source_name} if source.source_name else None,
        "datePublished": source.published_date,
        "inLanguage": source.language_code,
        "url": source.url,
        "sha256": source.content_sha256,
        "prov:wasDerivedFrom": {
            "@type": "prov:Entity",
            "identifier": source.document_id,
            "prov:atLocation": source.pack_name,
            "prov:generatedAtTime": source.retrieved_at,
            "prov:hadPrimarySource": _primary_source(record),
        },
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "identifier": source.run_id,
            "prov:startedAtTime": source.read_at,
            "prov:wasAssociatedWith": f"Nightdesk {source.nightdesk_version}, rules {source.extractor_id}",
        },
    }
    if citation.spans:
        row = {
            "@type": SCHEMA_TYPES.get(citation.row_type, "CreativeWork"),
            "identifier": citation.row_id,
            "text": citation.words,
            "creditText": citation.attribution,
            "oa:hasSelector": [
                {"@type": "oa:TextPositionSelector", "oa:start": start, "oa:end": end} for start, end in citation.spans
            ],
            "isPartOf": article,
        }
    else:
        row = article
    context = {"@vocab": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#", "oa": "http://www.w3.org/ns/oa#"}
    return json.dumps({"@context": context, **_known(row)}, default=_iso_8601, ensure_ascii=False, indent=2)


def _primary_source(record: ArchivedRecord | None) -> dict[str, Any] | None:
    """The archived answer, in the words of PROV; its id and place as WARC tools take them."""
    if record is None:
        return None
    place = f"{record.file_name}#{record.offset}"
    return {"@type": "prov:Entity", "identifier": record.record_id, "url": record.target_url, "prov:atLocation": place}


def _iso_8601(when: date) -> str:
    return f"{when.isoformat()}Z" if isinstance(when, datetime) else when.isoformat()


def _known(value: Any) -> Any:
    """The same without what is not known, at any depth."""
    if isinstance(value, dict):
        return {name: _known(each) for name, each in value.items() if each not in (None, [])}
    return [_known(each) for each in value] if isinstance(value, list) else value


def as_bibtex(citation: Citation, record: ArchivedRecord | None = None) -> str:
    """A BibTeX ``@misc`` entry, its key the row's id; characters that TeX reads as commands are escaped."""
    source = citation.source
    rests_on = f"{citation.row_type} {citation.row_id}, version {source.version_id}, sha256 {source.content_sha256}"
    if record:
        rests_on += f", archived as {record.record_id} in {_tex(record.file_name)}"
    said = f"{citation.attribution + ': ' if citation.attribution else ''}``{_tex(citation.words)}''; "
    fields = (
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in source.authors)),
        ("title", f"{{{_tex(source.title)}}}" if source.title else None),
        ("howpublished", _tex(source.source_name) if source.source_name else None),
        ("date", str(source.published_date) if source.published_date else None),
        ("url", source.url),
        ("urldate", f"{source.retrieved_at:%Y-%m-%d}" if source.retrieved_at else None),
        ("note", (said if citation.spans else "") + rests_on),
    )
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@misc{{nightdesk:{citation.row_id},\n{lines}}}"


TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        **{mark: f"\\{mark}" for mark in "$&%#_"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(TEX)
