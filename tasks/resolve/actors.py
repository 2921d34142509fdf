"""Who is the same across articles: one actor for the entities of many articles, with the reason for each.

Entities are joined by a known actor's Wikidata id and by the same full name, never by likeness; short forms only where one
actor alone can be meant. Of one name, countries, roles and company tell several actors apart. Everything is decided from the set of
entities as a whole, so their order and batches do not matter.
"""

from collections.abc import Callable

from duckdb import DuckDBPyConnection

from tasks.resolve.actor_identities import CO_NAMED, FULL_IDENTITIES, SHORT_IDENTITIES
from tasks.resolve.actor_members import MEMBERS
from tasks.resolve.actor_namesakes import find_namesakes
from tasks.resolve.actor_tables import ALIASES, ENTITY_ACTORS, REDIRECTS, RESOLVED_ACTORS

_IDENTITY_STEPS = (
    ("temp table actor_full_identities", FULL_IDENTITIES),
    ("temp table actor_co_named", CO_NAMED),
    ("temp table actor_identities", SHORT_IDENTITIES),
)
_TABLE_STEPS = (
    ("table resolved.entity_actors", ENTITY_ACTORS),
    ("table resolved.actors", RESOLVED_ACTORS),
    ("table resolved.actor_aliases", ALIASES),
    ("table resolved.actor_redirects", REDIRECTS),
)


def resolve_actors(con: DuckDBPyConnection, correct: Callable[[DuckDBPyConnection], None] = lambda _: None) -> None:
    """Read ``staging.entities`` and write ``resolved.actors``, ``entity_actors``, ``actor_aliases`` and ``actor_redirects``.

    An actor's id is ``act_`` and 16 hexadecimal digits of the SHA-256 of its Wikidata id or of its type and folded name. An id
    that an entity would have by its own name, and that no actor carries any more, leads to the entity's actor. ``correct`` has the
    last word: it may change the identities before the tables are written.
    """
    con.execute(f"create or replace temp table actor_members as {MEMBERS}")
    find_namesakes(con)
    for table, select in _IDENTITY_STEPS:
        con.execute(f"create or replace {table} as {select}")
    correct(con)
    for table, select in _TABLE_STEPS:
        con.execute(f"create or replace {table} as {select}")
    for table, _ in (("temp table actor_members", ""), ("temp table actor_namesakes", ""), *_IDENTITY_STEPS):
        con.execute(f"drop {table.removeprefix('temp ')}")
