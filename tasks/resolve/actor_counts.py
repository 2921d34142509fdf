"""In how many articles actors, their names and the reasons for these are found, as selects over the identities."""


def counted(number: str, rows: str) -> str:
    """The query for how many articles name what has a number, as ``article_count``; ``rows`` are a table's that has it for identities."""
    return f"""
    select {number}, sum(article_count)::bigint as article_count
    from (
        select rows.{number}, uses.article_count
        from {rows} as rows
        inner join actor_uses as uses on rows.identity_no = uses.identity_no
        union all
        select rows.{number}, count(distinct again.version_no) as article_count
        from {rows} as rows
        inner join actor_named_again as again on rows.identity_no = again.identity_no
        group by all
    )
    group by all"""


# Nearly all articles name an actor by one identity. These are counted once for each identity; the few that name it by several are counted
# apart, for whatever number is asked for.
NAMED_AGAIN = """
with

again as (
    select
        entities.version_no,
        identities.actor_no
    from actor_entity_identities as entities
    inner join actor_numbered_identities as identities on entities.identity_no = identities.identity_no
    group by all
    having count(*) > 1
)

select distinct
    again.version_no,
    entities.identity_no
from again
inner join actor_entity_identities as entities on again.version_no = entities.version_no
inner join actor_numbered_identities as identities
    on entities.identity_no = identities.identity_no and again.actor_no = identities.actor_no
"""

# Of these articles MOST_LISTED are noted, the first by their ids. Lists that are gathered do not go to disk: a portion at once.
MOST_LISTED = 20
USES = f"""
select
    entities.identity_no,
    count(*) as article_count,
    min(versions.published_at) as first_seen_at,
    max(versions.published_at) as last_seen_at,
    min(versions.article_id, {MOST_LISTED}) as article_ids
from actor_entity_identities as entities
inner join actor_versions as versions on entities.version_no = versions.version_no
anti join actor_named_again as again on entities.version_no = again.version_no and entities.identity_no = again.identity_no
where entities.identity_no % {{portions}} = {{portion_no}}
group by all
"""

# When and how often an actor is named. Apart from the actor: each night changes it for many, and nothing hangs on it.
SEEN_ACTORS = f"""
with

counted as ({counted("actor_no", "actor_numbered_identities")}
),

seen as (
    select identity_no, first_seen_at, last_seen_at
    from actor_uses
    union all
    select again.identity_no, versions.published_at as first_seen_at, versions.published_at as last_seen_at
    from actor_named_again as again
    inner join actor_versions as versions on again.version_no = versions.version_no
)

select
    identities.actor_id,
    min(seen.first_seen_at) as first_seen_at,
    max(seen.last_seen_at) as last_seen_at,
    counted.article_count
from seen
inner join actor_numbered_identities as identities on seen.identity_no = identities.identity_no
inner join counted on identities.actor_no = counted.actor_no
group by all
"""
