"""Time to group generated quotations: seconds at 25,000 and 100,000 and their ratio, about 4 when linear.

Run: ``python -m benchmarks.quote_groups``. Half of the quotations are said once, the other half are copies of those, whole, in part or with a
word changed. Words are drawn by Zipf's law from a vocabulary of 20,000, so frequent phrases repeat as they do in news.
"""

import random
import time
from itertools import accumulate

import duckdb
import pyarrow as pa

from tasks.resolve import QUOTE_WORDS_SQL, resolve_quote_groups

COUNT = 25_000
VOCABULARY = [f"{chr(97 + number % 26)}{number:x}" for number in range(20_000)]
WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(len(VOCABULARY))))


def words(chance: random.Random) -> list[str]:
    """A quotation of 3 to 60 words."""
    return chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=min(60, 3 + int(chance.expovariate(1 / 18))))


def copied(source: list[str], chance: random.Random) -> list[str]:
    """The quotation as another outlet prints it: whole, cut at both ends, or with a word changed."""
    kind = chance.randrange(3)
    if kind == 1:
        return source[len(source) // 5 : -len(source) // 5]
    changed = source.copy()
    if kind == 2:
        changed[chance.randrange(len(source))] = chance.choice(VOCABULARY)
    return changed


def seconds(count: int) -> tuple[float, int]:
    """Wall seconds to group ``count`` quotations, and how many groups they make."""
    chance = random.Random(count)
    said = [words(chance) for _ in range(count // 2)]
    said += [copied(chance.choice(said[: count // 2]), chance) for _ in range(count - len(said))]
    quotes = pa.table({"quote_no": range(count), "text": [" ".join(each) for each in said]})
    con = duckdb.connect()
    con.register("generated", quotes)
    for statement in TABLES_SQL.split(";"):
        con.execute(statement)
    start = time.perf_counter()
    con.execute(f"create table resolved.quote_words as {QUOTE_WORDS_SQL}")
    resolve_quote_groups(con)
    taken = time.perf_counter() - start
    (groups,) = con.execute("select count(distinct quote_group_id) from resolved.quote_groups").fetchone() or (0,)
    return taken, groups


TABLES_SQL = """
create schema staging;
create schema resolved;
create table staging.quotes as
select
    sha256(quote_no::text)[:16] as quote_id, quote_no // 8 as version_id, version_id as article_id, 'direct' as quote_type, text,
    200 * (quote_no % 8) as start_char, start_char + 100 as end_char, 'he' as speaker_text, 'said' as cue_type, false as is_negated
from generated;
create table resolved.article_stories as
select distinct article_id, 'story:' || article_id // 5 as story_id from staging.quotes;
create table resolved.reprints as
select distinct article_id, 'reprint:' || article_id // 2 as reprint_group_id from staging.quotes;
create table resolved.quote_speakers as
select quote_id, 'act_' || hash(text[:9]) % 5000 as actor_id from staging.quotes where hash(quote_id) % 4 > 0
"""


def main() -> None:
    """Print seconds and groups at one and four lengths and their ratio."""
    (short, _), (long, groups) = seconds(COUNT), seconds(4 * COUNT)
    print(f"{COUNT}: {short:.2f} s; {4 * COUNT}: {long:.2f} s, {groups} groups; ratio {long / short:.1f}")


if __name__ == "__main__":
    main()
