-- Words that different articles give to different speakers: worth a look before they are printed again. Each speaker comes with
-- the first quotation that names them, and with how many of the report_count reports do.
-- Grain: one row per group of quotations with the same words.
-- Key: quote_group_id
select
    row_number() over (
        order by independent_outlet_count desc, report_count desc, last_published_at desc nulls last, quote_group_id asc
    ) as position,
    quote_group_id,
    text,
    speakers,
    report_count,
    outlet_count,
    independent_outlet_count,
    first_published_at,
    first_source_name,
    first_article_id
from facts.quote_groups
where is_speaker_disputed and not is_negated
order by position
