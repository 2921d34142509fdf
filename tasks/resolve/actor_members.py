"""The first step of resolving actors: every entity with its folded name and the class of actors it belongs to."""

_LEGAL_FORMS = "inc|corp|corporation|co|company|ltd|limited|llc|llp|plc|ag|gmbh|sa|nv|bv|spa|ab|oyj|se|kg|pty|lp|incorporated|holdings"


def _folded(column: str) -> str:
    """Lower case, without accents, dots, apostrophes and a leading "the"; words apart by one space."""
    bare = f"regexp_replace(lower(strip_accents({column})), '[.''’‘]', '', 'g')"
    return f"regexp_replace(trim(regexp_replace({bare}, '[^\\p{{L}}\\p{{N}}&]+', ' ', 'g')), '^the ', '')"


def _name_key(column: str, type_column: str) -> str:
    """The folded name without an organisation's legal forms and last plural ("Acme Motors Co", "Acme Motor"), or a person's middle initials."""
    return f"""case {type_column}
        when 'person' then regexp_replace({_folded(column)}, '^(\\S+)( \\S)+ (\\S+)$', '\\1 \\3')
        when 'place' then {_folded(column)}
        else regexp_replace(regexp_replace({_folded(column)}, '( ({_LEGAL_FORMS}))+$', ''), '( \\p{{L}}{{3,}}[^s])s$', '\\1')
    end"""


# One row an entity. Parties and armed bodies are written of as groups and as organisations: one class. A name that at least three
# articles and four fifths of all take for one class is of that class in the others too, unless that could make a person a place, a
# country something else, or a surname an organisation.
MEMBERS = f"""
with

entities as (
    select
        *,
        case actor_type when 'group' then 'organisation' else actor_type end as own_class,
        coalesce(nullif({_name_key("actor_name", "actor_type")}, ''), lower(actor_name)) as name_key,
        own_class || '|' || name_key as own_key
    from staging.entities
),

class_counts as (
    select
        name_key,
        own_class,
        count(distinct article_id) as article_count
    from entities
    group by all
),

leading_classes as (
    select
        name_key,
        arg_max(own_class, (article_count, own_class)) as leading_class
    from class_counts
    group by name_key
    having count(*) > 1 and max(article_count) >= 3 and max(article_count) >= 0.8 * sum(article_count)
),

surnames as (
    select distinct regexp_extract(name_key, '(\\S+)$', 1) as name_key
    from entities
    where own_class = 'person' and contains(name_key, ' ')
)

select
    entities.version_id,
    entities.entity_no,
    entities.article_id,
    entities.actor_name,
    entities.actor_type,
    entities.names,
    entities.country_code,
    entities.wikidata_id,
    entities.link_reason,
    coalesce(entities.is_doubtful, false) as is_doubtful,
    coalesce(entities.role_fields, []) as role_fields,
    entities.published_at,
    entities.own_key,
    entities.name_key,
    case
        when entities.wikidata_id is not null or leading_classes.leading_class is null then entities.own_class
        when entities.own_class = 'person' and leading_classes.leading_class = 'place' then entities.own_class
        when entities.own_class = 'person' and surnames.name_key is not null then entities.own_class
        when entities.own_class = 'place' and entities.country_code is not null then entities.own_class
        else leading_classes.leading_class
    end as type_class,
    type_class in ('person', 'organisation') and not contains(entities.name_key, ' ') as is_short,
    case
        when type_class = 'organisation' and regexp_full_match(entities.actor_name, '[A-Z]{{3,8}}') then entities.name_key
    end as acronym_key,
    case when type_class = 'person' and is_short then entities.name_key end as surname_key
from entities
left join leading_classes on entities.name_key = leading_classes.name_key
left join surnames on entities.name_key = surnames.name_key
"""
