-- What an article is about: IPTC Media Topics and the user's own topics, best first.
-- Grain: one row per article and topic.
-- Key: article_id, topic_id
select
    article_id,
    topic_id,
    topic_name,
    relevance,
    rank,
    evidence,
    version_id
from staging.article_topics
