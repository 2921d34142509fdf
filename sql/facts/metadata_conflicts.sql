-- What the feed and the page of an article state where the two disagree, in its own words; spelling, time zones and the order
-- of authors make no difference. The feed's goes into facts.articles, but for a date that cannot be read and a language that the
-- text contradicts.
-- Grain: one row per article, column and side.
-- Key: article_id, column_name, origin
-- Slice: article_id
select
    versions.article_id,
    versions.version_id,
    conflicts.column_name,
    conflicts.origin,
    conflicts.value_text,
    conflicts.is_chosen
    and (conflicts.column_name <> 'published_at' or versions.published_source is distinct from 'correction') as is_chosen
from raw.metadata_conflicts as conflicts
inner join staging.article_versions as versions on conflicts.document_id = versions.document_id
where versions.is_current
