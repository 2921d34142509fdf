-- What the latest run could not use, and why.
-- Grain: one row per input.
-- Key: run_id, input_no
with

latest_run as (
    select run_id
    from facts.runs
    order by started_at desc, run_id desc
    limit 1
)

select
    dispositions.run_id,
    dispositions.input_no,
    dispositions.input_name,
    dispositions.state,
    dispositions.reason
from facts.dispositions as dispositions
inner join latest_run on dispositions.run_id = latest_run.run_id
where dispositions.state in ('rejected', 'failed')
