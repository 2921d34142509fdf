"""The measures: each is the share of its cases that are right, so that any set of articles can be counted together.

quoted_…, indirect_…    quoted is direct and mixed. Precision: published rows with a match; recall: labelled ones with a match; F1: both
                        together (Dice). A match overlaps (intersection over union of word characters) by the number in the name or more;
                        its type is quote_type_accuracy's business, as in PolNeAR's scorers.
quote_type_accuracy     of all matches: direct, mixed or indirect as labelled; cue_type_accuracy: of those with a labelled cue, by family.
speaker_words_…         of quoted matches: the words that name the speaker, by the gold speaker's kind (none: no words in the gold either).
speaker_actor_…         of all matches: actor_id leads to the true actor. Continued is a speaker without words at hand. Anonymous is one
                        without an actor, where none is right; described an actor without a proper name, where none is right too.
who_said_what_…         recall: labelled quoted rows whose actor has a proper name; precision: published quoted rows with an actor.
                        Right when matched and of the true actor.
not_quotes_kept_out     words in marks that are no quotation, and of which no direct quotation was made.
negated_…, …_recall     rows so labelled (precision: so published) that are matched and say the same.
confidence_…_right      published rows with an actor and such a confidence that are matched and of the true actor.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tasks.score.comparison import Comparison, Pair
from tasks.score.cues import cue_family
from tasks.score.gold import GoldQuote
from tasks.score.published import FoundQuote
from tasks.score.speakers import is_described, same_words, speaker_kind, true_name

OVERLAPS = {"quoted": (0.3, 0.8), "indirect": (0.3,)}
CONFIDENCES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)  # where the bins begin


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that a measure counts, right or not."""

    measure_name: str
    is_right: bool


def cases(comparison: Comparison) -> Iterator[Case]:
    """Every case of every measure in one article."""
    return chain(
        _overlap_cases(comparison),
        chain.from_iterable(_pair_cases(pair) for pair in comparison.pairs),
        _who_said_what(comparison),
        _marked_cases(comparison),
        (Case("not_quotes_kept_out", not is_taken) for is_taken in comparison.taken_for_quotes),
        _confidence_cases(comparison),
    )


def _group(quote_type: str) -> str:
    return "indirect" if quote_type == "indirect" else "quoted"


def _overlap_cases(comparison: Comparison) -> Iterator[Case]:
    labelled = [(pair.gold.quote_type, pair.overlap) for pair in comparison.pairs]
    labelled += [(quote.quote_type, 0.0) for quote in comparison.missed]
    published = [(pair.found.quote_type, pair.overlap) for pair in comparison.pairs]
    published += [(quote.quote_type, 0.0) for quote in comparison.spurious]
    for measure, rows in (("recall", labelled), ("precision", published)):
        for quote_type, overlap in rows:
            group = _group(quote_type)
            for least in OVERLAPS[group]:
                yield Case(f"{group}_{measure}_{least}", overlap >= least)
                yield Case(f"{group}_f1_{least}", overlap >= least)


def _pair_cases(pair: Pair) -> Iterator[Case]:
    gold, found = pair.gold, pair.found
    yield Case("quote_type_accuracy", gold.quote_type == found.quote_type)
    if gold.cue_type:
        yield Case("cue_type_accuracy", cue_family(gold.cue_type) == cue_family(found.cue_type))
    kind = speaker_kind(gold)
    if _group(gold.quote_type) == "quoted":
        for measure in ("speaker_words_accuracy", f"speaker_words_accuracy_{kind}"):
            yield Case(measure, same_words(found.speaker_text, gold.speaker))
    for measure in _actor_measures(gold):
        yield Case(measure, pair.is_actor_right)


def _actor_measures(gold: GoldQuote) -> Iterator[str]:
    kind = speaker_kind(gold)
    yield "speaker_actor_accuracy"
    if all(is_described(actor) for actor in gold.actors):
        yield f"speaker_actor_accuracy_{'described' if gold.actors else 'anonymous'}"
        return
    yield f"speaker_actor_accuracy_{'continued' if kind == 'none' else kind}"
    if kind in ("nominal", "pronoun"):
        yield "speaker_actor_accuracy_nominal_or_pronoun"


def _who_said_what(comparison: Comparison) -> Iterator[Case]:
    for pair in comparison.pairs:
        if _is_quoted_of_name(pair.gold):
            yield Case("who_said_what_recall", pair.is_actor_right)
        if pair.found.actor and _group(pair.found.quote_type) == "quoted":
            yield Case("who_said_what_precision", pair.is_actor_right)
    for label in comparison.missed:
        if _is_quoted_of_name(label):
            yield Case("who_said_what_recall", False)
    for found in comparison.spurious:
        if found.actor and _group(found.quote_type) == "quoted":
            yield Case("who_said_what_precision", False)


def _is_quoted_of_name(label: GoldQuote) -> bool:
    return _group(label.quote_type) == "quoted" and not all(is_described(actor) for actor in label.actors)


def _marked_cases(comparison: Comparison) -> Iterator[Case]:
    """What only some quotations have; a missed quotation misses it too."""
    every = [(pair.gold, pair.found) for pair in comparison.pairs] + [(label, None) for label in comparison.missed]
    declared = comparison.gold.actors
    for label, found in every:
        if label.is_negated:
            yield Case("negated_recall", found is not None and found.is_negated)
        if label.reported_by:
            yield Case("reported_by_recall", found is not None and _is_told_by(found, label.reported_by, declared))
        if label.speaks_for:
            yield Case("speaks_for_recall", found is not None and _speaks_for(found, label.speaks_for, declared))
        if len(label.actors) > 1:
            together = {true_name(actor, declared) for actor in found.speakers} if found else set()
            yield Case("joint_speakers_recall", together == set(label.actors))
    for pair in comparison.pairs:
        if pair.found.is_negated:
            yield Case("negated_precision", pair.gold.is_negated)
    yield from (Case("negated_precision", False) for found in comparison.spurious if found.is_negated)


def _is_told_by(found: FoundQuote, true_one: str, declared: tuple[str, ...]) -> bool:
    if found.reported_by and true_name(found.reported_by, declared) == true_one:
        return True
    return same_words(found.reported_by_text, true_one)


def _speaks_for(found: FoundQuote, true_one: str, declared: tuple[str, ...]) -> bool:
    if found.speaks_for and true_name(found.speaks_for, declared) == true_one:
        return True
    return same_words(found.speaks_for_text, true_one)


def _confidence_cases(comparison: Comparison) -> Iterator[Case]:
    ended = [(pair.found, pair.is_actor_right) for pair in comparison.pairs]
    ended += [(found, False) for found in comparison.spurious]
    for found, is_right in ended:
        if found.actor:
            yield Case(f"confidence_{_bin(found.confidence)}_right", is_right)


def _bin(confidence: float) -> str:
    low = max(edge for edge in CONFIDENCES if edge <= confidence)
    high = min((edge for edge in CONFIDENCES if edge > low), default=1.0)
    return f"{low}_to_{high}"
