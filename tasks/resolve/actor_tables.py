"""The tables that resolving actors writes, as selects over the identities."""

# The identities of one key are one actor, whose number is that of its first identity.
NUMBERED_IDENTITIES = """
select
    *,
    min(identity_no) over (partition by identity_key) as actor_no,
    'act_' || left(sha256(identity_key), 16) as actor_id
from actor_identities
"""

ENTITY_ACTORS = """
select
    versions.version_id,
    entities.entity_no::integer as entity_no,
    identities.actor_id,
    identities.reason
from actor_entity_identities as entities
inner join actor_versions as versions on entities.version_no = versions.version_no
inner join actor_numbered_identities as identities on entities.identity_no = identities.identity_no
"""

# The name is the form that most articles use as their fullest, then the longest, then the first in the alphabet. A name and a type of
# an actor have the number of the first identity that has them.
RESOLVED_ACTORS = """
with

numbered as (
    select
        *,
        min(identity_no) over (partition by actor_no, actor_name) as name_no,
        min(identity_no) over (partition by actor_no, actor_type) as type_no
    from actor_numbered_identities
),

named as (
    select
        numbered.name_no,
        count(distinct entities.version_no) as article_count
    from numbered
    inner join actor_entity_identities as entities on numbered.identity_no = entities.identity_no
    where not numbered.is_joined
    group by all
),

typed as (
    select
        numbered.type_no,
        count(distinct entities.version_no) as article_count
    from numbered
    inner join actor_entity_identities as entities on numbered.identity_no = entities.identity_no
    group by all
),

names as (
    select
        identities.actor_no,
        arg_min(identities.actor_name, (-named.article_count, -length(identities.actor_name), identities.actor_name)) as actor_name
    from named
    inner join actor_numbered_identities as identities on named.name_no = identities.identity_no
    group by all
),

types as (
    select
        identities.actor_no,
        arg_min(identities.actor_type, (-typed.article_count, identities.actor_type)) as actor_type
    from typed
    inner join actor_numbered_identities as identities on typed.type_no = identities.identity_no
    group by all
)

select
    identities.actor_id,
    names.actor_name,
    types.actor_type,
    min(identities.country_code) as country_code,
    min(identities.wikidata_id) as wikidata_id
from actor_numbered_identities as identities
inner join names on identities.actor_no = names.actor_no
inner join types on identities.actor_no = types.actor_no
group by all
"""

# A form that is not the name its article knows the actor by was joined to that inside the article.
FORMS = """
with

forms as (
    select
        row_number() over () as form_no,
        identities.identity_no,
        identities.actor_no,
        identities.actor_id,
        form.name as alias_text,
        if(
            form.name = identities.actor_name or identities.wikidata_id is not null,
            identities.reason,
            'in its article another form of ' || identities.actor_name
        ) as reason
    from actor_numbered_identities as identities
    inner join actor_descriptions as descriptions on identities.description_no = descriptions.description_no,
        unnest(descriptions.names) as form(name)
)

select
    *,
    min(form_no) over (partition by actor_no, alias_text) as alias_no,
    min(form_no) over (partition by actor_no, alias_text, reason) as reason_no
from forms
"""

# The reason is that of most articles; MOST_LISTED of these are named, by their ids. Lists that are gathered do not go to disk: a portion of the forms at once.
MOST_LISTED = 20
ALIASES = f"""
with

used as (
    select
        forms.alias_no,
        forms.reason_no,
        entities.version_no
    from actor_forms as forms
    inner join actor_entity_identities as entities on forms.identity_no = entities.identity_no
    where forms.alias_no % {{portions}} = {{portion_no}}
),

reasons as (
    select
        reason_no,
        count(distinct version_no) as article_count
    from used
    group by all
),

leading_reasons as (
    select
        forms.alias_no,
        arg_min(forms.reason, (-reasons.article_count, forms.reason)) as reason
    from reasons
    inner join actor_forms as forms on reasons.reason_no = forms.form_no
    group by all
),

articles as (
    select
        used.alias_no,
        count(*)::integer as article_count,
        min(versions.article_id, {MOST_LISTED}) as article_ids
    from (select distinct alias_no, version_no from used) as used
    inner join actor_versions as versions on used.version_no = versions.version_no
    group by all
)

select
    forms.actor_id,
    forms.alias_text,
    articles.article_count,
    leading_reasons.reason,
    articles.article_ids
from articles
inner join leading_reasons on articles.alias_no = leading_reasons.alias_no
inner join actor_forms as forms on articles.alias_no = forms.form_no
"""

REDIRECTS = """
with

own_ids as (
    select
        'act_' || left(sha256(descriptions.own_key), 16) as old_id,
        min(identities.actor_id) as new_id,
        min(identities.reason) as reason
    from actor_numbered_identities as identities
    inner join actor_descriptions as descriptions on identities.description_no = descriptions.description_no
    group by all
    having count(distinct identities.actor_no) = 1
)

select
    old_id,
    new_id,
    reason
from own_ids
where old_id <> new_id and old_id not in (select actor_id from resolved.actors)
"""
