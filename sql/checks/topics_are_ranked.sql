-- The contract: relevance and rank are never null, ranks count from 1 without a gap, rank 1 is a top-level Media Topic unless the
-- article has the user's topics only, and evidence lies within the text.
with

ranked as (
    select
        topics.article_id,
        topics.topic_id,
        topics.relevance,
        topics.rank,
        row_number() over (partition by topics.article_id order by topics.rank asc) as position,
        bool_or(starts_with(topics.topic_id, 'medtop:')) over (partition by topics.article_id) as has_media_topic,
        list_max([span.end_char for span in topics.evidence_spans]) > length(articles.text) as is_outside
    from facts.article_topics as topics
    inner join facts.articles as articles on topics.article_id = articles.article_id
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
    or is_outside
    or (rank = 1 and has_media_topic and not regexp_full_match(topic_id, 'medtop:[0-9]{2}000000'))
