"""Reprints: articles whose texts are the same or nearly so, such as wire copy, cut, edited lightly or under another headline."""

from duckdb import DuckDBPyConnection

from tasks.resolve.groups import smallest_members, store_groups
from tasks.resolve.shingles import OverlapRule, overlapping_pairs, store_shingles
from tasks.resolve.stretches import copied_pairs

SAME_COPY = OverlapRule(containment=0.5, jaccard=0.2, shared_count=5)


def resolve_reprints(con: DuckDBPyConnection) -> None:
    """Write ``resolved.reprints``: article_id, reprint_group_id, is_origin and origin_owner_name, one row per article.

    Two articles belong together when the shorter shares half of its three-word shingles with the other, both a fifth of all (an article
    cut to a quarter still counts, a roundup that holds a brief of every story does not), and what they share is copied rather than
    rewritten. The origin is the member published first,
    undated ones last, then the smallest article_id; origin_owner_name is the first known owner in that order.
    """
    con.execute(f"create or replace temp table copies as {COPIES_SQL}")
    (text_count,) = con.execute("select count(*) from copies where is_first").fetchone() or (0,)
    store_shingles(con, TEXTS_SQL, is_sampled=True)
    pairs = copied_pairs(con, TEXTS_SQL, overlapping_pairs(con, SAME_COPY))
    store_groups(con, smallest_members(text_count, pairs))
    con.execute(f"create or replace table resolved.reprints as {REPRINTS_SQL}")
    con.execute("drop table shingles")
    con.execute("drop table copies")


# Words are kept as hashes, of each text once: finding them is what costs.
COPIES_SQL = r"""
with
hashed as materialized (
    select
        article_id,
        list_transform(regexp_extract_all(lower(text), '[\pL\pN]+'), lambda word: hash(word)) as words,
        hash(words) as words_hash
    from staging.article_versions
    where is_current
)

select
    article_id,
    dense_rank() over (order by words_hash) - 1 as text_no,
    row_number() over (partition by words_hash order by article_id) = 1 as is_first,
    if(is_first, words, null) as words
from hashed
"""

TEXTS_SQL = "select text_no, '' as kind, words from copies where is_first"

REPRINTS_SQL = """
select
    versions.article_id,
    'reprint:' || min(versions.article_id) over (partition by member_groups.group_no) as reprint_group_id,
    row_number() over oldest_first = 1 as is_origin,
    first_value(versions.owner_name ignore nulls) over (
        oldest_first rows between unbounded preceding and unbounded following
    ) as origin_owner_name
from staging.article_versions as versions
inner join copies on versions.article_id = copies.article_id
inner join member_groups on copies.text_no = member_groups.member_no
where versions.is_current
window oldest_first as (
    partition by member_groups.group_no order by versions.published_at asc nulls last, versions.article_id
)
"""
