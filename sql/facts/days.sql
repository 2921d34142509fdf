-- What is out of how much: the articles, outlets and feeds of each local day. Other tables take their denominators from here.
-- Feeds are those of nightly runs with that logical date, parked and ended ones included; null when no run was to ask any.
-- Grain: one row per local day with an article; articles without a date stand on a null day.
-- Key: published_date?
with

day_articles as (
    select
        versions.published_date,
        count(*) as article_count,
        count(distinct reprints.reprint_group_id) as independent_article_count,
        count(distinct versions.source_name) as outlet_count,
        count(distinct reprints.origin_owner_name) as independent_outlet_count
    from staging.article_versions as versions
    inner join resolved.reprints as reprints on versions.article_id = reprints.article_id
    where versions.is_current
    group by all
),

day_feeds as (
    select
        logical_date,
        count(distinct feed_url) as feeds_expected_count,
        count(distinct feed_url) filter (where is_ok) as feeds_ok_count
    from staging.feed_nights
    where is_expected
    group by all
)

select
    day_articles.published_date,
    day_articles.article_count,
    day_articles.independent_article_count,
    day_articles.outlet_count,
    day_articles.independent_outlet_count,
    day_feeds.feeds_expected_count,
    day_feeds.feeds_ok_count
from day_articles
left join day_feeds on day_articles.published_date = day_feeds.logical_date
