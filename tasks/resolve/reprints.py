"""Reprints: articles whose texts are the same or nearly so, such as wire copy, cut, edited lightly or under another headline."""

import numpy as np
from duckdb import DuckDBPyConnection

from tasks.resolve.groups import fetch_rows, smallest_members, store_groups, store_pairs
from tasks.resolve.shared_keys import shared_keys
from tasks.resolve.sketches import sketched_pairs
from tasks.resolve.stretches import copied_pairs

SKETCH_SIZE = 48


def resolve_reprints(con: DuckDBPyConnection) -> None:
    """Write ``resolved.reprints``: article_id, reprint_group_id, is_origin and origin_owner_name, one row per article.

    Two articles belong together when the shorter shares half of its three-word shingles with the other, both a fifth of all (an article
    cut to a quarter still counts, a roundup that holds a brief of every story does not), and what they share is copied rather than
    rewritten. The origin is the member published first,
    undated ones last, then the smallest article_id; origin_owner_name is the first known owner in that order.

    And write ``resolved.compared_texts``: the hashes of each two texts that were compared, and whether one is a copy. That hangs on nothing but the
    two, so it is not asked again of those that ``resolved.before_compared_texts`` has, where what was resolved last is set aside.
    """
    con.execute(f"create or replace temp table copies as {COPIES_SQL}")
    sizes, once_counts = fetch_rows(con, SIZES_SQL).T
    store_pairs(con, "alike", sketched_pairs(con, SKETCHES_SQL))
    con.execute(f"create table if not exists resolved.before_compared_texts as {NO_TEXTS_SQL}")
    con.execute(f"create or replace temp table compared as {COMPARED_SQL}")
    unknown = fetch_rows(con, "select one, other from compared where is_copied is null order by all")
    copied = [copied_pairs(shared, sizes, once_counts) for shared in shared_keys(con, TEXTS_SQL, unknown)]
    known = fetch_rows(con, "select one, other from compared where is_copied")
    pairs = np.vstack([known, *copied])
    store_pairs(con, "copied", pairs)
    store_groups(con, smallest_members(len(sizes), pairs))
    con.execute(f"create or replace table resolved.compared_texts as {COMPARED_TEXTS_SQL}")
    con.execute(f"create or replace table resolved.reprints as {REPRINTS_SQL}")
    con.execute("drop table resolved.before_compared_texts")
    for table in ("copies", "alike", "compared", "copied"):
        con.execute(f"drop table {table}")


COPIES_SQL = """
select
    article_id,
    words_hash,
    dense_rank() over (order by words_hash) - 1 as text_no,
    row_number() over (partition by words_hash order by article_id) = 1 as is_first
from staging.article_shingles
"""

SIZES_SQL = """
select len(shingles.shingles), shingles.once_count
from copies
inner join staging.article_shingles as shingles on copies.article_id = shingles.article_id
where copies.is_first
order by copies.text_no
"""

SKETCHES_SQL = f"""
select cast(unnest(shingles.shingles[:{SKETCH_SIZE}]) as ubigint) << 32 | cast(copies.text_no as ubigint)
from copies
inner join staging.article_shingles as shingles on copies.article_id = shingles.article_id
where copies.is_first
"""

TEXTS_SQL = """
select copies.text_no as list_no, shingles.shingles as keys, shingles.positions as key_values
from copies
inner join staging.article_shingles as shingles on copies.article_id = shingles.article_id
where copies.is_first and copies.text_no in (select unnest([one, other]) from compared where is_copied is null)
"""

NO_TEXTS_SQL = "select words_hash as one_hash, words_hash as other_hash, true as is_copied from copies limit 0"

COMPARED_SQL = """
select
    alike.one,
    alike.other,
    ones.words_hash as one_hash,
    others.words_hash as other_hash,
    before.is_copied
from alike
inner join copies as ones on alike.one = ones.text_no and ones.is_first
inner join copies as others on alike.other = others.text_no and others.is_first
left join resolved.before_compared_texts as before
    on ones.words_hash = before.one_hash and others.words_hash = before.other_hash
"""

COMPARED_TEXTS_SQL = """
select compared.one_hash, compared.other_hash, copied.one is not null as is_copied
from compared
left join copied on compared.one = copied.one and compared.other = copied.other
"""

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
