"""The program's side of the comparison: published articles with their quotations and the actors these lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from tasks.records import Span

URL_PREFIX = "https://gold.example/"  # no two gold articles share an address, and no outlet has it

ARTICLES_SQL = "select url, article_id, text from facts.articles where starts_with(url, ?)"

QUOTES_SQL = """
select
    quotes.article_id, quotes.quote_type, quotes.spans, quotes.cue_type, quotes.speaker_text, quotes.actor_id,
    quotes.speaker_actor_ids, quotes.speaks_for_text, quotes.speaks_for_actor_id, quotes.reported_by_text,
    quotes.reported_by_actor_id, quotes.is_negated, quotes.confidence,
from facts.quotes
inner join facts.articles using (article_id)
where starts_with(articles.url, ?)
order by quotes.article_id, quotes.start_char, quotes.end_char, quotes.quote_id
"""

ACTORS_SQL = """
select actors.actor_id, actors.actor_name, list(aliases.alias_text order by aliases.alias_text)
from facts.actors as actors
left join facts.actor_aliases as aliases using (actor_id)
group by all
"""


@dataclass(frozen=True, slots=True)
class FoundActor:
    """An actor that a quotation leads to: the name it is shown by, and every name it was seen under."""

    actor_name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """One row of facts.quotes; ``speakers`` are all who spoke together, ``actor`` the one of ``actor_id``."""

    quote_type: str
    spans: tuple[Span, ...]
    cue_type: str | None
    speaker_text: str | None
    actor: FoundActor | None
    speakers: tuple[FoundActor, ...]
    speaks_for_text: str | None
    speaks_for: FoundActor | None
    reported_by_text: str | None
    reported_by: FoundActor | None
    is_negated: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """A gold article as it was published; ``name`` leads back to the gold file, ``text`` is what cleaning left."""

    name: str
    text: str
    quotes: tuple[FoundQuote, ...]


def read_published(con: duckdb.DuckDBPyConnection) -> tuple[FoundArticle, ...]:
    """The gold articles of a published warehouse."""
    actors = {
        actor_id: FoundActor(name, tuple(aliases)) for actor_id, name, aliases in con.execute(ACTORS_SQL).fetchall()
    }
    quotes: dict[str, list[FoundQuote]] = {}
    for article_id, *columns in con.execute(QUOTES_SQL, [URL_PREFIX]).fetchall():
        quotes.setdefault(article_id, []).append(_quote(columns, actors))
    return tuple(
        FoundArticle(url.removeprefix(URL_PREFIX), text, tuple(quotes.get(article_id, ())))
        for url, article_id, text in con.execute(ARTICLES_SQL, [URL_PREFIX]).fetchall()
    )


def _quote(columns: Sequence[Any], actors: Mapping[str, FoundActor]) -> FoundQuote:
    (
        quote_type,
        spans,
        cue_type,
        speaker_text,
        actor_id,
        speaker_ids,
        for_text,
        for_id,
        reporter_text,
        reporter_id,
        is_negated,
        sureness,
    ) = columns
    return FoundQuote(
        quote_type=quote_type,
        spans=tuple(Span(span["start_char"], span["end_char"]) for span in spans),
        cue_type=cue_type,
        speaker_text=speaker_text,
        actor=actors.get(actor_id),
        speakers=tuple(actors[each] for each in speaker_ids),
        speaks_for_text=for_text,
        speaks_for=actors.get(for_id),
        reported_by_text=reporter_text,
        reported_by=actors.get(reporter_id),
        is_negated=is_negated,
        confidence=sureness,
    )
