-- Articles on one happening over days. first_seen_at and last_seen_at are publication times; independent outlets have
-- reprints folded to their origin and common owners to one.
-- Grain: one row per story.
-- Key: story_id
select
    stories.story_id,
    stories.title,
    min(versions.published_at) as first_seen_at,
    max(versions.published_at) as last_seen_at,
    count(*) as article_count,
    count(distinct versions.source_name) as outlet_count,
    count(distinct reprints.origin_owner_name) as independent_outlet_count
from resolved.stories as stories
inner join resolved.article_stories as article_stories on stories.story_id = article_stories.story_id
inner join staging.article_versions as versions on article_stories.article_id = versions.article_id and versions.is_current
inner join resolved.reprints as reprints on versions.article_id = reprints.article_id
group by all
