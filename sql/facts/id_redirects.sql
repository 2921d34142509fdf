-- Ids that no longer stand for a row of their own, and the id that took them over. A group carries the key of its smallest
-- member, so any other member's key may once have been its id.
-- Grain: one row per retired id.
-- Key: old_id
-- Slice: old_id
with

own_ids as (
    select
        unnest(list_distinct([articles.identity.own_id, articles.identity.link_id])) as old_id,
        articles.article_id,
        articles.retrieved_at,
        articles.document_id
    from raw.articles as articles
)

select
    old_id,
    new_id,
    'actor' as id_type,
    reason
from resolved.actor_redirects
union all
select
    'act_' || left(sha256(old_key), 16) as old_id,
    'act_' || left(sha256(new_key), 16) as new_id,
    'actor' as id_type,
    'corrected' as reason
from resolved.corrected_actors
where
    new_id in (select actor_id from resolved.actors)
    and old_id not in (
        select actor_id from resolved.actors
        union all
        select old_id from resolved.actor_redirects
    )
union all
select
    'reprint:' || article_id as old_id,
    reprint_group_id as new_id,
    'reprint_group' as id_type,
    'member of a larger group' as reason
from resolved.reprints
where old_id <> new_id
union all
select
    old_id,
    article_id as new_id,
    'article' as id_type,
    'one article with an earlier one' as reason
from own_ids
where old_id not in (select article_id from staging.article_versions)
qualify row_number() over (partition by old_id order by retrieved_at nulls last, document_id) = 1
union all
select
    'story:' || article_id as old_id,
    story_id as new_id,
    'story' as id_type,
    'member of a larger story' as reason
from resolved.article_stories
where old_id <> new_id
union all
select
    'quotes:' || quote_id as old_id,
    quote_group_id as new_id,
    'quote_group' as id_type,
    'member of a larger group' as reason
from resolved.quote_groups
where old_id <> new_id
union all
select
    'events:' || event_id as old_id,
    event_group_id as new_id,
    'event_group' as id_type,
    'member of a larger group' as reason
from resolved.event_groups
where old_id <> new_id
