-- What the current version of an article is about, before a person's corrections.
-- Grain: one row per article and topic.
-- Key: article_id, topic_id
-- Slice: article_id
with

current_articles as (
    select
        document_id,
        article_id,
        version_id
    from raw.articles
    qualify row_number() over (
        partition by article_id
        order by
            modified_at desc nulls last, published_at desc nulls last, retrieved_at desc nulls last,
            content_sha256 desc, version_id desc, document_id desc
    ) = 1
)

select
    current_articles.article_id,
    current_articles.version_id,
    article_topics.topic_id,
    article_topics.topic_name,
    article_topics.relevance,
    article_topics.rank,
    article_topics.evidence,
    article_topics.evidence_spans,
    article_topics.rule_version
from raw.article_topics as article_topics
inner join current_articles on article_topics.document_id = current_articles.document_id
