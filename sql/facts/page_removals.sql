-- Articles whose page was taken once and was gone when it was visited again (404, 410, or it leads to the site's front page). The
-- article stays; removed_at is the first visit that found it gone.
-- Grain: one row per feed's entry and article.
-- Key: feed_url, page_url, article_id
with

visits as (
    select
        feed_url,
        page_url,
        fetched_at,
        max(fetched_at) filter (where state in ('fetched', 'unchanged')) over (partition by feed_url, page_url) as last_seen_at
    from raw.page_fetches
),

gone as (
    select
        feed_url,
        page_url,
        max(last_seen_at) as last_seen_at,
        min(fetched_at) filter (where fetched_at > last_seen_at) as removed_at
    from visits
    group by all
)

select distinct
    articles.article_id,
    entries.feed_url,
    entries.page_url,
    entries.first_seen_at,
    gone.last_seen_at,
    gone.removed_at,
    entries.status_reason as reason
from raw.entry_states as entries
inner join gone using (feed_url, page_url)
inner join raw.articles as articles on entries.taken_id = articles.document_id
where entries.status = 'withdrawn'
