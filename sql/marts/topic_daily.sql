-- How much each topic was reported on each local day, out of how much was reported at all (the of_ columns). rule_versions
-- names the rules that told it: more than one after a rule changed, until `nightdesk replay` reads the day's articles again.
-- Grain: one row per local day and topic; articles without a date stand on a null day.
-- Key: published_date?, topic_id
-- Slice: published_date
with

topic_days as (
    select
        articles.published_date,
        article_topics.topic_id,
        max(article_topics.topic_name) as topic_name,
        count(*) as report_count,
        count(*) filter (where article_topics.rank = 1) as leading_report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count,
        list_sort(list_distinct(list(article_topics.rule_version))) as rule_versions
    from facts.article_topics as article_topics
    inner join facts.articles as articles on article_topics.article_id = articles.article_id
    group by all
)

select
    topic_days.published_date,
    topic_days.topic_id,
    topic_days.topic_name,
    topic_days.report_count,
    topic_days.leading_report_count,
    topic_days.outlet_count,
    topic_days.independent_outlet_count,
    round(topic_days.report_count / days.article_count, 4) as report_share,
    days.article_count as of_article_count,
    days.outlet_count as of_outlet_count,
    days.independent_outlet_count as of_independent_outlet_count,
    days.feeds_expected_count,
    days.feeds_ok_count,
    topic_days.rule_versions
from topic_days
inner join facts.days as days on topic_days.published_date is not distinct from days.published_date
