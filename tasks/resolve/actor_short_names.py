"""Whom a short name is short for, by who is named beside it, as selects in the order in which they are run."""

# Short names, with the one actor of the whole corpus they can be short for: a surname for the sole person who has it in full, a
# word for the sole organisation that other articles call so.
SHORT_NAMES = """
with

full_names as (
    select
        type_class,
        actor_no,
        country_code,
        regexp_extract(name_key, '(\\S+)$', 1) as short_key
    from actor_full_identities
    where type_class = 'person' and not is_short
    union all
    select
        type_class,
        actor_no,
        country_code,
        lower(form.name) as short_key
    from actor_full_identities, unnest(names) as form(name)
    where type_class = 'organisation' and not is_short and not contains(form.name, ' ')
),

sole_actors as (
    select
        type_class,
        short_key,
        min(actor_no) as actor_no,
        min(country_code) as country_code
    from full_names
    group by type_class, short_key
    having count(distinct actor_no) = 1 and count(distinct country_code) <= 1
)

select
    entities.version_no,
    entities.entity_no,
    entities.published_date,
    sole.actor_no
from actor_part_entities as entities
inner join actor_full_identities as short on entities.part_no = short.part_no
inner join sole_actors as sole on short.type_class = sole.type_class and short.name_key = sole.short_key
where
    short.is_short and short.wikidata_id is null
    and (short.country_code = sole.country_code or short.country_code is null or sole.country_code is null)
"""

# Who is named beside a short name in its article, with the part that has its name: third actors alone.
SHORT_COMPANIONS = """
select
    short_names.version_no,
    short_names.entity_no,
    short_names.published_date,
    short_names.actor_no,
    companions.actor_no as companion_no,
    companions.part_no as companion_part_no
from actor_short_names as short_names
inner join actor_part_entities as companions on short_names.version_no = companions.version_no
where companions.is_company and companions.actor_no <> short_names.actor_no
"""

# A short name is the actor's when both are named beside the same third actor within three days, or on unknown days. Of actors and their
# company only the pairs that a short name asks for are kept. They are asked by a semi join: as an inner join, the pairs met every mention
# of the third actor before the article was looked at, at seven times the cost.
CO_NAMED = """
with

around_actors as (
    select distinct
        actors.actor_no,
        companions.actor_no as companion_no,
        actors.published_date
    from actor_part_entities as actors
    inner join actor_part_entities as companions on actors.version_no = companions.version_no
    semi join actor_short_companions as asked
        on actors.actor_no = asked.actor_no and companions.actor_no = asked.companion_no
    where companions.is_company and actors.actor_no in (select actor_no from actor_short_names)
)

select
    short_names.version_no,
    short_names.entity_no,
    short_names.actor_no,
    min(companions.actor_name) as companion_name
from actor_short_companions as short_names
inner join around_actors
    on short_names.actor_no = around_actors.actor_no and short_names.companion_no = around_actors.companion_no
inner join actor_full_identities as companions on short_names.companion_part_no = companions.part_no
where coalesce(abs(date_diff('day', short_names.published_date, around_actors.published_date)) <= 3, true)
group by all
"""
