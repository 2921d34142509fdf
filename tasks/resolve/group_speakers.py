"""Who is said to have said the words of a quote group, and which of these speakers speak for the same side."""

import numpy as np
from duckdb import DuckDBPyConnection

from tasks.resolve.groups import fetch_rows, is_resolved, smallest_members, store_groups


def resolve_group_speakers(con: DuckDBPyConnection) -> None:
    """Write ``resolved.quote_group_speakers``: who is said to have said a group's words, one row per group and actor.

    Columns: quote_group_id, actor_id, side_no, report_count, independent_outlet_count, speaker_rank (1 is given most) and the first quote_id. Actors are of one
    side when one article gives both (together, one for the other, or one after the other), when one is a spokesperson of the other in any
    article, or has a stated role in it. A group with two sides has reports that disagree about its speaker.

    And write ``resolved.quote_reports``, one row per quotation as a report of its group: quote_id, quote_group_id, published_at, source_name,
    origin_owner_name, report_no (in the group the first published have the smallest) and is_lead, whether it names the actor given most; and
    ``resolved.several_speakers``, the actors of each group that has several: quote_group_id, actor_id.

    Where these tables are there, they are made again for the groups in the temporary table ``slice_quote_group_id`` alone.
    """
    is_there = is_resolved(con, "quote_reports")
    asked = "semi join slice_quote_group_id using (quote_group_id)" if is_there else ""
    for table, select in SPEAKING_STEPS:
        con.execute(f"create or replace temp table {table} as {select.format(asked=asked)}")
    (count,) = con.execute("select count(*) from group_members").fetchone() or (0,)
    store_groups(con, smallest_members(count, np.vstack([fetch_rows(con, pairs) for pairs in ONE_SIDE_SQL])))
    con.execute(f"create or replace temp table ranked_members as {RANKED_MEMBERS_SQL}")
    for table, select in GROUP_TABLES.items():
        if is_there:
            con.execute(
                f"delete from resolved.{table} where quote_group_id in (select quote_group_id from slice_quote_group_id)"
            )
            con.execute(f"insert into resolved.{table} {select}")
        else:
            con.execute(f"create table resolved.{table} as {select}")
    for table in (*dict(SPEAKING_STEPS), "ranked_members"):
        con.execute(f"drop table {table}")


ASKED_QUOTES_SQL = "select quote_id, article_id, quote_group_id from resolved.quote_groups {asked}"

# Articles, and the owners to whom their words go back, by numbers.
REPORTING_ARTICLES_SQL = """
with
numbered as (
    select
        row_number() over () as article_no,
        versions.article_id,
        versions.published_at,
        versions.source_name,
        reprints.is_origin,
        reprints.origin_owner_name
    from staging.article_versions as versions
    inner join resolved.reprints as reprints on versions.article_id = reprints.article_id
    where versions.is_current and versions.article_id in (select article_id from asked_quotes)
)

select
    *,
    if(origin_owner_name is null, null, min(article_no) over (partition by origin_owner_name)) as owner_no
from numbered
"""

# Quotations in the order in which they were published, and the first of each group as the group's number.
TOLD_QUOTES_SQL = """
with
told as (
    select
        row_number() over (order by articles.published_at asc nulls last, quotes.quote_id) as quote_no,
        quotes.quote_id,
        quotes.quote_group_id,
        articles.article_no,
        articles.owner_no
    from asked_quotes as quotes
    inner join reporting_articles as articles on quotes.article_id = articles.article_id
),

first_told as (
    select
        quote_group_id,
        min(quote_no) as first_no
    from told
    group by all
)

select
    told.*,
    first_told.first_no
from told
inner join first_told on told.quote_group_id = first_told.quote_group_id
"""

# The members of a group are the actors who are said to have said its words; member_no counts from 0 by group and actor.
SAID_BY_SQL = """
select
    dense_rank() over (order by told.first_no, quote_speakers.actor_id) - 1 as member_no,
    told.first_no,
    quote_speakers.actor_id,
    told.quote_no,
    told.article_no,
    told.owner_no,
    quote_speakers.is_spoken_for
from told_quotes as told
inner join resolved.quote_speakers as quote_speakers on told.quote_id = quote_speakers.quote_id
"""

MEMBERS_SQL = """
select distinct
    member_no,
    first_no,
    actor_id
from said_by
"""

# Pairs of members of one group. Only their roles and aliases are looked at: many have an alias in common.
BESIDE_SQL = """
select ones.member_no as one, others.member_no as other, ones.actor_id, others.actor_id as ally_id
from group_members as ones
inner join group_members as others on ones.first_no = others.first_no and ones.member_no <> others.member_no
"""

STATED_SQL = """
select distinct entity_actors.actor_id, roles.organisation_text
from raw.roles as roles
inner join staging.article_versions as versions on roles.document_id = versions.document_id and versions.is_current
inner join resolved.entity_actors as entity_actors
    on versions.version_id = entity_actors.version_id and roles.entity_no = entity_actors.entity_no
where entity_actors.actor_id in (select actor_id from beside_members)
"""

ALLIES_SQL = """
select speakers.actor_id, represented.actor_id as ally_id
from resolved.quote_speakers as represented
inner join resolved.quote_speakers as speakers on represented.quote_id = speakers.quote_id
where represented.is_spoken_for and not speakers.is_spoken_for
union
select stated.actor_id, aliases.actor_id as ally_id
from stated_bodies as stated
inner join resolved.actor_aliases as aliases on stated.organisation_text = aliases.alias_text
where aliases.actor_id in (select ally_id from beside_members)
"""

# Pairs of members that are of one side: by one article, and as allies.
ONE_SIDE_SQL = (
    "select min(member_no) over (partition by first_no, article_no) as one, member_no as other from said_by",
    "select one, other from beside_members inner join allies using (actor_id, ally_id)",
)

# One statement each: all in one, DuckDB 1.5.6 waits for itself for ever where a million articles do not fit into its memory.
SPEAKING_STEPS = (
    ("asked_quotes", ASKED_QUOTES_SQL),
    ("reporting_articles", REPORTING_ARTICLES_SQL),
    ("told_quotes", TOLD_QUOTES_SQL),
    ("said_by", SAID_BY_SQL),
    ("group_members", MEMBERS_SQL),
    ("beside_members", BESIDE_SQL),
    ("stated_bodies", STATED_SQL),
    ("allies", ALLIES_SQL),
)

RANKED_MEMBERS_SQL = """
with
counted as (
    select
        said_by.first_no,
        said_by.member_no,
        member_groups.group_no,
        count(distinct said_by.article_no) as report_count,
        count(distinct said_by.owner_no) as independent_outlet_count,
        min(said_by.quote_no) as first_said_no
    from said_by
    inner join member_groups on said_by.member_no = member_groups.member_no
    where not said_by.is_spoken_for
    group by all
)

select
    member_no,
    dense_rank() over (partition by first_no order by group_no) as side_no,
    report_count,
    independent_outlet_count,
    row_number() over (
        partition by first_no order by independent_outlet_count desc, report_count desc, first_said_no, member_no
    ) as speaker_rank,
    first_said_no
from counted
"""

GROUP_SPEAKERS_SQL = """
select
    told.quote_group_id,
    members.actor_id,
    ranked.side_no,
    ranked.report_count,
    ranked.independent_outlet_count,
    ranked.speaker_rank,
    told.quote_id
from ranked_members as ranked
inner join group_members as members on ranked.member_no = members.member_no
inner join told_quotes as told on ranked.first_said_no = told.quote_no
"""

QUOTE_REPORTS_SQL = """
with
leads as (
    select said_by.quote_no
    from said_by
    inner join ranked_members as ranked on said_by.member_no = ranked.member_no
    where ranked.speaker_rank = 1 and not said_by.is_spoken_for
)

select
    told.quote_id,
    told.quote_group_id,
    articles.published_at,
    articles.source_name,
    articles.origin_owner_name,
    row_number() over (
        partition by told.first_no order by articles.published_at asc nulls last, articles.is_origin desc, told.quote_no
    ) as report_no,
    told.quote_no in (select quote_no from leads) as is_lead
from told_quotes as told
inner join reporting_articles as articles on told.article_no = articles.article_no
"""

SEVERAL_SPEAKERS_SQL = """
select distinct told.quote_group_id, beside.actor_id
from beside_members as beside
inner join group_members as members on beside.one = members.member_no
inner join told_quotes as told on members.first_no = told.quote_no
"""

GROUP_TABLES = {
    "quote_group_speakers": GROUP_SPEAKERS_SQL,
    "quote_reports": QUOTE_REPORTS_SQL,
    "several_speakers": SEVERAL_SPEAKERS_SQL,
}
