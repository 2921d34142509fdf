-- What each feed gave in the latest nightly run, and what fetching it took: feeds that lost inputs first, then what gave most.
-- Grain: one row per feed.
-- Key: feed_url
with

latest_run as (
    select run_id
    from facts.runs
    where flow_name = 'nightly'
    order by started_at desc, run_id desc
    limit 1
)

select
    row_number() over (
        order by
            nights.rejected_count + nights.failed_count > 0 desc, nights.new_count + nights.updated_count desc,
            nights.feed_url asc
    ) as position,
    nights.run_id,
    nights.feed_url,
    nights.new_count,
    nights.updated_count,
    nights.unchanged_count,
    nights.rejected_count,
    nights.failed_count,
    nights.skipped_count,
    nights.lost_reasons,
    nights.page_count,
    nights.byte_count,
    nights.seconds
from staging.feed_nights as nights
inner join latest_run on nights.run_id = latest_run.run_id
order by position
