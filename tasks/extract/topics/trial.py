"""A user's rule tried on the published warehouse before it goes live: what it finds, what it nearly finds, what it shares with other topics."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from tasks.extract.topics.article_words import article_words
from tasks.extract.topics.rule_matching import lacks
from tasks.extract.topics.rule_tree import Rule
from tasks.extract.topics.user_topics import UserTopic, UserTopics, find_user_topics, places_of, user_topics
from tasks.records import ArticleActors, Entity, Mention

AT_ONCE = 500
MOST_OVERLAPS = 10


@dataclass(frozen=True, slots=True)
class Tried:
    """An article that the rule finds, with the words, or nearly finds, with what it lacks; ``relevance`` is 0 then."""

    article_id: str
    title: str | None
    source_name: str | None
    published_at: datetime | None
    relevance: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A topic that articles found have already: how many of them, and how many of all those tried."""

    topic_id: str
    topic_name: str
    shared_count: int
    article_count: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule does to the articles tried: newest ones shown, all counted; ``lacking`` counts near misses by what they lack."""

    article_count: int
    hit_count: int
    hit_outlet_count: int
    hits: tuple[Tried, ...]
    near_miss_count: int
    near_misses: tuple[Tried, ...]
    lacking: Mapping[str, int]
    overlaps: tuple[Overlap, ...]


def try_rule(con: DuckDBPyConnection, rule: Rule, since: date | None, shown: int) -> Trial:
    """Try a rule on the English articles published on or after a day, or on all; the warehouse is only read.

    A near miss lacks exactly one thing and has another.
    """
    topics = user_topics([UserTopic("user:tried", rule)])
    hits: list[Tried] = []
    misses: list[Tried] = []
    article_count = 0
    for tried in _tried(con, rule, topics, since):
        article_count += 1
        if tried and tried.relevance:
            hits.append(tried)
        elif tried:
            misses.append(tried)
    return Trial(
        article_count=article_count,
        hit_count=len(hits),
        hit_outlet_count=len({hit.source_name for hit in hits}),
        hits=tuple(hits[:shown]),
        near_miss_count=len(misses),
        near_misses=tuple(misses[:shown]),
        lacking=dict(Counter(miss.words[0] for miss in misses).most_common(shown)),
        overlaps=_overlaps(con, [hit.article_id for hit in hits], since),
    )


def _tried(con: DuckDBPyConnection, rule: Rule, topics: UserTopics, since: date | None) -> Iterator[Tried | None]:
    """Each article, newest first: found, nearly found, or neither (None)."""
    # A cursor of its own, so that the look-ups of actors do not end the reading.
    reading = con.cursor().execute(ARTICLES_SQL, [since])
    while rows := reading.fetchmany(AT_ONCE):
        actors = _actors(con, [row[1] for row in rows]) if topics.actors else {}
        for article_id, document_id, title, text, source_name, published_at in rows:
            article, named = article_words(text, title), actors.get(document_id, ArticleActors())
            described = (article_id, title, source_name, published_at)
            missing = lacks(rule, places := places_of(article, named, topics))
            if not missing:
                hit = next(find_user_topics(article, named, topics))
                yield Tried(*described, hit.relevance, tuple(hit.evidence))
            else:
                yield Tried(*described, 0.0, tuple(missing)) if places and len(missing) == 1 else None


def _actors(con: DuckDBPyConnection, document_ids: list[str]) -> dict[str, ArticleActors]:
    """The mentions and entities of documents as they were extracted."""

    def rows(query: str) -> list[tuple[Any, ...]]:
        return con.execute(query, [document_ids]).fetchall()

    mentions: dict[str, list[Mention]] = {}
    entities: dict[str, list[Entity]] = {}
    for document_id, *columns in rows(MENTIONS_SQL):
        mentions.setdefault(document_id, []).append(Mention(*columns))
    for document_id, entity_no, name, actor_type, names, wikidata_id in rows(ENTITIES_SQL):
        entities.setdefault(document_id, []).append(
            Entity(entity_no, name, actor_type, tuple(names), wikidata_id=wikidata_id)
        )
    return {each: ArticleActors(tuple(mentions.get(each, ())), tuple(found)) for each, found in entities.items()}


def _overlaps(con: DuckDBPyConnection, article_ids: list[str], since: date | None) -> tuple[Overlap, ...]:
    rows = con.execute(OVERLAPS_SQL, {"hits": article_ids, "since": since, "most": MOST_OVERLAPS}).fetchall()
    return tuple(Overlap(*row) for row in rows)


ARTICLES_SQL = """
select article_id, document_id, title, text, source_name, published_at
from facts.articles
where starts_with(language_code, 'en') and ($1 is null or published_date >= $1)
order by published_at desc nulls last, article_id
"""

MENTIONS_SQL = """
select document_id, text, actor_type, start_char, end_char, entity_no from raw.mentions where list_contains($1, document_id)
"""

ENTITIES_SQL = """
select document_id, entity_no, actor_name, actor_type, names, wikidata_id from raw.entities where list_contains($1, document_id)
"""

OVERLAPS_SQL = """
select
    topics.topic_id,
    any_value(topics.topic_name),
    count(*) filter (where list_contains($hits, topics.article_id)) as shared_count,
    count(*) as article_count
from facts.article_topics as topics
inner join facts.articles as articles on topics.article_id = articles.article_id
where $since is null or articles.published_date >= $since
group by all
having shared_count > 0
order by 2 * shared_count / (len($hits) + article_count) desc, topics.topic_id
limit $most
"""
