"""Figures: value, unit, what they count and how they are qualified."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.language import Language

from tasks.extract.figures import find_figures
from tasks.extract.figures.numbers import number_value

# text, then (qualifier, text, value, unit, what) of each figure
SENTENCES = [
    (
        "At least 12 people were killed and 30 others wounded.",
        [("at least", "12 people", 12, "dead", "people"), (None, "30 others", 30, "injured", "others")],
    ),
    (
        "The blast killed more than two dozen soldiers and injured 50.",
        [("more than", "two dozen soldiers", 24, "dead", "soldiers"), (None, "50", 50, "injured", None)],
    ),
    ("Police arrested 17 of the protesters.", [(None, "17", 17, "arrested", "protesters")]),
    ("The death toll rose to 45.", [(None, "45", 45, "dead", None)]),
    ("Some 2,000 residents have been displaced.", [("some", "2,000 residents", 2000, "displaced", "residents")]),
    ("About 300,000 homes lost power.", [("about", "300,000 homes", 300_000, None, "homes")]),
    ("Half a million people came.", [(None, "Half a million people", 500_000, "people", "people")]),
    ("The firm paid $1.5bn.", [(None, "$1.5bn", 1.5e9, "USD", None)]),
    ("The firm paid A$5m and £300.", [(None, "A$5m", 5e6, "AUD", None), (None, "£300", 300, "GBP", None)]),
    ("It costs up to 20 million euros.", [("up to", "20 million euros", 2e7, "EUR", None)]),
    ("Only 3 per cent of voters agreed.", [("only", "3 per cent", 3, "per cent", "voters")]),
    ("It is 40 per cent of the state budget.", [(None, "40 per cent", 40, "per cent", "state budget")]),
    ("Shares rose 12.5%.", [(None, "12.5%", 12.5, "per cent", None)]),
    ("The village lies nearly 40km away.", [("nearly", "40km", 40, "kilometre", None)]),
]
BLANK = English()
NO_FIGURES = [
    "Born in 1984, Ann Reed, 34, moved in 2019.",
    "Harbour Town won 3-1 on 5 May at 10 Mill Lane.",
    "Call 555-1234 about Article 5 of Flight 370.",
    "They waited three days and two hours.",
    "Hundreds came.",
]


def rows(text: str, model: Language) -> list[tuple[str | None, str, float, str | None, str | None]]:
    found = find_figures(model(text), text)
    assert [text[f.start_char : f.end_char] for f in found] == [f.text for f in found]
    return [(f.qualifier, f.text, f.number_value, f.unit_name, f.what_text) for f in found]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_figures_are_read_with_unit_and_qualifier(text: str, expected: list[tuple[object, ...]], nlp: Language) -> None:
    assert rows(text, nlp) == expected


@pytest.mark.parametrize("text", NO_FIGURES)
def test_years_ages_scores_and_telephone_numbers_are_no_figures(text: str, nlp: Language) -> None:
    assert rows(text, nlp) == []


def test_who_kills_is_not_counted_as_killed(nlp: Language) -> None:
    assert rows("Two police officers killed five gunmen.", nlp) == [
        (None, "Two police officers", 2, "people", "police officers"),
        (None, "five gunmen", 5, "dead", "gunmen"),
    ]


def test_without_a_parse_the_next_word_tells() -> None:
    assert rows("It left 12 dead, 8 miners and $5 behind.", BLANK) == [
        (None, "12 dead", 12, "dead", None),
        (None, "$5", 5, "USD", None),
    ]


@pytest.mark.parametrize(
    ("number", "magnitude", "value"),
    [
        ("1,234,567", None, 1_234_567),
        ("two hundred and five", None, 205),
        ("twenty-one", "million", 21_000_000),
        ("three hundred thousand", None, 300_000),
        ("a dozen", None, 12),
    ],
)
def test_number_value(number: str, magnitude: str | None, value: float) -> None:
    assert number_value(number, magnitude) == value


@given(st.integers(1, 999_999_999))
def test_a_sum_written_with_separators_is_read_back(amount: int) -> None:
    text = f"They paid €{amount:,} in all."
    assert [(f.number_value, f.unit_name) for f in find_figures(BLANK(text), text)] == [(amount, "EUR")]
