"""Groups: from pairs that belong together to one number a group."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def smallest_members(count: int, pairs: Iterable[tuple[int, int]]) -> Numbers:
    """The smallest member of each of ``count`` members' group, when every pair belongs to one group; in any order of the pairs."""
    parents = list(range(count))

    def root(member: int) -> int:
        while parents[member] != member:
            parents[member] = member = parents[parents[member]]
        return member

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parents[high] = low
    return np.array([root(member) for member in range(count)], dtype=np.int64)


def store_groups(con: DuckDBPyConnection, groups: Numbers) -> None:
    """Keep the group number of each member number as the temporary table ``member_groups`` (member_no, group_no)."""
    _store(con, "member_groups", pa.table({"member_no": np.arange(len(groups)), "group_no": groups}))


def store_pairs(con: DuckDBPyConnection, table: str, pairs: Sequence[tuple[int, int]]) -> None:
    """Keep pairs of numbers as a temporary table (one, other)."""
    numbers = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    _store(con, table, pa.table({"one": numbers[:, 0], "other": numbers[:, 1]}))


def _store(con: DuckDBPyConnection, table: str, numbers: pa.Table) -> None:
    con.register("numbers_to_store", numbers)
    con.execute(f"create or replace temp table {table} as select * from numbers_to_store")
    con.unregister("numbers_to_store")
