"""The first steps of resolving actors: what articles say of an actor, each such description once, and the class of actors it belongs to."""

_LEGAL_FORMS = "inc|corp|corporation|co|company|ltd|limited|llc|llp|plc|ag|gmbh|sa|nv|bv|spa|ab|oyj|se|kg|pty|lp|incorporated|holdings"

# All that an article says of an actor. Many articles say the same, so that whatever rests on this alone is worked out once for all of
# them, and entities are counted and joined by whole numbers.
_STATED = (
    "actor_name",
    "actor_type",
    "names",
    "country_code",
    "wikidata_id",
    "link_reason",
    "is_doubtful",
    "role_fields",
)


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


# Article versions, one of each article, numbered in the order of the article ids.
VERSIONS = """
select
    row_number() over (order by article_id, version_id) as version_no,
    version_id,
    article_id,
    published_at
from (select article_id, version_id, max(published_at) as published_at from staging.entities group by all)
"""

# Parties and armed bodies are written of as groups and as organisations: one class.
STATED_ACTORS = f"""
select
    row_number() over () as description_no,
    *,
    case actor_type when 'group' then 'organisation' else actor_type end as own_class,
    coalesce(nullif({_name_key("actor_name", "actor_type")}, ''), lower(actor_name)) as name_key,
    own_class || '|' || name_key as own_key
from (select distinct {", ".join(_STATED)} from staging.entities)
"""

ENTITIES = f"""
select
    versions.version_no,
    entities.entity_no,
    entities.published_at::date as published_date,
    stated.description_no
from staging.entities as entities
inner join actor_versions as versions on entities.version_id = versions.version_id
inner join stated_actors as stated on {" and ".join(f"entities.{column} is not distinct from stated.{column}" for column in _STATED)}
"""

# A name that at least three articles and four fifths of all take for one class is of that class in the others too, unless that could
# make a person a place, a country something else, or a surname an organisation.
DESCRIPTIONS = """
with

divided_names as (
    select name_key
    from stated_actors
    group by name_key
    having count(distinct own_class) > 1
),

class_counts as (
    select
        stated.name_key,
        stated.own_class,
        count(distinct entities.version_no) as article_count
    from stated_actors as stated
    inner join actor_entities as entities on stated.description_no = entities.description_no
    where stated.name_key in (select name_key from divided_names)
    group by all
),

leading_classes as (
    select
        name_key,
        arg_max(own_class, (article_count, own_class)) as leading_class
    from class_counts
    group by name_key
    having max(article_count) >= 3 and max(article_count) >= 0.8 * sum(article_count)
),

surnames as (
    select distinct regexp_extract(name_key, '(\\S+)$', 1) as name_key
    from stated_actors
    where own_class = 'person' and contains(name_key, ' ')
)

select
    stated.description_no,
    stated.actor_name,
    stated.actor_type,
    stated.names,
    stated.country_code,
    stated.wikidata_id,
    stated.link_reason,
    coalesce(stated.is_doubtful, false) as is_doubtful,
    coalesce(stated.role_fields, []) as role_fields,
    stated.own_key,
    stated.name_key,
    case
        when stated.wikidata_id is not null or leading_classes.leading_class is null then stated.own_class
        when stated.own_class = 'person' and leading_classes.leading_class = 'place' then stated.own_class
        when stated.own_class = 'person' and surnames.name_key is not null then stated.own_class
        when stated.own_class = 'place' and stated.country_code is not null then stated.own_class
        else leading_classes.leading_class
    end as type_class,
    type_class in ('person', 'organisation') and not contains(stated.name_key, ' ') as is_short,
    case
        when type_class = 'organisation' and regexp_full_match(stated.actor_name, '[A-Z]{3,8}') then stated.name_key
    end as acronym_key,
    case when type_class = 'person' and is_short then stated.name_key end as surname_key
from stated_actors as stated
left join leading_classes on stated.name_key = leading_classes.name_key
left join surnames on stated.name_key = surnames.name_key
"""
