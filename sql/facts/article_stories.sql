-- Which story an article belongs to; an article on its own is a story of one.
-- Grain: one row per article.
-- Key: article_id
-- Slice: article_id
select
    article_id,
    story_id
from resolved.article_stories
