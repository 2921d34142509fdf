-- Who is written about, across articles. first_seen_at and last_seen_at are publication times.
-- Grain: one row per actor.
-- Key: actor_id
-- Slice: actor_id
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
left join resolved.seen_actors as seen on actors.actor_id = seen.actor_id
