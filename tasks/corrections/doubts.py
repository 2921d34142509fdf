"""What the published warehouse is least sure of: speakers, actors that may be one, and types."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from tasks.corrections.names import folded

UNSURE = 0.6
MOST = 500


@dataclass(frozen=True, slots=True)
class SpeakerDoubt:
    """A quotation whose speaker is unknown or unsure; ``before`` and ``after`` are the words around ``words``, as they stand.

    ``actor_id`` is who is taken for the speaker, ``candidates`` who else it could be, best first. ``certainty`` is 0 to 1.
    """

    certainty: float
    quote_id: str
    before: str
    words: str
    after: str
    source_name: str | None
    actor_id: str | None
    actor_name: str | None
    speaker_text: str | None
    unknown_reason: str | None
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeDoubt:
    """Two actors whose names are near; the one with more articles would stay."""

    certainty: float
    actor_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class TypeDoubt:
    """An actor that some articles take for another type; ``counts`` says how many articles each."""

    certainty: float
    actor_id: str
    counts: tuple[str, ...]


Doubt = SpeakerDoubt | MergeDoubt | TypeDoubt


def read_doubts(con: DuckDBPyConnection) -> list[Doubt]:
    """The doubts of the warehouse, the least certain first; quotations that a person has decided on are left out.

    A merge is the less certain to be wrong the nearer the names are spelt, a type the nearer the articles are to an even split.
    """
    speakers = con.execute(SPEAKERS_SQL, {"unsure": UNSURE, "most": MOST}).fetchall()
    doubts: list[Doubt] = [SpeakerDoubt(*(*row[:-1], tuple(row[-1] or ()))) for row in speakers]
    doubts += [MergeDoubt(*row) for row in con.execute(MERGES_SQL, {"most": MOST}).fetchall()]
    doubts += [TypeDoubt(*(*row[:-1], tuple(row[-1]))) for row in con.execute(TYPES_SQL, {"most": MOST}).fetchall()]
    return sorted(doubts, key=lambda doubt: (doubt.certainty, repr(doubt)))


SPEAKERS_SQL = """
select
    quotes.confidence,
    quotes.quote_id,
    substr(articles.text, greatest(quotes.start_char - 200, 0) + 1, least(quotes.start_char, 200)) as before,
    substr(articles.text, quotes.start_char + 1, quotes.end_char - quotes.start_char) as words,
    substr(articles.text, quotes.end_char + 1, 200) as after,
    articles.source_name,
    quotes.actor_id,
    quotes.actor_name,
    quotes.speaker_text,
    quotes.unknown_reason,
    quotes.candidates
from facts.quotes as quotes
inner join facts.articles as articles on quotes.article_id = articles.article_id
where
    (quotes.speaker_status = 'unknown' or quotes.confidence < $unsure)
    and quotes.quote_id not in (select unnest(row_ids) from facts.overrides where status = 'applied')
order by quotes.confidence, quotes.quote_id
limit $most
"""

# Persons are compared where they share a surname or a first name, organisations where they share their first word. Names that more
# than fifty actors share a word of say too little.
MERGES_SQL = f"""
with
named as (
    select
        actor_id,
        if(actor_type = 'group', 'organisation', actor_type) as type_class,
        wikidata_id,
        article_count,
        {folded("actor_name")} as name,
        string_split(name, ' ') as words
    from facts.actors
    where actor_type <> 'place'
),

blocked as (
    select *, unnest(list_distinct([words[1], words[-1]])) as block
    from named
),

blocks as (
    select *
    from blocked
    qualify count(*) over (partition by type_class, block) <= 50
),

pairs as (
    select distinct
        stays.actor_id as stays_id,
        goes.actor_id as goes_id,
        case
            when stays.type_class = 'person' and len(goes.words) = 1 and stays.words[-1] = goes.name then 0.85
            when
                stays.type_class = 'person' and stays.words[-1] = goes.words[-1]
                and starts_with(stays.words[1], goes.words[1]) then 0.95
            else jaro_winkler_similarity(stays.name, goes.name)
        end as likeness
    from blocks as stays
    inner join blocks as goes on stays.type_class = goes.type_class and stays.block = goes.block
    where
        (stays.article_count, stays.actor_id) > (goes.article_count, goes.actor_id)
        and (stays.wikidata_id is null or goes.wikidata_id is null)
)

select 1 - likeness, goes_id, stays_id
from pairs
where likeness >= 0.85
order by likeness desc, goes_id, stays_id
limit $most
"""

TYPES_SQL = """
with
typed as (
    select
        entity_actors.actor_id,
        entities.actor_type,
        count(distinct entities.article_id) as article_count
    from resolved.entity_actors as entity_actors
    inner join staging.entities as entities
        on entity_actors.version_id = entities.version_id and entity_actors.entity_no = entities.entity_no
    group by all
)

select
    (2 * max(article_count) - sum(article_count)) / sum(article_count) as certainty,
    actor_id,
    list(actor_type || ': ' || article_count order by article_count desc, actor_type)
from typed
group by actor_id
having count(*) > 1 and certainty < 0.8
order by certainty, actor_id
limit $most
"""
