-- Every time a feed was asked for, and how that ended: fetched, unchanged, failed or skipped by rule, with what robots.txt
-- and the publisher's reservations said.
-- Grain: one row per run, feed and time of asking.
-- Key: run_id, feed_url, fetched_at
select
    run_id,
    feed_url,
    fetched_at,
    state,
    reason,
    http_status,
    final_url,
    robots,
    opt_out,
    byte_count,
    seconds,
    entry_count
from raw.feed_fetches
