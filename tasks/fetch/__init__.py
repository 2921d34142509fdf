"""Fetching: safe, polite, bounded. What a server or a URL does is a value in the result."""

from tasks.fetch.addresses import AddressRules, read_networks
from tasks.fetch.answers import Answer, Limits
from tasks.fetch.archive import Archive
from tasks.fetch.bodies import unpacked
from tasks.fetch.client import Client, user_agent
from tasks.fetch.diagnosis import Finding, diagnose, link_counts
from tasks.fetch.entries import EntryState, after_page, changed_entry, entry_key, new_entry, not_home
from tasks.fetch.fetcher import Fetched, Fetcher, Obeyed, Validators
from tasks.fetch.hosts import Politeness
from tasks.fetch.lifecycle import FeedState, after_fetch
from tasks.fetch.once import Once
from tasks.fetch.rows import FetchRow, fetch_row
from tasks.fetch.states import States
from tasks.fetch.visits import Visits

__all__ = [
    "AddressRules",
    "Answer",
    "Archive",
    "Client",
    "EntryState",
    "FeedState",
    "FetchRow",
    "Fetched",
    "Fetcher",
    "Finding",
    "Limits",
    "Obeyed",
    "Once",
    "Politeness",
    "States",
    "Validators",
    "Visits",
    "after_fetch",
    "after_page",
    "changed_entry",
    "diagnose",
    "entry_key",
    "fetch_row",
    "link_counts",
    "new_entry",
    "not_home",
    "read_networks",
    "unpacked",
    "user_agent",
]
