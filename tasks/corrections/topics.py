"""Corrected topics: added and removed by a person, and ranked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from tasks.corrections.outcomes import Outcome, applied, overruled, unmatched
from tasks.records import Correction, Topic

NO_MEDIA_TOPIC = "the article would be left without a Media Topic: add the right one too"


@dataclass(frozen=True, slots=True)
class Known:
    """A topic of ``seeds/topics.csv``; ``parent_id`` is the Media Topic above it, or None."""

    topic_id: str
    topic_name: str
    parent_id: str | None


def correct_topics(con: DuckDBPyConnection, corrections: Sequence[tuple[Correction, str]]) -> list[Outcome]:
    """Add topics to ``staging.article_topics`` with relevance 1, and remove others, article by article."""
    rows = con.execute("select topic_id, topic_name, parent_id from raw.topics").fetchall()
    known = {topic_id: Known(topic_id, *rest) for topic_id, *rest in rows}
    by_article: dict[str, list[Correction]] = {}
    for correction, article_id in corrections:
        by_article.setdefault(article_id, []).append(correction)
    return [
        outcome for article_id, changes in by_article.items() for outcome in _correct(con, article_id, changes, known)
    ]


def _correct(
    con: DuckDBPyConnection, article_id: str, changes: Sequence[Correction], known: Mapping[str, Known]
) -> list[Outcome]:
    query = "select topic_id, topic_name, relevance, rank, evidence from staging.article_topics where article_id = $1"
    before = [Topic(*row) for row in con.execute(query, [article_id]).fetchall()]
    after = changed_topics(before, changes, known)
    outcomes = [(each, _outcome(each, article_id, changes, before, set(after), known)) for each in changes]
    if after and not any(topic_id.startswith("medtop:") for topic_id in after):
        return [
            unmatched(each, NO_MEDIA_TOPIC) if outcome.status == "applied" else outcome for each, outcome in outcomes
        ]
    kept = [topic.topic_id for topic in before if after.get(topic.topic_id) is topic]
    con.execute(DELETE_SQL, [article_id, kept])
    for topic in ranked(list(after.values()), known):
        if topic.topic_id in kept:
            con.execute(RANK_SQL, [article_id, topic.topic_id, topic.rank])
        else:
            con.execute(
                INSERT_SQL, [article_id, topic.topic_id, topic.topic_name, topic.relevance, topic.rank, topic.evidence]
            )
    return [outcome for _, outcome in outcomes]


def changed_topics(
    topics: Sequence[Topic], changes: Sequence[Correction], known: Mapping[str, Known]
) -> dict[str, Topic]:
    """The topics after the changes, in their order: a topic comes with those above it and goes with those below it."""
    after = {topic.topic_id: topic for topic in topics}
    for change in changes:
        if change.value == "remove":
            gone = [each for each in after if change.target in lineage(each, known)]
            for topic_id in gone:
                del after[topic_id]
        elif change.target in known:
            for topic_id in lineage(change.target, known):
                by_hand = Topic(
                    topic_id, known[topic_id].topic_name, 1.0, len(after) + 1, (f"added by {change.author}",)
                )
                after.setdefault(topic_id, by_hand)
    return after


def lineage(topic_id: str, known: Mapping[str, Known]) -> list[str]:
    """A topic and those above it, topmost first."""
    above = known[topic_id].parent_id if topic_id in known else None
    return [*(lineage(above, known) if above else []), topic_id]


def ranked(topics: Sequence[Topic], known: Mapping[str, Known]) -> list[Topic]:
    """Topics ranked from 1: top-level Media Topics as they ranked before, each followed by those below it, then the user's own."""
    ranks = {topic.topic_id: topic.rank for topic in topics}

    def place(topic: Topic) -> tuple[bool, list[int]]:
        return not topic.topic_id.startswith("medtop:"), [
            ranks.get(each, topic.rank) for each in lineage(topic.topic_id, known)
        ]

    return [
        Topic(topic.topic_id, topic.topic_name, topic.relevance, rank, topic.evidence)
        for rank, topic in enumerate(sorted(topics, key=place), start=1)
    ]


def _outcome(
    correction: Correction,
    article_id: str,
    changes: Sequence[Correction],
    before: Sequence[Topic],
    after: set[str],
    known: Mapping[str, Known],
) -> Outcome:
    topic_id, is_added = correction.target, correction.value == "add"
    if is_added and topic_id not in known:
        return unmatched(correction, "there is no such topic in topics.csv")
    if (topic_id in after) == is_added:
        added = (change.target for change in changes if change.value == "add" and change.target in known)
        was_there = {topic.topic_id for topic in before}.union(*(lineage(target, known) for target in added))
        if not is_added and topic_id not in was_there:
            return unmatched(correction, "the article has no such topic")
        return applied(correction, [article_id])
    return overruled(correction, changes[-1].line_no)


DELETE_SQL = "delete from staging.article_topics where article_id = $1 and not list_contains($2, topic_id)"

RANK_SQL = "update staging.article_topics set rank = $3 where article_id = $1 and topic_id = $2"

INSERT_SQL = """
insert into staging.article_topics by name
select article_id, version_id, $2 as topic_id, $3 as topic_name, $4 as relevance, $5 as rank, $6 as evidence
from staging.article_versions
where article_id = $1 and is_current
"""
