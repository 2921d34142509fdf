-- Reported speech of the current versions, with the id that every later layer uses.
-- Grain: one row per quotation; the same words read twice over are one row.
-- Key: quote_id
-- Slice: article_id
with

current_articles as (
    select
        document_id,
        article_id,
        version_id
    from raw.articles
    qualify row_number() over (
        partition by article_id
        order by
            modified_at desc nulls last, published_at desc nulls last, retrieved_at desc nulls last,
            content_sha256 desc, version_id desc, document_id desc
    ) = 1
)

select
    left(sha256(concat_ws(
        '|', 'quote', current_articles.version_id, quotes.quote_type, quotes.start_char, quotes.end_char,
        coalesce(quotes.speaker_start_char, -1), quotes.text
    )), 16) as quote_id,
    current_articles.article_id,
    current_articles.version_id,
    current_articles.document_id,
    quotes.quote_type,
    quotes.text,
    quotes.spans,
    quotes.start_char,
    quotes.end_char,
    quotes.cue_text,
    quotes.cue_start_char,
    quotes.cue_end_char,
    quotes.cue_type,
    quotes.speaker_text,
    quotes.speaker_start_char,
    quotes.speaker_end_char,
    quotes.entity_no,
    quotes.speaker_status,
    quotes.unknown_reason,
    quotes.candidates,
    quotes.reported_by_text,
    quotes.confidence,
    quotes.speaker_entity_nos,
    quotes.speaks_for_text,
    quotes.speaks_for_entity_no,
    quotes.is_negated,
    quotes.reported_by_entity_no
from raw.quotes as quotes
inner join current_articles on quotes.document_id = current_articles.document_id
qualify row_number() over (
    partition by quote_id order by quotes.confidence desc, quotes.cue_start_char asc, quotes.entity_no asc
) = 1
