-- Facts that were prepared for resolving speak of the document that stands for the article's current version.
-- Slice: article_id
with

prepared as (
    select
        version_id,
        document_id
    from staging.entities
    union all
    select
        version_id,
        document_id
    from staging.quotes
    union all
    select
        version_id,
        document_id
    from staging.events
)

select distinct
    prepared.version_id,
    prepared.document_id
from prepared
anti join staging.article_versions as versions
    on prepared.version_id = versions.version_id and prepared.document_id = versions.document_id and versions.is_current
