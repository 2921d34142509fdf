-- Every version of every article ever seen, oldest first by version_no; the reprint group is that of the article today.
-- Grain: one row per version.
-- Key: version_id
-- Slice: article_id
select
    versions.version_id,
    versions.article_id,
    versions.version_no,
    versions.version_count,
    versions.is_current,
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
    versions.first_seen_at,
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
    reprints.origin_owner_name
from staging.article_versions as versions
inner join resolved.reprints as reprints on versions.article_id = reprints.article_id
left join raw.documents as documents on versions.document_id = documents.document_id
