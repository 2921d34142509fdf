-- Which actors stand in the same reports, and what passed between them. Each actor's own reports and all reports (the of_
-- columns, with the feeds of all days) are the denominators; shared_share is the shared reports out of those that name either.
-- Grain: one row per pair of actors, the smaller id first.
-- Key: actor_id, other_actor_id
with
-- Pairs are counted by small numbers: ids are long words, and there are some sixty pairs an article.
actors as (
    select
        *,
        cast(row_number() over (order by actor_id asc) as integer) as actor_no
    from facts.actors
),

articles as (
    select
        article_id,
        cast(row_number() over (order by article_id asc) as integer) as article_no,
        if(source_name is not null, cast(dense_rank() over (order by source_name asc) as integer), null) as source_no,
        if(origin_owner_name is not null, cast(dense_rank() over (order by origin_owner_name asc) as integer), null) as owner_no
    from facts.articles
),

named as (
    select distinct
        articles.article_no,
        articles.source_no,
        articles.owner_no,
        actors.actor_no
    from facts.mentions as mentions
    inner join articles on mentions.article_id = articles.article_id
    inner join actors on mentions.actor_id = actors.actor_id
),

pairs as (
    select
        one.actor_no,
        other.actor_no as other_actor_no,
        count(*) as report_count,
        count(distinct one.source_no) as outlet_count,
        count(distinct one.owner_no) as independent_outlet_count
    from named as one
    inner join named as other on one.article_no = other.article_no and one.actor_no < other.actor_no
    group by all
    order by one.actor_no -- an actor's pairs lie together, and are read alone
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
    actors.actor_id,
    actors.actor_name,
    actors.actor_type,
    others.actor_id as other_actor_id,
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
inner join actors on pairs.actor_no = actors.actor_no
inner join actors as others on pairs.other_actor_no = others.actor_no
left join deeds on actors.actor_id = deeds.actor_id and others.actor_id = deeds.other_actor_id
cross join corpus
