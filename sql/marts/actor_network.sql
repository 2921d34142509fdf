-- Which actors stand in the same reports, and what passed between them. Each actor's own reports and all reports (the of_
-- columns, with the feeds of all days) are the denominators; shared_share is the shared reports out of those that name either.
-- Grain: one row per pair of actors, the smaller id first.
-- Key: actor_id, other_actor_id
-- View
with

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
    pairs.event_count,
    actors.article_count as actor_article_count,
    others.article_count as other_article_count,
    round(pairs.report_count / (actors.article_count + others.article_count - pairs.report_count), 4) as shared_share,
    corpus.article_count as of_article_count,
    corpus.outlet_count as of_outlet_count,
    corpus.independent_outlet_count as of_independent_outlet_count,
    corpus.feeds_expected_count,
    corpus.feeds_ok_count
from facts.actor_pairs as pairs
left join facts.actors as actors on pairs.actor_id = actors.actor_id -- left, so that pairs are never joined last
left join facts.actors as others on pairs.other_actor_id = others.actor_id
cross join corpus
