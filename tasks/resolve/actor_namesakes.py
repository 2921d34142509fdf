"""Persons of one name who are two, told apart by their roles and by who is named beside them."""

from duckdb import DuckDBPyConnection

from tasks.resolve.groups import fetch_rows, smallest_members, store_groups


def find_namesakes(con: DuckDBPyConnection) -> None:
    """Write the temporary table ``actor_namesakes``: version_no, entity_no and side, for names that stand for several persons.

    Looked at are full names whose roles are of several fields (politics, sport, ...). Two articles mean the same person when they give a
    role of the same field, or name the same third actor (no place). What then falls apart is several persons if at least two parts
    have a role and a third actor each: nothing joins them and there was something to join by. ``side`` is the first field of a part
    that has both, else null.
    """
    con.execute(f"create or replace temp table contested_entities as {CONTESTED_SQL}")
    con.execute(f"create or replace temp table contested_ties as {TIES_SQL}")
    (count,) = con.execute("select count(*) from contested_entities").fetchone() or (0,)
    store_groups(con, smallest_members(count, fetch_rows(con, TIED_SQL)))
    con.execute(f"create or replace temp table actor_namesakes as {NAMESAKES_SQL}")
    for table in ("contested_entities", "contested_ties", "member_groups"):
        con.execute(f"drop table {table}")


CONTESTED_SQL = """
with

contested_names as (
    select name_key
    from actor_descriptions, unnest(role_fields) as field(name)
    where type_class = 'person' and not is_short
    group by name_key
    having count(distinct field.name) > 1
)

select
    row_number() over (order by entities.version_no, entities.entity_no) - 1 as member_no,
    entities.version_no,
    entities.entity_no,
    descriptions.name_key,
    descriptions.role_fields
from actor_entities as entities
inner join actor_descriptions as descriptions on entities.description_no = descriptions.description_no
where
    descriptions.type_class = 'person' and not descriptions.is_short
    and descriptions.name_key in (select name_key from contested_names)
"""

# What ties entities of a name together. A third actor is named in full or known.
TIES_SQL = """
select distinct
    contested.member_no,
    contested.name_key || '|role|' || field.name as tie
from contested_entities as contested, unnest(contested.role_fields) as field(name)
union all
select distinct
    contested.member_no,
    contested.name_key || '|with|' || coalesce(beside.wikidata_id, beside.type_class || '|' || beside.name_key) as tie
from contested_entities as contested
inner join actor_entities as entities on contested.version_no = entities.version_no
inner join actor_descriptions as beside on entities.description_no = beside.description_no
where
    beside.name_key <> contested.name_key
    and beside.type_class in ('person', 'organisation') and (not beside.is_short or beside.wikidata_id is not null)
"""

TIED_SQL = """
select lag(member_no) over (partition by tie order by member_no) as one, member_no as other
from contested_ties
qualify one is not null
"""

NAMESAKES_SQL = """
with

parts as (
    select
        contested.name_key,
        groups.group_no,
        min(if(contains(ties.tie, '|role|'), regexp_extract(ties.tie, '([^|]+)$', 1), null)) as side,
        bool_or(contains(ties.tie, '|with|')) as has_company
    from contested_entities as contested
    inner join member_groups as groups on contested.member_no = groups.member_no
    left join contested_ties as ties on contested.member_no = ties.member_no
    group by all
),

split_names as (
    select name_key
    from parts
    where side is not null and has_company
    group by name_key
    having count(*) > 1
)

select
    contested.version_no,
    contested.entity_no,
    if(parts.has_company, parts.side, null) as side
from contested_entities as contested
inner join member_groups as groups on contested.member_no = groups.member_no
inner join parts on groups.group_no = parts.group_no
where contested.name_key in (select name_key from split_names)
"""
