-- What an article is about: IPTC Media Topics and the user's own topics, best first. evidence is the words that decided,
-- evidence_spans where they first stand in the text (not those of title and section), rule_version the rule as it was when the
-- article was read; null when a person added the topic.
-- Grain: one row per article and topic.
-- Key: article_id, topic_id
-- Slice: article_id
select
    topics.article_id,
    topics.topic_id,
    topics.topic_name,
    topics.relevance,
    topics.rank,
    topics.evidence,
    topics.evidence_spans,
    topics.rule_version,
    topics.version_id
from staging.article_topics as topics
inner join staging.article_versions as versions on topics.article_id = versions.article_id and versions.is_current
order by versions.published_at, topics.article_id
