-- Every time the page behind a feed's entry was asked for, and how that ended.
-- Grain: one row per run, page and time of asking.
-- Key: run_id, page_url, fetched_at
select
    run_id,
    feed_url,
    page_url,
    fetched_at,
    state,
    reason,
    http_status,
    final_url,
    robots,
    opt_out,
    byte_count,
    seconds
from raw.page_fetches
