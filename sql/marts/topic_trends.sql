-- Each topic's share of a day's reports against its share of the seven days before; no baseline where those had no report.
-- Grain: one row per local day and topic.
-- Key: published_date, topic_id
with

day_baselines as (
    select
        *,
        sum(article_count) over (
            order by published_date asc range between interval 7 days preceding and interval 1 day preceding
        ) as baseline_article_count
    from facts.days
    where published_date is not null
),

topic_days as (
    select
        articles.published_date,
        article_topics.topic_id,
        max(article_topics.topic_name) as topic_name,
        count(*) as report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from facts.article_topics as article_topics
    inner join facts.articles as articles on article_topics.article_id = articles.article_id
    where articles.published_date is not null
    group by all
),

topic_baselines as (
    select
        *,
        coalesce(sum(report_count) over (
            partition by topic_id
            order by published_date asc range between interval 7 days preceding and interval 1 day preceding
        ), 0) as baseline_report_count
    from topic_days
)

select
    topics.published_date,
    topics.topic_id,
    topics.topic_name,
    topics.report_count,
    topics.outlet_count,
    topics.independent_outlet_count,
    round(topics.report_count / days.article_count, 4) as report_share,
    cast(topics.baseline_report_count as bigint) as baseline_report_count,
    cast(days.baseline_article_count as bigint) as baseline_article_count,
    round(topics.baseline_report_count / days.baseline_article_count, 4) as baseline_share,
    round(
        topics.report_count / days.article_count - topics.baseline_report_count / days.baseline_article_count, 4
    ) as share_change,
    days.article_count as of_article_count,
    days.outlet_count as of_outlet_count,
    days.independent_outlet_count as of_independent_outlet_count,
    days.feeds_expected_count,
    days.feeds_ok_count
from topic_baselines as topics
inner join day_baselines as days on topics.published_date = days.published_date
