"""Time to resolve generated actors across articles: CPU seconds at 100,000 and a million entities and their ratio, about 10 when linear.

Run: ``python -m benchmarks.actors``. Ten entities an article, 300 articles a day. Given names, surnames and bodies are drawn by Zipf's
law, so a few names are in the news every day, many persons share a surname, and most names are seen once or twice. A quarter of the
persons are named by surname alone, a fifth of the bodies by acronym; one in eight is a known actor. Three in ten
full names of persons come with a role of one of four fields at random, the worst case for telling namesakes apart.
"""

import random
import time
from itertools import accumulate

import duckdb
import pyarrow as pa

from tasks.resolve.actors import resolve_actors

COUNT = 100_000
PER_ARTICLE = 10
PER_DAY = 3_000
LEAST_DRAWN = 2_000
FIELDS = ("politics", "law", "sport", "business")
SCHEMA = pa.schema(
    [
        ("entity", pa.int64()),
        ("names", pa.list_(pa.string())),
        ("actor_type", pa.string()),
        ("wikidata_id", pa.string()),
        ("role_fields", pa.list_(pa.string())),
    ]
)


def drawn(chance: random.Random, kinds: int, count: int) -> list[int]:
    """Numbers below ``kinds``, the first most often, as Zipf's law has it."""
    weights = list(accumulate(1 / (rank + 1) for rank in range(kinds)))
    return chance.choices(range(kinds), cum_weights=weights, k=count)


def entities(count: int) -> pa.Table:
    """Entities of generated articles; the world of names grows with their count."""
    chance = random.Random(count)
    kinds = LEAST_DRAWN + count // 4
    given, family = drawn(chance, 800, kinds), drawn(chance, kinds // 4, kinds)
    persons = [f"Given{one:x} Family{other:x}" for one, other in zip(given, family, strict=True)]
    names, types, linked, fields = [], [], [], []
    for actor_no in drawn(chance, kinds, count):
        is_person = actor_no % 5 < 3
        full = persons[actor_no] if is_person else f"Body of Work{actor_no:x}"
        short = full.split()[1] if is_person else acronym(actor_no)
        is_short = chance.random() < (0.25 if is_person else 0.2)
        names.append([short] if is_short else [full] if is_person else [full, short])
        types.append("person" if is_person else "organisation")
        linked.append(f"Q{actor_no + 1}" if actor_no % 8 == 0 and not is_short else None)
        fields.append([chance.choice(FIELDS)] if is_person and not is_short and chance.random() < 0.3 else [])
    columns = {
        "entity": range(count),
        "names": names,
        "actor_type": types,
        "wikidata_id": linked,
        "role_fields": fields,
    }
    return pa.table(columns, schema=SCHEMA)


def acronym(number: int) -> str:
    """Five capital letters that no other number has."""
    return "".join(chr(65 + number // 26**place % 26) for place in range(5))


def seconds(count: int) -> tuple[float, int]:
    """CPU seconds to resolve ``count`` entities, and how many actors they are."""
    con = duckdb.connect()
    con.register("generated", entities(count))
    con.execute(TABLES_SQL.format(per_article=PER_ARTICLE, per_day=PER_DAY))
    start = time.process_time()
    resolve_actors(con)
    taken = time.process_time() - start
    (actors,) = con.execute("select count(*) from resolved.actors").fetchone() or (0,)
    return taken, actors


TABLES_SQL = """
create schema staging;
create schema resolved;
create table staging.entities as
select
    'article' || entity // {per_article} as article_id, article_id as version_id, article_id as document_id,
    (entity % {per_article})::integer as entity_no, names[1] as actor_name, actor_type, names, null::text as country_code, wikidata_id,
    null::text as link_reason, false as is_doubtful, role_fields,
    'outlet' as source_name, timestamp '2026-01-01' + to_days((entity // {per_day})::integer) as published_at
from generated
"""


def main() -> None:
    """Print seconds and actors at both sizes and their ratio."""
    (short, _), (long, actors) = seconds(COUNT), seconds(10 * COUNT)
    print(f"{COUNT}: {short:.2f} s; {10 * COUNT}: {long:.2f} s, {actors} actors; ratio {long / short:.1f}")


if __name__ == "__main__":
    main()
