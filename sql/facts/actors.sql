-- Who is written about, across articles. first_seen_at and last_seen_at are publication times.
-- Grain: one row per actor.
-- Key: actor_id
with

seen as (
    select
        entity_actors.actor_id,
        min(versions.published_at) as first_seen_at,
        max(versions.published_at) as last_seen_at,
        count(distinct versions.article_id) as article_count
    from resolved.entity_actors as entity_actors
    inner join staging.article_versions as versions on entity_actors.version_id = versions.version_id
    group by all
)

select
    actors.actor_id,
    actors.actor_name,
    actors.actor_type,
    actors.country_code,
    actors.wikidata_id,
    seen.first_seen_at,
    seen.last_seen_at,
    coalesce(seen.article_count, 0) as article_count
from resolved.actors as actors
left join seen on actors.actor_id = seen.actor_id
