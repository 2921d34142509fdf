"""Who said each quotation: the actors that its article names for it."""

# One row per quotation and actor. speaker_no is the speaker's place from 0 in the order in which the article names them; an actor for
# whom only a spokesperson spoke has is_spoken_for and none.
QUOTE_SPEAKERS_SQL = """
with
speaking as (
    select
        quote_id,
        article_id,
        version_id,
        unnest(speaker_entity_nos) as entity_no,
        unnest(range(len(speaker_entity_nos))) as speaker_no,
        false as is_spoken_for
    from staging.quotes
    union all
    select quote_id, article_id, version_id, entity_no, 0, false from staging.quotes where entity_no is distinct from speaker_entity_nos[1]
    union all
    select quote_id, article_id, version_id, speaks_for_entity_no, null, true from staging.quotes where speaks_for_entity_no is not null
)

select
    speaking.quote_id,
    speaking.article_id,
    entity_actors.actor_id,
    min(speaking.speaker_no) as speaker_no,
    bool_and(speaking.is_spoken_for) as is_spoken_for
from speaking
inner join resolved.entity_actors as entity_actors
    on speaking.version_id = entity_actors.version_id and speaking.entity_no = entity_actors.entity_no
group by all
"""
