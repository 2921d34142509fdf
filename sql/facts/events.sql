-- Who did what to whom, when and where; event_type is one of PLOVER's 16. start_char and end_char span the words of the action.
-- Grain: one row per event of an article.
-- Key: event_id
-- Slice: article_id, in portions
with

placed as (
    select
        document_id,
        start_char,
        min(place_id) as place_id
    from raw.places
    group by all
)

select
    events.event_id,
    events.article_id,
    events.version_id,
    events.event_type,
    events.action_text,
    events.actor_text,
    keyed_events.actor_id,
    events.recipient_text,
    keyed_events.recipient_id,
    events.is_negated,
    events.modality,
    events.event_date,
    placed.place_id,
    events.start_char,
    events.end_char,
    event_groups.event_group_id,
    events.confidence
from staging.events as events
inner join resolved.event_groups as event_groups on events.event_id = event_groups.event_id
inner join resolved.keyed_events as keyed_events on events.event_id = keyed_events.event_id
left join placed on events.document_id = placed.document_id and events.place_start_char = placed.start_char
order by keyed_events.actor_id
