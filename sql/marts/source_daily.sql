-- What each outlet published on each local day, out of all reports of that day (the of_ columns). Articles without a named
-- outlet stand on a null source_name. Words that were not said are no quotes.
-- independent_outlet_count is 0 where the outlet only reprinted.
-- Grain: one row per local day and outlet; articles without a date stand on a null day.
-- Key: published_date?, source_name?
-- Slice: published_date
with

quoted as (
    select
        article_id,
        count(*) as quote_count,
        len(list_distinct(flatten(list(speaker_actor_ids)))) as speaker_count
    from facts.quotes
    where not is_negated
    group by all
),

source_days as (
    select
        articles.published_date,
        articles.source_name,
        max(articles.owner_name) as owner_name,
        count(*) as report_count,
        count(*) filter (where articles.is_reprint) as reprint_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) filter (where articles.origin_owner_name = articles.owner_name)
            as independent_outlet_count,
        sum(articles.word_count) as word_count,
        sum(quoted.quote_count) as quote_count,
        sum(quoted.speaker_count) as speaker_count
    from facts.articles as articles
    left join quoted on articles.article_id = quoted.article_id
    group by all
)

select
    source_days.published_date,
    source_days.source_name,
    source_days.owner_name,
    source_days.report_count,
    source_days.reprint_count,
    source_days.outlet_count,
    source_days.independent_outlet_count,
    cast(source_days.word_count as bigint) as word_count,
    cast(coalesce(source_days.quote_count, 0) as bigint) as quote_count,
    cast(coalesce(source_days.speaker_count, 0) as bigint) as speaker_count,
    round(source_days.report_count / days.article_count, 4) as report_share,
    days.article_count as of_article_count,
    days.outlet_count as of_outlet_count,
    days.independent_outlet_count as of_independent_outlet_count,
    days.feeds_expected_count,
    days.feeds_ok_count
from source_days
inner join facts.days as days on source_days.published_date is not distinct from days.published_date
