-- Speakers of quotations, whom they speak for and who reports them are entities of their article. Other ids are checked by the
-- references of sql/columns.csv.
-- Slice: article_id
with

referred as (
    select
        quote_id,
        version_id,
        unnest(coalesce(speaker_entity_nos, []) || [entity_no, speaks_for_entity_no, reported_by_entity_no]) as entity_no
    from staging.quotes
)

select distinct
    referred.quote_id,
    referred.entity_no
from referred
anti join staging.entities as entities on referred.version_id = entities.version_id and referred.entity_no = entities.entity_no
where referred.entity_no is not null
