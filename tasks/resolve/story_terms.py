"""What each article is told by, for telling its story from others: the terms of its opening, weighed by how rare they are in its weeks."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from tasks.resolve.groups import Numbers
from tasks.resolve.story_weeks import Fortnights

LEAD_WEIGHT = 3
NAME_WEIGHT, NAME_PERCENT = 1.5, 80
RARE_TERMS = 15
FORTNIGHT_BITS = 20
ARTICLES_AT_ONCE = 2**14
PARTS = 16
MOST_WEIGHT = 2**18 - 1
TERM_TYPES = {"terms": np.uint32, "word_counts": np.uint8, "lead_counts": np.uint8, "capital_counts": np.uint8}


@dataclass(frozen=True, slots=True)
class CountedTerms:
    """The terms of all articles, one article after the other: how many each has, and of each the counts of ``staging.article_terms``."""

    sizes: Numbers
    terms: NDArray[np.uint32]
    word_counts: NDArray[np.uint8]
    lead_counts: NDArray[np.uint8]
    capital_counts: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class RareTerms:
    """The 15 heaviest terms of each article, the heaviest first: article, term and weight."""

    articles: Numbers
    terms: NDArray[np.uint32]
    weights: Numbers


def read_terms(con: DuckDBPyConnection) -> CountedTerms:
    """The terms of the articles that the temporary table ``numbered_articles`` (article_no, article_id) lists, in order of their numbers."""
    sizes = [np.empty(0, dtype=np.int64)]
    flat = {name: [np.empty(0, dtype=held)] for name, held in TERM_TYPES.items()}
    for batch in con.sql(TERMS_SQL).to_arrow_reader():
        sizes.append(pc.list_value_length(batch.column("terms")).to_numpy().astype(np.int64))
        for name, held in TERM_TYPES.items():
            flat[name].append(pc.list_flatten(batch.column(name)).to_numpy().astype(held))
    return CountedTerms(np.concatenate(sizes), *map(np.concatenate, flat.values()))


def weigh(counted: CountedTerms, fortnights: Numbers, windows: Fortnights) -> tuple[NDArray[np.uint16], RareTerms]:
    """The weight of each term in thousandths of its article's length as a vector, and the heaviest.

    Weights are TF-IDF: the logarithm of how often the term stands in the article, headline and lead counted three times, times its rarity.
    Rarity and whether a term is a name are counted in the window of the article's fortnight, so that a
    night changes the weights of the last weeks alone. ``fortnights`` are in order, one an article; where a window is not wholly among
    them, the weights of its fortnight mean nothing. So many bytes are held as the terms have, twenty each.
    """
    raw, weights = _weights(counted, fortnights, windows), np.empty(len(counted.terms), dtype=np.uint16)
    rare = []
    for start, places in _portions(counted.sizes):
        sizes = counted.sizes[start : start + ARTICLES_AT_ONCE]
        article_no = np.repeat(np.arange(len(sizes)), sizes)
        squares = np.bincount(article_no, weights=raw[places].astype(float) ** 2, minlength=len(sizes))
        weights[places] = np.rint(1000 * raw[places] / np.sqrt(squares)[article_no])
        heaviest = _heaviest(sizes, raw[places])
        rare.append((start + article_no[heaviest], counted.terms[places][heaviest], weights[places][heaviest]))
    articles, terms, heavy = (np.concatenate(column) for column in zip(*rare, strict=True))
    return weights, RareTerms(articles, terms, heavy.astype(np.int64))


def _portions(sizes: Numbers) -> Iterator[tuple[int, slice]]:
    """The articles in portions: the first one's number, and where the terms of all stand."""
    ends = np.append(0, np.cumsum(sizes))
    for start in range(0, max(1, len(sizes)), ARTICLES_AT_ONCE):
        yield start, slice(int(ends[start]), int(ends[min(start + ARTICLES_AT_ONCE, len(sizes))]))


def _weights(counted: CountedTerms, fortnights: Numbers, windows: Fortnights) -> NDArray[np.int32]:
    """The weight of each term, in thousandths. Terms are taken in sixteen parts, by their hashes, to keep memory low."""
    weights = np.empty(len(counted.terms), dtype=np.int32)
    numbers, firsts, report_counts = np.unique(fortnights, return_index=True, return_counts=True)
    first_places = np.append(0, np.cumsum(counted.sizes))[firsts]
    held = np.isin(windows.numbers, numbers)
    lows = np.searchsorted(numbers, windows.firsts[held])
    highs = np.searchsorted(numbers, windows.lasts[held], "right")
    near_reports = _sums_between(report_counts, lows, highs)
    for part in range(PARTS):
        places = np.flatnonzero(counted.terms >> np.uint32(28) == part)
        in_order = np.sort(
            counted.terms[places].astype(np.uint64) << np.uint64(32) | np.arange(len(places), dtype=np.uint64)
        )
        places = places[(in_order & np.uint64(2**32 - 1)).astype(np.int64)]
        words, leads = counted.word_counts[places].astype(np.int64), counted.lead_counts[places].astype(np.int64)
        capitals = counted.capital_counts[places].astype(np.int64)
        times = np.searchsorted(first_places, places, "right") - 1
        shelves = (in_order >> np.uint64(32)).astype(np.int64) << FORTNIGHT_BITS | times
        starts = np.flatnonzero(np.diff(shelves, prepend=-1))
        shelves, times, article_counts = shelves[starts], times[starts], np.diff(starts, append=len(places))
        near = [np.searchsorted(shelves, shelves - times + bounds[times]) for bounds in (lows, highs)]
        is_name = 100 * _sums_between(np.add.reduceat(capitals, starts), *near) >= NAME_PERCENT * _sums_between(
            np.add.reduceat(words, starts), *near
        )
        rarity = np.log(1 + near_reports[times] / _sums_between(article_counts, *near))
        emphasis = 1 + np.log(words + (LEAD_WEIGHT - 1) * leads)
        weights[places] = np.rint(
            1000 * emphasis * np.repeat(rarity * np.where(is_name, NAME_WEIGHT, 1), article_counts)
        )
    return weights


def _sums_between(counts: Numbers, lows: Numbers, highs: Numbers) -> Numbers:
    before = np.append(0, np.cumsum(counts))
    sums: Numbers = before[highs] - before[lows]
    return sums


def _heaviest(sizes: Numbers, weights: NDArray[np.int32]) -> Numbers:
    """Where the heaviest terms of each article stand; of equally heavy ones those of the smaller hash, as terms are in order of these."""
    starts, article_no = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
    rank = np.arange(len(weights)) - starts[article_no]
    # Article, what it lacks of the greatest weight, and place in the article in one number: 14, 18 and 8 bits.
    in_order = np.sort(article_no << 26 | (MOST_WEIGHT - weights.astype(np.int64)) << 8 | rank)[rank < RARE_TERMS]
    heaviest: Numbers = starts[in_order >> 26] + (in_order & 255)
    return heaviest


TERMS_SQL = """
select article_terms.terms, article_terms.word_counts, article_terms.lead_counts, article_terms.capital_counts
from numbered_articles
inner join staging.article_terms as article_terms on numbered_articles.article_id = article_terms.article_id
order by numbered_articles.article_no
"""
