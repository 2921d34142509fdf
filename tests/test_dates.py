"""Date expressions and their EDTF values."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.dates import find_dates

# A Wednesday.
PUBLISHED_AT = datetime(2024, 3, 13, 9, 30, tzinfo=UTC)

TOLD_BY_WORDS = [
    ("signed on 12 March 2024 in Oslo", "12 March 2024", "2024-03-12"),
    ("signed on the 3rd of May 2021", "the 3rd of May 2021", "2021-05-03"),
    ("signed on Tuesday, March 12, 2024", "Tuesday, March 12, 2024", "2024-03-12"),
    ("signed on Sept. 5, 2023", "Sept. 5, 2023", "2023-09-05"),
    ("log of 2024-03-12", "2024-03-12", "2024-03-12"),
    ("log of 25/12/2023", "25/12/2023", "2023-12-25"),
    ("log of 12/25/2023", "12/25/2023", "2023-12-25"),
    ("log of 25.12.2023", "25.12.2023", "2023-12-25"),
    ("since March 2024", "March 2024", "2024-03"),
    ("open from 3-5 May 2023", "3-5 May 2023", "2023-05-03/2023-05-05"),
    ("open from March to May 2023", "March to May 2023", "2023-03/2023-05"),
    ("the vote in 2019 was close", "2019", "2019"),
    ("the 2016 election", "2016", "2016"),
    ("built in 1788", "1788", "1788"),
    ("the war of 1939-45", "1939-45", "1939/1945"),
    ("music of the 1990s", "the 1990s", "199X"),
    ("music of the nineties", "the nineties", "199X"),
    ("a church of the 19th century", "the 19th century", "18XX"),
    ("revenue in Q3 2024", "Q3 2024", "2024-35"),
    ("the third quarter of 2024", "the third quarter of 2024", "2024-35"),
    ("the first half of 2024", "the first half of 2024", "2024-40"),
    ("launched in spring 2024", "spring 2024", "2024-21"),
    ("in nineteen ninety-six", "nineteen ninety-six", "1996"),
    ("music of the late 80s", "the late 80s", "198X"),
    ("open from 28 December to 3 January 2023", "28 December to 3 January 2023", "2022-12-28/2023-01-03"),
]
COUNTED_FROM_PUBLICATION = [
    ("They met today.", "today", "2024-03-13"),
    ("They met yesterday.", "yesterday", "2024-03-12"),
    ("They will meet tomorrow.", "tomorrow", "2024-03-14"),
    ("They spoke last night.", "last night", "2024-03-12"),
    ("They spoke this morning.", "this morning", "2024-03-13"),
    ("They met on Monday.", "Monday", "2024-03-11"),
    ("They met on Wednesday.", "Wednesday", "2024-03-13"),
    ("They will meet on Monday.", "Monday", "2024-03-18"),
    ("The minister, who will resign, said on Monday it was over.", "Monday", "2024-03-11"),
    ("They meet next Monday.", "next Monday", "2024-03-18"),
    ("Three days ago it snowed.", "Three days ago", "2024-03-10"),
    ("It snowed last week.", "last week", "2024-03-04/2024-03-10"),
    ("It snowed last month.", "last month", "2024-02"),
    ("It may snow next year.", "next year", "2025"),
    ("It snowed last summer.", "last summer", "2023-22"),
    ("The bridge fell in August.", "August", "2023-08"),
    ("The bridge will open in August.", "August", "2024-08"),
    ("The bridge fell in June last year.", "June last year", "2023-06"),
    ("The bridge fell on 5 July.", "5 July", "2023-07-05"),
    ("The bridge is due to open on 5 July.", "5 July", "2024-07-05"),
    ("The fair ran from January 28 to February 3.", "January 28 to February 3", "2024-01-28/2024-02-03"),
    ("The fair ran from 3-5 February.", "3-5 February", "2024-02-03/2024-02-05"),
    ("A fall of a tenth over the past three months.", "the past three months", "2023-12-13/2024-03-13"),
    ("Sales fell in the fourth quarter.", "the fourth quarter", "2023-36"),
    ("Done by the end of the month.", "the end of the month", "2024-03"),
]
NO_DATES = [
    "2019 people came, and 2000 soldiers with them.",
    "It cost €2000 and weighed 1900 kg.",
    "The ceremony begins at 1900 GMT in room 2019.",
    "We may march in line; the sun sat low.",
    "May I ask whether April Fielding agrees?",
    "Call 555 2024-1999 or turn to section 3.2.1.",
]


@pytest.mark.parametrize(("text", "words", "value"), TOLD_BY_WORDS)
def test_absolute_dates_need_no_anchor(text: str, words: str, value: str) -> None:
    (mention,) = find_dates(text, None)
    assert (mention.text, mention.value_edtf, mention.anchor_date) == (words, value, None)
    assert mention.unknown_reason is None


@pytest.mark.parametrize(("text", "words", "value"), COUNTED_FROM_PUBLICATION)
def test_relative_dates_count_from_publication(text: str, words: str, value: str) -> None:
    (mention,) = find_dates(text, PUBLISHED_AT)
    assert (mention.text, mention.value_edtf) == (words, value)
    assert mention.anchor_date == date(2024, 3, 13)


@pytest.mark.parametrize(("text", "words", "value"), COUNTED_FROM_PUBLICATION)
def test_relative_dates_without_publication_date_are_unknown(text: str, words: str, value: str) -> None:
    (mention,) = find_dates(text, None)
    assert (mention.text, mention.value_edtf) == (words, None), value
    assert mention.unknown_reason == "no publication date to count from"


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_and_everyday_words_are_no_dates(text: str) -> None:
    assert find_dates(text, PUBLISHED_AT) == ()


def test_ambiguous_and_impossible_days_are_unknown_with_reason() -> None:
    text = "Filed on 12/03/2024, paid on 31 February 2024."
    assert [(d.text, d.value_edtf, d.unknown_reason) for d in find_dates(text, PUBLISHED_AT)] == [
        ("12/03/2024", None, "day and month cannot be told apart"),
        ("31 February 2024", None, "no such day in the calendar"),
    ]


def test_the_following_year_counts_from_the_date_before_it() -> None:
    text = "He was elected in May 1995. The following year he resigned. Two days later it rained."
    values = [(d.text, d.value_edtf, d.anchor_date) for d in find_dates(text, PUBLISHED_AT)]
    assert values == [
        ("May 1995", "1995-05", None),
        ("The following year", "1996", date(1995, 5, 1)),
        ("Two days later", None, None),
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("June the same year", "1995-06"),
        ("3 to 5 May the following year", "1996-05-03/1996-05-05"),
        ("12 March of the following year", "1996-03-12"),
        ("the third quarter of the previous year", "1994-35"),
        ("The day before", "1995-05-11"),
    ],
)
def test_that_year_and_the_day_before_count_from_the_date_before_it(words: str, value: str) -> None:
    first, second = find_dates(f"He was elected on 12 May 1995. {words}, a bridge fell.", PUBLISHED_AT)
    assert (second.text, second.value_edtf, second.anchor_date) == (words, value, first.from_date)
    (alone,) = find_dates(f"{words}, a bridge fell.", PUBLISHED_AT)
    assert alone.unknown_reason == "no earlier date in the text to count from"


def test_from_and_to_are_both_included() -> None:
    (mention,) = find_dates("It rained all last month.", PUBLISHED_AT)
    assert (mention.from_date, mention.to_date) == (date(2024, 2, 1), date(2024, 2, 29))


@given(st.dates(date(1900, 1, 1), date(2049, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    text = f"It happened on {day.day} {day:%B} {day.year}."
    assert [d.value_edtf for d in find_dates(text, PUBLISHED_AT)] == [day.isoformat()]


WORDS = [
    "12",
    "March",
    "2024",
    "-",
    "/",
    "last",
    "Friday",
    "year",
    "the",
    "ago",
    "two",
    "quarter",
    ".",
    "\n",
    "1990s",
    "May,",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), st.sampled_from([None, PUBLISHED_AT]))
def test_spans_are_verbatim_ordered_and_explained(text: str, published_at: datetime | None) -> None:
    mentions = find_dates(text, published_at)
    assert [text[d.start_char : d.end_char] for d in mentions] == [d.text for d in mentions]
    ends = [0, *(d.end_char for d in mentions)]
    assert all(end <= d.start_char for end, d in zip(ends, mentions, strict=False))
    assert all((d.value_edtf is None) == (d.unknown_reason is not None) for d in mentions)
