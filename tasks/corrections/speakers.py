"""The actor of an article that a person names as a speaker."""

from duckdb import DuckDBPyConnection

from tasks.corrections.names import fold_names, folded, is_of_type
from tasks.records import ActorKey


def set_speaker(con: DuckDBPyConnection, quote_id: str, speaker: ActorKey) -> None:
    """Make ``speaker`` the one speaker of a staged quotation, with full confidence.

    It is the article's own entity of that name; without one the article gets an entity without mentions, so that actors are resolved
    from it as from any other.
    """
    entity_no = _entity_no(con, quote_id, speaker)
    if entity_no is None:
        marks = [
            quote_id,
            speaker.actor_name,
            speaker.actor_type or "person",
            speaker.country_code,
            speaker.wikidata_id,
        ]
        con.execute(NEW_ENTITY_SQL, marks)
        entity_no = _entity_no(con, quote_id, speaker)
    con.execute(SPEAKER_SQL, [quote_id, entity_no])


def _entity_no(con: DuckDBPyConnection, quote_id: str, speaker: ActorKey) -> int | None:
    name = fold_names(con, [speaker.actor_name])[speaker.actor_name]
    rows = con.execute(ENTITIES_OF_NAME_SQL, [quote_id, name, speaker.country_code, speaker.wikidata_id]).fetchall()
    return next((entity_no for entity_no, actor_type in rows if is_of_type(actor_type, speaker)), None)


ENTITIES_OF_NAME_SQL = f"""
select entities.entity_no, entities.actor_type
from staging.entities as entities
inner join staging.quotes as quotes on entities.version_id = quotes.version_id
where
    quotes.quote_id = $1
    and (
        {folded("entities.actor_name")} = $2
        or list_contains(list_transform(entities.names, lambda name: {folded("name")}), $2)
        or entities.wikidata_id = $4
    )
    and coalesce(entities.country_code = $3, true)
    and coalesce(entities.wikidata_id = $4, true)
order by entities.wikidata_id = $4 desc nulls last, {folded("entities.actor_name")} = $2 desc, entities.entity_no
"""

NEW_ENTITY_SQL = """
insert into staging.entities by name
select
    versions.article_id,
    versions.version_id,
    versions.document_id,
    coalesce((select max(entity_no) from staging.entities where version_id = quotes.version_id) + 1, 0) as entity_no,
    $2 as actor_name,
    $3 as actor_type,
    [$2] as names,
    $4 as country_code,
    $5 as wikidata_id,
    'named as a speaker by a correction' as link_reason,
    false as is_doubtful,
    [] as role_fields,
    versions.source_name,
    versions.published_at
from staging.quotes as quotes
inner join staging.article_versions as versions on quotes.version_id = versions.version_id
where quotes.quote_id = $1
"""

SPEAKER_SQL = """
update staging.quotes
set
    entity_no = $2,
    speaker_entity_nos = [],
    speaker_status = 'resolved',
    unknown_reason = null,
    candidates = [],
    confidence = 1.0
where quote_id = $1
"""
