-- How much each story was reported on each local day, out of all reports of that day (the of_ columns).
-- Grain: one row per local day and story; articles without a date stand on a null day.
-- Key: published_date?, story_id
with

story_days as (
    select
        articles.published_date,
        article_stories.story_id,
        count(*) as report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from facts.article_stories as article_stories
    inner join facts.articles as articles on article_stories.article_id = articles.article_id
    group by all
)

select
    story_days.published_date,
    story_days.story_id,
    stories.title,
    story_days.report_count,
    story_days.outlet_count,
    story_days.independent_outlet_count,
    round(story_days.report_count / days.article_count, 4) as report_share,
    stories.article_count as story_article_count,
    days.article_count as of_article_count,
    days.outlet_count as of_outlet_count,
    days.independent_outlet_count as of_independent_outlet_count,
    days.feeds_expected_count,
    days.feeds_ok_count
from story_days
inner join facts.stories as stories on story_days.story_id = stories.story_id
inner join facts.days as days on story_days.published_date is not distinct from days.published_date
