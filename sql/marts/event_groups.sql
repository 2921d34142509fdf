-- One event and the articles that report it: type, who did it to whom, when and where, as the surest report has it, and how
-- many outlets say so. The of_ columns count reports and outlets of the stories it was reported in; feeds are of their days.
-- Grain: one row per group of reports of an event.
-- Key: event_group_id
-- Slice: event_group_id
with
reported as (
    select
        events.*,
        article_stories.story_id,
        articles.published_at,
        articles.source_name,
        articles.origin_owner_name,
        row_number() over (
            partition by events.event_group_id
            order by events.confidence desc, articles.published_at asc nulls last, events.event_id asc
        ) as report_no
    from facts.events as events
    inner join facts.articles as articles on events.article_id = articles.article_id
    inner join facts.article_stories as article_stories on articles.article_id = article_stories.article_id
),

counted as (
    select
        event_group_id,
        min(event_date) as first_event_date,
        max(event_date) as last_event_date,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at,
        count(distinct article_id) as report_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count,
        list_sort(list(distinct modality)) as modalities
    from reported
    group by all
),

story_articles as (
    select
        told_in.event_group_id,
        articles.*,
        days.* exclude (published_date),
        row_number() over (partition by told_in.event_group_id, articles.published_date) = 1 as is_first_of_day
    from (select distinct event_group_id, story_id from reported) as told_in -- noqa: LT09
    inner join facts.article_stories as article_stories on told_in.story_id = article_stories.story_id
    inner join facts.articles as articles on article_stories.article_id = articles.article_id
    inner join facts.days as days on articles.published_date is not distinct from days.published_date
),

totals as (
    select
        event_group_id,
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
    reported.event_type,
    reported.action_text,
    reported.actor_text,
    reported.actor_id,
    actors.actor_name,
    reported.recipient_text,
    reported.recipient_id,
    recipients.actor_name as recipient_name,
    reported.is_negated,
    counted.modalities,
    counted.first_event_date,
    counted.last_event_date,
    reported.place_id,
    counted.first_published_at,
    counted.last_published_at,
    reported.event_id as surest_event_id,
    reported.article_id as surest_article_id,
    reported.confidence,
    counted.report_count,
    counted.outlet_count,
    counted.independent_outlet_count,
    totals.* exclude (event_group_id)
from counted
inner join totals on counted.event_group_id = totals.event_group_id
inner join reported on counted.event_group_id = reported.event_group_id and reported.report_no = 1
left join facts.actors as actors on reported.actor_id = actors.actor_id
left join facts.actors as recipients on reported.recipient_id = recipients.actor_id
