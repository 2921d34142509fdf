-- Every article in its current version. published_date is the local day; owner_name is the outlet's owner, else the outlet;
-- origin_owner_name is the owner that published the words first, as far as the reprint group shows.
-- Grain: one row per article.
-- Key: article_id
-- Slice: article_id
with

first_seen as (
    select
        article_id,
        min(first_seen_at) as first_seen_at
    from staging.article_versions
    group by all
)

select
    versions.article_id,
    versions.version_id,
    versions.version_count,
    versions.url,
    versions.canonical_url,
    versions.source_name,
    versions.title,
    versions.description,
    versions.text,
    versions.authors,
    versions.published_at,
    versions.published_precision,
    versions.published_source,
    versions.modified_at,
    documents.fetched_at,
    first_seen.first_seen_at,
    versions.language_code,
    versions.section_name,
    versions.genre_type,
    versions.word_count,
    versions.is_truncated,
    reprints.reprint_group_id,
    versions.content_sha256,
    versions.document_id,
    documents.run_id,
    versions.published_date,
    versions.retrieved_at,
    versions.language_source,
    versions.owner_name,
    reprints.origin_owner_name,
    not reprints.is_origin as is_reprint
from staging.article_versions as versions
inner join first_seen on versions.article_id = first_seen.article_id
inner join resolved.reprints as reprints on versions.article_id = reprints.article_id
left join raw.documents as documents on versions.document_id = documents.document_id
where versions.is_current
