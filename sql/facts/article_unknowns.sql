-- Columns of the current version that cannot be told, with the reason.
-- Grain: one row per article, column and reason.
-- Key: article_id, column_name, reason
-- Slice: article_id
select distinct
    versions.article_id,
    versions.version_id,
    unknowns.column_name,
    unknowns.reason
from raw.unknowns as unknowns
inner join staging.article_versions as versions on unknowns.document_id = versions.document_id
where
    versions.is_current
    and (unknowns.column_name <> 'published_at' or versions.published_source is distinct from 'correction')
