-- Which articles name or quote an actor. Those of one actor lie together, the newest first, but for the latest nights', so they
-- are found at once among millions.
-- Grain: one row per actor and article.
-- Key: actor_id, article_id
-- Slice: article_id
with

named as (
    select
        actor_id,
        article_id,
        1 as mention_count,
        0 as quote_count
    from facts.mentions
    where actor_id is not null
    union all
    select
        unnest(speaker_actor_ids) as actor_id,
        article_id,
        0 as mention_count,
        1 as quote_count
    from facts.quotes
    where not is_negated
)

select
    named.actor_id,
    named.article_id,
    articles.published_at,
    articles.published_date,
    cast(sum(named.mention_count) as bigint) as mention_count,
    cast(sum(named.quote_count) as bigint) as quote_count
from named
inner join facts.articles as articles on named.article_id = articles.article_id
group by all
order by named.actor_id asc, articles.published_at desc nulls last, named.article_id asc
