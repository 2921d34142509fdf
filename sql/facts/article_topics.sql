-- What an article is about: IPTC Media Topics and the user's own topics, best first. evidence is the words that decided,
-- evidence_spans where they first stand in the text (not those of title and section), rule_version the rule as it was when the
-- article was read; null when a person added the topic.
-- Grain: one row per article and topic.
-- Key: article_id, topic_id
select
    article_id,
    topic_id,
    topic_name,
    relevance,
    rank,
    evidence,
    evidence_spans,
    rule_version,
    version_id
from staging.article_topics
order by topic_id
