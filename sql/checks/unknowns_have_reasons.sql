-- Promise 2: what cannot be told says why; a quotation says how its speaker is known.
-- Slice: article_id
select
    'quotes' as table_name,
    quote_id as row_id,
    speaker_status as problem
from facts.quotes
where
    speaker_status is null
    or speaker_status not in ('named', 'resolved', 'unnamed', 'unknown')
    or (speaker_status = 'unknown' and unknown_reason is null)
union all
select
    'places' as table_name,
    place_mention_id as row_id,
    'no place and no reason' as problem
from facts.places
where coalesce(place_id, place_name) is null and unknown_reason is null
union all
select
    'dates' as table_name,
    date_mention_id as row_id,
    'no value and no reason' as problem
from facts.dates
where value_edtf is null and unknown_reason is null
union all
select
    'article_unknowns' as table_name,
    article_id as row_id,
    column_name as problem
from facts.article_unknowns
where reason is null or reason = ''
