-- Numbers with their unit, what they count and how sure the article is of them.
-- Grain: one row per number of an article, unit and thing counted.
-- Key: figure_id
select distinct
    versions.article_id,
    figures.text,
    figures.start_char,
    figures.end_char,
    figures.number_value,
    figures.unit_name,
    figures.what_text,
    figures.qualifier,
    versions.version_id,
    left(sha256(concat_ws(
        '|', 'figure', versions.version_id, figures.start_char, figures.end_char, figures.number_value,
        coalesce(figures.unit_name, ''), coalesce(figures.what_text, ''), coalesce(figures.qualifier, '')
    )), 16) as figure_id
from raw.figures as figures
inner join staging.article_versions as versions on figures.document_id = versions.document_id and versions.is_current
