-- Which actors stand in the same reports, and what passed between them. Each actor's own reports and all reports (the of_
-- columns, with the feeds of all days) are the denominators; shared_share is the shared reports out of those that name either.
-- Grain: one row per pair of actors, the smaller id first.
-- Key: actor_id, other_actor_id
with

named as (
    select distinct
        mentions.article_id,
        mentions.actor_id,
        articles.source_name,
        articles.origin_owner_name
    from facts.mentions as mentions
    inner join facts.articles as articles on mentions.article_id = articles.article_id
    where mentions.actor_id is not null
),

pairs as (
    select
        one.actor_id,
        other.actor_id as other_actor_id,
        count(*) as report_count,
        count(distinct one.source_name) as outlet_count,
        count(distinct one.origin_owner_name) as independent_outlet_count
    from named as one
    inner join named as other on one.article_id = other.article_id and one.actor_id < other.actor_id
    group by all
),

deeds as (
    select
        least(actor_id, recipient_id) as actor_id,
        greatest(actor_id, recipient_id) as other_actor_id,
        count(*) as event_count
    from facts.events
    where actor_id <> recipient_id
    group by all
),

corpus as (
    select
        count(*) as article_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count,
        (select cast(sum(feeds_expected_count) as bigint) from facts.days) as feeds_expected_count,
        (select cast(sum(feeds_ok_count) as bigint) from facts.days) as feeds_ok_count
    from facts.articles
)

select
    pairs.actor_id,
    actors.actor_name,
    actors.actor_type,
    pairs.other_actor_id,
    others.actor_name as other_actor_name,
    others.actor_type as other_actor_type,
    pairs.report_count,
    pairs.outlet_count,
    pairs.independent_outlet_count,
    coalesce(deeds.event_count, 0) as event_count,
    actors.article_count as actor_article_count,
    others.article_count as other_article_count,
    round(pairs.report_count / (actors.article_count + others.article_count - pairs.report_count), 4) as shared_share,
    corpus.article_count as of_article_count,
    corpus.outlet_count as of_outlet_count,
    corpus.independent_outlet_count as of_independent_outlet_count,
    corpus.feeds_expected_count,
    corpus.feeds_ok_count
from pairs
inner join facts.actors as actors on pairs.actor_id = actors.actor_id
inner join facts.actors as others on pairs.other_actor_id = others.actor_id
left join deeds on pairs.actor_id = deeds.actor_id and pairs.other_actor_id = deeds.other_actor_id
cross join corpus
