-- Words that name an actor, or describe it where no other can be meant (mention_type: name, description). actor_type is that of
-- the actor they lead to; actor_reason says why they lead there, link_reason why it is or is not linked to a known one.
-- Grain: one row per mention.
-- Key: mention_id
-- Slice: article_id, in portions
with

-- Made distinct before they are joined: wide rows with all their words would stay in memory.
named as (
    select
        left(sha256(concat_ws(
            '|', 'mention', versions.version_id, mentions.start_char, mentions.end_char, mentions.entity_no, mentions.actor_type
        )), 16) as mention_id,
        versions.article_id,
        versions.version_id,
        mentions.text,
        coalesce(actors.actor_type, mentions.actor_type) as actor_type,
        mentions.mention_type,
        mentions.start_char,
        mentions.end_char,
        entity_actors.actor_id,
        actors.actor_name,
        entity_actors.reason as actor_reason,
        entities.link_reason,
        versions.published_at
    from (select distinct * from raw.mentions) as mentions
    inner join staging.article_versions as versions on mentions.document_id = versions.document_id and versions.is_current
    left join staging.entities as entities
        on versions.version_id = entities.version_id and mentions.entity_no = entities.entity_no
    left join resolved.entity_actors as entity_actors
        on versions.version_id = entity_actors.version_id and mentions.entity_no = entity_actors.entity_no
    left join resolved.actors as actors on entity_actors.actor_id = actors.actor_id
)

select
    mention_id,
    article_id,
    version_id,
    text,
    actor_type,
    mention_type,
    start_char,
    end_char,
    actor_id,
    actor_name,
    actor_reason,
    link_reason
from named
order by published_at, article_id
