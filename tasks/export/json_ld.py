"""Articles and their quotations as schema.org's NewsArticle and Quotation, one node each.

Terms: https://schema.org/NewsArticle and https://schema.org/Quotation; who spoke is ``spokenByCharacter``. Where words stand is told by Web
Annotation's ``TextPositionSelector`` (https://www.w3.org/TR/annotation-model/#text-position-selector), in code points of ``articleBody``.
"""

from collections.abc import Iterator
from typing import Any

from duckdb import DuckDBPyConnection

from tasks.export.rows import iso_8601, known, streamed

CONTEXT = {"@vocab": "https://schema.org/", "oa": "http://www.w3.org/ns/oa#"}
SPEAKER_TYPES = {"person": "Person", "organisation": "Organization", "group": "Organization"}


def linked_nodes(con: DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """The chosen articles, then the quotations in them, those of the chosen actors."""
    for row in streamed(con, ARTICLES_SQL):
        yield _article(*row)
    for row in streamed(con, QUOTES_SQL):
        yield _quotation(*row)


def _article(
    article_id: str, version_id: str, sha256: str, url: str | None, title: str | None, description: str | None,
    text: str, authors: list[str] | None, source_name: str | None, published_at: Any, published_date: Any,
    precision: str | None, modified_at: Any, language_code: str, section_name: str | None, word_count: int,
    topics: list[dict[str, str]] | None,
) -> dict[str, Any]:  # fmt: skip
    return known(
        {
            "@type": "NewsArticle",
            "@id": f"urn:nightdesk:article:{article_id}",
            "identifier": article_id,
            "version": version_id,
            "url": url,
            "headline": title,
            "abstract": description,
            "articleBody": text,
            "author": [{"@type": "Person", "name": name} for name in authors or ()],
            "publisher": known({"@type": "Organization", "name": source_name}) if source_name else None,
            "datePublished": iso_8601(published_date if precision == "day" else published_at),
            "dateModified": iso_8601(modified_at),
            "inLanguage": None if language_code == "und" else language_code,
            "articleSection": section_name,
            "wordCount": word_count,
            "about": [
                {"@type": "DefinedTerm", "termCode": topic["topic_id"], "name": topic["topic_name"]}
                for topic in topics or ()
            ],
            "sha256": sha256,
        }
    )


def _quotation(
    quote_id: str, article_id: str, text: str, spans: list[dict[str, int]], speaker_name: str | None,
    actor_id: str | None, actor_type: str | None, wikidata_id: str | None, language_code: str,
) -> dict[str, Any]:  # fmt: skip
    speaker = {
        "@type": SPEAKER_TYPES.get(actor_type or "", "Thing"),
        "name": speaker_name,
        "identifier": actor_id,
        "sameAs": f"http://www.wikidata.org/entity/{wikidata_id}" if wikidata_id else None,
    }
    return known(
        {
            "@type": "Quotation",
            "@id": f"urn:nightdesk:quote:{quote_id}",
            "identifier": quote_id,
            "text": text,
            "spokenByCharacter": known(speaker) if speaker_name else None,
            "inLanguage": None if language_code == "und" else language_code,
            "isPartOf": {"@id": f"urn:nightdesk:article:{article_id}"},
            "oa:hasSelector": [
                {"@type": "oa:TextPositionSelector", "oa:start": each["start_char"], "oa:end": each["end_char"]}
                for each in spans
            ],
        }
    )


ARTICLES_SQL = """
select
    article_id, version_id, content_sha256, url, title, description, text, authors, source_name, published_at,
    published_date, published_precision, modified_at, language_code, section_name, word_count,
    (
        select list(struct_pack(topic_id := topic_id, topic_name := topic_name) order by rank, topic_id)
        from facts.article_topics as topics
        where topics.article_id = articles.article_id
    ) as topics
from facts.articles as articles
where article_id in (select article_id from chosen_for_actors)
"""

QUOTES_SQL = """
select
    quotes.quote_id, quotes.article_id, quotes.text, quotes.spans, coalesce(quotes.actor_name, quotes.speaker_text),
    quotes.actor_id, actors.actor_type, actors.wikidata_id, articles.language_code
from facts.quotes as quotes
inner join facts.articles as articles on quotes.article_id = articles.article_id
left join facts.actors as actors on quotes.actor_id = actors.actor_id
where
    quotes.article_id in (select article_id from chosen_for_actors)
    and not quotes.is_negated
    and (
        not exists (from chosen_actors)
        or list_has_any(list_append(quotes.speaker_actor_ids, quotes.actor_id), (select list(actor_id) from chosen_actors))
    )
"""
