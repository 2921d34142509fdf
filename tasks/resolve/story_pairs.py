"""Pairs of articles that may tell one story: those that share rare terms, and how alike they are."""

from itertools import pairwise

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from tasks.resolve.groups import Numbers, WholeNumbers, fetch_rows
from tasks.resolve.shared_keys import shared_keys, store_lists
from tasks.resolve.story_terms import FORTNIGHT_BITS, UNDATED, RareTerms, numbered_fortnights, read_terms, weigh

Positions = NDArray[np.int32]  # of rare terms, 15 an article: enough for 140 million articles
DAYS_ALIKE, DAYS_APART = 3, 14
MOST_MET = 1_000
MOST_CANDIDATES = 100
LEAST_ALIKE = 50
SEEKERS_AT_ONCE = 2**10
SHELVES_AT_ONCE = 2**20


def similar_articles(con: DuckDBPyConnection) -> Numbers:
    """Rows of two articles that may tell one story and their similarity in thousandths: the smaller number first, in order.

    Reads the temporary table ``numbered_articles`` (article_no, article_id, day), numbered in order of their days, undated ones first,
    and ``staging.article_terms``. Similarity is the cosine of
    TF-IDF weights, names weighing half more and the words of headline and lead counted three times; it fades when the
    articles are more than three days apart and is gone after fourteen; undated articles compare with all. Only pairs from .05 up are
    returned. Sums are of integers, so no order of rows changes them.

    An article looks for others by the rarest of its 15 heaviest terms, as long as these lead to at most 1,000 articles of its own and the
    neighbouring fortnights, and compares itself with the 100 that share most of them. So time and memory grow with the articles, however
    few words they are written in.
    """
    (days,) = fetch_rows(con, DAYS_SQL).T
    counted = read_terms(con)
    weights, rare = weigh(counted, numbered_fortnights(days))
    store_lists(con, "weighed_articles", counted.sizes, counted.terms, weights)
    candidates = candidate_pairs(rare, days)
    del counted, weights, rare
    similar = [np.empty((0, 3), dtype=np.int64)]
    for shared in shared_keys(con, "select list_no, keys, key_values from weighed_articles", candidates):
        products = np.bincount(shared.pair_no, weights=shared.values.prod(axis=1), minlength=len(shared.pairs))
        fading = DAYS_APART - np.maximum(DAYS_ALIKE, _days_apart(days, shared.pairs))
        faded = products.astype(np.int64) * fading // (1000 * (DAYS_APART - DAYS_ALIKE))
        similar.append(np.column_stack((shared.pairs, faded))[faded >= LEAST_ALIKE])
    con.execute("drop table weighed_articles")
    edges = np.concatenate(similar)
    return edges[np.lexsort((edges[:, 1], edges[:, 0]))]


def _days_apart(days: Numbers, pairs: Numbers) -> Numbers:
    one, other = days[pairs].T
    apart: Numbers = np.where((one == UNDATED) | (other == UNDATED), 0, np.abs(one - other))
    return apart


def candidate_pairs(rare: RareTerms, days: Numbers) -> Numbers:
    """Pairs of articles worth comparing, the smaller number first: by their rare terms each finds those that share most with it."""
    fortnights = numbered_fortnights(days)[rare.articles].astype(np.uint64)
    shelves = rare.terms.astype(np.uint64) << np.uint64(FORTNIGHT_BITS) | fortnights
    in_order = np.argsort(shelves, kind="stable")
    rare = RareTerms(rare.articles[in_order], rare.terms[in_order], rare.weights[in_order])
    lows, highs = _ranges(shelves[in_order])
    looks = _rarest(rare, (highs - lows).sum(axis=1))
    ends = np.searchsorted(rare.articles[looks], np.arange(0, len(days) + SEEKERS_AT_ONCE, SEEKERS_AT_ONCE))
    found = [np.empty(0, dtype=np.uint64)]
    for number, (start, end) in enumerate(pairwise(ends)):
        portion = looks[start:end]
        ones, others = _best_met(rare, portion, lows[portion], highs[portion], number * SEEKERS_AT_ONCE)
        near = _days_apart(days, np.column_stack((ones, others))) < DAYS_APART
        low, high = np.minimum(ones, others)[near], np.maximum(ones, others)[near]
        found.append(low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64))
    pairs = np.sort(np.concatenate(found))
    pairs = pairs[np.diff(pairs, prepend=~pairs[:1]) != 0]
    return np.column_stack((pairs >> np.uint64(32), pairs & np.uint64(2**32 - 1))).astype(np.int64)


def _ranges(shelves: WholeNumbers) -> tuple[Positions, Positions]:
    """Where the articles stand that a term of a dated article leads to, in its own and the neighbouring fortnights and undated.

    Of an undated article it leads to all. ``shelves`` are ``term << 20 | fortnight``, in order, fortnight 0 for undated.
    """
    lows, highs = (np.empty((len(shelves), 2), dtype=np.int32) for _ in range(2))
    for start in range(0, len(shelves), SHELVES_AT_ONCE):
        part = slice(start, start + SHELVES_AT_ONCE)
        lows[part], highs[part] = _ranges_of(shelves[part], shelves)
    return lows, highs


def _ranges_of(sought: WholeNumbers, shelves: WholeNumbers) -> tuple[Numbers, Numbers]:
    fortnights = sought & np.uint64(2**FORTNIGHT_BITS - 1)
    whole, is_dated = sought - fortnights, fortnights > 0
    one = np.uint64(1)
    near_low = np.searchsorted(shelves, np.where(is_dated, sought - one, whole))
    near_high = np.searchsorted(
        shelves, np.where(is_dated, sought + one, whole + np.uint64(2**FORTNIGHT_BITS - 1)), "right"
    )
    undated_low = np.searchsorted(shelves, whole)
    undated_high = np.where(is_dated, np.searchsorted(shelves, whole, "right"), undated_low)
    return np.column_stack((near_low, undated_low)), np.column_stack((near_high, undated_high))


def _rarest(rare: RareTerms, met_counts: Numbers) -> Numbers:
    """Where the terms stand that each article looks by, in order of articles: the rarest, up to 1,000 meetings; others than its own."""
    looks = np.flatnonzero(met_counts > 1)
    looks = looks[np.lexsort((rare.terms[looks], met_counts[looks], rare.articles[looks]))]
    articles, met = rare.articles[looks], np.cumsum(met_counts[looks])
    starts = np.flatnonzero(np.diff(articles, prepend=-1))
    before = np.repeat((met - met_counts[looks])[starts], np.diff(starts, append=len(looks)))
    return looks[met - before <= MOST_MET]


def _best_met(
    rare: RareTerms, looks: Numbers, lows: Positions, highs: Positions, first_no: int
) -> tuple[Numbers, Numbers]:
    """Articles that look, numbered from ``first_no`` on, and of those that each meets the 100 that it shares most with."""
    sizes = (highs - lows).ravel()
    offsets = np.repeat(lows.ravel() - np.append(0, np.cumsum(sizes)[:-1])[: len(sizes)], sizes)
    met = offsets + np.arange(len(offsets))
    seeking = np.repeat(np.repeat(looks, 2), sizes)
    seekers, others = rare.articles[seeking] - first_no, rare.articles[met]
    # Seeker, met and product of the weights in one number: 10, 32 and 20 bits.
    meetings = ((seekers << 52) | (others << 20) | (rare.weights[seeking] * rare.weights[met]))[
        seekers + first_no != others
    ]
    meetings.sort()
    starts = np.flatnonzero(np.diff(meetings >> 20, prepend=-1))
    shared = np.add.reduceat(meetings & (2**20 - 1), starts)
    starts, shared = starts[shared >= 1000 * LEAST_ALIKE], shared[shared >= 1000 * LEAST_ALIKE]
    seekers, others = meetings[starts] >> 52, (meetings[starts] >> 20) & (2**32 - 1)
    best = np.lexsort((others, -shared, seekers))
    firsts = np.flatnonzero(np.diff(seekers, prepend=-1))
    rank = np.arange(len(best)) - np.repeat(firsts, np.diff(firsts, append=len(best)))
    best = best[rank < MOST_CANDIDATES]
    return seekers[best] + first_no, others[best]


DAYS_SQL = f"""
select coalesce(date_diff('day', date '0001-01-01', day), {UNDATED}) from numbered_articles order by article_no
"""
