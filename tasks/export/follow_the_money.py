"""Actors, articles, mentions, quotations and events as FollowTheMoney entities, one a line, for Aleph, OpenAleph and yente.

Schemata and property names: https://followthemoney.tech/explorer/ (4.11). A person is a Person, an organisation an Organization, a group of
people a LegalEntity (the schema for those of whom more is not known); places as actors are left out. A quotation is a Note on its speaker.
Only events are written that an article states as happening or happened.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pycountry
from duckdb import DuckDBPyConnection

from tasks.export.rows import iso_8601, known, streamed

SCHEMATA = {"person": "Person", "organisation": "Organization", "group": "LegalEntity"}
Entity = dict[str, Any]


def money_entities(con: DuckDBPyConnection) -> Iterator[Entity]:
    """The actors of the chosen articles, these articles, and who is named, speaks and acts in them."""
    for row in streamed(con, ACTORS_SQL):
        yield _actor(*row)
    for row in streamed(con, ARTICLES_SQL):
        yield _article(*row)
    for row in streamed(con, MENTIONS_SQL):
        yield _mention(*row)
    for row in streamed(con, QUOTES_SQL):
        yield _note(*row)
    for row in streamed(con, EVENTS_SQL):
        yield _event(*row)


def _entity(entity_id: str, schema: str, **properties: Any) -> Entity:
    """An entity whose properties are lists of strings, as the format wants them."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value}
    return {"id": entity_id, "schema": schema, "properties": known(lists)}


def _actor_key(actor_id: str) -> str:
    """The actor's id without the underscore, which ids of entities may not have."""
    return actor_id.replace("_", "-")


def _actor(
    actor_id: str, actor_name: str, actor_type: str, country_code: str | None, wikidata_id: str | None,
    aliases: list[str] | None, roles: list[str] | None,
) -> Entity:  # fmt: skip
    return _entity(
        _actor_key(actor_id),
        SCHEMATA[actor_type],
        name=actor_name,
        alias=[alias for alias in aliases or () if alias != actor_name],
        country=country_code.lower() if country_code else None,
        wikidataId=wikidata_id,
        position=roles if actor_type == "person" else None,
    )


def _article(
    article_id: str, title: str | None, text: str, description: str | None, authors: list[str] | None,
    source_name: str | None, url: str | None, published_at: Any, published_date: Any, precision: str | None,
    modified_at: Any, retrieved_at: Any, language_code: str,
) -> Entity:  # fmt: skip
    return _entity(
        article_id,
        "Article",
        title=title,
        bodyText=text,
        summary=description,
        author=authors,
        publisher=source_name,
        sourceUrl=url,
        publishedAt=iso_8601(published_date if precision == "day" else published_at),
        modifiedAt=iso_8601(modified_at),
        retrievedAt=iso_8601(retrieved_at),
        language=_language(language_code),
        mimeType="text/plain",
    )


def _mention(article_id: str, actor_id: str, actor_type: str, names: list[str]) -> Entity:
    return _entity(
        f"{article_id}.{_actor_key(actor_id)}",
        "Mention",
        document=article_id,
        resolved=_actor_key(actor_id),
        name=names,
        detectedSchema=SCHEMATA[actor_type],
    )


def _note(
    quote_id: str, article_id: str, text: str, speaker_text: str | None, actor_id: str | None, source_name: str | None,
    url: str | None, published_date: Any,
) -> Entity:  # fmt: skip
    return _entity(
        f"quote.{quote_id}",
        "Note",
        description=text,
        summary=f"Quotation, said by: {speaker_text}" if speaker_text else "Quotation, speaker not known",
        entity=_actor_key(actor_id) if actor_id else None,
        proof=article_id,
        publisher=source_name,
        sourceUrl=url,
        createdAt=iso_8601(published_date),
    )


def _event(
    event_id: str, article_id: str, words: str, event_type: str, modality: str, event_date: Any, place_name: str | None,
    involved: list[str] | None, source_name: str | None, url: str | None,
) -> Entity:  # fmt: skip
    return _entity(
        f"event.{event_id}",
        "Event",
        name=words,
        keywords=event_type,
        notes=f"{modality} in the article",
        date=iso_8601(event_date),
        location=place_name,
        involved=[_actor_key(actor_id) for actor_id in involved or ()],
        proof=article_id,
        publisher=source_name,
        sourceUrl=url,
    )


@cache
def _language(code: str) -> str | None:
    """The three-letter code of ISO 639-3 that the format wants, of a BCP 47 tag."""
    short = code.split("-", maxsplit=1)[0]
    found = pycountry.languages.get(alpha_2=short) or pycountry.languages.get(alpha_3=short)
    return found.alpha_3 if found and code != "und" else None


ACTORS_SQL = """
select
    actor_id, actor_name, actor_type, country_code, wikidata_id,
    (select list(alias_text order by alias_text) from facts.actor_aliases as a where a.actor_id = actors.actor_id),
    (
        select list(distinct role_text order by role_text) from facts.actor_roles as r
        where r.actor_id = actors.actor_id and r.article_id in (from chosen_for_actors)
    )
from facts.actors as actors
where
    actor_type in ('person', 'organisation', 'group')
    and actor_id in (
        select actor_id from facts.mentions where article_id in (from chosen_for_actors)
        union all
        select actor_id from facts.quotes where article_id in (from chosen_for_actors)
        union all
        select unnest([actor_id, recipient_id]) from facts.events where article_id in (from chosen_for_actors)
    )
"""

ARTICLES_SQL = """
select
    article_id, title, text, description, authors, source_name, url, published_at, published_date, published_precision,
    modified_at, retrieved_at, language_code
from facts.articles
where article_id in (from chosen_for_actors)
"""

MENTIONS_SQL = """
select mentions.article_id, mentions.actor_id, actors.actor_type, list(distinct mentions.text order by mentions.text)
from facts.mentions as mentions
inner join facts.actors as actors on mentions.actor_id = actors.actor_id
where
    mentions.article_id in (from chosen_for_actors)
    and actors.actor_type in ('person', 'organisation', 'group')
group by all
"""

QUOTES_SQL = """
select
    quotes.quote_id, quotes.article_id, quotes.text, coalesce(quotes.actor_name, quotes.speaker_text),
    case when actors.actor_type <> 'place' then quotes.actor_id end, articles.source_name, articles.url,
    articles.published_date
from facts.quotes as quotes
inner join facts.articles as articles on quotes.article_id = articles.article_id
left join facts.actors as actors on quotes.actor_id = actors.actor_id
where
    quotes.article_id in (from chosen_for_actors)
    and not quotes.is_negated
    and (
        not exists (from chosen_actors)
        or list_has_any(list_append(quotes.speaker_actor_ids, quotes.actor_id), (select list(actor_id) from chosen_actors))
    )
"""

EVENTS_SQL = """
select
    events.event_id, events.article_id, concat_ws(' ', events.actor_text, events.action_text, events.recipient_text),
    events.event_type, events.modality, events.event_date, places.place_name,
    (
        select list(actor_id order by actor_id) from facts.actors as a
        where a.actor_id in (events.actor_id, events.recipient_id) and a.actor_type <> 'place'
    ),
    articles.source_name, articles.url
from facts.events as events
inner join facts.articles as articles on events.article_id = articles.article_id
left join (select place_id, min(place_name) as place_name from facts.places group by all) as places
    on events.place_id = places.place_id
where
    events.article_id in (from chosen_for_actors)
    and not events.is_negated
    and events.modality in ('asserted', 'historical', 'reported')
    and (
        not exists (from chosen_actors)
        or events.actor_id in (from chosen_actors)
        or events.recipient_id in (from chosen_actors)
    )
"""
