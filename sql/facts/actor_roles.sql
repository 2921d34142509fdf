-- Roles as an article states them, with the words; stated_date is the local day of that article.
-- role_key is the role without former, acting, elect and their like; role_field the field of life it belongs to (politics, law,
-- sport, ...), where its words tell one.
-- Grain: one row per stated role.
-- Key: actor_role_id
-- Slice: article_id
select distinct
    left(sha256(concat_ws(
        '|', 'role', versions.version_id, roles.start_char, roles.end_char, roles.entity_no, roles.role_text,
        coalesce(roles.organisation_text, ''), roles.role_status
    )), 16) as actor_role_id,
    entity_actors.actor_id,
    actors.actor_name,
    roles.role_text,
    coalesce(nullif(trim(regexp_replace(
        lower(roles.role_text),
        '\b(former|ex|late|then|one-?time|ousted|deposed|acting|interim|caretaker|incoming|outgoing)\b[ -]*'
        || '|[ -]*\b(elect|designate)\b',
        '', 'g'
    )), ''), lower(roles.role_text)) as role_key,
    roles.organisation_text,
    roles.country_code,
    roles.role_status,
    roles.role_field,
    versions.article_id,
    versions.version_id,
    versions.published_date as stated_date,
    roles.start_char,
    roles.end_char
from raw.roles as roles
inner join staging.article_versions as versions on roles.document_id = versions.document_id and versions.is_current
left join resolved.entity_actors as entity_actors
    on versions.version_id = entity_actors.version_id and roles.entity_no = entity_actors.entity_no
left join resolved.actors as actors on entity_actors.actor_id = actors.actor_id
order by entity_actors.actor_id
