-- The roles an actor holds, as stated last. What the newest statement calls former is left out, with longer names of it stated
-- before ("Danish prime minister", of a "former prime minister"). role_rank 1 was stated most recently. The of_ columns count the
-- reports and outlets that state any role of the actor; feeds are of their days.
-- Grain: one row per actor and role.
-- Key: actor_id, role_key
-- Slice: actor_id
with

stated as (
    select
        roles.*,
        articles.source_name,
        articles.origin_owner_name,
        row_number() over (
            partition by roles.actor_id, roles.role_key order by roles.stated_date desc nulls last, roles.actor_role_id asc
        ) as statement_rank
    from facts.actor_roles as roles
    inner join facts.articles as articles on roles.article_id = articles.article_id
    where roles.actor_id is not null
),

role_counts as (
    select
        actor_id,
        role_key,
        min(stated_date) as first_stated_date,
        max(stated_date) as last_stated_date,
        count(distinct article_id) as report_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count
    from stated
    group by all
),

actor_counts as (
    select
        actor_id,
        count(distinct article_id) as article_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count
    from stated
    group by all
),

actor_feeds as (
    select
        actor_days.actor_id,
        cast(sum(days.feeds_expected_count) as bigint) as feeds_expected_count,
        cast(sum(days.feeds_ok_count) as bigint) as feeds_ok_count
    from (select distinct actor_id, stated_date from stated) as actor_days  -- noqa: LT09
    inner join facts.days as days on actor_days.stated_date is not distinct from days.published_date
    group by all
)

select
    stated.actor_id,
    stated.actor_name,
    stated.role_key,
    stated.role_text,
    stated.organisation_text,
    stated.country_code,
    stated.role_status,
    role_counts.first_stated_date,
    role_counts.last_stated_date,
    row_number() over (
        partition by stated.actor_id
        order by role_counts.last_stated_date desc nulls last, role_counts.report_count desc, stated.role_key asc
    ) as role_rank,
    role_counts.report_count,
    role_counts.outlet_count,
    role_counts.independent_outlet_count,
    actor_counts.article_count as of_article_count,
    actor_counts.outlet_count as of_outlet_count,
    actor_counts.independent_outlet_count as of_independent_outlet_count,
    actor_feeds.feeds_expected_count,
    actor_feeds.feeds_ok_count,
    stated.actor_role_id,
    stated.article_id
from stated
inner join role_counts on stated.actor_id = role_counts.actor_id and stated.role_key = role_counts.role_key
inner join actor_counts on stated.actor_id = actor_counts.actor_id
inner join actor_feeds on stated.actor_id = actor_feeds.actor_id
where
    stated.statement_rank = 1 and stated.role_status <> 'former'
    and not exists (
        select 1 from stated as later
        where
            later.actor_id = stated.actor_id and later.statement_rank = 1 and later.role_status = 'former'
            and later.stated_date > stated.stated_date and ends_with(stated.role_key, ' ' || later.role_key)
    )
