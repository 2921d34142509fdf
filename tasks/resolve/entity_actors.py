"""Which actor each entity is: a table that is written again only for the articles in which that changed."""

from duckdb import DuckDBPyConnection

from tasks.resolve.groups import is_resolved

ENTITY_ACTOR_TABLES = ("entity_actors", "entity_actor_sums")


def write_entity_actors(con: DuckDBPyConnection) -> None:
    """Write ``resolved.entity_actors``: version_id, entity_no, actor_id and reason; and ``entity_actor_sums``, a sum of these rows' hashes by version.

    Reads what ``resolve_actors`` found of identities. Where the tables are there, only versions with another sum are written again. Which these are
    is left in the temporary table ``otherwise_entity_actors`` (version_id, article_id), who was named there in ``former_entity_actors``
    (article_id, actor_id).
    """
    if is_resolved(con, "entity_actors"):
        for statement in WRITE_AGAIN:
            con.execute(statement)
    else:
        con.execute(f"create table resolved.entity_actor_sums as {SUMS}")
        con.execute(f"create table resolved.entity_actors as {ENTITY_ACTORS.format(asked='')}")


ENTITY_ACTORS = """
select
    versions.version_id,
    entities.entity_no::integer as entity_no,
    identities.actor_id,
    identities.reason
from actor_entity_identities as entities
inner join actor_versions as versions on entities.version_no = versions.version_no
inner join actor_numbered_identities as identities on entities.identity_no = identities.identity_no
{asked}
"""

SUMS = """
with

identities as (
    select identity_no, hash(actor_id, reason) as identity_hash
    from actor_numbered_identities
),

sums as (
    select entities.version_no, sum(hash(entities.entity_no, identities.identity_hash)) as row_sum
    from actor_entity_identities as entities
    inner join identities on entities.identity_no = identities.identity_no
    group by all
)

select versions.version_id, versions.article_id, sums.row_sum
from sums
inner join actor_versions as versions on sums.version_no = versions.version_no
"""

_ASKED = "semi join otherwise_entity_actors using (version_id)"
WRITE_AGAIN = (
    f"create or replace temp table actor_sums as {SUMS}",
    """
    create or replace temp table otherwise_entity_actors as
    select
        coalesce(made.version_id, before.version_id) as version_id,
        coalesce(made.article_id, before.article_id) as article_id
    from actor_sums as made
    full join resolved.entity_actor_sums as before on made.version_id = before.version_id
    where made.row_sum is distinct from before.row_sum or made.article_id is distinct from before.article_id
    """,
    """
    create or replace temp table former_entity_actors as
    select otherwise.article_id, entity_actors.actor_id
    from resolved.entity_actors as entity_actors
    inner join otherwise_entity_actors as otherwise on entity_actors.version_id = otherwise.version_id
    """,
    "delete from resolved.entity_actors where version_id in (select version_id from otherwise_entity_actors)",
    "delete from resolved.entity_actor_sums where version_id in (select version_id from otherwise_entity_actors)",
    f"insert into resolved.entity_actors {ENTITY_ACTORS.format(asked=_ASKED)}",
    f"insert into resolved.entity_actor_sums from actor_sums {_ASKED}",
    "drop table actor_sums",
)
