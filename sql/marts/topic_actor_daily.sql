-- Which actors stand in reports on which topics, by local day; the of_ columns count the topic's reports of that day.
-- Grain: one row per local day, topic and actor; articles without a date stand on a null day.
-- Key: published_date?, topic_id, actor_id
-- Slice: published_date, in portions
with

-- Counted by small numbers: sets of ids, which are long words, would take more memory than large builds have.
articles as (
    select
        article_id,
        published_date,
        cast(row_number() over (order by article_id asc) as integer) as article_no,
        if(source_name is not null, cast(dense_rank() over (order by source_name asc) as integer), null) as source_no,
        if(origin_owner_name is not null, cast(dense_rank() over (order by origin_owner_name asc) as integer), null) as owner_no
    from facts.articles
),

actors as (
    select
        *,
        cast(row_number() over (order by actor_id asc) as integer) as actor_no
    from facts.actors
    where actor_id in (select actor_id from facts.mentions)
),

named as (
    select distinct
        articles.article_no,
        actors.actor_no
    from facts.mentions as mentions
    inner join articles on mentions.article_id = articles.article_id
    inner join actors on mentions.actor_id = actors.actor_id
),

topic_articles as (
    select
        articles.*,
        article_topics.topic_id,
        article_topics.topic_name
    from facts.article_topics as article_topics
    inner join articles on article_topics.article_id = articles.article_id
),

topic_days as (
    select
        published_date,
        topic_id,
        max(topic_name) as topic_name,
        count(*) as report_count,
        count(distinct source_no) as outlet_count,
        count(distinct owner_no) as independent_outlet_count
    from topic_articles
    group by all
),

topic_actor_days as (
    select
        topic_articles.published_date,
        topic_articles.topic_id,
        named.actor_no,
        count(*) as report_count,
        count(distinct topic_articles.source_no) as outlet_count,
        count(distinct topic_articles.owner_no) as independent_outlet_count
    from topic_articles
    inner join named on topic_articles.article_no = named.article_no
    group by all
    order by topic_articles.topic_id, topic_articles.published_date
)

select
    together.published_date,
    together.topic_id,
    topic_days.topic_name,
    actors.actor_id,
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
inner join actors on together.actor_no = actors.actor_no
inner join topic_days
    on together.topic_id = topic_days.topic_id and together.published_date is not distinct from topic_days.published_date
inner join facts.days as days on together.published_date is not distinct from days.published_date
