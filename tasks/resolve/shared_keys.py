"""What two lists of keys have in common, for many pairs of lists: sorted as plain numbers, which costs a tenth of joining rows.

A key has a value in each list, such as where it stands or what it weighs. Pair, key, list and value are one number of 64 bits, so that
sorting brings the same key of both lists side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from tasks.resolve.groups import Numbers, WholeNumbers, store_pairs, store_table

PAIRS_AT_ONCE = 1024
KEY_BITS, VALUE_BITS = 32, 19


@dataclass(frozen=True, slots=True)
class SharedKeys:
    """The keys that some pairs of lists share.

    ``pairs`` are the numbers of the two lists; ``pair_no`` is, of each shared key, the row of its pair, in order; ``values`` are its values
    in both lists.
    """

    pairs: Numbers
    pair_no: Numbers
    values: Numbers

    @property
    def counts(self) -> Numbers:
        """How many keys each pair shares."""
        return np.bincount(self.pair_no, minlength=len(self.pairs))


def store_lists(
    con: DuckDBPyConnection, table: str, sizes: Numbers, keys: NDArray[np.uint32], key_values: NDArray[np.uint16]
) -> None:
    """Keep lists, one after the other in ``keys`` and ``key_values``, as a temporary table (list_no, keys, key_values)."""
    ends = pa.array(np.append(0, np.cumsum(sizes)), pa.int32())
    lists = [pa.ListArray.from_arrays(ends, pa.array(column)) for column in (keys, key_values)]
    store_table(con, table, pa.table([pa.array(np.arange(len(sizes))), *lists], ["list_no", "keys", "key_values"]))


def shared_keys(con: DuckDBPyConnection, lists_sql: str, pairs: Numbers) -> Iterator[SharedKeys]:
    """The shared keys of all pairs of lists, 1,024 pairs at a time, so that memory does not grow with the pairs.

    ``lists_sql`` selects list_no, keys (32 bits each, no key twice) and key_values (19 bits each). The connection is busy until the last is taken.
    """
    store_pairs(con, "given_pairs", pairs)
    for batch in con.sql(PAIRED_SQL.format(lists_sql=lists_sql)).to_arrow_reader(PAIRS_AT_ONCE):
        for start in range(0, len(batch), PAIRS_AT_ONCE):
            yield _shared(batch.slice(start, PAIRS_AT_ONCE))
    con.execute("drop table given_pairs")


def _shared(batch: pa.RecordBatch) -> SharedKeys:
    numbers = np.concatenate((_numbers(batch, "one", 0), _numbers(batch, "other", 1)))
    numbers.sort()
    owners = numbers >> np.uint64(VALUE_BITS)
    # The same but for their last bit, the list.
    first = np.flatnonzero((owners[1:] ^ owners[:-1]) == 1)
    values = np.column_stack((numbers[first], numbers[first + 1])) & np.uint64(2**VALUE_BITS - 1)
    pair_no = numbers[first] >> np.uint64(KEY_BITS + VALUE_BITS + 1)
    pairs = np.column_stack([batch.column(name).to_numpy() for name in ("one", "other")])
    return SharedKeys(pairs, pair_no.astype(np.int64), values.astype(np.int64))


def _numbers(batch: pa.RecordBatch, side: str, side_no: int) -> WholeNumbers:
    """The keys of one side's lists, each as one number with its pair, its side and its value."""
    keys, values = batch.column(f"{side}_keys"), batch.column(f"{side}_values")
    pair_no = np.repeat(np.arange(len(batch), dtype=np.uint64), pc.list_value_length(keys).to_numpy())
    owners = (pair_no << np.uint64(KEY_BITS) | pc.list_flatten(keys).to_numpy()) << np.uint64(1) | np.uint64(side_no)
    numbers: WholeNumbers = owners << np.uint64(VALUE_BITS) | pc.list_flatten(values).to_numpy()
    return numbers


PAIRED_SQL = """
with
lists as materialized ({lists_sql})

select
    given_pairs.one,
    given_pairs.other,
    ones.keys as one_keys,
    ones.key_values as one_values,
    others.keys as other_keys,
    others.key_values as other_values
from given_pairs
inner join lists as ones on given_pairs.one = ones.list_no
inner join lists as others on given_pairs.other = others.list_no
"""
