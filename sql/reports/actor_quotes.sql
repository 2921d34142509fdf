-- Which quotations are an actor's, joint ones included and words that were not said left out. Those of one actor lie together,
-- the newest first, but for the latest nights', so they are found at once among millions.
-- Grain: one row per actor and quotation.
-- Key: actor_id, quote_id
-- Slice: article_id
with

spoken as (
    select
        unnest(speaker_actor_ids) as actor_id,
        quote_id,
        article_id
    from facts.quotes
    where not is_negated
)

select
    spoken.actor_id,
    spoken.quote_id,
    spoken.article_id,
    articles.published_at,
    articles.published_date
from spoken
inner join facts.articles as articles on spoken.article_id = articles.article_id
order by spoken.actor_id asc, articles.published_at desc nulls last, spoken.quote_id asc
