"""What the reports of stories found when they looked for others: kept from night to night, and looked up again where a night can change it."""

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, fetch_rows
from tasks.resolve.story_pairs import similar_articles
from tasks.resolve.story_weeks import Fortnights, Period, periods, places_of, reached, read_fortnights

NUMBER_BITS, SIMILARITY_BITS = 26, 10
COLUMNS = ["fortnight", "place", "met_fortnight", "met_place", "similarity"]


def look_again(con: DuckDBPyConnection) -> Numbers:
    """Bring ``resolved.story_pairs`` up to the reports there are; returns the fortnights, by number, whose reports looked again.

    Reads the temporary table ``told_reports`` (report_no, article_id, day, fortnight) and ``staging.article_terms``. A row of
    ``resolved.story_pairs`` is a report that looked, one it found, and their similarity in thousandths; reports go by their fortnight
    and their place in it, which stay as long as the reports of that fortnight do. ``resolved.story_fortnights`` tells whether they do:
    how many they are, and a sum of hashes of their days and terms.

    Where what was resolved last is set aside (``resolved.before_...``), only the reports of fortnights that a change since then can reach
    look again; the rows are those of a look from nothing.
    """
    con.execute(f"create or replace table resolved.story_fortnights as {FORTNIGHTS_SQL}")
    for statement in OPEN_SQL:
        con.execute(statement)
    fortnights = read_fortnights(con, "resolved.story_fortnights")
    (changed,) = fetch_rows(con, CHANGED_SQL).T
    looking = reached(read_fortnights(con, "resolved.before_story_fortnights"), fortnights, changed)
    con.execute(
        "delete from resolved.story_pairs where fortnight in (select unnest($looking))", {"looking": looking.tolist()}
    )
    for period in periods(fortnights, looking):
        _look(con, fortnights, period)
    con.execute("drop table resolved.before_story_fortnights")
    return looking


def _look(con: DuckDBPyConnection, fortnights: Fortnights, period: Period) -> None:
    """Add what the reports of one period find."""
    con.execute(f"create or replace temp table numbered_articles as {NUMBERED_SQL}", {"read": period.read.tolist()})
    found = similar_articles(con, fortnights, period.seeking)
    con.execute("drop table numbered_articles")
    counts = fortnights.report_counts[np.isin(fortnights.numbers, period.read)]
    ones, others = (places_of(period.read, counts, reports) for reports in found[:, :2].T)
    con.from_arrow(pa.table([*ones, *others, found[:, 2]], COLUMNS)).insert_into("resolved.story_pairs")


def alike_reports(con: DuckDBPyConnection) -> Numbers:
    """Rows of two reports, of which one found the other, and their similarity in thousandths: the smaller number first, in order."""
    (edges,) = fetch_rows(con, EDGES_SQL).T
    edges.sort()
    edges = edges[np.diff(edges, prepend=-1) != 0]
    low, other = edges >> NUMBER_BITS + SIMILARITY_BITS, edges >> SIMILARITY_BITS & 2**NUMBER_BITS - 1
    return np.column_stack((low, other, edges & 2**SIMILARITY_BITS - 1))


FORTNIGHTS_SQL = """
select
    told_reports.fortnight,
    count(*) as report_count,
    sum(hash(told_reports.article_id, told_reports.day, article_terms.terms_hash)) as reports_hash
from told_reports
inner join staging.article_terms as article_terms on told_reports.article_id = article_terms.article_id
group by all
"""

OPEN_SQL = (
    "create table if not exists resolved.before_story_fortnights as from resolved.story_fortnights limit 0",
    """
    create table if not exists resolved.before_story_pairs
    (fortnight uinteger, place uinteger, met_fortnight uinteger, met_place uinteger, similarity usmallint)
    """,
    "drop table if exists resolved.story_pairs",
    "alter table resolved.before_story_pairs rename to story_pairs",
)

CHANGED_SQL = """
select fortnight from (from resolved.story_fortnights except from resolved.before_story_fortnights)
union
select fortnight from (from resolved.before_story_fortnights except from resolved.story_fortnights)
order by fortnight
"""

NUMBERED_SQL = """
select row_number() over (order by report_no) - 1 as article_no, article_id, day, fortnight
from told_reports
where fortnight in (select unnest($read))
"""

# Both reports, the smaller number above, and their similarity in one number: 26, 26 and 10 bits. No two articles are more alike than 1,014, as weights
# are rounded and an article has 200 terms at most.
EDGES_SQL = f"""
with
places as (
    select fortnight, sum(report_count) over (order by fortnight) - report_count as first_no
    from resolved.story_fortnights
),

pairs as (
    select
        cast(ones.first_no + story_pairs.place as bigint) as one,
        cast(others.first_no + story_pairs.met_place as bigint) as other,
        story_pairs.similarity
    from resolved.story_pairs as story_pairs
    inner join places as ones on story_pairs.fortnight = ones.fortnight
    inner join places as others on story_pairs.met_fortnight = others.fortnight
)

select (least(one, other) << {NUMBER_BITS + SIMILARITY_BITS}) | (greatest(one, other) << {SIMILARITY_BITS}) | similarity as edge
from pairs
"""
