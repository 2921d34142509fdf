-- What an article is about: IPTC Media Topics and the user's own topics, best first.
-- Grain: one row per article and topic.
-- Key: article_id, topic_id
select
    versions.article_id,
    article_topics.topic_id,
    article_topics.topic_name,
    article_topics.relevance,
    article_topics.rank,
    article_topics.evidence,
    versions.version_id
from raw.article_topics as article_topics
inner join staging.article_versions as versions on article_topics.document_id = versions.document_id and versions.is_current
