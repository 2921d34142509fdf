-- Who said what, in the words of the article. A mixed quote is one row over its whole reported content.
-- Grain: one row per quotation.
-- Key: quote_id
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
    quotes.cue_end_char
from staging.quotes as quotes
inner join resolved.quote_groups as quote_groups on quotes.quote_id = quote_groups.quote_id
left join resolved.entity_actors as entity_actors
    on quotes.version_id = entity_actors.version_id and quotes.entity_no = entity_actors.entity_no
left join resolved.actors as actors on entity_actors.actor_id = actors.actor_id
