-- Every other name of an article: guids, redirects and older slugs, from any of its documents.
-- Grain: one row per alias and article; an alias that two articles claim is two rows.
-- Key: alias_text, article_id
select distinct
    unnest(aliases) as alias_text,
    article_id
from raw.articles
