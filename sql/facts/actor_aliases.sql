-- The names an actor goes by, with how many articles use each.
-- Grain: one row per actor and name.
-- Key: actor_id, alias_text
select
    actor_id,
    alias_text,
    article_count,
    reason
from resolved.actor_aliases
