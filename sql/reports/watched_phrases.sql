-- Where the phrases of the watchlist first stand in the articles of the latest run that brought any, whole words in any case.
-- is_changed: the article was there before, in other words.
-- Grain: one row per phrase and article.
-- Key: watch_target, article_id
with

latest as (
    select max_by(runs.run_id, (runs.started_at, runs.run_id)) as run_id
    from facts.runs as runs
    semi join facts.articles as articles on runs.run_id = articles.run_id
),

tonight as (
    select articles.*
    from facts.articles as articles
    cross join latest
    where coalesce(articles.run_id, '') = coalesce(latest.run_id, '')
),

found as (
    select
        watchlist.watch_target,
        tonight.article_id,
        cast(length(regexp_extract(
            tonight.text, '(?is)^(.*?[^\pL\pN]|)' || regexp_escape(watchlist.watch_target) || '([^\pL\pN]|$)', 1
        )) as integer) as start_char,
        start_char + cast(length(watchlist.watch_target) as integer) as end_char
    from raw.watchlist as watchlist
    -- Looking for the letters first costs a tenth of the pattern.
    inner join tonight
        on
            contains(lower(tonight.text), lower(watchlist.watch_target))
            and regexp_matches(tonight.text, '(?i)(^|[^\pL\pN])' || regexp_escape(watchlist.watch_target) || '([^\pL\pN]|$)')
    where watchlist.watch_kind = 'phrase'
)

select
    found.watch_target,
    'phrase' as find_type,
    tonight.version_count > 1 as is_changed,
    substr(tonight.text, found.start_char + 1, found.end_char - found.start_char) as text,
    cast(null as text) as actor_name,
    cast(null as text) as topic_name,
    found.article_id,
    found.start_char,
    found.end_char
from found
inner join tonight on found.article_id = tonight.article_id
