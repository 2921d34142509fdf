-- Which articles have a topic. Those of one topic lie together, the newest first, but for the latest nights', so they are found
-- at once among millions.
-- Grain: one row per topic and article.
-- Key: topic_id, article_id
-- Slice: article_id
select
    article_topics.topic_id,
    article_topics.article_id,
    articles.published_at,
    articles.published_date,
    articles.source_name,
    article_topics.rank
from facts.article_topics as article_topics
inner join facts.articles as articles on article_topics.article_id = articles.article_id
order by article_topics.topic_id asc, articles.published_at desc nulls last, article_topics.article_id asc
