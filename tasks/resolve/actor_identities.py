"""Which actor each entity is, as selects in the order in which they are run; each reads what those before it made."""

# The identity of each entity by itself: its Wikidata id, else that of all linked entities of its name, else its name. A name
# that is stated for two countries stays two, and apart from those of unknown country; so does one that roles and company tell apart.
# Who may be a known actor and was not linked, as the article does not bear it out, is not joined to it by name either.
FULL_IDENTITIES = """
with

sided as (
    select
        members.*,
        members.type_class || '|' || members.name_key as class_key,
        namesakes.version_id is not null as is_contested,
        namesakes.side
    from actor_members as members
    left join actor_namesakes as namesakes
        on members.version_id = namesakes.version_id and members.entity_no = namesakes.entity_no
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
    * exclude (is_contested, side, shared_id, has_countries),
    case
        when wikidata_id is not null then wikidata_id
        when shared_id is not null and not is_doubtful then shared_id
        else concat_ws('|', class_key, side, if(has_countries, country_code, null))
    end as identity_key,
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

# Short names, with the one actor of the whole corpus they can be short for: a surname for the sole person who has it in full, a
# word for the sole organisation that other articles call so. Both must be named beside the same third actor (no place: places are
# named everywhere) within three days, or on unknown days.
CO_NAMED = """
with

full_names as (
    select
        type_class,
        identity_key,
        country_code,
        regexp_extract(name_key, '(\\S+)$', 1) as short_key
    from actor_full_identities
    where type_class = 'person' and not is_short
    union all
    select
        type_class,
        identity_key,
        country_code,
        lower(form.name) as short_key
    from actor_full_identities, unnest(names) as form(name)
    where type_class = 'organisation' and not is_short and not contains(form.name, ' ')
),

sole_actors as (
    select
        type_class,
        short_key,
        min(identity_key) as identity_key,
        min(country_code) as country_code
    from full_names
    group by type_class, short_key
    having count(distinct identity_key) = 1 and count(distinct country_code) <= 1
),

short_names as (
    select
        short.version_id,
        short.entity_no,
        short.published_at,
        sole.identity_key
    from actor_full_identities as short
    inner join sole_actors as sole on short.type_class = sole.type_class and short.name_key = sole.short_key
    where
        short.is_short and short.wikidata_id is null
        and (short.country_code = sole.country_code or short.country_code is null or sole.country_code is null)
),

companions as (
    select
        version_id,
        identity_key,
        min(actor_name) as actor_name
    from actor_full_identities
    where type_class in ('person', 'organisation') and (not is_short or wikidata_id is not null)
    group by all
),

around_actors as (
    select distinct
        full_identities.identity_key,
        full_identities.published_at::date as published_date,
        companions.identity_key as companion_key
    from actor_full_identities as full_identities
    inner join companions on full_identities.version_id = companions.version_id
    where
        full_identities.identity_key <> companions.identity_key
        and full_identities.identity_key in (select identity_key from short_names)
)

select
    short_names.version_id,
    short_names.entity_no,
    short_names.identity_key,
    min(companions.actor_name) as companion_name
from short_names
inner join companions on short_names.version_id = companions.version_id
inner join around_actors
    on short_names.identity_key = around_actors.identity_key and companions.identity_key = around_actors.companion_key
where coalesce(abs(date_diff('day', short_names.published_at::date, around_actors.published_date)) <= 3, true)
group by all
"""

# The final identity. An acronym that one actor alone is given in other articles is that actor; a surname that several
# persons have in full is a person of its own in each article.
SHORT_IDENTITIES = """
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
        count(distinct identity_key) as person_count
    from actor_full_identities
    where type_class = 'person' and not is_short
    group by all
)

select
    entities.* exclude (identity_key, reason),
    case
        when entities.wikidata_id is not null then entities.identity_key
        when acronyms.identity_key is not null then acronyms.identity_key
        when co_named.identity_key is not null then co_named.identity_key
        when surnames.person_count > 1 then concat_ws('|', entities.class_key, 'in', entities.article_id)
        else entities.identity_key
    end as identity_key,
    entities.wikidata_id is null
    and (acronyms.identity_key is not null or co_named.identity_key is not null) as is_joined,
    case
        when entities.wikidata_id is not null then entities.reason
        when acronyms.identity_key is not null then 'acronym that other articles give for this actor alone'
        when co_named.identity_key is not null
            then 'the only actor this can be short for, also named beside ' || co_named.companion_name
        when surnames.person_count > 1 then 'surname of ' || surnames.person_count || ' persons: kept apart by article'
        else entities.reason
    end as reason
from actor_full_identities as entities
left join stated_acronyms as acronyms on entities.acronym_key = acronyms.name_key
left join actor_co_named as co_named
    on entities.version_id = co_named.version_id and entities.entity_no = co_named.entity_no
left join surnames on entities.surname_key = surnames.name_key
"""
