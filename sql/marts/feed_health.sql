-- How each feed answers: all fetches, the latest, the failures since it last answered, and whether it is active, parked or ended
-- and why. warnings say what is unusual about the feed or its outlet in the latest night. Feeds that were never asked stand too.
-- Grain: one row per feed.
-- Key: feed_url
with

ranked as (
    select
        *,
        state in ('fetched', 'unchanged') as is_ok,
        row_number() over (partition by feed_url order by fetched_at desc, run_id desc) as recency_rank,
        max(fetched_at) filter (where state in ('fetched', 'unchanged')) over (partition by feed_url) as last_ok_at
    from facts.feed_fetches
),

fetched as (
    select
        feed_url,
        count(*) as fetch_count,
        count(*) filter (where is_ok) as ok_count,
        count(*) filter (where not is_ok and (last_ok_at is null or fetched_at > last_ok_at)) as failures_since_ok_count,
        max(fetched_at) as last_fetched_at,
        max(last_ok_at) as last_ok_at,
        max(state) filter (where recency_rank = 1) as last_state,
        max(reason) filter (where recency_rank = 1) as last_reason
    from ranked
    group by all
),

known as (
    select
        feed_url,
        min(source_name) as source_name
    from raw.sources
    where feed_url is not null
    group by all
),

feed_warnings as (
    select
        known.feed_url,
        list(warnings.warning_type || ': ' || warnings.warning_text order by warnings.warning_type) as warnings
    from known
    inner join facts.night_warnings as warnings
        on known.feed_url = warnings.feed_url or known.source_name = warnings.source_name
    group by all
)

select
    feed_url,
    known.source_name,
    coalesce(feed_states.status, 'active') as status,
    coalesce(feed_states.status_reason, 'never asked') as status_reason,
    feed_states.asked_url,
    feed_states.next_due_at,
    feed_states.last_new_at,
    coalesce(fetched.fetch_count, 0) as fetch_count,
    coalesce(fetched.ok_count, 0) as ok_count,
    round(fetched.ok_count / fetched.fetch_count, 4) as ok_share,
    coalesce(fetched.failures_since_ok_count, 0) as failures_since_ok_count,
    fetched.last_fetched_at,
    fetched.last_ok_at,
    fetched.last_state,
    fetched.last_reason,
    coalesce(feed_warnings.warnings, []) as warnings
from known
full join fetched using (feed_url)
left join raw.feed_states using (feed_url)
left join feed_warnings using (feed_url)
