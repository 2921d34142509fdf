-- How much each actor was written about and quoted on each local day, out of all reports of that day (the of_ columns). A
-- quotation counts for each of its speakers and for whom a spokesperson speaks, and not at all when its words were not said.
-- Grain: one row per local day and actor; articles without a date stand on a null day.
-- Key: published_date?, actor_id
-- Slice: published_date, in portions
with

quoted as (
    select distinct
        article_id,
        quote_id,
        unnest(list_append(speaker_actor_ids, speaks_for_actor_id)) as actor_id
    from facts.quotes
    where not is_negated
),

named as (
    select
        article_id,
        actor_id,
        1 as mention_count,
        0 as quote_count
    from facts.mentions
    where actor_id is not null
    union all
    select
        article_id,
        actor_id,
        0 as mention_count,
        1 as quote_count
    from quoted
    where actor_id is not null
),

actor_articles as (
    select
        article_id,
        actor_id,
        sum(mention_count) as mention_count,
        sum(quote_count) as quote_count
    from named
    group by all
),

actor_days as (
    select
        articles.published_date,
        actor_articles.actor_id,
        sum(actor_articles.mention_count) as mention_count,
        sum(actor_articles.quote_count) as quote_count,
        count(*) as report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from actor_articles
    inner join facts.articles as articles on actor_articles.article_id = articles.article_id
    group by all
)

select
    actor_days.published_date,
    actor_days.actor_id,
    actors.actor_name,
    actors.actor_type,
    cast(actor_days.mention_count as bigint) as mention_count,
    cast(actor_days.quote_count as bigint) as quote_count,
    actor_days.report_count,
    actor_days.outlet_count,
    actor_days.independent_outlet_count,
    round(actor_days.report_count / days.article_count, 4) as report_share,
    days.article_count as of_article_count,
    days.outlet_count as of_outlet_count,
    days.independent_outlet_count as of_independent_outlet_count,
    days.feeds_expected_count,
    days.feeds_ok_count
from actor_days
inner join facts.actors as actors on actor_days.actor_id = actors.actor_id
inner join facts.days as days on actor_days.published_date is not distinct from days.published_date
order by actor_days.actor_id
