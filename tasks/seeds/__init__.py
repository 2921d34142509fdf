"""The reviewed data a person edits: feeds and corrections."""

from tasks.seeds.actor_keys import read_actor_key, write_actor_key
from tasks.seeds.appending import Decision, append_decisions, append_feeds
from tasks.seeds.corrections import load_corrections
from tasks.seeds.feeds import FeedSource, load_feeds
from tasks.seeds.opml import read_opml, write_opml
from tasks.seeds.rows import Column, Row, SeedError, country_refusal, read_seed
from tasks.seeds.watchlist import Watch, load_watchlist

__all__ = [
    "Column",
    "Decision",
    "FeedSource",
    "Row",
    "SeedError",
    "Watch",
    "append_decisions",
    "append_feeds",
    "country_refusal",
    "load_corrections",
    "load_feeds",
    "load_watchlist",
    "read_actor_key",
    "read_opml",
    "read_seed",
    "write_actor_key",
    "write_opml",
]
