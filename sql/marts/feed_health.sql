-- How each feed answers: all fetches, the latest, the failures since it last answered, and whether it is active, parked or ended
-- and why. warnings say what is unusual about the feed or its outlet in the latest night. Feeds that were never asked stand too.
-- The reports are those of its outlet, out of all (the of_ columns); expected and ok are the feeds of the latest night.
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

feeds as (
    select
        sources.feed_url,
        min(sources.source_name) as source_name,
        count(distinct articles.article_id) as report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) filter (where articles.origin_owner_name = articles.owner_name)
            as independent_outlet_count
    from raw.sources as sources
    left join facts.articles as articles on sources.source_name = articles.source_name
    where sources.feed_url is not null
    group by sources.feed_url
),

corpus as (
    select
        count(*) as article_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count,
        (select count(distinct if(is_latest and is_expected, feed_url, null)) from staging.feed_nights) as feeds_expected_count,
        (select count(distinct if(is_latest and is_ok, feed_url, null)) from staging.feed_nights) as feeds_ok_count
    from facts.articles
)

select
    feed_url,
    feeds.source_name,
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
    coalesce((
        select list(warnings.warning_type || ': ' || warnings.warning_text order by warnings.warning_type)
        from facts.night_warnings as warnings
        where feeds.feed_url = warnings.feed_url or feeds.source_name = warnings.source_name
    ), []) as warnings,
    coalesce(feeds.report_count, 0) as report_count,
    coalesce(feeds.outlet_count, 0) as outlet_count,
    coalesce(feeds.independent_outlet_count, 0) as independent_outlet_count,
    corpus.article_count as of_article_count,
    corpus.outlet_count as of_outlet_count,
    corpus.independent_outlet_count as of_independent_outlet_count,
    corpus.feeds_expected_count,
    corpus.feeds_ok_count
from feeds
full join fetched using (feed_url)
left join raw.feed_states using (feed_url)
cross join corpus
