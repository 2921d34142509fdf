-- What is unusual about the latest night, beside the 28 days before it: far fewer articles, a feed gone quiet, an outlet whose
-- texts shrank or lost their bylines. A night is all nightly runs of one logical date; docs/nightly.md explains the numbers.
-- Grain: one row per type of warning and the feed or outlet it is about; one about the whole night names neither.
-- Key: warning_type, source_name?, feed_url?
with

feed_days as (
    select
        logical_date,
        feed_url,
        sum(new_count) as new_count
    from staging.feed_nights
    group by all
),

dated as (
    select
        *,
        max(logical_date) over () as latest_date,
        max(case when new_count > 0 then logical_date end) over (partition by feed_url) as last_new_date
    from feed_days
),

nights as (
    select
        logical_date = latest_date as is_latest,
        sum(new_count) as new_count
    from dated
    where logical_date >= latest_date - 28
    group by logical_date, latest_date
),

night as (
    select
        sum(new_count) filter (where is_latest) as new_count,
        median(new_count) filter (where not is_latest) as usual_count,
        count(*) filter (where not is_latest) as usual_night_count
    from nights
),

feeds as (
    select
        feed_url,
        last_new_date,
        max(logical_date) = max(latest_date) as is_asked,
        count(*) filter (where logical_date <= last_new_date) as night_count,
        count(*) filter (where logical_date <= last_new_date and new_count > 0) as news_count,
        count(*) filter (where logical_date > last_new_date) as quiet_count
    from dated
    where logical_date > last_new_date - 28
    group by all
)

select
    'few articles' as warning_type,
    cast(null as text) as source_name,
    cast(null as text) as feed_url,
    format('{:d} new articles, usually {:.0f}', cast(new_count as bigint), usual_count) as warning_text
from night
where usual_night_count >= 5 and usual_count >= 10 and new_count < 0.4 * usual_count
union all
select
    'quiet feed' as warning_type,
    null as source_name,
    feed_url,
    format('nothing new since {}; {} of {} nights before gave news', last_new_date, news_count, night_count) as warning_text
from feeds
where is_asked and night_count >= 5 and quiet_count >= 2 and pow(1 - news_count / (night_count + 1), quiet_count) < 0.01
union all
select
    'short texts' as warning_type,
    source_name,
    null as feed_url,
    format('newest {} articles: median {:.0f} words, before {:.0f}', newest_count, newest_words, usual_words) as warning_text
from staging.outlet_reports
where newest_count >= 8 and usual_count >= 20 and newest_words < 0.5 * usual_words
union all
select
    'lost bylines' as warning_type,
    source_name,
    null as feed_url,
    format(
        'newest {} articles: {} signed, before {} of {}',
        newest_count, newest_signed_count, usual_signed_count, usual_count
    ) as warning_text
from staging.outlet_reports
where
    newest_count >= 8 and usual_count >= 20 and usual_signed_count >= 0.5 * usual_count
    and newest_signed_count / newest_count < 0.25 * usual_signed_count / usual_count
