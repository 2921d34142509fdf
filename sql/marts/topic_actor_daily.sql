-- Which actors stand in reports on which topics, by local day; the of_ columns count the topic's reports of that day.
-- Grain: one row per local day, topic and actor; articles without a date stand on a null day.
-- Key: published_date?, topic_id, actor_id
-- Slice: published_date
with

named as (
    select distinct
        article_id,
        actor_id
    from facts.mentions
    where actor_id is not null
),

topic_articles as (
    select
        articles.published_date,
        article_topics.topic_id,
        article_topics.topic_name,
        articles.article_id,
        articles.source_name,
        articles.origin_owner_name
    from facts.article_topics as article_topics
    inner join facts.articles as articles on article_topics.article_id = articles.article_id
),

topic_days as (
    select
        published_date,
        topic_id,
        max(topic_name) as topic_name,
        count(*) as report_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count
    from topic_articles
    group by all
),

topic_actor_days as (
    select
        topic_articles.published_date,
        topic_articles.topic_id,
        named.actor_id,
        count(*) as report_count,
        count(distinct topic_articles.source_name) as outlet_count,
        count(distinct topic_articles.origin_owner_name) as independent_outlet_count
    from topic_articles
    inner join named on topic_articles.article_id = named.article_id
    group by all
)

select
    together.published_date,
    together.topic_id,
    topic_days.topic_name,
    together.actor_id,
    actors.actor_name,
    actors.actor_type,
    together.report_count,
    together.outlet_count,
    together.independent_outlet_count,
    topic_days.report_count as of_article_count,
    topic_days.outlet_count as of_outlet_count,
    topic_days.independent_outlet_count as of_independent_outlet_count,
    days.feeds_expected_count,
    days.feeds_ok_count
from topic_actor_days as together
inner join facts.actors as actors on together.actor_id = actors.actor_id
inner join topic_days
    on together.topic_id = topic_days.topic_id and together.published_date is not distinct from topic_days.published_date
inner join facts.days as days on together.published_date is not distinct from days.published_date
order by together.topic_id, together.published_date
