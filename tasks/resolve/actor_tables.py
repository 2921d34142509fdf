"""The tables that resolving actors writes, as selects over the identities."""

from tasks.resolve.actor_counts import MOST_LISTED, counted

# The identities of one key are one actor, whose number is that of its first identity.
NUMBERED_IDENTITIES = """
select
    *,
    min(identity_no) over (partition by identity_key) as actor_no,
    'act_' || left(sha256(identity_key), 16) as actor_id
from actor_identities
"""

# The name is the form that most articles use as their fullest, then the longest, then the first in the alphabet. A name and a type of
# an actor have the number of the first identity that has them.
RESOLVED_ACTORS = f"""
with

numbered as (
    select
        *,
        min(identity_no) over (partition by actor_no, actor_name) as name_no,
        min(identity_no) over (partition by actor_no, actor_type) as type_no
    from actor_numbered_identities
),

own_names as (
    select * from numbered where not is_joined
),

named as ({counted("name_no", "own_names")}
),

typed as ({counted("type_no", "numbered")}
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
        unnest(list_distinct(descriptions.names)) as form(name)
)

select
    *,
    min(form_no) over (partition by actor_no, alias_text) as alias_no,
    min(form_no) over (partition by actor_no, alias_text, reason) as reason_no
from forms
"""

# The reason is that of most articles; MOST_LISTED of all are named, by their ids.
ALIASES = f"""
with

forms as (
    select * from actor_forms where alias_no % {{portions}} = {{portion_no}}
),

reasons as ({counted("reason_no", "forms")}
),

leading_reasons as (
    select
        forms.alias_no,
        arg_min(forms.reason, (-reasons.article_count, forms.reason)) as reason
    from reasons
    inner join forms on reasons.reason_no = forms.form_no
    group by all
),

articles as ({counted("alias_no", "forms")}
),

lists as (
    select forms.alias_no, uses.article_ids
    from forms
    inner join actor_uses as uses on forms.identity_no = uses.identity_no
    union all
    select forms.alias_no, [versions.article_id] as article_ids
    from forms
    inner join actor_named_again as again on forms.identity_no = again.identity_no
    inner join actor_versions as versions on again.version_no = versions.version_no
),

listed as (
    select alias_no, list_sort(list_distinct(flatten(list(article_ids))))[:{MOST_LISTED}] as article_ids
    from lists
    group by alias_no
)

select
    forms.actor_id,
    forms.alias_text,
    articles.article_count::integer as article_count,
    leading_reasons.reason,
    listed.article_ids
from articles
inner join leading_reasons on articles.alias_no = leading_reasons.alias_no
inner join listed on articles.alias_no = listed.alias_no
inner join forms on articles.alias_no = forms.form_no
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
