"""Figures of an article: casualties, people, money, shares, measures and counts."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from tasks.extract.figures.counted import count_of
from tasks.extract.figures.numbers import MAGNITUDE, NUMBER, SHORT_MAGNITUDE, number_value
from tasks.extract.figures.units import CODES, CURRENCY_WORDS, MEASURES, QUALIFIER_WORDS, SYMBOLS
from tasks.extract.tokens import starts_of
from tasks.records import Figure


def any_of(words: list[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# Not inside a word or another number: no dates, scores, versions, telephone numbers.
START = r"(?<![\w$£€¥/–-])(?<!\d[.,:])"
MONEY = re.compile(
    rf"(?<!\w)(?P<symbol>{any_of(list(SYMBOLS))}|(?:{any_of(list(CODES))})(?=\s))\s?{NUMBER}{SHORT_MAGNITUDE}"
)
CURRENCY = rf"(?P<currency>(?i:{any_of(list(CURRENCY_WORDS))})s?|{any_of(list(CODES))})"
WORDED_MONEY = re.compile(rf"{START}{NUMBER}{MAGNITUDE}\s{CURRENCY}\b(?!\sof\b)")
MEASURE = re.compile(rf"{START}{NUMBER}{MAGNITUDE}[\s-]?(?P<measure>(?i:{any_of(list(MEASURES))}))(?![\w-])")
COUNT = re.compile(rf"{START}{NUMBER}{MAGNITUDE}(?![–:/-]\w|\w|%)")
QUALIFIER = re.compile(rf"(?i)\b(?P<qualifier>{QUALIFIER_WORDS})(?:\s(?:the|a))?\s$")
LONGEST_QUALIFIER = 20
SHARE_OF = re.compile(r"\sof\s(?:the\s|all\s|its\s|their\s)?(?P<what>[a-z]+)")


def find_figures(doc: Doc, text: str) -> tuple[Figure, ...]:
    """The figures of the text in order, with value, unit, what they count and how they are qualified.

    ``unit_name`` is dead, injured, arrested, missing, displaced or people for people, an ISO 4217 code for money, "per cent" or a
    measure; None for other counts, which ``what_text`` names. ``number_value`` is in whole units ("$2bn" is 2e9). Years, dates,
    ages, scores and telephone numbers are no figures. ``doc`` is the parsed ``text``; without a parse only what stands right
    behind a number tells what it counts.
    """
    figures: dict[int, Figure] = {}
    for figure in (*money(text), *measures(doc, text), *counts(doc, text)):
        figures.setdefault(figure.start_char, figure)
    taken = 0
    kept = []
    for start in sorted(figures):
        if start >= taken:
            kept.append(figures[start])
            taken = figures[start].end_char
    return tuple(kept)


def money(text: str) -> Iterator[Figure]:
    """Sums: "$5 million", "EUR 20", "300 euros"."""
    for match in MONEY.finditer(text):
        symbol = match["symbol"]
        yield figure_of(text, match, SYMBOLS.get(symbol, symbol), None)
    for match in WORDED_MONEY.finditer(text):
        words = match["currency"]
        singular = words.lower().removesuffix("s")
        yield figure_of(text, match, CURRENCY_WORDS.get(words.lower()) or CURRENCY_WORDS.get(singular) or words, None)


def measures(doc: Doc, text: str) -> Iterator[Figure]:
    """Shares, distances and weights: "12 per cent of the state budget", "30km"."""
    for match in MEASURE.finditer(text):
        share = SHARE_OF.match(text, match.end())
        what = text[share.start("what") : noun_end(doc, *share.span("what"))] if share else None
        yield figure_of(text, match, MEASURES[match["measure"].lower()], what)


def noun_end(doc: Doc, start: int, end: int) -> int:
    """Where the noun ends that a word belongs to ("state" to "state budget"); of a noun, and without a parse, its own end."""
    word = doc.char_span(start, end)
    if word is None or word.root.dep_ not in ("compound", "amod", "nmod") or word.root.head.i < word.root.i:
        return end
    return word.root.head.idx + len(word.root.head)


def counts(doc: Doc, text: str) -> Iterator[Figure]:
    """Numbers of people and things."""
    if not len(doc):
        return
    place_of = {start: at for at, start in enumerate(starts_of(doc))} if doc.has_annotation("DEP") else {}
    for match in COUNT.finditer(text):
        at = place_of.get(match.start())
        count = count_of(text, match, None if at is None else doc[at])
        if count:
            yield figure_of(text, match, count.unit_name, count.what_text, count.end_char)


def figure_of(text: str, match: re.Match[str], unit: str | None, what: str | None, end: int | None = None) -> Figure:
    """The record of a match, from the number (or its currency) to its unit."""
    start, end = match.start(), end or match.end()
    qualifier = QUALIFIER.search(text[max(0, start - LONGEST_QUALIFIER) : start])
    return Figure(
        text=text[start:end],
        start_char=start,
        end_char=end,
        number_value=number_value(match["number"], match["magnitude"]),
        unit_name=unit,
        what_text=what,
        qualifier=qualifier["qualifier"].lower() if qualifier else None,
    )
