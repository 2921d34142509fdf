"""Pairs of articles that may tell one story: those that share rare terms, and how alike they are."""

from itertools import pairwise

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from tasks.resolve.groups import Numbers, WholeNumbers, fetch_rows
from tasks.resolve.shared_keys import shared_keys, store_lists
from tasks.resolve.story_terms import FORTNIGHT_BITS, RareTerms, read_terms, weigh
from tasks.resolve.story_weeks import UNDATED, Fortnights

Positions = NDArray[np.int32]  # of rare terms, 15 an article: enough for 140 million articles
DAYS_ALIKE, DAYS_APART = 3, 14
NO_DAY = -1
MOST_MET = 1_000
MOST_CANDIDATES = 100
LEAST_ALIKE = 50
MOST_ARTICLES = 2**31 - 1
SEEKERS_AT_ONCE = 2**10
SHELVES_AT_ONCE = 2**20


def similar_articles(con: DuckDBPyConnection, windows: Fortnights, seeking: Numbers) -> Numbers:
    """Rows of an article of the ``seeking`` fortnights, one it found that may tell the same story, and their similarity in thousandths, in order.

    Reads the temporary table ``numbered_articles`` (article_no, article_id, day, fortnight), numbered in order of their fortnights, undated ones
    first, and ``staging.article_terms``. Similarity is the cosine of
    TF-IDF weights, names weighing half more and the words of headline and lead counted three times; it fades when the
    articles are more than three days apart and is gone after fourteen; undated articles compare with all. Only pairs from .05 up are
    returned. Sums are of integers, so no order of rows changes them.

    An article looks for others by the rarest of its 15 heaviest terms, as long as these lead to at most 1,000 articles of its own and the
    neighbouring fortnights and undated, and compares itself with the 100 that share most of them. So time and memory grow with the articles,
    however few words they are written in. An undated one looks among undated ones only: those with a date find it.
    """
    days, fortnights = fetch_rows(con, DAYS_SQL).T
    counted = read_terms(con)
    weights, rare = weigh(counted, fortnights, windows)
    store_lists(con, "weighed_articles", counted.sizes, counted.terms, weights)
    del counted, weights
    meetings = find_meetings(rare, days, fortnights, np.isin(fortnights, seeking))
    met_pairs = meetings[np.diff(meetings >> 1, prepend=-1) != 0]
    similar = _compare(con, np.column_stack((met_pairs >> 32, met_pairs >> 1 & MOST_ARTICLES)), days)
    con.execute("drop table weighed_articles")
    return _by_seekers(meetings, similar)


def _compare(con: DuckDBPyConnection, pairs: Numbers, days: Numbers) -> Numbers:
    """The pairs that are alike, and how much, in order."""
    similar = [np.empty((0, 3), dtype=np.int64)]
    for shared in shared_keys(con, "select list_no, keys, key_values from weighed_articles", pairs):
        products = np.bincount(shared.pair_no, weights=shared.values.prod(axis=1), minlength=len(shared.pairs))
        fading = DAYS_APART - np.maximum(DAYS_ALIKE, _days_apart(days, shared.pairs))
        faded = products.astype(np.int64) * fading // (1000 * (DAYS_APART - DAYS_ALIKE))
        similar.append(np.column_stack((shared.pairs, faded))[faded >= LEAST_ALIKE])
    edges = np.concatenate(similar)
    return edges[np.lexsort((edges[:, 1], edges[:, 0]))]


def _by_seekers(meetings: Numbers, similar: Numbers) -> Numbers:
    """The meetings of pairs that are alike: who seeks, whom it met, and how alike they are, in order."""
    pairs, met_pairs = similar[:, 0] << 31 | similar[:, 1], meetings >> 1
    place = np.searchsorted(pairs, met_pairs)
    is_alike = np.append(pairs, -1)[place] == met_pairs
    meetings, alike = meetings[is_alike], similar[place[is_alike], 2]
    low, high, is_sought_by_high = meetings >> 32, meetings >> 1 & MOST_ARTICLES, (meetings & 1).astype(bool)
    found = np.column_stack((np.where(is_sought_by_high, high, low), np.where(is_sought_by_high, low, high), alike))
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def _days_apart(days: Numbers, pairs: Numbers) -> Numbers:
    one, other = days[pairs].T
    apart: Numbers = np.where((one == NO_DAY) | (other == NO_DAY), 0, np.abs(one - other))
    return apart


def find_meetings(rare: RareTerms, days: Numbers, fortnights: Numbers, is_seeking: NDArray[np.bool_]) -> Numbers:
    """Pairs of articles worth comparing: by its rare terms each that seeks finds those that share most with it.

    In order, each as one number: 31 bits of the smaller article's number, 31 of the other's, and whether that other one seeks.
    """
    shelves = rare.terms.astype(np.uint64) << np.uint64(FORTNIGHT_BITS) | fortnights[rare.articles].astype(np.uint64)
    in_order = np.argsort(shelves, kind="stable")
    rare = RareTerms(rare.articles[in_order], rare.terms[in_order], rare.weights[in_order])
    lows, highs = _ranges(shelves[in_order])
    looks = _rarest(rare, (highs - lows).sum(axis=1) * is_seeking[rare.articles])
    ends = np.searchsorted(rare.articles[looks], np.arange(0, len(days) + SEEKERS_AT_ONCE, SEEKERS_AT_ONCE))
    found = [np.empty(0, dtype=np.int64)]
    for number, (start, end) in enumerate(pairwise(ends)):
        portion = looks[start:end]
        ones, others = _best_met(rare, portion, lows[portion], highs[portion], number * SEEKERS_AT_ONCE)
        near = _days_apart(days, np.column_stack((ones, others))) < DAYS_APART
        ones, others = ones[near], others[near]
        found.append(np.minimum(ones, others) << 32 | np.maximum(ones, others) << 1 | (ones > others))
    meetings = np.concatenate(found)
    meetings.sort()
    return meetings


def _ranges(shelves: WholeNumbers) -> tuple[Positions, Positions]:
    """Where the articles stand that a term leads to: in its own and the neighbouring fortnights of a dated article, and undated ones.

    ``shelves`` are ``term << 20 | fortnight``, in order.
    """
    lows, highs = (np.empty((len(shelves), 2), dtype=np.int32) for _ in range(2))
    for start in range(0, len(shelves), SHELVES_AT_ONCE):
        part = slice(start, start + SHELVES_AT_ONCE)
        lows[part], highs[part] = _ranges_of(shelves[part], shelves)
    return lows, highs


def _ranges_of(sought: WholeNumbers, shelves: WholeNumbers) -> tuple[Numbers, Numbers]:
    fortnights, one = sought & np.uint64(2**FORTNIGHT_BITS - 1), np.uint64(1)
    # The fortnight after the undated has no reports.
    near_low = np.searchsorted(shelves, np.where(fortnights == UNDATED, sought + one, sought - one))
    near_high = np.searchsorted(shelves, sought + one, "right")
    undated_low, undated_high = (np.searchsorted(shelves, sought - fortnights, side) for side in ("left", "right"))
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
select coalesce(date_diff('day', date '0001-01-01', day), {NO_DAY}), fortnight from numbered_articles order by article_no
"""
