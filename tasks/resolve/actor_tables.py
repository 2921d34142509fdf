"""The tables that resolving actors writes, as selects over the identities."""

ENTITY_ACTORS = """
select
    version_id,
    entity_no::integer as entity_no,
    'act_' || left(sha256(identity_key), 16) as actor_id,
    reason
from actor_identities
"""

# The name is the form that most articles use as their fullest, then the longest, then the first in the alphabet.
RESOLVED_ACTORS = """
with

named as (
    select
        identity_key,
        actor_name,
        count(distinct article_id) as article_count
    from actor_identities
    where not is_joined
    group by all
),

typed as (
    select
        identity_key,
        actor_type,
        count(distinct article_id) as article_count
    from actor_identities
    group by all
),

names as (
    select
        identity_key,
        arg_min(actor_name, (-article_count, -length(actor_name), actor_name)) as actor_name
    from named
    group by all
),

types as (
    select
        identity_key,
        arg_min(actor_type, (-article_count, actor_type)) as actor_type
    from typed
    group by all
)

select
    'act_' || left(sha256(identities.identity_key), 16) as actor_id,
    names.actor_name,
    types.actor_type,
    min(identities.country_code) as country_code,
    min(identities.wikidata_id) as wikidata_id
from actor_identities as identities
inner join names on identities.identity_key = names.identity_key
inner join types on identities.identity_key = types.identity_key
group by all
"""

# The reason is that of most articles; MOST_LISTED of these are named, by their ids. A form that is not the name its article knows the
# actor by was joined to that inside the article.
MOST_LISTED = 20
ALIASES = f"""
with

reasons as (
    select
        identities.identity_key,
        form.name as alias_text,
        if(
            form.name = identities.actor_name or identities.wikidata_id is not null,
            identities.reason,
            'in its article another form of ' || identities.actor_name
        ) as reason,
        count(distinct identities.article_id) as article_count
    from actor_identities as identities, unnest(identities.names) as form(name)
    group by all
),

leading_reasons as (
    select
        identity_key,
        alias_text,
        arg_min(reason, (-article_count, reason)) as reason
    from reasons
    group by all
),

aliases as (
    select distinct
        identities.identity_key,
        form.name as alias_text,
        identities.article_id
    from actor_identities as identities, unnest(identities.names) as form(name)
)

select
    'act_' || left(sha256(aliases.identity_key), 16) as actor_id,
    aliases.alias_text,
    count(*)::integer as article_count,
    leading_reasons.reason,
    min(aliases.article_id, {MOST_LISTED}) as article_ids
from aliases
inner join leading_reasons
    on aliases.identity_key = leading_reasons.identity_key and aliases.alias_text = leading_reasons.alias_text
group by all
"""

REDIRECTS = """
with

own_ids as (
    select
        'act_' || left(sha256(own_key), 16) as old_id,
        min('act_' || left(sha256(identity_key), 16)) as new_id,
        min(reason) as reason
    from actor_identities
    group by all
    having count(distinct identity_key) = 1
)

select
    old_id,
    new_id,
    reason
from own_ids
where old_id <> new_id and old_id not in (select actor_id from resolved.actors)
"""
