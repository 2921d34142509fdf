-- The actors inside each article, as its current version names them: what resolving actors across articles starts from.
-- Grain: one row per entity of an article's current version.
-- Key: version_id, entity_no
-- Slice: article_id
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
),

stated_fields as (
    select
        document_id,
        entity_no,
        list(distinct role_field order by role_field) as role_fields
    from raw.roles
    where role_field is not null
    group by all
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
    entities.is_doubtful,
    coalesce(stated_fields.role_fields, []) as role_fields,
    current_articles.source_name,
    current_articles.published_at
from raw.entities as entities
inner join current_articles on entities.document_id = current_articles.document_id
left join stated_fields
    on entities.document_id = stated_fields.document_id and entities.entity_no = stated_fields.entity_no
