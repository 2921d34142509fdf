-- Who said what, in the words of the article. A mixed quote is one row over its whole reported content.
-- speaker_actor_ids are all who said it together, actor_id the first of them; is_negated words were not said.
-- reported_by_text and reported_by_actor_id: X where X said that Y said it, between marks or not; the row is Y's.
-- Grain: one row per quotation.
-- Key: quote_id
-- Slice: article_id, in portions
with

named as (
    select
        asked.quote_id,
        max(entity_actors.actor_id) filter (where asked.part = 'speaker') as actor_id,
        max(entity_actors.actor_id) filter (where asked.part = 'spoken for') as speaks_for_actor_id,
        max(entity_actors.actor_id) filter (where asked.part = 'reporter') as reported_by_actor_id
    from (
        select
            quote_id,
            version_id,
            unnest([entity_no, speaks_for_entity_no, reported_by_entity_no]) as entity_no,
            unnest(['speaker', 'spoken for', 'reporter']) as part
        from staging.quotes
    ) as asked
    inner join resolved.entity_actors as entity_actors
        on asked.version_id = entity_actors.version_id and asked.entity_no = entity_actors.entity_no
    group by all
),

speakers as (
    select
        quote_id,
        min(actor_id) as actor_id,
        count(*) as speaker_count
    from resolved.quote_speakers
    where not is_spoken_for
    group by all
),

-- Few are said by several together: lists of all would stay in memory while they are gathered.
together as (
    select
        quote_id,
        list_transform(list_sort(list((speaker_no, actor_id))), lambda speaker: speaker[2]) as actor_ids
    from resolved.quote_speakers
    where
        not is_spoken_for
        and quote_id in (
            select quote_id from speakers
            where speaker_count > 1
        )
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
    named.actor_id,
    actors.actor_name,
    quotes.speaker_status,
    quotes.unknown_reason,
    quotes.candidates,
    quotes.reported_by_text,
    quote_groups.quote_group_id,
    quotes.confidence,
    quotes.cue_start_char,
    quotes.cue_end_char,
    if(speakers.actor_id is null, [], coalesce(together.actor_ids, [speakers.actor_id])) as speaker_actor_ids,
    quotes.speaks_for_text,
    named.speaks_for_actor_id,
    quotes.is_negated,
    named.reported_by_actor_id
from staging.quotes as quotes
inner join resolved.quote_groups as quote_groups on quotes.quote_id = quote_groups.quote_id
inner join staging.article_versions as versions on quotes.version_id = versions.version_id
left join named on quotes.quote_id = named.quote_id
left join resolved.actors as actors on named.actor_id = actors.actor_id
left join speakers on quotes.quote_id = speakers.quote_id
left join together on quotes.quote_id = together.quote_id
order by versions.published_at, quotes.article_id
