"""Event groups: one event told by several articles."""

_COUNTED = (
    r"^((the|an?|at|least|most|about|around|some|nearly|almost|over|up|to|more|fewer|less|than|only|another|of|[0-9][0-9.,]*"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen"
    r"|(twen|thir|for|fif|six|seven|eigh|nine)ty(-[a-z]+)?|dozens?|hundreds?|thousands?) )+"
)


def _party(column: str) -> str:
    """Words without case, article and number, as "17 looters" are "20 looters" elsewhere."""
    return f"regexp_replace(lower({column}), '{_COUNTED}', '')"


# Each event with the actors of its parties. Events that may belong together have one key: type, negation, actor and recipient (the corpus's
# actors, else the words; the action's words where there is no recipient). An event without actor belongs to those of its story that
# have its own date; one without that or without day has a key of its own. The day is that of the event, else of publication.
KEYED_EVENTS_SQL = f"""
with
told as (
    select
        events.event_id,
        events.article_id,
        events.event_type,
        events.is_negated,
        actors.actor_id,
        recipients.actor_id as recipient_id,
        coalesce(
            actors.actor_id, {_party("events.actor_text")}, if(events.event_date is null, null, article_stories.story_id)
        ) as actor,
        coalesce(recipients.actor_id, {_party("coalesce(events.recipient_text, events.action_text)")}) as recipient,
        coalesce(events.event_date, events.published_date) as day
    from staging.events as events
    left join resolved.article_stories as article_stories on events.article_id = article_stories.article_id
    left join resolved.entity_actors as actors
        on events.version_id = actors.version_id and events.actor_entity_no = actors.entity_no
    left join resolved.entity_actors as recipients
        on events.version_id = recipients.version_id and events.recipient_entity_no = recipients.entity_no
)

select
    event_id,
    article_id,
    actor_id,
    recipient_id,
    hash(if(actor is null or day is null, event_id, concat_ws('|', event_type, is_negated, actor, recipient))) as event_key,
    cast(date_diff('day', date '1970-01-01', coalesce(day, date '1970-01-01')) as integer) as day_no
from told
"""

# One event is what has one key on one day and the next: of the days of one run every second one joins the day before, so that a daily
# event is not chained into one.
EVENT_GROUPS_SQL = """
with
runs as (
    select *, day_no - dense_rank() over (partition by event_key order by day_no) as run_no
    from resolved.keyed_events
),

paired as (
    select *, (dense_rank() over (partition by event_key, run_no order by day_no) - 1) // 2 as pair_no
    from runs
)

select
    event_id,
    article_id,
    event_key,
    'events:' || min(event_id) over (partition by event_key, run_no, pair_no) as event_group_id
from paired
"""
