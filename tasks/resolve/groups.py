"""Groups: from pairs that belong together to one number a group.

Pairs are held as numbers in two columns, sixteen bytes each, so that those of a million articles are no matter.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
WholeNumbers = NDArray[np.uint64]


def is_resolved(con: DuckDBPyConnection, table: str) -> bool:
    """Whether there is a table of that name in ``resolved``."""
    return con.execute(IS_RESOLVED_SQL, [table]).fetchone() is not None


def fetch_rows(con: DuckDBPyConnection, query: str, parameters: Mapping[str, object] | None = None) -> Numbers:
    """The rows of a query for whole numbers, as an array of as many columns."""
    columns = con.execute(query, parameters).fetchnumpy().values()
    return np.column_stack([np.asarray(column, dtype=np.int64) for column in columns])


def smallest_members(count: int, pairs: Numbers) -> Numbers:
    """The smallest member of each of ``count`` members' group, when every pair belongs to one group; in any order of the pairs."""
    return joined(np.arange(count, dtype=np.int64), pairs)


def joined(smallest: Numbers, pairs: Numbers) -> Numbers:
    """The smallest member of each member's group, when the groups of each pair (rows of two members) become one.

    ``smallest`` is what this gave before, one number a member; it stays as it is. All groups grow at once: each
    joins the smallest it has a pair with, until no pair has two.
    """
    smallest = smallest.copy()
    while len(pairs):
        ones, others = smallest[pairs[:, 0]], smallest[pairs[:, 1]]
        apart = np.flatnonzero(ones != others)
        ones, others = ones[apart], others[apart]
        pairs = np.column_stack((np.minimum(ones, others), np.maximum(ones, others)))
        np.minimum.at(smallest, pairs[:, 1], pairs[:, 0])
        while not np.array_equal(smallest, smallest[smallest]):
            smallest = smallest[smallest]
    return smallest


def store_groups(con: DuckDBPyConnection, groups: Numbers) -> None:
    """Keep the group number of each member number as the temporary table ``member_groups`` (member_no, group_no)."""
    store_table(con, "member_groups", pa.table({"member_no": np.arange(len(groups)), "group_no": groups}))


def store_pairs(con: DuckDBPyConnection, table: str, pairs: Numbers) -> None:
    """Keep pairs of numbers as a temporary table (one, other)."""
    store_table(con, table, pa.table({"one": pairs[:, 0], "other": pairs[:, 1]}))


def store_table(con: DuckDBPyConnection, table: str, numbers: pa.Table) -> None:
    """Keep columns of numbers as a temporary table.

    They are not registered with the connection: what is, is held until the transaction ends.
    """
    rows = con.from_arrow(numbers)
    columns = ", ".join(f"{name} {kind}" for name, kind in zip(rows.columns, rows.types, strict=True))
    con.execute(f"create or replace temp table {table} ({columns})")
    rows.insert_into(table)


IS_RESOLVED_SQL = """
select 1
from duckdb_tables()
where database_name = current_database() and schema_name = 'resolved' and table_name = $1
"""
