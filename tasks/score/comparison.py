"""One gold article beside what was published of it, quotation matched with quotation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.score.alignment import Match, WordChars, aligned_chars, best_matches, overlap, word_chars
from tasks.score.gold import GoldArticle, GoldQuote
from tasks.score.published import FoundArticle, FoundQuote
from tasks.score.speakers import is_described, true_name

LEAST_OVERLAP = 0.3
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled quotation and the published one that is matched with it."""

    gold: GoldQuote
    found: FoundQuote
    overlap: float
    is_actor_right: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """An article's pairs, what stayed alone on either side, and per ``not_quotes`` place whether a direct quotation was made of it."""

    gold: GoldArticle
    pairs: tuple[Pair, ...]
    missed: tuple[GoldQuote, ...]
    spurious: tuple[FoundQuote, ...]
    taken_for_quotes: tuple[bool, ...]


def compare(gold: GoldArticle, found: FoundArticle | None) -> Comparison:
    """Match the quotations one to one, best overlap first, at 0.3 or more; None is an article that was not published."""
    quotes = found.quotes if found else ()
    gold_chars = [word_chars(gold.text, quote.spans) for quote in gold.quotes]
    found_chars = list(_in_gold(gold.text, found)) if found else []
    matches = best_matches(gold_chars, found_chars, LEAST_OVERLAP)
    direct = [chars for quote, chars in zip(quotes, found_chars, strict=True) if quote.quote_type == "direct"]
    return Comparison(
        gold,
        tuple(_pair(match, gold, quotes) for match in matches),
        tuple(quote for no, quote in enumerate(gold.quotes) if all(no != match.gold_no for match in matches)),
        tuple(quote for no, quote in enumerate(quotes) if all(no != match.found_no for match in matches)),
        tuple(
            any(overlap(word_chars(gold.text, [place]), chars) >= HALF for chars in direct) for place in gold.not_quotes
        ),
    )


def _in_gold(gold_text: str, found: FoundArticle) -> Iterator[WordChars]:
    way = aligned_chars(gold_text, found.text)
    for quote in found.quotes:
        yield frozenset(way[offset] for offset in word_chars(found.text, quote.spans) if offset in way)


def _pair(match: Match, gold: GoldArticle, quotes: Sequence[FoundQuote]) -> Pair:
    label, found = gold.quotes[match.gold_no], quotes[match.found_no]
    return Pair(label, found, match.overlap, _is_actor_right(label, found, gold.actors))


def _is_actor_right(label: GoldQuote, found: FoundQuote, declared: Sequence[str]) -> bool:
    """An anonymous speaker is right without an actor, one that is only described too; of several who spoke together one is enough."""
    if found.actor is None:
        return all(is_described(actor) for actor in label.actors)
    return true_name(found.actor, declared) in label.actors
