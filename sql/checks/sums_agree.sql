-- Parts sum to their whole: outlets and stories of a day to the day's articles, stories to all articles.
with

parts as (
    select
        'articles of outlets' as part,
        published_date,
        sum(report_count) as part_count
    from marts.source_daily
    group by all
    union all
    select
        'articles of stories' as part,
        published_date,
        sum(report_count) as part_count
    from marts.story_daily
    group by all
),

wholes as (
    select
        unnest(['articles of outlets', 'articles of stories']) as part,
        published_date,
        article_count
    from facts.days
)

select
    coalesce(parts.part, wholes.part) as part,
    coalesce(parts.published_date, wholes.published_date) as published_date,
    parts.part_count,
    wholes.article_count
from parts
full join wholes on parts.part = wholes.part and parts.published_date is not distinct from wholes.published_date
where parts.part_count is distinct from wholes.article_count
union all
select
    'articles of days' as part,
    null as published_date,
    (select sum(article_count) from facts.days) as part_count,
    (select count(*) from facts.articles) as article_count
where coalesce(part_count, 0) <> article_count
union all
select
    'articles of all stories' as part,
    null as published_date,
    (select sum(article_count) from facts.stories) as part_count,
    (select count(*) from facts.articles) as article_count
where coalesce(part_count, 0) <> article_count
