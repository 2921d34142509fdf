-- Words that different articles give to different speakers: worth a look before they are printed again.
-- Grain: one row per group of quotations with the same words.
-- Key: quote_group_id
select
    quote_group_id,
    first_text as text,
    speakers,
    report_count,
    outlet_count,
    independent_outlet_count,
    first_published_at,
    first_source_name,
    first_article_id
from marts.quote_groups
where is_speaker_disputed
