"""Numbers in digits and words: the pattern that finds them and their value."""

import re

UNIT_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen
"""
TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: number for number, word in enumerate(UNIT_WORDS.split(), start=1)} | {
    word: number * 10 for number, word in enumerate(TENS_WORDS.split(), start=2)
}
MAGNITUDES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "b": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "tn": 1_000_000_000_000,
}
LARGE = r"(?:dozen|hundred|thousand|million|billion|trillion)"
WORD = rf"(?:{'|'.join(SMALL)}|{LARGE})"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)"
IN_WORDS = (
    rf"(?:(?:half )?an? {LARGE}|(?:{'|'.join(SMALL)})(?:(?:[- ]|(?:(?<=hundred)|(?<=thousand)) and ){WORD}){{0,6}})"
)
NUMBER = rf"(?P<number>(?i:{DIGITS}|{IN_WORDS})(?!\d|[.,]\d))"
MAGNITUDE = rf"(?:[ -]?(?P<magnitude>(?i:{LARGE}|bn|tn|mn))(?![\w]))?"
SHORT_MAGNITUDE = rf"(?:[ -]?(?P<magnitude>(?i:{LARGE}|bn|tn|mn|m|b|k))(?![\w]))?"


def number_value(number: str, magnitude: str | None) -> float:
    """The value of ``NUMBER`` with its magnitude: "1.5" and "million" are 1500000.0."""
    factor = MAGNITUDES[magnitude.lower()] if magnitude else 1
    value = float(number.replace(",", "")) if number[0].isdigit() else float(words_value(number))
    return round(value * factor, 6)


def words_value(words: str) -> float:
    """The value of a number in words: "two hundred and five" is 205, "half a million" 500000."""
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "half":
            part = 0.5
        elif word in SMALL:
            part += SMALL[word]
        elif word in ("dozen", "hundred"):
            part = (part or 1) * MAGNITUDES[word]
        elif word in MAGNITUDES:
            total, part = total + (part or 1) * MAGNITUDES[word], 0.0
    return total + part
