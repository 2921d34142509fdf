-- Date expressions with their EDTF value and the days they cover (both ends included), or why they cannot be told.
-- Grain: one row per date expression of an article.
-- Key: date_mention_id
-- Slice: article_id
select distinct
    versions.article_id,
    dates.text,
    dates.start_char,
    dates.end_char,
    dates.value_edtf,
    dates.from_date,
    dates.to_date,
    dates.anchor_date,
    dates.unknown_reason,
    versions.version_id,
    left(sha256(concat_ws(
        '|', 'date', versions.version_id, dates.start_char, dates.end_char, coalesce(dates.value_edtf, '')
    )), 16) as date_mention_id
from raw.dates as dates
inner join staging.article_versions as versions on dates.document_id = versions.document_id and versions.is_current
order by versions.article_id
