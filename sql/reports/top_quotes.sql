-- The quotations of known speakers reported most, direct and mixed ones; of equals the latest, then direct, then the longest.
-- Grain: one row per group of quotations with the same words.
-- Key: quote_group_id
select
    row_number() over (
        order by
            independent_outlet_count desc, report_count desc, last_published_date desc nulls last,
            quote_type asc, length(text) desc, quote_group_id asc
    ) as position,
    quote_group_id,
    actor_id,
    actor_name,
    speaks_for_actor_name,
    text,
    is_speaker_disputed,
    variant_count,
    report_count,
    outlet_count,
    independent_outlet_count,
    of_article_count,
    quote_id,
    article_id
from marts.who_said_what
where actor_id is not null and quote_type <> 'indirect'
order by position
limit 20
