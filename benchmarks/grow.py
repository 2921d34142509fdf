"""Building at the size of years: CPU seconds, peak memory and file size of a corpus, and of a night that adds a hundredth to it.

Run: ``python -m benchmarks.grow FOLDER [ARTICLES] [MEMORY_MB]`` (default 100,000 and the setting's); again with the same folder for the next
hundredth. What extraction would give is generated: a year of happenings with five reports each, one of them a copy; texts of 300 words, half of
them by Zipf's law from a million; twelve actors an article, four drawn from all, few of them often, and eight of the sixty
of the happening's beat, an eighth of the persons by surname alone; twenty mentions, six quotations, five events, four topics and so on.
"""

import resource
import sys
import time
from pathlib import Path

import duckdb

from flows.finish import RESOLVERS, SQL_DIR
from tasks.build import build
from tasks.load import EXTRACTED_TABLES
from tasks.publish import limit_memory, open_work_file, publish
from tasks.schema import upgrade

MACROS = """
create or replace temp macro drawn(one, two) as hash(one, two) % 1000000 / 1000000.0;
create or replace temp macro actor_no(happening, place, actors) as if(
    place < 4,
    floor(actors * pow(drawn(happening, place), 3)),
    happening % (actors // 60) * 60 + floor(60 * pow(drawn(happening, place), 1.5))
)::bigint;
create or replace temp macro is_person(actor) as actor % 2 = 0;
create or replace temp macro full_name(actor) as if(is_person(actor), 'Gail F' || lpad(actor::text, 9, '0'), 'Guild W' || lpad(actor::text, 8, '0'));
create or replace temp macro short_name(actor) as if(is_person(actor), 'F' || lpad(actor::text, 9, '0'), 'the guilds');
create or replace temp macro is_short(article, actor) as is_person(actor) and hash(article, actor, 'short') % 8 = 0;
create or replace temp macro id_of(kind, number) as left(md5(kind || number), 24);
create or replace temp macro quoted_words(happening, place) as 'the plan ' || left(md5(happening || '-' || place % 6), 12) || ' goes on as it was agreed';
create or replace temp macro word_of(article, place) as 'w' || to_base(pow(1000000.0, drawn(article, place + 100))::bigint, 36);
"""
TEXTS = """
create or replace temp table generated as
select
    i,
    i // 5 as happening,
    if(i % 5 = 3, i - 1, i) as words_of,
    timestamp '2025-01-01' + to_minutes((i // 5 * 5 * 525600 // {size}) + i % 5 * 480) as published_at,
    list_transform(range(12), lambda place: actor_no(i // 5, place, {size} // 4)) as actors,
    array_to_string(list_transform(range(12), lambda place: if(
        is_short(i // 5, actors[place + 1]), 'Then ' || short_name(actors[place + 1]), full_name(actors[place + 1])
    ) || ' said “' || quoted_words(i // 5, place) || '”. '), '')
    || array_to_string(list_transform(range(12), lambda place: 'Then ' || short_name(actors[place + 1]) || ' met 1,200 people in Paris on 3 May. '), '')
    || chr(10) || array_to_string(list_transform(range(140), lambda place: word_of(if(i % 5 = 3, i - 1, i), place)), ' ') as text
from range({first}, {last}) as rows(i)
"""
ROWS = """
insert into raw.documents by name
select id_of('doc', i) as document_id, 'rules' as extractor_id, 'articles.jsonl#line ' || i as input_name, 'application/json' as media_type,
    'pack.parquet' as pack_name, '{run}' as run_id, published_at as fetched_at
from generated;
insert into raw.articles by name
select
    id_of('doc', i) as document_id, id_of('art', i) as article_id, id_of('ver', i) as version_id, id_of('sha', words_of) as content_sha256, text,
    'https://outlet' || i % 500 || '.example/' || i as url, url as canonical_url, 'Outlet ' || i % 500 as source_name,
    'Headline ' || word_of(happening, 1) || ' of ' || full_name(actors[1]) as title, []::text[] as authors, published_at, 'second' as published_precision,
    'declared' as published_source, published_at as retrieved_at, 'en' as language_code, 'declared' as language_source, 300 as word_count,
    false as is_truncated, [id_of('art', i)] as aliases
from generated;
create or replace temp table named as
select i, happening, id_of('doc', i) as document_id, unnest(range(12)) as place, unnest(actors) as actor from generated;
insert into raw.entities by name
select
    document_id, row_number() over (partition by i order by min(place)) - 1 as entity_no,
    if(is_short(happening, actor), short_name(actor), full_name(actor)) as actor_name,
    if(is_person(actor), 'person', 'organisation') as actor_type,
    if(is_short(happening, actor) or not is_person(actor), [actor_name], [actor_name, short_name(actor)]) as names, false as is_doubtful
from named group by i, document_id, happening, actor;
create or replace temp table numbered as
select named.*, entities.entity_no, entities.actor_name, entities.actor_type
from named inner join raw.entities as entities on named.document_id = entities.document_id
    and entities.actor_name = if(is_short(happening, actor), short_name(actor), full_name(actor));
insert into raw.mentions by name
select
    document_id, actor_name as text, actor_type, place * {said} + if(is_short(happening, actor), 5, 0) as start_char, place * {said} + 15 as end_char,
    entity_no, 'name' as mention_type
from numbered
union all by name
select
    document_id, short_name(actor) as text, actor_type, 12 * {said} + place * {met} + 5 as start_char, 12 * {said} + place * {met} + 15 as end_char,
    entity_no, 'name' as mention_type
from numbered where place < 8;
insert into raw.roles by name
select
    document_id, entity_no, left(actor_name, 4) as role_text, 'current' as role_status,
    if(is_short(happening, actor), 5, 0) as start_char, start_char + 4 as end_char, 'politics' as role_field
from numbered where place = 0;
insert into raw.quotes by name
select
    document_id, 'direct' as quote_type, quoted_words(happening, place) as text, [{{'start_char': place * {said} + 22, 'end_char': (place + 1) * {said} - 3}}] as spans,
    place * {said} + 22 as start_char, (place + 1) * {said} - 3 as end_char, 'said' as cue_text,
    place * {said} + 16 as cue_start_char, place * {said} + 20 as cue_end_char,
    'said' as cue_type, actor_name as speaker_text, place * {said} + if(is_short(happening, actor), 5, 0) as speaker_start_char, place * {said} + 15 as speaker_end_char,
    entity_no, 'named' as speaker_status, [actor_name] as candidates, 0.9 as confidence, [entity_no] as speaker_entity_nos, false as is_negated
from numbered where place < 6;
insert into raw.events by name
select
    document_id, ['CONSULT', 'AID', 'ACCUSE', 'ASSAULT'][1 + actor % 4] as event_type, 'met' as action_text, actor_name as actor_text, entity_no as actor_entity_no,
    lead(actor_name) over of_article as recipient_text, lead(entity_no) over of_article as recipient_entity_no, false as is_negated, 'asserted' as modality,
    12 * {said} + place * {met} + 16 as start_char, 12 * {said} + place * {met} + 19 as end_char, 0.5 as confidence
from numbered window of_article as (partition by i order by place) qualify place < 5;
insert into raw.article_topics by name
select
    id_of('doc', i) as document_id, 'user:topic-' || (happening * 7 + topic * 31) % 200 as topic_id, 'topic ' || topic_id as topic_name,
    0.9 - 0.1 * topic as relevance, topic + 1 as rank, []::text[] as evidence, []::struct(start_char integer, end_char integer)[] as evidence_spans, '1' as rule_version
from generated, range(4) as topics(topic);
insert into raw.places by name
select
    document_id, 'Paris' as text, 12 * {said} + place * {met} + 36 as start_char, 12 * {said} + place * {met} + 41 as end_char, '2988507' as place_id,
    'Paris' as place_name, 'FR' as country_code, 48.85 as latitude, 2.35 as longitude, 'city' as precision_type, 'mentioned' as place_role
from numbered where place < 6;
insert into raw.dates by name
select
    document_id, '3 May' as text, 12 * {said} + place * {met} + 45 as start_char, 12 * {said} + place * {met} + 50 as end_char, '2025-05-03' as value_edtf,
    date '2025-05-03' as from_date, date '2025-05-03' as to_date, date '2025-05-01' as anchor_date
from numbered where place < 5;
insert into raw.figures by name
select
    document_id, '1,200' as text, 12 * {said} + place * {met} + 20 as start_char, 12 * {said} + place * {met} + 25 as end_char, 1200.0 as number_value,
    'people' as unit_name, 'people' as what_text
from numbered where place < 5;
insert into raw.key_facts by name
select document_id, ['who', 'what', 'when', 'where'][1 + place % 4] as question, place // 4 + 1 as rank, short_name(actor) as text,
    12 * {said} + place * {met} + 5 as start_char, 12 * {said} + place * {met} + 15 as end_char
from numbered where place < 12;
insert into raw.runs by name
select '{run}' as run_id, 'backfill' as flow_name, date '2025-12-31' as logical_date, timestamp '2025-12-31' as started_at, timestamp '2025-12-31' as finished_at,
    '1' as nightdesk_version, 'rules' as extractor_id, {last} - {first} as input_count;
insert into raw.dispositions by name
select '{run}' as run_id, i - {first} + 1 as input_no, 'articles.jsonl#line ' || i as input_name, 'loaded' as state, 'read' as reason, id_of('doc', i) as document_id,
    'Outlet ' || i % 500 as source_name
from generated;
drop table generated;
drop table named;
drop table numbered
"""
SAID = len("Gail F000000000 said “the plan 0123456789ab goes on as it was agreed”. ")
MET = len("Then F000000000 met 1,200 people in Paris on 3 May. ")
AT_ONCE = 20_000


def generate(con: duckdb.DuckDBPyConnection, first: int, last: int, size: int) -> None:
    """Add the rows of articles ``first`` to ``last`` of a corpus of ``size`` to ``raw``, as loading would."""
    for start in range(first, last, AT_ONCE):
        numbers = {"first": start, "last": min(last, start + AT_ONCE), "size": size, "run": f"run{start}"}
        for statement in (MACROS + TEXTS + ";" + ROWS).format(**numbers, said=SAID, met=MET).split(";\n"):
            con.execute(statement)


def night(folder: Path, size: int, memory_mb: int) -> None:
    """The corpus where there is none yet, else a hundredth more: copied, added, built, published."""
    published, work_file = folder / f"grow-{size}.duckdb", folder / "work.duckdb"
    con = open_work_file(published, work_file)
    upgrade(con, SQL_DIR, EXTRACTED_TABLES)
    (count,) = con.execute("select count(*) from raw.articles").fetchone() or (0,)
    generate(con, count, count + size // 100 if count else size, size)
    spent = [tell("rows", 0)]
    limit_memory(con, memory_mb)
    build(con, SQL_DIR, "UTC", RESOLVERS)
    spent.append(tell("build", spent[-1]))
    publish(con, work_file, published)
    tell("publish", spent[-1])
    print(f"{count:,} articles before; file {published.stat().st_size / 1e6:,.0f} MB")


def tell(step: str, before: float) -> float:
    """Print a step's CPU seconds and the process's peak memory so far; returns the CPU seconds so far."""
    spent = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{step}: {spent - before:.0f} s, peak {peak:,.0f} MB", flush=True)
    return spent


if __name__ == "__main__":
    folder, *numbers = sys.argv[1:]
    size, memory_mb = [*map(int, numbers), *(100_000, 0)[len(numbers) :]]
    night(Path(folder), size, memory_mb)
