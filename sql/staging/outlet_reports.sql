-- How long an outlet's newest reports are and how many are signed, beside those it gave in the 28 days before. The newest are the
-- latest night's, or eight when it gave fewer. Only what nightly runs took as new counts.
-- Grain: one row per outlet with new reports in the last 28 days.
-- Key: source_name
with

ended as (
    select
        dispositions.document_id,
        runs.logical_date,
        max(runs.logical_date) over () as latest_date
    from raw.dispositions as dispositions
    inner join raw.runs as runs on dispositions.run_id = runs.run_id
    where runs.flow_name = 'nightly' and dispositions.state = 'loaded'
),

reports as (
    select
        articles.source_name,
        articles.word_count,
        len(articles.authors) > 0 as is_signed,
        ended.logical_date = ended.latest_date or row_number() over (
            partition by articles.source_name
            order by ended.logical_date desc, articles.document_id asc
        ) <= 8 as is_newest
    from ended
    inner join raw.articles as articles on ended.document_id = articles.document_id
    where articles.source_name is not null and ended.logical_date >= ended.latest_date - 28
)

select
    source_name,
    count(*) filter (where is_newest) as newest_count,
    count(*) filter (where not is_newest) as usual_count,
    median(word_count) filter (where is_newest) as newest_words,
    median(word_count) filter (where not is_newest) as usual_words,
    count(*) filter (where is_newest and is_signed) as newest_signed_count,
    count(*) filter (where not is_newest and is_signed) as usual_signed_count
from reports
group by all
