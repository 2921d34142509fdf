-- Who did what to whom in the current versions, with the id that every later layer uses and the names of those involved.
-- Grain: one row per event of an article; the same words read twice over are one row.
-- Key: event_id
-- Slice: article_id
with

current_articles as (
    select
        document_id,
        article_id,
        version_id,
        cast(published_at as date) as published_date
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
        '|', 'event', current_articles.version_id, events.event_type, events.start_char, events.end_char,
        coalesce(events.actor_text, ''), coalesce(events.recipient_text, '')
    )), 16) as event_id,
    current_articles.article_id,
    current_articles.version_id,
    current_articles.document_id,
    events.event_type,
    events.action_text,
    events.actor_text,
    events.actor_entity_no,
    actors.actor_name,
    events.recipient_text,
    events.recipient_entity_no,
    recipients.actor_name as recipient_name,
    events.is_negated,
    events.modality,
    events.event_date,
    current_articles.published_date,
    events.place_start_char,
    events.start_char,
    events.end_char,
    events.confidence
from raw.events as events
inner join current_articles on events.document_id = current_articles.document_id
left join raw.entities as actors
    on events.document_id = actors.document_id and events.actor_entity_no = actors.entity_no
left join raw.entities as recipients
    on events.document_id = recipients.document_id and events.recipient_entity_no = recipients.entity_no
qualify row_number() over (
    partition by event_id order by events.confidence desc, events.action_text asc, events.modality asc, events.event_date asc
) = 1
