-- Lines that cleaning took out of the current version; line_no counts from 1 in the text before cleaning.
-- Grain: one row per removed line.
-- Key: article_id, line_no, text
-- Slice: article_id
select distinct
    versions.article_id,
    versions.version_id,
    removed_lines.line_no,
    removed_lines.text,
    removed_lines.reason
from raw.removed_lines as removed_lines
inner join staging.article_versions as versions on removed_lines.document_id = versions.document_id
where versions.is_current
