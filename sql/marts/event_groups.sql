-- One event and the articles that report it: type, who did it to whom, when and where, as the surest report has it, and how
-- many reports, outlets and independent outlets say so. The of_ columns and feeds are those of all days.
-- Grain: one row per group of reports of an event.
-- Key: event_group_id
with

reported as (
    select
        events.*,
        articles.published_at,
        articles.source_name,
        articles.origin_owner_name,
        row_number() over (
            partition by events.event_group_id
            order by events.confidence desc, articles.published_at asc nulls last, events.event_id asc
        ) as report_no
    from facts.events as events
    inner join facts.articles as articles on events.article_id = articles.article_id
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
        list(distinct modality order by modality asc) as modalities
    from reported
    group by all
),

totals as (
    select
        count(*) as of_article_count,
        count(distinct source_name) as of_outlet_count,
        count(distinct origin_owner_name) as of_independent_outlet_count,
        (select cast(sum(feeds_expected_count) as bigint) from facts.days) as feeds_expected_count,
        (select cast(sum(feeds_ok_count) as bigint) from facts.days) as feeds_ok_count
    from facts.articles
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
    totals.of_article_count,
    totals.of_outlet_count,
    totals.of_independent_outlet_count,
    totals.feeds_expected_count,
    totals.feeds_ok_count
from counted
cross join totals
inner join reported on counted.event_group_id = reported.event_group_id and reported.report_no = 1
left join facts.actors as actors on reported.actor_id = actors.actor_id
left join facts.actors as recipients on reported.recipient_id = recipients.actor_id
