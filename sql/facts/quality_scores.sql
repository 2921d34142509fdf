-- How good the extraction is on labelled articles, with 95 % intervals; is_current says whether by the rules of the latest run.
-- Grain: one row per sample and measure.
-- Key: sample_name, measure_name
with

latest_run as (
    select extractor_id
    from raw.runs
    order by started_at desc, run_id desc
    limit 1
)

select
    scores.sample_name,
    scores.measure_name,
    scores.measure_value,
    scores.interval_low,
    scores.interval_high,
    scores.article_count,
    scores.case_count,
    scores.extractor_id,
    latest_run.extractor_id is not null as is_current
from raw.quality_scores as scores
left join latest_run on scores.extractor_id = latest_run.extractor_id
