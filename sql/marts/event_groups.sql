-- One event and the articles that report it: type, who did it to whom, when and where, as the surest report has it, and how
-- many outlets say so. The of_ columns count reports and outlets of the stories it was reported in; feeds are of their days.
-- Grain: one row per group of reports of an event.
-- Key: event_group_id
-- Slice: event_group_id, in portions
with
reported as (
    select
        events.event_group_id,
        events.event_id,
        events.event_date,
        events.modality,
        events.confidence,
        articles.*,
        article_stories.story_id
    from facts.events as events
    inner join facts.articles as articles on events.article_id = articles.article_id
    inner join facts.article_stories as article_stories on articles.article_id = article_stories.article_id
),

counted as (
    select
        event_group_id,
        arg_min(event_id, (-confidence, coalesce(published_at, timestamp 'infinity'), event_id)) as surest_event_id,
        min(event_date) as first_event_date,
        max(event_date) as last_event_date,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at,
        count(distinct article_id) as report_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count,
        list_sort(list(distinct modality)) as modalities,
        if(count(distinct story_id) = 1, min(story_id), min(event_group_id)) as told_in  -- groups of one story have its totals
    from reported
    group by all
),

story_articles as (
    select
        *,
        row_number() over (partition by told.told_in, articles.published_date) = 1 as is_first_of_day
    from (select distinct told_in, story_id from counted inner join reported using (event_group_id)) as told -- noqa: LT09, RF02
    inner join facts.article_stories as article_stories on told.story_id = article_stories.story_id
    inner join facts.articles as articles on article_stories.article_id = articles.article_id
    inner join facts.days as days on articles.published_date is not distinct from days.published_date
),

totals as (
    select
        told_in,
        count(*) as of_article_count,
        count(distinct source_name) as of_outlet_count,
        count(distinct origin_owner_name) as of_independent_outlet_count,
        cast(sum(feeds_expected_count) filter (where is_first_of_day) as bigint) as feeds_expected_count,
        cast(sum(feeds_ok_count) filter (where is_first_of_day) as bigint) as feeds_ok_count
    from story_articles
    group by all
)

select
    counted.event_group_id,
    surest.event_type,
    surest.action_text,
    surest.actor_text,
    surest.actor_id,
    actors.actor_name,
    surest.recipient_text,
    surest.recipient_id,
    recipients.actor_name as recipient_name,
    surest.is_negated,
    counted.modalities,
    counted.first_event_date,
    counted.last_event_date,
    surest.place_id,
    counted.first_published_at,
    counted.last_published_at,
    counted.surest_event_id,
    surest.article_id as surest_article_id,
    surest.confidence,
    counted.report_count,
    counted.outlet_count,
    counted.independent_outlet_count,
    totals.* exclude (told_in)
from counted
inner join totals on counted.told_in = totals.told_in
inner join facts.events as surest on counted.surest_event_id = surest.event_id
left join facts.actors as actors on surest.actor_id = actors.actor_id
left join facts.actors as recipients on surest.recipient_id = recipients.actor_id
