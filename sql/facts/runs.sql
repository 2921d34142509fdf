-- Every run: what ran, for which logical date, when, and with which rules (extractor_id).
-- Grain: one row per run.
-- Key: run_id
select
    run_id,
    flow_name,
    logical_date,
    started_at,
    finished_at,
    nightdesk_version,
    extractor_id,
    input_count,
    coalesce(forgotten_count, 0) as forgotten_count
from raw.runs
