-- The people, organisations and groups written about most; places have their own table.
-- Grain: one row per actor.
-- Key: actor_id
with

reported as (
    select
        actor_id,
        sum(mention_count) as mention_count,
        sum(quote_count) as quote_count
    from marts.actor_daily
    group by all
),

corpus as (
    select count(*) as article_count
    from facts.articles
)

select
    row_number() over (order by actors.article_count desc, reported.mention_count desc, actors.actor_id asc) as position,
    actors.actor_id,
    actors.actor_name,
    actors.actor_type,
    actors.article_count as report_count,
    cast(reported.mention_count as bigint) as mention_count,
    cast(reported.quote_count as bigint) as quote_count,
    corpus.article_count as of_article_count
from facts.actors as actors
inner join reported on actors.actor_id = reported.actor_id
cross join corpus
where actors.actor_type <> 'place'
order by position
limit 20
