-- The contract: relevance and rank are never null, ranks count from 1 without a gap, rank 1 is a top-level Media Topic unless the
-- article has the user's topics only, and evidence lies within the text.
-- Slice: article_id
with

evidence as (
    select
        article_id,
        topic_id,
        unnest(evidence_spans).end_char as end_char
    from facts.article_topics
),

outside as (
    select
        evidence.article_id,
        evidence.topic_id
    from evidence
    inner join facts.articles as articles on evidence.article_id = articles.article_id
    where evidence.end_char > length(articles.text)
),

ranked as (
    select
        article_id,
        topic_id,
        relevance,
        rank,
        row_number() over (partition by article_id order by rank asc) as position,
        bool_or(starts_with(topic_id, 'medtop:')) over (partition by article_id) as has_media_topic
    from facts.article_topics
)

select
    article_id,
    topic_id,
    relevance,
    rank
from ranked
where
    rank is distinct from position
    or relevance is null or relevance not between 0 and 1
    or (article_id, topic_id) in (select (outside.article_id, outside.topic_id) from outside)
    or (rank = 1 and has_media_topic and not regexp_full_match(topic_id, 'medtop:[0-9]{2}000000'))
