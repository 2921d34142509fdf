"""What needs the whole corpus and is more than a select: actors, reprints, stories, quote groups, event groups."""

from tasks.resolve.actors import resolve_actors
from tasks.resolve.entity_actors import ENTITY_ACTOR_TABLES
from tasks.resolve.event_groups import EVENT_GROUPS_SQL, KEYED_EVENTS_SQL
from tasks.resolve.group_speakers import GROUP_TABLES, resolve_group_speakers
from tasks.resolve.quote_groups import resolve_quote_groups
from tasks.resolve.quote_speakers import QUOTE_SPEAKERS_SQL
from tasks.resolve.quote_words import QUOTE_WORDS_SQL
from tasks.resolve.reprints import resolve_reprints
from tasks.resolve.stories import resolve_stories

__all__ = [
    "ENTITY_ACTOR_TABLES",
    "EVENT_GROUPS_SQL",
    "GROUP_TABLES",
    "KEYED_EVENTS_SQL",
    "QUOTE_SPEAKERS_SQL",
    "QUOTE_WORDS_SQL",
    "resolve_actors",
    "resolve_group_speakers",
    "resolve_quote_groups",
    "resolve_reprints",
    "resolve_stories",
]
