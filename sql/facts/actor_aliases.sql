-- The names an actor goes by: how many articles use each, why it is taken for this actor (the reason of most of them), and the
-- ids of up to 20 of these articles, the smallest first.
-- Grain: one row per actor and name.
-- Key: actor_id, alias_text
-- Slice: actor_id
select
    actor_id,
    alias_text,
    article_count,
    reason,
    article_ids
from resolved.actor_aliases
