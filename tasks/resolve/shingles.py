"""Texts that share their words: overlapping three-word shingles, found without comparing every text with every other."""

from dataclasses import dataclass

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from tasks.resolve.groups import Numbers
from tasks.resolve.shared_keys import SharedKeys, shared_keys
from tasks.resolve.sketches import sketched_pairs


@dataclass(frozen=True, slots=True)
class OverlapRule:
    """When two texts are worth comparing.

    ``least_words`` are the fewest that either may have; ``containment`` is the share of the shorter text's shingles that the other has,
    ``jaccard`` that of both texts'.
    """

    least_words: int
    containment: float
    jaccard: float


def overlapping_pairs(
    con: DuckDBPyConnection, shingles_sql: str, word_counts: Numbers, sizes: Numbers, rule: OverlapRule
) -> Numbers:
    """Pairs of numbers of texts whose shingles overlap by the rule, the smaller number first.

    ``shingles_sql`` selects text_no and shingles, a list of 32 bits each, no shingle twice; ``word_counts`` and ``sizes`` say, by text, how
    many words and how many shingles it has. A shingle leads from each text to the first that has it and to the one before, so the work grows
    with the texts and not with their square; shingles of more than 500 texts lead nowhere.
    """
    candidates = sketched_pairs(con, MARKS_SQL.format(shingles_sql=shingles_sql), least_links=1)
    candidates = candidates[word_counts[candidates].min(axis=1, initial=rule.least_words) >= rule.least_words]
    pairs = [
        shared.pairs[_overlap(shared, sizes, rule)]
        for shared in shared_keys(con, LISTS_SQL.format(shingles_sql=shingles_sql), candidates)
    ]
    return np.vstack([candidates[:0], *pairs])


def _overlap(shared: SharedKeys, sizes: Numbers, rule: OverlapRule) -> NDArray[np.bool]:
    one_size, other_size = sizes[shared.pairs].T
    overlap: NDArray[np.bool] = (shared.counts >= rule.containment * np.minimum(one_size, other_size)) & (
        shared.counts >= rule.jaccard * (one_size + other_size - shared.counts)
    )
    return overlap


MARKS_SQL = "select cast(unnest(shingles) as ubigint) << 32 | cast(text_no as ubigint) from ({shingles_sql})"

LISTS_SQL = """
select text_no as list_no, shingles as keys, list_transform(shingles, lambda shingle: cast(0 as usmallint)) as key_values
from ({shingles_sql})
"""
