"""Who said each quotation, and which of a group's speakers speak for the same side."""

from duckdb import DuckDBPyConnection

from tasks.resolve.groups import fetch_rows, smallest_members, store_groups


def resolve_quote_speakers(con: DuckDBPyConnection) -> None:
    """Write ``resolved.quote_speakers``: quote_id, actor_id, speaker_no and is_spoken_for, one row per quotation and actor.

    ``speaker_no`` is the speaker's place from 0 in the order in which the article names them; an actor for whom only a spokesperson spoke
    has ``is_spoken_for`` and none.
    """
    con.execute(f"create or replace table resolved.quote_speakers as {QUOTE_SPEAKERS_SQL}")


def resolve_group_speakers(con: DuckDBPyConnection) -> None:
    """Write ``resolved.quote_group_speakers``: who is said to have said a group's words, one row per group and actor.

    Columns: quote_group_id, actor_id, side_no, report_count, independent_outlet_count, speaker_rank (1 is given most) and the first quote_id. Actors are of one
    side when one article gives both (together, one for the other, or one after the other), when one is a spokesperson of the other in any
    article, or has a stated role in it. A group with two sides has reports that disagree about its speaker.

    And write ``resolved.quote_reports``, one row per quotation as a report of its group: quote_id, quote_group_id, published_at, source_name,
    origin_owner_name, report_no (the first published have the smallest) and is_lead, whether it names the actor given most.
    """
    con.execute(f"create or replace temp table said_by as {SAID_BY_SQL}")
    (count,) = con.execute("select count(distinct member_no) from said_by").fetchone() or (0,)
    store_groups(con, smallest_members(count, fetch_rows(con, ONE_SIDE_SQL)))
    con.execute(f"create or replace table resolved.quote_group_speakers as {GROUP_SPEAKERS_SQL}")
    con.execute(f"create or replace table resolved.quote_reports as {QUOTE_REPORTS_SQL}")
    con.execute("drop table said_by")


QUOTE_SPEAKERS_SQL = """
with
speaking as (
    select quote_id, version_id, entity_no, 0 as speaker_no, false as is_spoken_for
    from staging.quotes
    union all
    select
        quote_id,
        version_id,
        unnest(speaker_entity_nos) as entity_no,
        unnest(range(len(speaker_entity_nos))) as speaker_no,
        false as is_spoken_for
    from staging.quotes
    union all
    select quote_id, version_id, speaks_for_entity_no as entity_no, null as speaker_no, true as is_spoken_for
    from staging.quotes
)

select
    speaking.quote_id,
    entity_actors.actor_id,
    min(speaking.speaker_no) as speaker_no,
    bool_and(speaking.is_spoken_for) as is_spoken_for
from speaking
inner join resolved.entity_actors as entity_actors
    on speaking.version_id = entity_actors.version_id and speaking.entity_no = entity_actors.entity_no
group by all
"""

SAID_BY_SQL = """
select
    quote_groups.quote_group_id,
    quote_speakers.quote_id,
    quote_speakers.actor_id,
    quote_speakers.is_spoken_for,
    quotes.article_id,
    dense_rank() over (order by quote_groups.quote_group_id, quote_speakers.actor_id) - 1 as member_no
from resolved.quote_groups as quote_groups
inner join resolved.quote_speakers as quote_speakers on quote_groups.quote_id = quote_speakers.quote_id
inner join staging.quotes as quotes on quote_groups.quote_id = quotes.quote_id
"""

ONE_SIDE_SQL = """
with
members as (select distinct quote_group_id, actor_id, member_no from said_by),

allies as (
    select speakers.actor_id, represented.actor_id as ally_id
    from resolved.quote_speakers as represented
    inner join resolved.quote_speakers as speakers on represented.quote_id = speakers.quote_id
    where represented.is_spoken_for and not speakers.is_spoken_for
    union
    select entity_actors.actor_id, aliases.actor_id as ally_id
    from raw.roles as roles
    inner join staging.article_versions as versions on roles.document_id = versions.document_id and versions.is_current
    inner join resolved.entity_actors as entity_actors
        on versions.version_id = entity_actors.version_id and roles.entity_no = entity_actors.entity_no
    inner join resolved.actor_aliases as aliases on roles.organisation_text = aliases.alias_text
)

select min(member_no) over (partition by quote_group_id, article_id) as one, member_no as other
from said_by
union all
select ones.member_no as one, others.member_no as other
from members as ones
inner join members as others on ones.quote_group_id = others.quote_group_id
inner join allies on ones.actor_id = allies.actor_id and others.actor_id = allies.ally_id
"""

GROUP_SPEAKERS_SQL = """
with
counted as (
    select
        said_by.quote_group_id,
        said_by.actor_id,
        member_groups.group_no,
        count(distinct said_by.article_id) as report_count,
        count(distinct reprints.origin_owner_name) as independent_outlet_count,
        min((coalesce(versions.published_at, timestamp 'infinity'), said_by.quote_id)) as first_said
    from said_by
    inner join member_groups on said_by.member_no = member_groups.member_no
    inner join resolved.reprints as reprints on said_by.article_id = reprints.article_id
    inner join staging.article_versions as versions on said_by.article_id = versions.article_id and versions.is_current
    where not said_by.is_spoken_for
    group by all
)

select
    quote_group_id,
    actor_id,
    dense_rank() over (partition by quote_group_id order by group_no) as side_no,
    report_count,
    independent_outlet_count,
    row_number() over (
        partition by quote_group_id order by independent_outlet_count desc, report_count desc, first_said, actor_id
    ) as speaker_rank,
    first_said[2] as quote_id
from counted
"""

QUOTE_REPORTS_SQL = """
with
leads as (
    select distinct said_by.quote_id
    from said_by
    inner join resolved.quote_group_speakers as speakers
        on said_by.quote_group_id = speakers.quote_group_id and said_by.actor_id = speakers.actor_id
    where speakers.speaker_rank = 1 and not said_by.is_spoken_for
)

select
    quotes.quote_id,
    quote_groups.quote_group_id,
    versions.published_at,
    versions.source_name,
    reprints.origin_owner_name,
    row_number() over (order by versions.published_at asc nulls last, reprints.is_origin desc, quotes.quote_id) as report_no,
    leads.quote_id is not null as is_lead
from staging.quotes as quotes
inner join resolved.quote_groups as quote_groups on quotes.quote_id = quote_groups.quote_id
inner join staging.article_versions as versions on quotes.article_id = versions.article_id and versions.is_current
inner join resolved.reprints as reprints on quotes.article_id = reprints.article_id
left join leads on quotes.quote_id = leads.quote_id
"""
