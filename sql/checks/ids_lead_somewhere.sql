-- Ids lead to rows: actors, stories, groups of quotations, and the speakers of quotations to entities of their article. Returns
-- the ids that lead nowhere.
with

referred as (
    select
        'actor' as id_type,
        actor_id as id
    from facts.mentions
    union all
    select
        'actor' as id_type,
        unnest(speaker_actor_ids || [actor_id, speaks_for_actor_id, reported_by_actor_id]) as id
    from facts.quotes
    union all
    select
        'quote group' as id_type,
        quote_group_id as id
    from facts.quotes
    union all
    select
        'entity' as id_type,
        version_id || ' ' || unnest(
            coalesce(speaker_entity_nos, []) || [entity_no, speaks_for_entity_no, reported_by_entity_no]
        ) as id
    from staging.quotes
    union all
    select
        'actor' as id_type,
        unnest([actor_id, recipient_id]) as id
    from facts.events
    union all
    select
        'actor' as id_type,
        actor_id as id
    from facts.actor_roles
    union all
    select
        'actor' as id_type,
        actor_id as id
    from facts.actor_aliases
    union all
    select
        'story' as id_type,
        story_id as id
    from facts.article_stories
),

known as (
    select
        'actor' as id_type,
        actor_id as id
    from facts.actors
    union all
    select
        'quote group' as id_type,
        quote_group_id as id
    from facts.quote_groups
    union all
    select
        'entity' as id_type,
        version_id || ' ' || entity_no as id
    from staging.entities
    union all
    select
        'story' as id_type,
        story_id as id
    from facts.stories
)

select distinct
    referred.id_type,
    referred.id
from referred
anti join known on referred.id_type = known.id_type and referred.id = known.id
where referred.id is not null
