"""Which story each report is in: kept from night to night, and believed where no report near has looked again."""

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, fetch_rows
from tasks.resolve.story_weeks import UNDATED, places_of, read_fortnights, report_numbers

UNKNOWN = -1
COLUMNS = ["fortnight", "place", "group_fortnight", "group_place"]


def known_groups(con: DuckDBPyConnection, looking: Numbers) -> Numbers:
    """The number of the smallest report in each report's story, as it was last, or -1 where reports that looked again may have changed it.

    ``looking`` are the fortnights that looked again. What they find is in these, the neighbouring ones or undated: nobody else has come by or
    lost one who is like it. Reads ``resolved.before_story_groups``, where it is set aside, and ``resolved.story_fortnights``.
    """
    fortnights = read_fortnights(con, "resolved.story_fortnights")
    con.execute(f"create table if not exists resolved.before_story_groups {COLUMNS_SQL}")
    near = np.unique(np.concatenate([looking - 1, looking, looking + 1, [UNDATED]]))
    kept = fetch_rows(con, KEPT_SQL, {"near": near.tolist()}).T
    con.execute("drop table resolved.before_story_groups")
    known = np.full(fortnights.report_counts.sum(), UNKNOWN)
    known[report_numbers(fortnights, kept[0], kept[1])] = report_numbers(fortnights, kept[2], kept[3])
    return known


def keep_groups(con: DuckDBPyConnection, groups: Numbers) -> None:
    """Write ``resolved.story_groups``: of each report its fortnight and its place in that, and those of the smallest report in its story."""
    fortnights = read_fortnights(con, "resolved.story_fortnights")
    numbers, counts = fortnights.numbers, fortnights.report_counts
    members, smallest = (places_of(numbers, counts, each) for each in (np.arange(len(groups)), groups))
    con.execute(f"create or replace table resolved.story_groups {COLUMNS_SQL}")
    con.from_arrow(pa.table([*members, *smallest], COLUMNS)).insert_into("resolved.story_groups")


COLUMNS_SQL = "(fortnight uinteger, place uinteger, group_fortnight uinteger, group_place uinteger)"

KEPT_SQL = """
select fortnight, place, group_fortnight, group_place
from resolved.before_story_groups
where fortnight not in (select unnest($near)) and group_fortnight not in (select unnest($near))
"""
