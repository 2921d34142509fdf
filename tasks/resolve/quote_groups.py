"""Quote groups: the same words quoted in several articles, in full or in part, or twice in one."""

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, fetch_rows, joined, store_groups, store_pairs, store_table
from tasks.resolve.quote_words import QUOTED_FRAGMENT
from tasks.resolve.same_words import have_same_words
from tasks.resolve.shingles import OverlapRule, overlapping_pairs

SOME_WORDS, MANY_WORDS = 6, 12
WORTH_COMPARING = OverlapRule(least_words=SOME_WORDS, containment=0.25, jaccard=0.05)


def resolve_quote_groups(con: DuckDBPyConnection) -> None:
    """Read ``resolved.quote_words`` and write ``resolved.quote_groups``: quote_id, article_id and quote_group_id, one row per quotation.

    Which words count is told in ``quote_words``, when they are the same in ``same_words``. Who must have said them depends on how much they
    say: twelve words are one group whoever is said to have said them, from six on they need the same speaker or the same story, fewer
    (and courtesies under twelve: "our thoughts are with …") both; without a known speaker the same words for him in a reprint. A
    fragment of three to five words joins the longer quotation of that speaker in that story that holds it, when only one does.
    """
    con.execute(f"create or replace temp table told as {TOLD_SQL}")
    ((quote_count,),) = con.execute("select count(*) from told").fetchall()  # to its end, as DuckDB 2.0 wants it
    groups = np.arange(quote_count)
    for sayings_sql in ONE_WORDING_SQL:
        groups = joined(groups, _same_sayings(con, sayings_sql))
    groups = joined(groups, _alike_wordings(con))
    store_groups(con, groups)
    store_groups(con, joined(groups, fetch_rows(con, SOLE_HOLDERS_SQL)))
    con.execute(f"create or replace table resolved.quote_groups as {QUOTE_GROUPS_SQL}")
    for table in ("told", "wordings", "alike"):
        con.execute(f"drop table {table}")


def _same_sayings(con: DuckDBPyConnection, sayings_sql: str) -> Numbers:
    """Pairs of numbers of quotations with the same saying; ``sayings_sql`` selects quote_no and saying, 64 bits.

    They are sorted here, not joined: in a join each quotation in a place might meet every other there before the words are asked for.
    """
    quote_nos, sayings = con.execute(sayings_sql).fetchnumpy().values()
    in_order = np.argsort(sayings)
    again = np.flatnonzero(np.diff(sayings[in_order]) == 0)
    return np.column_stack((quote_nos[in_order[again]], quote_nos[in_order[again + 1]]))


def _alike_wordings(con: DuckDBPyConnection) -> Numbers:
    """Pairs of numbers of quotations whose wordings are other but have the same words, in the same circumstances."""
    columns = con.execute("select words_hash, row_no, word_count, shingle_count from told").fetchnumpy()
    hashes, firsts = np.unique(columns["words_hash"], return_index=True)
    row_nos = pa.array(columns["row_no"][firsts])
    store_table(
        con, "wordings", pa.table({"wording_no": np.arange(len(hashes)), "words_hash": hashes, "row_no": row_nos})
    )
    word_counts, sizes = (columns[name][firsts].astype(np.int64) for name in ("word_count", "shingle_count"))
    store_pairs(con, "alike", overlapping_pairs(con, SHINGLES_SQL, word_counts, sizes, WORTH_COMPARING))
    compared = con.execute(CANDIDATES_SQL)
    alike: list[tuple[int, int]] = []
    while rows := compared.fetchmany(10_000):
        alike += [
            (one, other)
            for one, other, one_words, other_words, is_quoted in rows
            if have_same_words(one_words.split(), other_words.split(), is_whole=not is_quoted)
        ]
    store_pairs(con, "alike", np.array(alike, dtype=np.int64).reshape(-1, 2))
    return _same_sayings(con, ALIKE_SQL)


# Quotations by numbers, one row each, and under which circumstances one may be joined with another of the same words, as hashes.
TOLD_SQL = f"""
select
    row_number() over () - 1 as quote_no,
    rowid as row_no,
    words_hash,
    word_count,
    shingle_count,
    word_count >= {MANY_WORDS} as is_much,
    word_count >= {SOME_WORDS} and (is_much or not is_courtesy) as is_telling,
    word_count between {QUOTED_FRAGMENT} and {SOME_WORDS - 1} and starts_with(kind, 'quoted') as is_fragment,
    story,
    actors,
    if(actors = [], [unnamed], list_transform(actors, lambda actor: hash(actor, story))) as speakers_there
from resolved.quote_words
"""

# One after the other, so that one is held at a time.
ONE_WORDING_SQL = (
    "select quote_no, if(is_much, words_hash, hash(words_hash, unnest(speakers_there))) as saying from told",
    "select quote_no, hash(words_hash, story) as saying from told where is_telling and not is_much",
    "select quote_no, hash(words_hash, unnest(actors)) as saying from told where is_telling and not is_much",
)

SHINGLES_SQL = """
select wordings.wording_no as text_no, quote_words.shingles
from wordings
inner join resolved.quote_words as quote_words on wordings.row_no = quote_words.rowid
"""

CANDIDATES_SQL = """
select alike.one, alike.other, one_words.words, other_words.words, starts_with(one_words.kind, 'quoted') as is_quoted
from alike
inner join wordings as ones on alike.one = ones.wording_no
inner join wordings as others on alike.other = others.wording_no
inner join resolved.quote_words as one_words on ones.row_no = one_words.rowid
inner join resolved.quote_words as other_words on others.row_no = other_words.rowid
"""

# What two wordings say alike in one place is one saying.
ALIKE_SQL = """
with
sides as (
    select one as wording_no, hash(one, other) as pair from alike
    union all
    select other as wording_no, hash(one, other) as pair from alike
),

placed as (
    select
        wordings.wording_no,
        told.quote_no,
        unnest(
            if(told.is_much, [0], [])
            || if(told.is_telling, list_prepend(told.story, told.actors), [])
            || told.speakers_there
        ) as place
    from told
    inner join wordings on told.words_hash = wordings.words_hash
    where wordings.wording_no in (select wording_no from sides)
),

firsts as (select wording_no, place, min(quote_no) as quote_no from placed group by all)

select firsts.quote_no, hash(sides.pair, firsts.place) as saying
from sides
inner join firsts on sides.wording_no = firsts.wording_no
"""

# The groups of quoted fragments, each with the one group whose longer quotations of the same speaker in the same story have their words in
# one piece; none where several do.
SOLE_HOLDERS_SQL = """
with
fragments as (
    select
        told.quote_no,
        quote_words.words,
        told.word_count,
        quote_words.shingles[1] as shingle,
        unnest(told.speakers_there) as speaker_there
    from told
    inner join resolved.quote_words as quote_words on told.row_no = quote_words.rowid
    where told.is_fragment
),

there as (
    select quote_no, row_no, word_count, speaker_there
    from (select quote_no, row_no, word_count, unnest(speakers_there) as speaker_there from told)
    where speaker_there in (select speaker_there from fragments)
),

holders as (
    select there.quote_no, there.row_no, there.word_count, there.speaker_there, unnest(quote_words.shingles) as shingle
    from there
    inner join resolved.quote_words as quote_words on there.row_no = quote_words.rowid
)

select fragment_groups.group_no as one, min(holder_groups.group_no) as other
from fragments
inner join holders
    on
        fragments.shingle = holders.shingle
        and fragments.speaker_there = holders.speaker_there
        and fragments.word_count < holders.word_count
inner join resolved.quote_words as quote_words on holders.row_no = quote_words.rowid
inner join member_groups as fragment_groups on fragments.quote_no = fragment_groups.member_no
inner join member_groups as holder_groups on holders.quote_no = holder_groups.member_no
where contains(' ' || quote_words.words || ' ', ' ' || fragments.words || ' ')
group by fragment_groups.group_no
having count(distinct holder_groups.group_no) = 1
"""

# Both hold quotations in the order of their numbers.
QUOTE_GROUPS_SQL = """
with
grouped as (
    select quote_words.quote_id, quote_words.article_id, member_groups.group_no
    from resolved.quote_words as quote_words
    positional join member_groups
),

firsts as (
    select group_no, 'quotes:' || min(quote_id) as quote_group_id
    from grouped
    group by all
)

select grouped.quote_id, grouped.article_id, firsts.quote_group_id
from grouped
inner join firsts on grouped.group_no = firsts.group_no
"""
