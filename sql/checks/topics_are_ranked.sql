-- The contract: relevance and rank are never null, ranks count from 1 without a gap, and rank 1 is a top-level Media Topic.
with

ranked as (
    select
        article_id,
        topic_id,
        relevance,
        rank,
        row_number() over (partition by article_id order by rank asc) as position
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
    or (rank = 1 and not regexp_full_match(topic_id, 'medtop:[0-9]{2}000000'))
