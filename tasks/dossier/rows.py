"""The rows of a dossier: names, roles, words, deeds, company, topics and outlets of one actor, each with its counts and out of how many."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from duckdb import DuckDBPyConnection

from tasks.dossier.lookup import FoundActor
from tasks.dossier.queries import (
    ALIASES_SQL,
    ARTICLES_SQL,
    CO_ACTORS_SQL,
    EVENTS_SQL,
    MENTIONED,
    NEWEST,
    OUTLETS_SQL,
    ROLES_SQL,
    SAID,
    TOPICS_SQL,
    TOTALS_SQL,
    WORDS_SQL,
)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Alias:
    """A name the actor goes by, in how many articles, and why it is taken for the actor's."""

    alias_text: str
    article_count: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class StatedRole:
    """A role in the words of an article."""

    stated_date: date | None
    role_text: str
    organisation_text: str | None
    country_code: str | None
    role_status: str
    source_name: str | None
    url: str | None
    article_id: str


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation of the actor, or one that names the actor."""

    published_date: date | None
    actor_name: str | None
    cue_text: str | None
    text: str
    is_negated: bool
    source_name: str | None
    url: str | None
    quote_id: str


@dataclass(frozen=True, slots=True)
class Deed:
    """An event with the actor as who acts or who it is done to."""

    event_date: date | None
    published_date: date | None
    event_type: str
    actor_text: str | None
    action_text: str
    recipient_text: str | None
    modality: str
    is_negated: bool
    source_name: str | None
    event_id: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A co-actor, topic or outlet: in how many of the actor's articles, and in how many of all."""

    name: str
    article_count: int
    of_article_count: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is of the actor, and out of how much."""

    article_count: int
    of_article_count: int
    independent_article_count: int
    outlet_count: int
    of_outlet_count: int
    independent_outlet_count: int
    of_independent_outlet_count: int
    quote_count: int
    of_quote_count: int
    mentioning_quote_count: int
    event_count: int
    of_event_count: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """One actor."""

    actor: FoundActor
    totals: Totals
    aliases: tuple[Alias, ...]
    roles: tuple[StatedRole, ...]
    quotes: tuple[Words, ...]
    mentioning_quotes: tuple[Words, ...]
    events: tuple[Deed, ...]
    co_actors: tuple[Counted, ...]
    topics: tuple[Counted, ...]
    outlets: tuple[Counted, ...]


def read_dossier(con: DuckDBPyConnection, actor: FoundActor, most: int) -> Dossier:
    """Read the dossier from the published warehouse, the newest or most frequent first; ``most`` bounds each list but not its count."""
    marks = {"actor_id": actor.actor_id}
    con.execute(f"create or replace temp table dossier_articles as {ARTICLES_SQL}", marks)

    def rows(row_type: type[Row], query: str) -> tuple[Row, ...]:
        named = marks if "$actor_id" in query else {}
        return tuple(row_type(*row) for row in con.execute(f"{query} limit {most}", named).fetchall())

    return Dossier(
        actor=actor,
        totals=rows(Totals, TOTALS_SQL)[0],
        aliases=rows(Alias, ALIASES_SQL),
        roles=rows(StatedRole, ROLES_SQL),
        quotes=rows(Words, f"{WORDS_SQL} where {SAID} {NEWEST}"),
        mentioning_quotes=rows(Words, f"{WORDS_SQL} where {MENTIONED} {NEWEST}"),
        events=rows(Deed, EVENTS_SQL),
        co_actors=rows(Counted, CO_ACTORS_SQL),
        topics=rows(Counted, TOPICS_SQL),
        outlets=rows(Counted, OUTLETS_SQL),
    )
