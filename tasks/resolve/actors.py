"""Who is the same across articles: one actor for the entities of many articles, with the reason for each.

Entities are joined by a known actor's Wikidata id and by the same full name, never by likeness; short forms only where one
actor alone can be meant. Of one name, countries, roles and company tell several actors apart. Everything is decided from the set of
entities as a whole, so their order and batches do not matter.
"""

from collections.abc import Callable

from duckdb import DuckDBPyConnection

from tasks.resolve import actor_counts, actor_identities, actor_members, actor_short_names, actor_tables
from tasks.resolve.actor_namesakes import find_namesakes
from tasks.resolve.entity_actors import write_entity_actors

_MEMBER_STEPS = (
    ("actor_versions", actor_members.VERSIONS),
    ("stated_actors", actor_members.STATED_ACTORS),
    ("actor_entities", actor_members.ENTITIES),
    ("actor_descriptions", actor_members.DESCRIPTIONS),
)
_IDENTITY_STEPS = (
    ("actor_parts", actor_identities.PARTS),
    ("actor_full_identities", actor_identities.FULL_IDENTITIES),
    ("actor_part_entities", actor_identities.PART_ENTITIES),
    ("actor_short_names", actor_short_names.SHORT_NAMES),
    ("actor_short_companions", actor_short_names.SHORT_COMPANIONS),
    ("actor_co_named", actor_short_names.CO_NAMED),
    ("actor_part_identities", actor_identities.PART_IDENTITIES),
    ("actor_own_identities", actor_identities.OWN_IDENTITIES),
    ("actor_entity_identities", actor_identities.ENTITY_IDENTITIES),
    ("actor_identities", actor_identities.IDENTITIES),
)
_NUMBER_STEPS = (
    ("actor_numbered_identities", actor_tables.NUMBERED_IDENTITIES),
    ("actor_forms", actor_tables.FORMS),
    ("actor_named_again", actor_counts.NAMED_AGAIN),
)
_TABLE_STEPS = (
    ("actors", actor_tables.RESOLVED_ACTORS),
    ("seen_actors", actor_counts.SEEN_ACTORS),
    ("actor_redirects", actor_tables.REDIRECTS),
)
ARTICLES_AT_ONCE = 250_000  # whose names are counted, on average


def resolve_actors(con: DuckDBPyConnection, correct: Callable[[DuckDBPyConnection], None] = lambda _: None) -> None:
    """Read ``staging.entities`` and write ``resolved.actors``, ``seen_actors``, ``entity_actors``, ``actor_aliases`` and ``actor_redirects``.

    An actor's id is ``act_`` and 16 hexadecimal digits of the SHA-256 of its Wikidata id or of its type and folded name. An id
    that an entity would have by its own name, and that no actor carries any more, leads to the entity's actor. ``correct`` has the
    last word: it may change the identities before the tables are written. Of these ``entity_actors`` is written in place.
    """
    _create(con, _MEMBER_STEPS)
    find_namesakes(con)
    _create(con, _IDENTITY_STEPS)
    correct(con)
    _create(con, _NUMBER_STEPS)
    write_entity_actors(con)
    _create_in_portions(con, "temp table", "actor_uses", actor_counts.USES)
    for table, select in _TABLE_STEPS:
        con.execute(f"create or replace table resolved.{table} as {select}")
    _create_in_portions(con, "table", "resolved.actor_aliases", actor_tables.ALIASES)
    made = (*_MEMBER_STEPS, *_IDENTITY_STEPS, *_NUMBER_STEPS)
    for table in (*dict(made), "actor_namesakes", "actor_uses"):
        con.execute(f"drop table {table}")


def _create(con: DuckDBPyConnection, steps: tuple[tuple[str, str], ...]) -> None:
    """Write temporary tables, each by its select."""
    for table, select in steps:
        con.execute(f"create or replace temp table {table} as {select}")


def _create_in_portions(con: DuckDBPyConnection, kind: str, table: str, select: str) -> None:
    """Write a table, of the kind that ``create`` is told, by a select that leaves out all but one portion."""
    (articles,) = con.execute("select count(*) from actor_versions").fetchone() or (0,)
    portions = articles // ARTICLES_AT_ONCE + 1
    into = f"create or replace {kind} {table} as"
    for portion_no in range(portions):
        con.execute(f"{into} {select.format(portions=portions, portion_no=portion_no)}")
        into = f"insert into {table}"
