-- Every time a feed was asked for, and how that ended.
-- Grain: one row per run, feed and time of asking.
-- Key: run_id, feed_url, fetched_at
select
    run_id,
    feed_url,
    fetched_at,
    state,
    reason,
    http_status
from raw.feed_fetches
