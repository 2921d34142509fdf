"""Stories: articles on one happening, over days and outlets."""

from collections import defaultdict
from collections.abc import Iterator
from heapq import heapify, heappop, heappush

import numpy as np
from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, smallest_members, store_groups
from tasks.resolve.story_groups import UNKNOWN, keep_groups, known_groups
from tasks.resolve.story_looks import alike_reports, look_again
from tasks.resolve.story_weeks import FORTNIGHT, UNDATED

ONE_STORY = 135


def resolve_stories(con: DuckDBPyConnection) -> None:
    """Write ``resolved.article_stories`` (article_id, story_id) and ``resolved.stories`` (story_id, title).

    Every article has a story, if only its own. Copies that are printed on one day (``resolved.reprints``) are one report of it, or a wire story
    in a thousand papers would have no word that is rare. A story's title is that of its first published article that has one, else the
    opening words of the first.
    """
    con.execute(f"create or replace temp table printed as {PRINTED_SQL}")
    con.execute(f"create or replace temp table told_reports as {REPORTS_SQL}")
    known = known_groups(con, look_again(con))
    groups = cluster(len(known), alike_reports(con), ONE_STORY, known)
    keep_groups(con, groups)
    store_groups(con, groups)
    con.execute(f"create or replace table resolved.article_stories as {ARTICLE_STORIES_SQL}")
    con.execute(f"create or replace table resolved.stories as {STORIES_SQL}")
    con.execute("drop table printed")
    con.execute("drop table told_reports")


def cluster(count: int, edges: Numbers, least_mean: int, known: Numbers | None = None) -> Numbers:
    """The smallest member of each member's cluster, by average linkage over ``edges``, rows of (member, member, similarity).

    The two clusters with the greatest mean similarity merge while that is at least ``least_mean``; a pair without an edge counts 0; equal
    means go by the smallest members. So no order of the edges matters, and one false edge does not chain two clusters. Members that no edges of
    that similarity lead to from each other never merge: each such part is clustered by itself, so memory grows with the largest.
    ``known`` is the cluster of each member as it was, or -1: a part with the clusters of all members known stays as it was.
    """
    parts = smallest_members(count, edges[edges[:, 2] >= least_mean, :2])
    known = np.full(count, UNKNOWN) if known is None else known
    is_open = np.zeros(count, dtype=bool)
    is_open[parts[known == UNKNOWN]] = True
    settled = np.flatnonzero(~is_open[parts])
    part_of_edge = parts[edges[:, 0]]
    within = (part_of_edge == parts[edges[:, 1]]) & is_open[part_of_edge]
    edges, part_of_edge = edges[within], part_of_edge[within]
    edges, part_of_edge = edges[order := np.argsort(part_of_edge, kind="stable")], part_of_edge[order]
    merged: list[tuple[int, int]] = []
    for part in np.split(edges, np.flatnonzero(np.diff(part_of_edge)) + 1):
        merged += _merges(part.tolist(), least_mean)
    as_before = np.column_stack((settled, known[settled]))
    return smallest_members(count, np.vstack([np.array(merged, dtype=np.int64).reshape(-1, 2), as_before]))


def _merges(edges: list[tuple[int, int, int]], least_mean: int) -> Iterator[tuple[int, int]]:
    """The merges inside one part. A pair below the least mean waits for nothing: merging either side makes a new pair."""
    neighbours: dict[int, dict[int, int]] = defaultdict(dict)
    for one, other, similarity in edges:
        neighbours[one][other] = neighbours[other][one] = similarity
    sizes = dict.fromkeys(neighbours, 1)
    waiting = [(-float(similarity), one, other) for one, other, similarity in edges if similarity >= least_mean]
    heapify(waiting)
    while waiting:
        mean, one, other = heappop(waiting)
        if _mean(neighbours, sizes, one, other) != -mean:
            continue
        yield one, other
        for third in _merge(neighbours, sizes, one, other):
            low, high = sorted((one, third))
            if (mean := _mean(neighbours, sizes, low, high)) >= least_mean:
                heappush(waiting, (-mean, low, high))


def _mean(neighbours: dict[int, dict[int, int]], sizes: dict[int, int], one: int, other: int) -> float:
    return neighbours[one].get(other, 0) / (sizes[one] * sizes[other])


def _merge(neighbours: dict[int, dict[int, int]], sizes: dict[int, int], one: int, other: int) -> list[int]:
    """Fold cluster ``other`` into ``one``; returns the clusters that the new one has edges to."""
    del neighbours[one][other]
    for third, similarity in neighbours[other].items():
        if third != one:
            del neighbours[third][other]
            neighbours[one][third] = neighbours[third][one] = neighbours[one].get(third, 0) + similarity
    neighbours[other] = {}
    sizes[one] += sizes[other]
    return list(neighbours[one])


# A feed lists what is new: what a night found there without a date is of the day of that night.
PRINTED_SQL = """
with
fetched as (
    select document_id
    from raw.documents
    where
        starts_with(input_name, 'http')
        and document_id in (select document_id from staging.article_versions where is_current and published_at is null)
),

days as (
    select
        versions.article_id,
        cast(coalesce(versions.published_at, if(fetched.document_id is null, null, versions.retrieved_at)) as date) as day
    from staging.article_versions as versions
    left join fetched on versions.document_id = fetched.document_id
    where versions.is_current
)

select
    days.article_id,
    days.day,
    min(days.article_id) over (partition by reprints.reprint_group_id, days.day) as first_article_id
from days
inner join resolved.reprints as reprints on days.article_id = reprints.article_id
"""

REPORTS_SQL = f"""
select
    row_number() over (order by day asc nulls first, article_id) - 1 as report_no,
    article_id,
    day,
    coalesce(date_diff('day', date '0001-01-01', day) // {FORTNIGHT} + 2, {UNDATED}) as fortnight
from printed
where article_id = first_article_id
"""

ARTICLE_STORIES_SQL = """
select
    printed.article_id,
    'story:' || min(printed.article_id) over (partition by member_groups.group_no) as story_id
from printed
inner join told_reports on printed.first_article_id = told_reports.article_id
inner join member_groups on told_reports.report_no = member_groups.member_no
"""

STORIES_SQL = """
with
tellers as (
    select
        article_stories.story_id,
        first(versions.article_id order by versions.title is null, versions.published_at asc nulls last, versions.article_id) as article_id
    from resolved.article_stories as article_stories
    inner join staging.article_versions as versions on article_stories.article_id = versions.article_id and versions.is_current
    group by all
)

select tellers.story_id, coalesce(versions.title, left(regexp_extract(versions.text, '^[^\\n]*'), 100)) as title
from tellers
inner join staging.article_versions as versions on tellers.article_id = versions.article_id and versions.is_current
"""
