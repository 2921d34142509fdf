-- Two actors in the same reports, and how many events passed between them. marts.actor_network has what these are out of.
-- Grain: one row per pair of actors that an article names together, the smaller id first.
-- Key: actor_id, other_actor_id
-- Slice: actor_pair
with

-- Pairs are counted by small numbers: ids are long words, and there are some sixty pairs an article.
actors as (
    select
        actor_id,
        cast(row_number() over (order by actor_id asc) as integer) as actor_no
    from resolved.actors
),

articles as (
    select
        versions.version_id,
        cast(row_number() over (order by versions.article_id asc) as integer) as article_no,
        if(
            versions.source_name is not null, cast(dense_rank() over (order by versions.source_name asc) as integer), null
        ) as source_no,
        if(
            reprints.origin_owner_name is not null,
            cast(dense_rank() over (order by reprints.origin_owner_name asc) as integer),
            null
        ) as owner_no
    from staging.article_versions as versions
    inner join resolved.reprints as reprints on versions.article_id = reprints.article_id
    where versions.is_current
),

named as (
    select distinct
        articles.article_no,
        articles.source_no,
        articles.owner_no,
        actors.actor_no
    from resolved.entity_actors as entity_actors
    inner join articles on entity_actors.version_id = articles.version_id
    inner join actors on entity_actors.actor_id = actors.actor_id
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
    from resolved.keyed_events
    where actor_id <> recipient_id
    group by all
)

select
    actors.actor_id,
    others.actor_id as other_actor_id,
    pairs.report_count,
    pairs.outlet_count,
    pairs.independent_outlet_count,
    coalesce(deeds.event_count, 0) as event_count
from pairs
inner join actors on pairs.actor_no = actors.actor_no
inner join actors as others on pairs.other_actor_no = others.actor_no
left join deeds on actors.actor_id = deeds.actor_id and others.actor_id = deeds.other_actor_id
