-- What each feed gave in each nightly run: its inputs by how they ended, why some were lost, and what fetching it took.
-- An input is named after its feed: "FEED", "FEED#entry 3" or "FEED#page URL". is_expected: it was asked, or was not because
-- it has failed for long (parked) or is gone (ended), as its disposition says first.
-- Grain: one row per nightly run and feed.
-- Key: run_id, feed_url
with

ended as (
    select
        dispositions.run_id,
        regexp_replace(dispositions.input_name, '#(entry \d+|page .*)$', '') as feed_url,
        dispositions.state,
        dispositions.reason,
        count(*) as input_count
    from raw.dispositions as dispositions
    inner join raw.runs as runs on dispositions.run_id = runs.run_id and runs.flow_name = 'nightly'
    group by all
),

counted as (
    select
        run_id,
        feed_url,
        sum(input_count) filter (where state = 'loaded') as new_count,
        sum(input_count) filter (where state = 'updated') as updated_count,
        sum(input_count) filter (where state in ('unchanged', 'duplicate')) as unchanged_count,
        sum(input_count) filter (where state = 'rejected') as rejected_count,
        sum(input_count) filter (where state = 'failed') as failed_count,
        sum(input_count) filter (where state = 'skipped') as skipped_count,
        bool_or(state = 'skipped' and regexp_matches(reason, '^(parked|ended): ')) as is_out,
        list(
            state || ': ' || reason || case when input_count > 1 then ' (' || input_count || ' times)' else '' end
            order by input_count desc, state asc, reason asc
        ) filter (where state in ('rejected', 'failed')) as lost_reasons
    from ended
    group by all
),

asked as (
    from raw.feed_fetches
    union all by name
    from raw.page_fetches
),

fetched as (
    select
        run_id,
        feed_url,
        max(state) filter (where page_url is null) as feed_state,
        max(reason) filter (where page_url is null) as feed_reason,
        count(page_url) as page_count,
        sum(byte_count) as byte_count,
        sum(seconds) as seconds
    from asked
    group by all
)

select
    run_id,
    runs.logical_date,
    runs.logical_date = max(runs.logical_date) over () as is_latest,
    feed_url,
    fetched.feed_state,
    fetched.feed_reason,
    fetched.feed_state is not null or coalesce(counted.is_out, false) as is_expected,
    coalesce(fetched.feed_state in ('fetched', 'unchanged'), false) as is_ok,
    cast(coalesce(counted.new_count, 0) as bigint) as new_count,
    cast(coalesce(counted.updated_count, 0) as bigint) as updated_count,
    cast(coalesce(counted.unchanged_count, 0) as bigint) as unchanged_count,
    cast(coalesce(counted.rejected_count, 0) as bigint) as rejected_count,
    cast(coalesce(counted.failed_count, 0) as bigint) as failed_count,
    cast(coalesce(counted.skipped_count, 0) as bigint) as skipped_count,
    coalesce(counted.lost_reasons[1:5], []) as lost_reasons,
    coalesce(fetched.page_count, 0) as page_count,
    cast(coalesce(fetched.byte_count, 0) as bigint) as byte_count,
    round(coalesce(fetched.seconds, 0), 1) as seconds
from counted
full join fetched using (run_id, feed_url)
inner join raw.runs as runs using (run_id)
