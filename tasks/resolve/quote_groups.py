"""Quote groups: the same words quoted in several articles, or twice in one."""

from duckdb import DuckDBPyConnection

from tasks.resolve.groups import smallest_members, store_groups
from tasks.resolve.shingles import WORDS_SQL, OverlapRule, overlapping_pairs

SAME_WORDS = OverlapRule(containment=0.8, jaccard=0.2, shared_count=4, is_sampled=False)


def resolve_quote_groups(con: DuckDBPyConnection) -> None:
    """Write ``resolved.quote_groups``: quote_id and quote_group_id, one row per quotation.

    Quotations of six words or more belong together when they have the same words, or when the shorter shares four fifths of its
    three-word shingles with the other and both a fifth of all. Shorter ones say too little ("no comment"): they need the same words
    of the same speaker, by the name the articles give. So do words that were not said ("never said that …").
    """
    con.execute(f"create or replace temp table wordings as {WORDINGS_SQL}")
    (wording_count,) = con.execute("select count(*) from wordings where is_first").fetchone() or (0,)
    pairs = overlapping_pairs(
        con, "select wording_no as text_no, text from wordings where is_first and is_long", SAME_WORDS
    )
    store_groups(con, smallest_members(wording_count, pairs))
    con.execute(f"create or replace table resolved.quote_groups as {QUOTE_GROUPS_SQL}")
    con.execute("drop table wordings")


WORDINGS_SQL = f"""
with
worded as (
    select
        quotes.quote_id,
        quotes.text,
        {WORDS_SQL.replace("text", "quotes.text")} as words,
        quotes.is_negated,
        len(words) >= 6 and not quotes.is_negated as is_long,
        coalesce(lower(entities.actor_name), quotes.quote_id) as speaker
    from staging.quotes as quotes
    left join staging.entities as entities
        on quotes.version_id = entities.version_id and quotes.entity_no = entities.entity_no
),

keyed as (
    select quote_id, text, is_long, hash(words, is_negated, if(is_long, '', speaker)) as wording
    from worded
)

select
    quote_id,
    text,
    is_long,
    dense_rank() over (order by wording) - 1 as wording_no,
    row_number() over (partition by wording order by quote_id) = 1 as is_first
from keyed
"""

QUOTE_GROUPS_SQL = """
select
    wordings.quote_id,
    'quotes:' || min(wordings.quote_id) over (partition by member_groups.group_no) as quote_group_id
from wordings
inner join member_groups on wordings.wording_no = member_groups.member_no
"""
