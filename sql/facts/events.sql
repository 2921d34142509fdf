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
),

named as (
    select
        asked.event_id,
        max(entity_actors.actor_id) filter (where asked.is_actor) as actor_id,
        max(entity_actors.actor_id) filter (where not asked.is_actor) as recipient_id
    from (
        select
            event_id,
            version_id,
            unnest([actor_entity_no, recipient_entity_no]) as entity_no,
            unnest([true, false]) as is_actor
        from staging.events
    ) as asked
    inner join resolved.entity_actors as entity_actors
        on asked.version_id = entity_actors.version_id and asked.entity_no = entity_actors.entity_no
    group by all
)

select
    events.event_id,
    events.article_id,
    events.version_id,
    events.event_type,
    events.action_text,
    events.actor_text,
    named.actor_id,
    events.recipient_text,
    named.recipient_id,
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
left join named on events.event_id = named.event_id
left join placed on events.document_id = placed.document_id and events.place_start_char = placed.start_char
order by named.actor_id
