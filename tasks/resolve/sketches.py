"""Texts that may overlap, told by their sketches: the smallest hashes of what is in them."""

import numpy as np
from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, WholeNumbers

COMMON_HASH = 500
MARKS_HELD, MARKS_AT_ONCE = 2**24, 2**22  # fetched in one portion, on average; looked at together
LEAST_LINKS = 2


def sketched_pairs(con: DuckDBPyConnection, sketches_sql: str, least_links: int = LEAST_LINKS) -> Numbers:
    """Pairs of numbers of texts that ``least_links`` hashes of their sketches lead to from each other, the smaller number first, in order.

    ``sketches_sql`` selects, of each hash in a text's sketch, ``hash << 32 | text number``. A hash leads from each text to the first that has
    it and to the one before, so the work grows with the texts and not with their square; one of more than 500 texts leads nowhere. Of two texts that
    share a fifth of all they have, sketches of 48 share some nine (Broder 1997).
    """
    (count,) = con.execute(f"select count(*) from ({sketches_sql})").fetchone() or (0,)
    portions = count // MARKS_HELD + 1
    found = []
    for portion_no in range(portions):
        marks_sql = PORTION_SQL.format(sketches_sql=sketches_sql, portions=portions, portion_no=portion_no)
        found += [_links(part) for part in _parts(_marks(con, marks_sql))]
    links = np.concatenate(found)
    del found  # as long as the links, of which a million articles have hundreds of megabytes
    return _repeated(links, least_links)


def _marks(con: DuckDBPyConnection, marks_sql: str) -> WholeNumbers:
    """The marks that a query selects, in order."""
    (column,) = con.execute(marks_sql).fetchnumpy().values()
    marks = np.asarray(column, dtype=np.uint64)
    marks.sort()
    return marks


def _parts(marks: WholeNumbers) -> list[WholeNumbers]:
    """The marks, which are in order, in parts that divide no hash: looking at one takes ten times its memory."""
    hashes = marks[MARKS_AT_ONCE::MARKS_AT_ONCE] >> np.uint64(32)
    return np.split(marks, np.unique(np.searchsorted(marks, hashes << np.uint64(32))))


def _links(marks: WholeNumbers) -> WholeNumbers:
    """Both ways out of each mark, as ``smaller number << 32 | greater number``."""
    hashes, texts = marks >> np.uint64(32), marks & np.uint64(2**32 - 1)
    starts = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] + np.uint64(1)))
    sizes = np.diff(starts, append=len(marks))
    first = np.repeat(starts, sizes)
    place = np.arange(len(marks))
    followers = np.flatnonzero((place > first) & np.repeat(sizes <= COMMON_HASH, sizes))
    later = followers[followers - 1 > first[followers]]
    return np.concatenate(
        (texts[first[followers]] << np.uint64(32) | texts[followers], texts[later - 1] << np.uint64(32) | texts[later])
    )


def _repeated(links: WholeNumbers, least_links: int) -> Numbers:
    links.sort()
    is_first = np.ones(len(links), dtype=bool)
    np.not_equal(links[1:], links[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    repeated = links[starts[np.diff(starts, append=len(links)) >= least_links]]
    return np.column_stack((repeated >> np.uint64(32), repeated & np.uint64(2**32 - 1))).astype(np.int64)


# The marks of some of the hashes: a hash is in one portion.
PORTION_SQL = "select mark from ({sketches_sql}) as sketches(mark) where (mark >> 32) % {portions} = {portion_no}"
