"""Time of every kind of explorer page on generated articles: of the first request, and median and slowest of five for other rows.

Run: ``python -m benchmarks.explore FOLDER [ARTICLES]`` (default a million; some twenty minutes and 6 GB of disk, kept in FOLDER for the next time). Ten
mentions, five key facts, three quotations, topics, dates and places, two figures and an event an article. As in news, an article is of one of 400 beats: eight of its ten
mentions are of the beat's own actors, two of all, both by Zipf's law, so that the first actor stands in every seventh article. Articles come
in the order of time, facts in the order of their models; marts and reports are built from them by their own models.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import duckdb

from flows.finish import RESOLVERS, SQL_DIR
from tasks.build import build, read_models
from tasks.search import refresh_index

FACTS = """
create macro id_of(kind, no) as left(md5(kind || no), 16);
create macro chance(seed) as (hash(seed) % 10000000) / 10000000.0;
create macro drawn(seed, most) as cast(floor(most * pow(chance(seed), 2)) as bigint);
create macro by_zipf(seed, most) as cast(floor(pow(most, chance(seed))) - 1 as bigint);
create macro actor_no(m) as
    if(m % 10 < 8, 400 * by_zipf(m, {n} // 1600) + drawn(m // 10 + 11, 400), by_zipf(m, {n} // 4));
insert into facts.articles by name
select
    id_of('article', i) as article_id, id_of('article', i) as version_id, 1 as version_count, 'https://outlet' || i % 500 || '.example/' || i as url,
    'Outlet ' || i % 500 as source_name, 'Outlet ' || i % 500 as owner_name, 'Outlet ' || i % 500 as origin_owner_name,
    'Headline ' || i || ' of the ' || (i % 977) || ' harbours' as title,
    repeat('The harbour board of town ' || i % 4999 || ' met number ' || i || ' on the quay. ', 30) as text, [] as authors,
    timestamp '2025-01-01' + to_minutes(cast(i * 525600 // {n} as bigint)) as published_at, 'second' as published_precision,
    cast(published_at as date) as published_date, 'en' as language_code, 300 as word_count, false as is_truncated, 'night' as run_id,
    id_of('article', i) as reprint_group_id, id_of('article', i) as content_sha256, 'd' || i as document_id, false as is_reprint
from range({n}) as rows(i);
insert into facts.actors by name
select
    id_of('actor', i) as actor_id, 'Actor Number' || i as actor_name, ['person', 'organisation'][1 + i % 2] as actor_type,
    timestamp '2025-01-01' as first_seen_at, timestamp '2025-12-31' as last_seen_at, 1 as article_count
from range({n} // 4) as rows(i);
insert into facts.actor_aliases by name
select actor_id, actor_name as alias_text, 1 as article_count, 'name' as reason, [] as article_ids from facts.actors;
insert into facts.mentions by name
select
    id_of('mention', m) as mention_id, id_of('article', m // 10) as article_id, id_of('article', m // 10) as version_id, 'harbour' as text,
    'person' as actor_type, 4 + 60 * (m % 10) as start_char, 11 + 60 * (m % 10) as end_char,
    id_of('actor', actor_no(m)) as actor_id, 'Actor Number' || actor_no(m) as actor_name
from range({n} * 10) as rows(m);
insert into facts.quotes by name
select
    id_of('quote', q) as quote_id, id_of('article', q // 3) as article_id, id_of('article', q // 3) as version_id, 'direct' as quote_type,
    'The harbour board ' || q || ' will open again' as text, [{{'start_char': 0, 'end_char': 17}}] as spans, 0 as start_char, 17 as end_char,
    'said' as cue_text, 'said' as cue_type, id_of('actor', actor_no(q // 3 * 10 + q % 3 + 1)) as actor_id,
    'Actor Number' || actor_no(q // 3 * 10 + q % 3 + 1) as actor_name, 'named' as speaker_status, id_of('group', q) as quote_group_id, 0.9 as confidence,
    [id_of('actor', actor_no(q // 3 * 10 + q % 3 + 1))] as speaker_actor_ids, false as is_negated
from range({n} * 3) as rows(q);
insert into facts.quote_groups by name
select
    quote_group_id, text, quote_id, 1 as variant_count, 1 as quote_count, 1 as report_count, 1 as outlet_count, 1 as independent_outlet_count,
    [] as speakers, false as is_speaker_disputed, false as is_negated
from facts.quotes;
insert into facts.article_topics by name
select
    id_of('article', t // 3) as article_id, 'user:topic-' || drawn(t + 7, 200) as topic_id, 'topic ' || drawn(t + 7, 200) as topic_name,
    0.5 as relevance, 1 + t % 3 as rank, [] as evidence, [] as evidence_spans
from range({n} * 3) as rows(t)
qualify row_number() over (partition by t // 3, topic_id) = 1
order by t;
insert into facts.article_stories by name
select article_id, id_of('story', row_number() over (order by published_at) // 5) as story_id from facts.articles;
insert into facts.stories by name
select
    story_id, min(title) as title, min(published_at) as first_seen_at, max(published_at) as last_seen_at, count(*) as article_count,
    count(distinct source_name) as outlet_count, count(distinct origin_owner_name) as independent_outlet_count
from facts.article_stories inner join facts.articles using (article_id) group by story_id;
insert into facts.figures by name
select
    id_of('figure', f) as figure_id, id_of('article', f // 2) as article_id, '300' as text, 20 as start_char, 23 as end_char,
    300 + hash(f) % 3 as number_value, ['dead', 'injured'][1 + f % 2] as unit_name
from range({n} * 2) as rows(f)
order by article_id;
insert into facts.dates by name
select
    id_of('date', d) as date_mention_id, id_of('article', d // 3) as article_id, 'Monday' as text, 20 + d % 3 * 60 as start_char,
    26 + d % 3 * 60 as end_char, '2025-06-01' as value_edtf
from range({n} * 3) as rows(d)
order by article_id;
insert into facts.places by name
select
    id_of('place', p) as place_mention_id, id_of('article', p // 3) as article_id, 'town' as text, 30 + p % 3 * 60 as start_char,
    34 + p % 3 * 60 as end_char, 'Town' as place_name, 'GB' as country_code, 'mentioned' as place_role
from range({n} * 3) as rows(p)
order by article_id;
insert into facts.key_facts by name
select
    id_of('key fact', k) as key_fact_id, id_of('article', k // 5) as article_id, ['who', 'what', 'when', 'where', 'why'][1 + k % 5] as question,
    1 as rank, 'board' as text, 12 as start_char, 17 as end_char
from range({n} * 5) as rows(k)
order by article_id;
insert into facts.events by name
select
    id_of('event', e) as event_id, id_of('article', e) as article_id, 'CONSULT' as event_type, 'met' as action_text, 'board' as actor_text,
    id_of('actor', actor_no(e * 10)) as actor_id, false as is_negated, 'asserted' as modality, 40 as start_char, 43 as end_char,
    id_of('event', e) as event_group_id, 0.5 as confidence
from range({n}) as rows(e)
order by actor_id;
insert into facts.actor_roles by name
select
    id_of('role', r) as actor_role_id, id_of('actor', actor_no(r * 10 + 1)) as actor_id, 'chair' as role_text, 'current' as role_status,
    id_of('article', r) as article_id, 0 as start_char, 3 as end_char
from range({n}) as rows(r)
order by actor_id;
insert into facts.days by name
select
    published_date, count(*) as article_count, count(*) as independent_article_count, 500 as outlet_count, 500 as independent_outlet_count
from facts.articles group by published_date;
insert into facts.runs by name
select 'night' as run_id, 'backfill' as flow_name, timestamp '2026-01-01' as started_at, timestamp '2026-01-01' as finished_at;
"""
UNREAD = ("actor_network", "topic_actor_daily")  # by no page, and the longest to build
ADDRESSES = {
    "first page": "select '/' from range(6)",
    "the actors in most articles": "select '/actor?id=' || actor_id from reports.top_actors order by position limit 6",
    "any actors": "select '/actor?id=' || actor_id from facts.actors order by actor_id limit 6",
    "the topics in most articles": "select '/topic?id=' || topic_id from reports.top_topics order by position limit 6",
    "a topic's day": "select '/topic?id=' || topic_id || '&day=2025-06-01' from reports.top_topics order by position limit 6",
    "stories": "select '/story?id=' || story_id from facts.stories order by story_id limit 6",
    "articles": "select '/article?id=' || article_id from facts.articles order by article_id limit 6",
    "outlets": "select '/outlet?name=Outlet+' || i from range(6) as rows(i)",
    "search of names and headlines": "select '/search?q=' || word from unnest(['number77', 'headline', '977%20harbours', 'zebra', '2500', 'topic-9']) as words(word)",
    "search of quotes and texts": "select '/search?texts=1&q=' || word from unnest(['open%20again', 'zebra', 'board%2077777', 'quay', 'met', 'nothing']) as words(word)",
}


def generate(path: Path, count: int) -> None:
    """Write the warehouse: an empty one is built for its tables, filled, and its marts and reports built again."""
    con = duckdb.connect(str(path), config={"storage_compatibility_version": "v1.5.0", "memory_limit": "8GB"})
    con.execute((SQL_DIR / "raw.sql").read_text(encoding="utf-8"))
    build(con, SQL_DIR, "UTC", RESOLVERS)
    for statement in FACTS.format(n=count).split(";\n"):
        con.execute(statement)
    for model in read_models(SQL_DIR):
        if model.layer in ("marts", "reports") and model.table not in UNREAD:
            started = time.perf_counter()
            con.execute(f"create or replace table {model.layer}.{model.table} as {model.sql}")
            print(f"{model.layer}.{model.table}: {time.perf_counter() - started:.1f} s", flush=True)
    started, index = time.perf_counter(), path.with_suffix(".search.sqlite")
    refresh_index(con, index)
    print(f"search index: {time.perf_counter() - started:.1f} s, {index.stat().st_size:,} bytes", flush=True)
    con.close()


def measure(path: Path) -> None:
    """Print the median and the slowest of five requests of each kind, sent to a server of its own; the first is sent apart."""
    command = [
        sys.executable,
        "-c",
        "from flows.cli import main; main()",
        "explore",
        "--warehouse",
        str(path),
        "--port",
        "0",
    ]
    with duckdb.connect(str(path), read_only=True) as con:
        asked = [(name, *[row[0] for row in con.execute(query).fetchall()]) for name, query in ADDRESSES.items()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base = server.stdout.readline().split()[0].rstrip("/")
        try:
            for name, *addresses in asked:
                first, *rest = (_seconds(base + address, server.pid) for address in addresses)
                times, cpu = zip(*rest, strict=True)
                print(
                    f"{name}: first {first[0]:.3f} s, median {statistics.median(times):.3f} s, slowest {max(times):.3f} s; "
                    f"CPU: first {first[1]:.2f} s, median {statistics.median(cpu):.2f} s, slowest {max(cpu):.2f} s",
                    flush=True,
                )
        finally:
            server.terminate()


def _seconds(url: str, server: int) -> tuple[float, float]:
    """Time of a request, and what of it the server's process spent on a processor: all there is on an idle machine."""
    started, spent = time.perf_counter(), _cpu(server)
    with urlopen(url, timeout=60) as answer:
        answer.read()
    return time.perf_counter() - started, _cpu(server) - spent


def _cpu(process: int) -> float:
    """Seconds of user and system time (proc(5), in hundredths)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    file = Path(sys.argv[1]) / f"explore-{sys.argv[2] if len(sys.argv) > 2 else 1_000_000}.duckdb"
    if not file.exists():
        generate(file, int(file.stem.partition("-")[2]))
    measure(file)
