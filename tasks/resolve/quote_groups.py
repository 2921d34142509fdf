"""Quote groups: the same words quoted in several articles, in full or in part, or twice in one."""

import numpy as np
from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, fetch_rows, smallest_members, store_groups, store_pairs
from tasks.resolve.quote_words import QUOTED_FRAGMENT
from tasks.resolve.same_words import have_same_words
from tasks.resolve.shingles import OverlapRule, overlapping_pairs, store_shingles

WORTH_COMPARING = OverlapRule(containment=0.25, jaccard=0.05, shared_count=1)
SOME_WORDS, MANY_WORDS = 6, 12
COURTESIES = (
    "thank thanks thoughts prayers condolences sympathy sympathies heartfelt saddened sorry apologize apologizes apology apologies "
    "congratulations congratulate welcome delighted proud pleased honored comment monitor monitoring"
)


def resolve_quote_groups(con: DuckDBPyConnection) -> None:
    """Read ``resolved.quote_words`` and write ``resolved.quote_groups``: quote_id and quote_group_id, one row per quotation.

    Which words count is told in ``quote_words``, when they are the same in ``same_words``. Who must have said them depends on how much they
    say: twelve words are one group whoever is said to have said them, from six on they need the same speaker or the same story, fewer
    (and courtesies under twelve: "our thoughts are with …") both; without a known speaker the same words for him in a reprint. A
    fragment of three to five words joins the longer quotation of that speaker in that story that holds it, when only one does.
    """
    con.execute(f"create or replace temp table wordings as {WORDINGS_SQL}")
    con.execute(f"create or replace temp table sayings as {SAYINGS_SQL}", {"courtesies": COURTESIES})
    store_shingles(con, HASHED_WORDINGS_SQL)
    pairs = _pairs_of_sayings(con)
    ((quote_count,),) = con.execute("select count(*) from wordings").fetchall()  # to its end, as DuckDB 2.0 wants it
    store_groups(con, smallest_members(quote_count, pairs))
    fragments = fetch_rows(con, SOLE_HOLDERS_SQL)
    store_groups(con, smallest_members(quote_count, np.vstack((pairs, fragments))))
    con.execute(f"create or replace table resolved.quote_groups as {QUOTE_GROUPS_SQL}")
    for table in ("wordings", "sayings", "shingles", "candidates", "alike"):
        con.execute(f"drop table {table}")


def _pairs_of_sayings(con: DuckDBPyConnection) -> Numbers:
    """Pairs of numbers of quotations with the same words in the same circumstances."""
    store_pairs(con, "candidates", overlapping_pairs(con, WORTH_COMPARING))
    compared = con.execute(CANDIDATES_SQL)
    alike: list[tuple[int, int]] = []
    while rows := compared.fetchmany(10_000):
        alike += [
            (one, other)
            for one, other, one_words, other_words, is_quoted in rows
            if have_same_words(one_words, other_words, is_whole=not is_quoted)
        ]
    store_pairs(con, "alike", np.array(alike, dtype=np.int64).reshape(-1, 2))
    return fetch_rows(con, SAME_SAYINGS_SQL)


# Quotations with their words, numbered in order of their ids; equal words of one kind are one wording.
WORDINGS_SQL = """
select
    quote_id,
    row_number() over (order by quote_id) - 1 as quote_no,
    article_id,
    speaker_text,
    kind,
    words,
    len(words) as word_count,
    dense_rank() over (order by hash(kind, words, if(words = [], quote_id, ''))) - 1 as wording_no,
    row_number() over (partition by hash(kind, words, if(words = [], quote_id, '')) order by quote_id) = 1 as is_first
from resolved.quote_words
"""

HASHED_WORDINGS_SQL = """
select wording_no as text_no, kind, list_transform(words, lambda word: hash(word)) as words
from wordings
where is_first
"""

# Under which circumstances a quotation may be joined with another of the same words: one row each.
SAYINGS_SQL = f"""
with
placed as (
    select
        wordings.quote_no,
        wordings.wording_no,
        wordings.word_count >= {MANY_WORDS} as is_much,
        wordings.word_count >= {SOME_WORDS}
        and (is_much or not list_has_any(wordings.words, string_split($courtesies, ' '))) as is_telling,
        article_stories.story_id,
        reprints.reprint_group_id,
        coalesce(lower(wordings.speaker_text), '') as speaker,
        quote_speakers.actor_id
    from wordings
    inner join resolved.article_stories as article_stories on wordings.article_id = article_stories.article_id
    inner join resolved.reprints as reprints on wordings.article_id = reprints.article_id
    left join resolved.quote_speakers as quote_speakers on wordings.quote_id = quote_speakers.quote_id
)

select distinct quote_no, wording_no, 'anywhere' as place from placed where is_much
union all
select distinct quote_no, wording_no, story_id as place from placed where is_telling
union all
select quote_no, wording_no, actor_id as place from placed where is_telling and actor_id is not null
union all
select quote_no, wording_no, coalesce(actor_id || ' in ' || story_id, speaker || ' in ' || reprint_group_id) as place
from placed
"""

CANDIDATES_SQL = f"""
select candidates.one, candidates.other, ones.words, others.words, starts_with(ones.kind, 'quoted') as is_quoted
from candidates
inner join wordings as ones on candidates.one = ones.wording_no and ones.is_first
inner join wordings as others on candidates.other = others.wording_no and others.is_first
where ones.word_count >= {SOME_WORDS} and others.word_count >= {SOME_WORDS}
"""

SAME_SAYINGS_SQL = """
with
firsts as (select wording_no, place, min(quote_no) as quote_no from sayings group by all)

select firsts.quote_no as one, sayings.quote_no as other
from sayings
inner join firsts on sayings.wording_no = firsts.wording_no and sayings.place = firsts.place
where firsts.quote_no < sayings.quote_no
union all
select ones.quote_no as one, others.quote_no as other
from alike
inner join firsts as ones on alike.one = ones.wording_no
inner join firsts as others on alike.other = others.wording_no and ones.place = others.place
"""

# The groups of quoted fragments, each with the one group whose longer quotations of the same speaker in the same story have their words in
# one piece; none where several do.
SOLE_HOLDERS_SQL = f"""
with
fragments as (
    select
        wordings.quote_no,
        ' ' || array_to_string(wordings.words, ' ') || ' ' as text,
        wordings.word_count,
        sayings.place,
        shingles.shingle
    from wordings
    inner join sayings on wordings.quote_no = sayings.quote_no and contains(sayings.place, ' in ')
    inner join (select text_no, min(shingle) as shingle from shingles group by all) as shingles
        on wordings.wording_no = shingles.text_no
    where wordings.word_count between {QUOTED_FRAGMENT} and {SOME_WORDS - 1} and starts_with(wordings.kind, 'quoted')
)

select fragment_groups.group_no as one, min(holder_groups.group_no) as other
from fragments
inner join shingles on fragments.shingle = shingles.shingle
inner join wordings as holders on shingles.text_no = holders.wording_no and holders.word_count > fragments.word_count
inner join sayings on holders.quote_no = sayings.quote_no and fragments.place = sayings.place
inner join member_groups as fragment_groups on fragments.quote_no = fragment_groups.member_no
inner join member_groups as holder_groups on holders.quote_no = holder_groups.member_no
where contains(' ' || array_to_string(holders.words, ' ') || ' ', fragments.text)
group by fragment_groups.group_no
having count(distinct holder_groups.group_no) = 1
"""

QUOTE_GROUPS_SQL = """
select
    wordings.quote_id,
    'quotes:' || min(wordings.quote_id) over (partition by member_groups.group_no) as quote_group_id
from wordings
inner join member_groups on wordings.quote_no = member_groups.member_no
"""
