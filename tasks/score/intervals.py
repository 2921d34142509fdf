"""From the cases of each article to a sample's scores with their intervals."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.score.cases import Case

RESAMPLES = 1_000
SEED = 20_261_120  # any fixed number: the same cases always give the same intervals
COVERED = 0.95


@dataclass(frozen=True, slots=True)
class QualityScore:
    """One measure on one sample: its value 0 to 1, the 95 % interval, and out of how many articles and cases."""

    sample_name: str
    measure_name: str
    measure_value: float
    interval_low: float
    interval_high: float
    article_count: int
    case_count: int
    extractor_id: str


def summarise(sample_name: str, by_article: Sequence[Iterable[Case]], extractor_id: str) -> tuple[QualityScore, ...]:
    """Every measure that has a case, by name. Values have four decimals.

    The interval is the percentile bootstrap over articles (Efron 1979): cases of one article hang together, so whole articles are drawn,
    with replacement, 1,000 times.
    """
    counted = [Counter(article) for article in by_article]
    draws = _draws(len(counted))
    names = sorted({case.measure_name for counts in counted for case in counts})
    return tuple(_score(sample_name, name, counted, draws, extractor_id) for name in names)


def _draws(article_count: int) -> list[list[int]]:
    source = random.Random(SEED)
    return [source.choices(range(article_count), k=article_count) for _ in range(RESAMPLES)]


def _score(
    sample_name: str, name: str, counted: Sequence[Counter[Case]], draws: Iterable[list[int]], extractor_id: str
) -> QualityScore:
    right = [counts[Case(name, True)] for counts in counted]
    total = [counts[Case(name, False)] + hits for counts, hits in zip(counted, right, strict=True)]
    drawn = [(sum(right[no] for no in draw), sum(total[no] for no in draw)) for draw in draws]
    shares = sorted(hits / cases for hits, cases in drawn if cases)
    cut = int(len(shares) * (1 - COVERED) / 2)
    value, low, high = (round(share, 4) for share in (sum(right) / sum(total), shares[cut], shares[-1 - cut]))
    return QualityScore(sample_name, name, value, low, high, sum(1 for each in total if each), sum(total), extractor_id)
