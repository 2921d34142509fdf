"""Which actor each entity is, as selects in the order in which they are run; each reads what those before it made."""

# Descriptions told apart by what was found of namesakes: the identity of most entities is that of their part.
PARTS = """
select
    row_number() over () as part_no,
    *
from (
    select distinct
        entities.description_no,
        namesakes.version_no is not null as is_contested,
        namesakes.side
    from actor_entities as entities
    left join actor_namesakes as namesakes
        on entities.version_no = namesakes.version_no and entities.entity_no = namesakes.entity_no
)
"""

# The identity of each part by itself: its Wikidata id, else that of all linked entities of its name, else its name. A name
# that is stated for two countries stays two, and apart from those of unknown country; so does one that roles and company tell apart.
# Who may be a known actor and was not linked, as the article does not bear it out, is not joined to it by name either.
FULL_IDENTITIES = """
with

sided as (
    select
        parts.part_no,
        parts.is_contested,
        parts.side,
        descriptions.*,
        descriptions.type_class || '|' || descriptions.name_key as class_key
    from actor_parts as parts
    inner join actor_descriptions as descriptions on parts.description_no = descriptions.description_no
),

of_name as (
    select
        class_key,
        is_contested,
        side,
        min(wikidata_id) as wikidata_id,
        count(distinct wikidata_id) as wikidata_count,
        count(distinct country_code) as country_count
    from sided
    group by all
),

parted as (
    select
        sided.*,
        if(of_name.wikidata_count = 1 and of_name.country_count <= 1, of_name.wikidata_id, null) as shared_id,
        of_name.country_count > 1 as has_countries
    from sided
    inner join of_name
        on
            sided.class_key = of_name.class_key and sided.is_contested = of_name.is_contested
            and sided.side is not distinct from of_name.side
)

select
    * exclude (shared_id, has_countries),
    case
        when wikidata_id is not null then wikidata_id
        when shared_id is not null and not is_doubtful then shared_id
        else concat_ws('|', class_key, side, if(has_countries, country_code, null))
    end as identity_key,
    min(part_no) over (partition by identity_key) as actor_no,
    case
        when wikidata_id is not null then 'linked to ' || wikidata_id
        when shared_id is not null and not is_doubtful then 'same name as ' || shared_id
        when shared_id is not null then 'same name as ' || shared_id || ', kept apart: ' || link_reason
        when is_contested then 'same name; actors of that name have roles of several fields and nobody beside them in common'
        when has_countries then 'same name; actors of that name have more than one country'
        when class_key <> own_key then 'same name, which most articles take for a ' || type_class
        else 'same name'
    end as reason
from parted
"""

# The entities, each with its part, that part's actor and whether it is one to be known by as company: no place, as places are named
# everywhere, and named in full or known.
PART_ENTITIES = """
select
    entities.version_no,
    entities.entity_no,
    entities.published_date,
    identities.part_no,
    identities.actor_no,
    identities.type_class in ('person', 'organisation') and (not identities.is_short or identities.wikidata_id is not null) as is_company
from actor_entities as entities
left join actor_namesakes as namesakes
    on entities.version_no = namesakes.version_no and entities.entity_no = namesakes.entity_no
inner join actor_full_identities as identities
    on
        entities.description_no = identities.description_no and identities.is_contested = (namesakes.version_no is not null)
        and identities.side is not distinct from namesakes.side
"""

# The identity where the article itself is not looked at. An acronym that one actor alone is given in other articles is that actor;
# of a surname, it is counted how many persons have it in full.
PART_IDENTITIES = """
with

stated_acronyms as (
    select
        lower(form.name) as name_key,
        min(identity_key) as identity_key
    from actor_full_identities, unnest(names) as form(name)
    where type_class = 'organisation' and acronym_key is null and regexp_full_match(form.name, '[A-Z]{3,8}')
    group by all
    having count(distinct identity_key) = 1
),

surnames as (
    select
        regexp_extract(name_key, '(\\S+)$', 1) as name_key,
        count(distinct actor_no) as person_count
    from actor_full_identities
    where type_class = 'person' and not is_short
    group by all
)

select
    parts.* exclude (identity_key, reason),
    parts.wikidata_id is null and acronyms.identity_key is not null as is_joined,
    if(is_joined, acronyms.identity_key, parts.identity_key) as identity_key,
    if(is_joined, 'acronym that other articles give for this actor alone', parts.reason) as reason,
    surnames.person_count
from actor_full_identities as parts
left join stated_acronyms as acronyms on parts.acronym_key = acronyms.name_key
left join surnames on parts.surname_key = surnames.name_key
"""

# Entities with an identity of their own: short names that their article's company gives to an actor, and surnames that several persons
# have in full, each of which is a person of its own in each article.
OWN_IDENTITIES = """
select
    (select max(part_no) from actor_parts) + row_number() over () as identity_no,
    entities.version_no,
    entities.entity_no,
    entities.part_no,
    co_named.actor_no is not null as is_joined,
    coalesce(actors.identity_key, concat_ws('|', parts.class_key, 'in', versions.article_id)) as identity_key,
    if(
        co_named.actor_no is not null,
        'the only actor this can be short for, also named beside ' || co_named.companion_name,
        'surname of ' || parts.person_count || ' persons: kept apart by article'
    ) as reason
from actor_part_entities as entities
inner join actor_part_identities as parts on entities.part_no = parts.part_no
inner join actor_versions as versions on entities.version_no = versions.version_no
left join actor_co_named as co_named
    on entities.version_no = co_named.version_no and entities.entity_no = co_named.entity_no
left join actor_full_identities as actors on co_named.actor_no = actors.part_no
where parts.wikidata_id is null and not parts.is_joined and (co_named.actor_no is not null or parts.person_count > 1)
"""

ENTITY_IDENTITIES = """
select
    entities.version_no,
    entities.entity_no,
    coalesce(own.identity_no, entities.part_no) as identity_no
from actor_part_entities as entities
left join actor_own_identities as own
    on entities.version_no = own.version_no and entities.entity_no = own.entity_no
"""

# The final identities: each is that of all entities of a part, or of one alone. Several are one actor when their keys are equal.
IDENTITIES = """
with

identities as (
    select part_no as identity_no, part_no, identity_key, is_joined, reason
    from actor_part_identities
    union all
    select identity_no, part_no, identity_key, is_joined, reason
    from actor_own_identities
)

select
    identities.identity_no,
    parts.description_no,
    parts.actor_name,
    parts.actor_type,
    parts.country_code,
    parts.wikidata_id,
    identities.identity_key,
    identities.is_joined,
    identities.reason
from identities
inner join actor_full_identities as parts on identities.part_no = parts.part_no
where identities.identity_no in (select identity_no from actor_entity_identities)
"""
