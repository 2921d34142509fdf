-- The actors inside each article, as its current version names them: what resolving actors across articles starts from.
-- Grain: one row per entity of an article's current version.
-- Key: version_id, entity_no
with

current_articles as (
    select
        document_id,
        article_id,
        version_id,
        source_name,
        published_at
    from raw.articles
    qualify row_number() over (
        partition by article_id
        order by
            modified_at desc nulls last, published_at desc nulls last, retrieved_at desc nulls last,
            content_sha256 desc, version_id desc, document_id desc
    ) = 1
)

select
    current_articles.article_id,
    current_articles.version_id,
    current_articles.document_id,
    entities.entity_no,
    entities.actor_name,
    entities.actor_type,
    entities.names,
    entities.country_code,
    entities.wikidata_id,
    entities.link_reason,
    current_articles.source_name,
    current_articles.published_at
from raw.entities as entities
inner join current_articles on entities.document_id = current_articles.document_id
