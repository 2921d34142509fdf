"""Quote groups: the same words quoted in several articles, in full or in part, or twice in one."""

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, fetch_rows, smallest_members, store_groups, store_pairs, store_table
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
    con.execute(f"create or replace temp table sayings as {SAYINGS_SQL}")
    pairs = np.vstack((_same_sayings(con, ONE_WORDING_SQL), _alike_wordings(con)))
    ((quote_count,),) = con.execute("select count(*) from told").fetchall()  # to its end, as DuckDB 2.0 wants it
    store_groups(con, smallest_members(quote_count, pairs))
    fragments = fetch_rows(con, SOLE_HOLDERS_SQL)
    store_groups(con, smallest_members(quote_count, np.vstack((pairs, fragments))))
    con.execute(f"create or replace table resolved.quote_groups as {QUOTE_GROUPS_SQL}")
    for table in ("told", "sayings", "wordings", "alike"):
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


# Quotations by numbers: one row each.
TOLD_SQL = f"""
select
    row_number() over () - 1 as quote_no,
    rowid as row_no,
    quote_id,
    article_id,
    hash(coalesce(lower(speaker_text), '')) as speaker,
    words_hash,
    word_count,
    len(shingles) as shingle_count,
    is_courtesy,
    word_count between {QUOTED_FRAGMENT} and {SOME_WORDS - 1} and starts_with(kind, 'quoted') as is_fragment
from resolved.quote_words
"""

# Under which circumstances a quotation may be joined with another of the same words, as hashes: one row a quotation and speaker.
SAYINGS_SQL = f"""
with
places as (
    select article_stories.article_id, hash(article_stories.story_id) as story, hash(reprints.reprint_group_id) as reprint
    from resolved.article_stories as article_stories
    inner join resolved.reprints as reprints on article_stories.article_id = reprints.article_id
)

select
    told.quote_no,
    told.words_hash,
    told.word_count >= {MANY_WORDS} as is_much,
    told.word_count >= {SOME_WORDS} and (is_much or not told.is_courtesy) as is_telling,
    places.story,
    if(quote_speakers.actor_id is null, null, hash(quote_speakers.actor_id)) as actor,
    if(
        quote_speakers.actor_id is null, hash(told.speaker, places.reprint), hash(quote_speakers.actor_id, places.story)
    ) as speaker_there
from told
inner join places on told.article_id = places.article_id
left join resolved.quote_speakers as quote_speakers on told.quote_id = quote_speakers.quote_id
"""

ONE_WORDING_SQL = """
select quote_no, if(is_much, words_hash, hash(words_hash, speaker_there)) as saying from sayings
union all
select quote_no, hash(words_hash, story) as saying from sayings where is_telling and not is_much
union all
select quote_no, hash(words_hash, actor) as saying from sayings where is_telling and not is_much and actor is not null
"""

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
        sayings.quote_no,
        unnest([
            if(sayings.is_much, 0, null),
            if(sayings.is_telling, sayings.story, null),
            if(sayings.is_telling, sayings.actor, null),
            sayings.speaker_there
        ]) as place
    from sayings
    inner join wordings on sayings.words_hash = wordings.words_hash
    where wordings.wording_no in (select wording_no from sides)
),

firsts as (select wording_no, place, min(quote_no) as quote_no from placed where place is not null group by all)

select firsts.quote_no, hash(sides.pair, firsts.place) as saying
from sides
inner join firsts on sides.wording_no = firsts.wording_no
"""

# The groups of quoted fragments, each with the one group whose longer quotations of the same speaker in the same story have their words in
# one piece; none where several do.
SOLE_HOLDERS_SQL = """
with
fragments as (
    select told.quote_no, quote_words.words, told.word_count, sayings.speaker_there, quote_words.shingles[1] as shingle
    from told
    inner join sayings on told.quote_no = sayings.quote_no
    inner join resolved.quote_words as quote_words on told.row_no = quote_words.rowid
    where told.is_fragment
),

there as (
    select told.quote_no, told.row_no, told.word_count, sayings.speaker_there
    from sayings
    inner join told on sayings.quote_no = told.quote_no
    where sayings.speaker_there in (select speaker_there from fragments)
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

QUOTE_GROUPS_SQL = """
with
firsts as (
    select member_groups.group_no, 'quotes:' || min(told.quote_id) as quote_group_id
    from told
    inner join member_groups on told.quote_no = member_groups.member_no
    group by all
)

select told.quote_id, told.article_id, firsts.quote_group_id
from told
inner join member_groups on told.quote_no = member_groups.member_no
inner join firsts on member_groups.group_no = firsts.group_no
"""
