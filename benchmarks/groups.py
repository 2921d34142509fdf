"""CPU time to group generated articles and events: seconds at 10,000 and 100,000 and their ratio, about 10 when linear.

Run: ``python -m benchmarks.groups``, and ``python -m benchmarks.groups tiny`` for articles that are all written in the same 2,000 words and
2,000 names. Happenings of five articles each over 90 days; a third of the articles are copies: whole, with a headline, cut, or with a word in
twelve changed. An article has 60 to 600 words, drawn by Zipf's law from a million, so that frequent phrases repeat and rare words keep coming
as they do in news; every eighth is one of its happening's names. Five events an article, from 2,000 actors. DuckDB may use 4 GB of memory and 4 GB of
disk, or the run fails; the process's peak memory is printed too, the texts included.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from flows.finish import SQL_DIR
from tasks.resolve import EVENT_GROUPS_SQL, KEYED_EVENTS_SQL, resolve_reprints, resolve_stories

COUNT = 10_000
WORD_COUNT = 1_000_000
TINY_COUNT = 2_000
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
STAGED = ("article_shingles", "article_terms")
Words = NDArray[np.int64]


def articles(count: int, word_count: int, name_count: int) -> Iterator[dict[str, object]]:
    """Rows of ``generated``: article_no, text and published_at."""
    chance, cumulated = np.random.default_rng(count), np.cumsum(1 / np.arange(2, word_count + 2))

    def drawn(count: int) -> Words:
        """Words by Zipf's law."""
        words: Words = np.searchsorted(cumulated, chance.random(count) * cumulated[-1])
        return words

    names, words, day = np.zeros(0, np.int64), np.zeros(0, np.int64), FIRST_DAY
    for number in range(count):
        if number % 5 == 0:
            names = chance.integers(word_count, word_count + name_count, 12)
            day = FIRST_DAY + timedelta(days=int(chance.integers(90)))
        words = copied(words, drawn, chance) if number % 3 == 2 else written(names, drawn, chance)
        text = " ".join(f"Name{word}" if word >= word_count else f"w{word:x}" for word in words.tolist())
        yield {"article_no": number, "text": text, "published_at": day + timedelta(hours=number % 5 * 12)}


def written(names: Words, drawn: Callable[[int], Words], chance: np.random.Generator) -> Words:
    """An article's words."""
    words = drawn(min(600, 60 + int(chance.exponential(240))))
    words[::8] = chance.choice(names, len(words[::8]))
    return words


def copied(words: Words, drawn: Callable[[int], Words], chance: np.random.Generator) -> Words:
    """The article as another outlet prints it: whole, under a headline, cut, or with a word in twelve changed."""
    match int(chance.integers(4)):
        case 0:
            return words
        case 1:
            return np.concatenate([drawn(8), words])
        case 2:
            return words[: 2 * len(words) // 3]
        case _:
            changed = words.copy()
            changed[::12] = drawn(len(changed[::12]))
            return changed


def resolve_event_groups(con: duckdb.DuckDBPyConnection) -> None:
    """The two models of the resolved layer that group events."""
    con.execute(f"create table resolved.keyed_events as {KEYED_EVENTS_SQL}")
    con.execute(f"create table resolved.event_groups as {EVENT_GROUPS_SQL}")


RESOLVERS: tuple[Callable[[duckdb.DuckDBPyConnection], None], ...] = (
    resolve_reprints,
    resolve_stories,
    resolve_event_groups,
)


def measured(count: int, word_count: int, name_count: int) -> list[tuple[str, float]]:
    """CPU seconds of staging and of each resolver (of all threads), and groups found, printed as they come."""
    con = duckdb.connect(config={"memory_limit": "4GB", "max_temp_directory_size": "4GB"})
    con.register("generated", pa.Table.from_pylist(list(articles(count, word_count, name_count))))
    for statement in TABLES_SQL.split(";"):
        con.execute(statement)
    start = time.process_time()
    for table in STAGED:
        con.execute(
            f"create table staging.{table} as {(SQL_DIR / 'staging' / f'{table}.sql').read_text(encoding='utf-8')}"
        )
    found = [("staging", time.process_time() - start)]
    for resolve in RESOLVERS:
        start = time.process_time()
        resolve(con)
        found.append((resolve.__name__, time.process_time() - start))
    groups = con.execute(GROUPS_SQL).fetchone()
    print(f"{count:,} articles: {groups} reprint groups, stories and event groups", file=sys.stderr)
    return found


TABLES_SQL = """
create schema raw;
create schema staging;
create schema resolved;
create table raw.articles as
select
    left(sha256(article_no::text), 16) as article_id, article_id as version_id, article_id as document_id, article_id as content_sha256, text,
    null::text as title, null::timestamp as modified_at, published_at::timestamp as published_at, null::timestamp as retrieved_at
from generated;
create table staging.article_versions as
select
    left(sha256(article_no::text), 16) as article_id, article_id as version_id, article_id as document_id, text, published_at::timestamp as published_at,
    null::text as title, 'Outlet ' || article_no % 40 as source_name, 'Owner ' || article_no % 30 as owner_name, true as is_current
from generated;
create table staging.events as
select
    left(sha256(article_no || '|' || event_no), 16) as event_id, left(sha256(article_no::text), 16) as article_id, left(sha256(article_no::text), 16) as version_id,
    (['ASSAULT', 'CONSULT', 'REQUEST', 'ACCUSE'])[1 + event_no % 4] as event_type, false as is_negated,
    'Name' || (article_no // 5 * 7 + event_no) % 2000 as actor_text, 'Name' || (article_no // 5 * 11 + event_no) % 2000 as recipient_text,
    0 as actor_entity_no, 1 as recipient_entity_no, 'did' as action_text, null::date as event_date, cast(published_at as date) as published_date
from generated, range(5) as events(event_no);
create table resolved.entity_actors (version_id text, entity_no integer, actor_id text)
"""

GROUPS_SQL = """
select
    (select count(distinct reprint_group_id) from resolved.reprints),
    (select count(distinct story_id) from resolved.article_stories),
    (select count(distinct event_group_id) from resolved.event_groups)
"""


def main() -> None:
    """Print, for each kind of group, seconds at one and ten lengths and their ratio."""
    is_tiny = sys.argv[1:] == ["tiny"]
    runs = [
        measured(count, TINY_COUNT if is_tiny else WORD_COUNT, TINY_COUNT if is_tiny else count)
        for count in (COUNT, 10 * COUNT)
    ]
    for (name, short), (_, long) in zip(*runs, strict=True):
        print(f"{name}: {COUNT:,} in {short:.1f} s; {10 * COUNT:,} in {long:.1f} s; ratio {long / short:.1f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")


if __name__ == "__main__":
    main()
