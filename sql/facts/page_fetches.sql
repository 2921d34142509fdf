-- Every time the page behind an entry was asked for, and how that ended. A page that several feeds lead to is asked for once a
-- night and stands here for each of them; byte_count and seconds are those of the feed that came first.
-- Grain: one row per run, feed, page and time of asking.
-- Key: run_id, feed_url, page_url, fetched_at
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
