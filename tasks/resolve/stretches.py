"""Copy told from rewriting: whether what two texts share stands together, in the same order."""

import numpy as np

from tasks.resolve.groups import Numbers
from tasks.resolve.shared_keys import SharedKeys

LEAST_SHARED = 5
CONTAINED_PERCENT, JACCARD_PERCENT = 50, 20
WHOLE_PERCENT, STRETCH_PERCENT = 75, 40
LONGEST_GAP = 16


def copied_pairs(shared: SharedKeys, sizes: Numbers, once_counts: Numbers) -> Numbers:
    """Those pairs of texts that are copies of the same copy.

    The shorter shares half of its three-word shingles with the other, both a fifth of all. And three quarters of the shorter's are the
    other's, or one stretch of it is that holds two fifths of the text and in which never more than 16 words at a time differ: a wire story's
    beginning with an end of one's own. Who rewrites a story keeps as many words, but here and there. ``sizes`` and ``once_counts`` say, by
    text, how many shingles it has and how many it has once; a shared one's values are its positions, 0 where it comes again.
    """
    one, other = shared.pairs.T
    shorter, both = np.minimum(sizes[one], sizes[other]), sizes[one] + sizes[other] - shared.counts
    overlapping = (
        (shared.counts >= LEAST_SHARED)
        & (100 * shared.counts >= CONTAINED_PERCENT * shorter)
        & (100 * shared.counts >= JACCARD_PERCENT * both)
    )
    placed = overlapping[shared.pair_no] & shared.values.all(axis=1)
    pair_no, positions = shared.pair_no[placed], shared.values[placed]
    held = 100 * np.bincount(pair_no, minlength=len(one))
    longest = 100 * _longest_stretches(len(one), pair_no, positions)
    shorter = np.minimum(once_counts[one], once_counts[other])
    copied: Numbers = shared.pairs[
        overlapping & ((held >= WHOLE_PERCENT * shorter) | (longest >= STRETCH_PERCENT * shorter))
    ]
    return copied


def _longest_stretches(count: int, pair_no: Numbers, positions: Numbers) -> Numbers:
    """How many shingles the longest stretch of each pair has, of those at these positions in the one text and in the other."""
    in_order = np.lexsort((positions[:, 0], pair_no))
    pair_no, steps = pair_no[in_order], np.diff(positions[in_order], axis=0)
    goes_on = (np.diff(pair_no) == 0) & ((steps >= 1) & (steps <= LONGEST_GAP)).all(axis=1)
    starts = np.flatnonzero(np.append(True, ~goes_on)[: len(pair_no)])
    longest = np.zeros(count, dtype=np.int64)
    np.maximum.at(longest, pair_no[starts], np.diff(starts, append=len(pair_no)))
    return longest
