-- Every version of every article, with the document that speaks for it, and which version is current.
-- first_seen_at is the earliest publication time of the version's documents, else the earliest retrieval time stored with them.
-- Grain: one row per version.
-- Key: version_id
-- Slice: article_id
with

ranked as (
    select
        document_id,
        row_number() over (
            partition by version_id
            order by modified_at desc nulls last, published_at desc nulls last, retrieved_at desc nulls last, document_id desc
        ) as document_rank,
        coalesce(
            min(published_at) over (partition by version_id),
            min(retrieved_at) over (partition by version_id)
        ) as first_seen_at
    from raw.articles
),

numbered as (
    select
        chosen.document_id,
        ranked.first_seen_at,
        row_number() over (
            partition by chosen.article_id
            order by
                chosen.modified_at asc nulls first, chosen.published_at asc nulls first,
                chosen.retrieved_at asc nulls first, chosen.content_sha256 asc, chosen.version_id asc
        ) as version_no,
        count(*) over (partition by chosen.article_id) as version_count
    from raw.articles as chosen
    inner join ranked on chosen.document_id = ranked.document_id and ranked.document_rank = 1
),

owners as (
    select
        source_name,
        min(owner_name) as owner_name
    from raw.sources
    group by all
),

settings as (
    select max(setting_value) as timezone_name
    from raw.settings
    where setting_name = 'timezone'
)

select
    articles.article_id,
    articles.version_id,
    articles.document_id,
    numbered.version_no,
    numbered.version_count,
    numbered.version_no = numbered.version_count as is_current,
    articles.content_sha256,
    articles.text,
    articles.url,
    articles.canonical_url,
    articles.source_name,
    coalesce(owners.owner_name, articles.source_name) as owner_name,
    articles.title,
    articles.description,
    articles.authors,
    articles.published_at,
    articles.published_precision,
    articles.published_source,
    case
        when articles.published_precision = 'day' then cast(articles.published_at as date)
        else cast(timezone(settings.timezone_name, timezone('UTC', articles.published_at)) as date)
    end as published_date,
    articles.modified_at,
    articles.retrieved_at,
    numbered.first_seen_at,
    articles.language_code,
    articles.language_source,
    articles.section_name,
    articles.genre_type,
    articles.word_count,
    articles.is_truncated
from raw.articles as articles
inner join numbered on articles.document_id = numbered.document_id
left join owners on articles.source_name = owners.source_name
cross join settings
