"""Copy told from rewriting: whether what two texts share stands together, in the same order."""

from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, fetch_rows, store_pairs

WHOLE_SHARE = 0.75
STRETCH_SHARE = 0.4
LONGEST_GAP = 16


def copied_pairs(con: DuckDBPyConnection, texts_sql: str, pairs: Numbers) -> Numbers:
    """Those of overlapping pairs of texts that are copies of the same copy, in order.

    Three quarters of the shorter text's shingles are the other's, or one stretch of it is that holds two fifths of the text and in which
    never more than 16 words at a time differ: a wire story's beginning with an end of one's own. Who rewrites a story keeps as many
    words, but here and there. ``texts_sql`` selects text_no and words, a hash each; every second shingle that a text has once is looked at, so the
    time grows with the words of the texts in pairs.
    """
    store_pairs(con, "given_pairs", pairs)
    con.execute(f"create or replace temp table placed_shingles as {PLACED_SQL.format(texts_sql=texts_sql)}")
    limits = {"whole_share": WHOLE_SHARE, "stretch_share": STRETCH_SHARE, "longest_gap": LONGEST_GAP}
    copied = fetch_rows(con, COPIED_SQL, limits)
    con.execute("drop table placed_shingles")
    con.execute("drop table given_pairs")
    return copied


PLACED_SQL = """
with
paired as (
    select one as text_no from given_pairs
    union
    select other from given_pairs
),

triples as (
    select
        text_no,
        generate_subscripts(words[:-3], 1) as position,
        unnest(words[:-3]) as one,
        unnest(words[2:-2]) as two,
        unnest(words[3:]) as three
    from ({texts_sql}) semi join paired using (text_no)
)

select text_no, hash(one, two, three) as shingle, min(position) as position
from triples
where hash(one, two, three) % 2 = 0
group by all
having count(*) = 1
"""

COPIED_SQL = """
with
sizes as (select text_no, count(*) as size from placed_shingles group by all),

-- Kept apart, or the shingles may be joined before the pairs: all texts with all that share one.
placed_ones as materialized (
    select given_pairs.one, given_pairs.other, ones.position, ones.shingle
    from given_pairs
    inner join placed_shingles as ones on given_pairs.one = ones.text_no
),

met as (
    select placed_ones.one, placed_ones.other, placed_ones.position as one_position, others.position as other_position
    from placed_ones
    inner join placed_shingles as others on placed_ones.other = others.text_no and placed_ones.shingle = others.shingle
),

stepped as (
    select
        *,
        one_position - lag(one_position) over in_order between 1 and $longest_gap
        and other_position - lag(other_position) over in_order between 1 and $longest_gap as goes_on
    from met
    window in_order as (partition by one, other order by one_position)
),

numbered as (
    select
        *,
        count(*) filter (where goes_on is not true) over (partition by one, other order by one_position) as stretch_no
    from stepped
),

stretches as (
    select one, other, count(*) as shared
    from numbered
    group by one, other, stretch_no
)

select stretches.one, stretches.other
from stretches
inner join sizes as one_size on stretches.one = one_size.text_no
inner join sizes as other_size on stretches.other = other_size.text_no
group by stretches.one, stretches.other, one_size.size, other_size.size
having
    sum(shared) >= $whole_share * least(one_size.size, other_size.size)
    or max(shared) >= $stretch_share * least(one_size.size, other_size.size)
order by all
"""
