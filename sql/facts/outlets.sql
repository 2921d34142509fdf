-- Every outlet that an article names or a feed belongs to; without a known owner an outlet is its own.
-- Grain: one row per source name.
-- Key: source_name
with

named as (
    select
        source_name,
        min(owner_name) as owner_name,
        min(country_code) as country_code,
        min(language_code) as language_code,
        count(distinct feed_url) as feed_count
    from raw.sources
    where source_name is not null
    group by all
),

published as (
    select
        source_name,
        count(*) as article_count
    from staging.article_versions
    where is_current and source_name is not null
    group by all
)

select
    source_name,
    coalesce(named.owner_name, source_name) as owner_name,
    named.country_code,
    named.language_code,
    coalesce(named.feed_count, 0) as feed_count,
    coalesce(published.article_count, 0) as article_count
from named
full join published using (source_name)
