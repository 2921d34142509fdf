-- Promise 3: every input of a run ends in exactly one known state with a reason, and the states sum to the inputs,
-- those aside that the retention of the log forgot: only `unchanged` ones.
with

ended as (
    select
        run_id,
        count(*) as ended_count
    from facts.dispositions
    group by all
)

select
    runs.run_id,
    cast(null as bigint) as input_no,
    format(
        'inputs: {}, ended: {}, forgotten: {}', runs.input_count, coalesce(ended.ended_count, 0), runs.forgotten_count
    ) as problem
from facts.runs as runs
left join ended on runs.run_id = ended.run_id
where runs.input_count <> coalesce(ended.ended_count, 0) + runs.forgotten_count
union all
select
    run_id,
    input_no,
    'state: ' || coalesce(state, 'none') || ', reason: ' || coalesce(reason, 'none') as problem
from facts.dispositions
where
    state is null
    or state not in ('loaded', 'updated', 'unchanged', 'duplicate', 'rejected', 'skipped', 'failed')
    or reason is null or reason = ''
