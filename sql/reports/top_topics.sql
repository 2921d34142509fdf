-- The topics reported most; top-level and narrower topics stand side by side.
-- Grain: one row per topic.
-- Key: topic_id
with

reported as (
    select
        article_topics.topic_id,
        max(article_topics.topic_name) as topic_name,
        count(*) as report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from facts.article_topics as article_topics
    inner join facts.articles as articles on article_topics.article_id = articles.article_id
    group by all
),

corpus as (
    select count(*) as article_count
    from facts.articles
)

select
    row_number() over (
        order by reported.report_count desc, reported.independent_outlet_count desc, reported.topic_id asc
    ) as position,
    reported.topic_id,
    reported.topic_name,
    reported.report_count,
    reported.outlet_count,
    reported.independent_outlet_count,
    corpus.article_count as of_article_count
from reported
cross join corpus
order by position
limit 20
