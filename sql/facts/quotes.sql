-- Who said what, in the words of the article. A mixed quote is one row over its whole reported content.
-- speaker_actor_ids are all who said it together, actor_id the first of them; is_negated words were not said.
-- reported_by_text and reported_by_actor_id: X where X said that Y said it, between marks or not; the row is Y's.
-- Grain: one row per quotation.
-- Key: quote_id
-- Slice: article_id
with

speakers as (
    select
        quote_id,
        list(actor_id order by speaker_no asc, actor_id asc) as actor_ids
    from resolved.quote_speakers
    where not is_spoken_for
    group by all
)

select
    quotes.quote_id,
    quotes.article_id,
    quotes.version_id,
    quotes.quote_type,
    quotes.text,
    quotes.spans,
    quotes.start_char,
    quotes.end_char,
    quotes.cue_text,
    quotes.cue_type,
    quotes.speaker_text,
    quotes.speaker_start_char,
    quotes.speaker_end_char,
    entity_actors.actor_id,
    actors.actor_name,
    quotes.speaker_status,
    quotes.unknown_reason,
    quotes.candidates,
    quotes.reported_by_text,
    quote_groups.quote_group_id,
    quotes.confidence,
    quotes.cue_start_char,
    quotes.cue_end_char,
    coalesce(speakers.actor_ids, []) as speaker_actor_ids,
    quotes.speaks_for_text,
    speaks_for.actor_id as speaks_for_actor_id,
    quotes.is_negated,
    reporters.actor_id as reported_by_actor_id
from staging.quotes as quotes
inner join resolved.quote_groups as quote_groups on quotes.quote_id = quote_groups.quote_id
inner join staging.article_versions as versions on quotes.version_id = versions.version_id
left join resolved.entity_actors as entity_actors
    on quotes.version_id = entity_actors.version_id and quotes.entity_no = entity_actors.entity_no
left join resolved.actors as actors on entity_actors.actor_id = actors.actor_id
left join speakers on quotes.quote_id = speakers.quote_id
left join resolved.entity_actors as speaks_for
    on quotes.version_id = speaks_for.version_id and quotes.speaks_for_entity_no = speaks_for.entity_no
left join resolved.entity_actors as reporters
    on quotes.version_id = reporters.version_id and quotes.reported_by_entity_no = reporters.entity_no
order by versions.published_at, quotes.article_id
