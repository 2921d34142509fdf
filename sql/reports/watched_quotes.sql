-- What the latest run that brought articles brought of the actors and topics of the watchlist: quotations, and an actor's first
-- words on a topic. Words that were not said are left out. is_changed: the article was there before, in other words.
-- Grain: one row per watch and quotation, and per watch and topic of first words.
-- Key: watch_target, find_type, topic_name?, quote_id
with

latest as (
    select max_by(runs.run_id, (runs.started_at, runs.run_id)) as run_id
    from facts.runs as runs
    semi join facts.articles as articles on runs.run_id = articles.run_id
),

watched_actors as (
    select distinct
        watchlist.watch_target,
        aliases.actor_id
    from raw.watchlist as watchlist
    inner join facts.actor_aliases as aliases on lower(watchlist.watch_target) in (lower(aliases.alias_text), aliases.actor_id)
    where watchlist.watch_kind = 'actor'
    union
    select
        watchlist.watch_target,
        actors.actor_id
    from raw.watchlist as watchlist
    inner join facts.actors as actors on lower(watchlist.watch_target) in (lower(actors.actor_name), lower(actors.wikidata_id))
    where watchlist.watch_kind = 'actor'
),

told as (
    select
        quotes.*,
        articles.version_count > 1 as is_changed,
        coalesce(articles.run_id, '') = coalesce(latest.run_id, '') as is_tonight
    from facts.quotes as quotes
    inner join facts.articles as articles on quotes.article_id = articles.article_id
    cross join latest
    where
        not quotes.is_negated and quotes.actor_id is not null
        and (is_tonight or quotes.actor_id in (select watched_actors.actor_id from watched_actors))
),

said as (
    select
        told.*,
        topics.topic_id,
        topics.topic_name
    from told
    left join facts.article_topics as topics on told.article_id = topics.article_id
),

finds as (
    select distinct
        watched_actors.watch_target,
        'quote' as find_type,
        said.quote_id
    from watched_actors
    inner join said on list_contains(said.speaker_actor_ids, watched_actors.actor_id) or watched_actors.actor_id = said.actor_id
    where said.is_tonight
    union all by name
    select
        watched_actors.watch_target,
        'first words on a topic' as find_type,
        min(said.quote_id) as quote_id,
        said.topic_name
    from watched_actors
    inner join said on watched_actors.actor_id = said.actor_id
    where said.topic_id is not null
    group by watched_actors.watch_target, said.topic_id, said.topic_name
    having bool_and(said.is_tonight)
    union all by name
    select distinct
        watchlist.watch_target,
        'quote' as find_type,
        said.quote_id,
        said.topic_name
    from raw.watchlist as watchlist
    inner join said on watchlist.watch_target = said.topic_id or lower(watchlist.watch_target) = lower(said.topic_name)
    where watchlist.watch_kind = 'topic' and said.is_tonight
)

select
    finds.*,
    told.is_changed,
    told.text,
    told.actor_name,
    told.article_id,
    told.start_char,
    told.end_char
from finds
inner join told on finds.quote_id = told.quote_id
