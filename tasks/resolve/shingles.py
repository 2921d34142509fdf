"""Texts that share their words: overlapping three-word shingles, found without comparing every text with every other."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, fetch_rows

COMMON_SHINGLE = 500


@dataclass(frozen=True, slots=True)
class OverlapRule:
    """When two texts count as overlapping.

    ``containment`` is the share of the shorter text's shingles that the other has, ``jaccard`` that of both texts', ``shared_count`` the
    least number of shingles in common.
    """

    containment: float
    jaccard: float
    shared_count: int


def store_shingles(con: DuckDBPyConnection, texts_sql: str) -> None:
    """Keep the shingles of texts as the temporary table ``shingles`` (text_no, shingle).

    ``texts_sql`` selects text_no (unique), kind and words, a hash each; texts of different kinds share no shingle.
    """
    con.execute(f"create or replace temp table shingles as {SHINGLES_SQL.format(texts_sql=texts_sql)}")


def overlapping_pairs(con: DuckDBPyConnection, rule: OverlapRule) -> Numbers:
    """Pairs of numbers of texts whose stored shingles overlap by the rule, the smaller number first.

    A shingle leads from each text to the first that has it and to the one before, so the work grows with the texts and not with
    their square; shingles of more than 500 texts lead nowhere.
    """
    limits = {"shared_count": rule.shared_count, "containment": rule.containment, "jaccard": rule.jaccard}
    return fetch_rows(con, PAIRS_SQL, {**limits, "common": COMMON_SHINGLE})


SHINGLES_SQL = """
with
triples as (
    select text_no, kind, unnest(words[:-3]) as one, unnest(words[2:-2]) as two, unnest(words[3:]) as three
    from ({texts_sql})
)

select distinct text_no, hash(kind, one, two, three) as shingle
from triples
"""

PAIRS_SQL = """
with
sizes as (select text_no, count(*) as size from shingles group by all),

repeated as (select shingle from shingles group by all having count(*) between 2 and $common),

linked as (
    select
        text_no,
        first_value(text_no) over by_shingle as first_no,
        lag(text_no) over by_shingle as previous_no
    from shingles
    semi join repeated using (shingle)
    window by_shingle as (partition by shingle order by text_no)
),

links as (
    select first_no as one, text_no as other from linked where first_no < text_no
    union all
    select previous_no as one, text_no as other from linked where previous_no > first_no
),

candidates as (select one, other from links group by all having 2 * count(*) >= $shared_count),

compared as (
    select candidates.one, candidates.other, count(others.shingle) as shared
    from candidates
    inner join shingles as ones on candidates.one = ones.text_no
    -- An inner join may be done before that of the candidates: all texts with all that share a shingle.
    left join shingles as others on candidates.other = others.text_no and ones.shingle = others.shingle
    group by all
)

select compared.one, compared.other
from compared
inner join sizes as one_size on compared.one = one_size.text_no
inner join sizes as other_size on compared.other = other_size.text_no
where
    shared >= $shared_count
    and shared >= $containment * least(one_size.size, other_size.size)
    and shared >= $jaccard * (one_size.size + other_size.size - shared)
"""
