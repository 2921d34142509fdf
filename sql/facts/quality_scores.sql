-- How good the extraction is on labelled articles, with 95 % intervals; no rows until a sample has been scored.
-- Grain: one row per sample and measure.
-- Key: sample_name, measure_name
select
    cast(null as text) as sample_name,
    cast(null as text) as measure_name,
    cast(null as double) as measure_value,
    cast(null as double) as interval_low,
    cast(null as double) as interval_high,
    cast(null as integer) as article_count
where false
