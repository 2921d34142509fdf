-- The stories reported most.
-- Grain: one row per story.
-- Key: story_id
with

corpus as (
    select count(*) as article_count
    from facts.articles
)

select
    row_number() over (
        order by
            stories.independent_outlet_count desc, stories.article_count desc, stories.last_seen_at desc nulls last,
            stories.story_id asc
    ) as position,
    stories.story_id,
    stories.title,
    stories.first_seen_at,
    stories.last_seen_at,
    stories.article_count as report_count,
    stories.outlet_count,
    stories.independent_outlet_count,
    corpus.article_count as of_article_count
from facts.stories as stories
cross join corpus
order by position
limit 20
