"""Event groups: one event told by several articles."""

from duckdb import DuckDBPyConnection

from tasks.resolve.groups import fetch_rows, smallest_members, store_groups


def resolve_event_groups(con: DuckDBPyConnection) -> None:
    """Write ``resolved.event_groups``: event_id and event_group_id, one row per event.

    Events belong together when type, negation, actor and recipient agree (the corpus's actors, else the words without case, article and
    number, as "17 looters" are "20 looters" elsewhere; the action's words where there is no recipient) and their days are at most one apart;
    the day is that of the event, else of publication. An event without actor belongs to those of its story that have its own date; one
    without that or without day stands alone. A day joins the day before only when that did not join one itself, so a
    daily event is not chained into one.
    """
    con.execute(f"create or replace temp table keyed_events as {KEYED_EVENTS_SQL}", {"counted": COUNTED})
    (count,) = con.execute("select count(distinct event_no) from keyed_events").fetchone() or (0,)
    store_groups(con, smallest_members(count, fetch_rows(con, DAY_PAIRS_SQL)))
    con.execute(f"create or replace table resolved.event_groups as {EVENT_GROUPS_SQL}")
    con.execute("drop table keyed_events")


PARTY_SQL = "regexp_replace(lower({}), $counted, '')"
COUNTED = (
    r"^((the|an?|at|least|most|about|around|some|nearly|almost|over|up|to|more|fewer|less|than|only|another|of|[0-9][0-9.,]*"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen"
    r"|(twen|thir|for|fif|six|seven|eigh|nine)ty(-[a-z]+)?|dozens?|hundreds?|thousands?) )+"
)

KEYED_EVENTS_SQL = f"""
with
told as (
    select
        events.event_id,
        events.event_type,
        events.is_negated,
        coalesce(
            actors.actor_id, {PARTY_SQL.format("events.actor_text")}, if(events.event_date is null, null, article_stories.story_id)
        ) as actor,
        coalesce(recipients.actor_id, {PARTY_SQL.format("coalesce(events.recipient_text, events.action_text)")}) as recipient,
        coalesce(events.event_date, events.published_date) as day
    from staging.events as events
    left join resolved.article_stories as article_stories on events.article_id = article_stories.article_id
    left join resolved.entity_actors as actors
        on events.version_id = actors.version_id and events.actor_entity_no = actors.entity_no
    left join resolved.entity_actors as recipients
        on events.version_id = recipients.version_id and events.recipient_entity_no = recipients.entity_no
),

keyed as (
    select
        event_id,
        hash(if(actor is null or day is null, event_id, concat_ws('|', event_type, is_negated, actor, recipient))) as key_hash,
        date_diff('day', date '1970-01-01', coalesce(day, date '1970-01-01')) as day_no
    from told
)

select
    *,
    dense_rank() over (order by key_hash, day_no) - 1 as event_no
from keyed
"""

# Of the days of one run every second one joins the day before.
DAY_PAIRS_SQL = """
with
days as (select distinct event_no, key_hash, day_no from keyed_events),

runs as (select *, day_no - row_number() over (partition by key_hash order by day_no) as run_no from days),

placed as (
    select event_no, row_number() over of_run as place, lag(event_no) over of_run as before_no
    from runs
    window of_run as (partition by key_hash, run_no order by day_no)
)

select before_no as one, event_no as other from placed where place % 2 = 0
"""

EVENT_GROUPS_SQL = """
select
    keyed_events.event_id,
    'events:' || min(keyed_events.event_id) over (partition by member_groups.group_no) as event_group_id
from keyed_events
inner join member_groups on keyed_events.event_no = member_groups.member_no
"""
