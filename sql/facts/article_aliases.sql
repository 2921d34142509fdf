-- Every other name of an article: guids, where its URL led, canonical and earlier URLs, from any of its documents.
-- Grain: one row per alias and article; an alias that two articles claim is two rows.
-- Key: alias_text, article_id
-- Slice: article_id
select distinct
    unnest(
        coalesce(articles.aliases, []) || case when articles.url <> current_versions.url then [articles.url] else [] end
    ) as alias_text,
    articles.article_id
from raw.articles as articles
inner join staging.article_versions as current_versions on articles.article_id = current_versions.article_id
where current_versions.is_current
