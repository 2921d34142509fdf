"""Cues: negated ones, refusals, passives, and what no cue makes a quotation of."""

import pytest
from spacy.language import Language

from tests.test_quotes import quotes_in


@pytest.mark.parametrize(
    ("text", "words", "cue_type", "speaker"),
    [
        ("Lind never said that the gate was open.", "that the gate was open", "said", "Lind"),
        ("Lind did not say whether the gate was open.", "whether the gate was open", "said", "Lind"),
        ("Lind would not say whether the gate was open.", "whether the gate was open", "said", "Lind"),
        ("Lind has not promised to open the gate.", "to open the gate", "promised", "Lind"),
        ("No one said the gate was open.", "the gate was open", "said", "No one"),
        ("Nobody said the gate was open.", "the gate was open", "said", "Nobody"),
    ],
)
def test_what_was_not_said_is_a_negated_row(nlp: Language, text: str, words: str, cue_type: str, speaker: str) -> None:
    (quote,) = quotes_in(nlp, text)
    assert (quote.text, quote.cue_type, quote.speaker_text, quote.is_negated) == (words, cue_type, speaker, True)


@pytest.mark.parametrize(
    ("text", "words", "cue_type"),
    [
        ("Lind denied that the gate was open.", "that the gate was open", "denied"),
        ("Lind refused to say whether the gate was open.", "to say whether the gate was open", "declined"),
        ("Lind declined to comment on the gate.", "to comment on the gate", "declined"),
        ("“Not at all,” Lind said.", "Not at all", "said"),
    ],
)
def test_denials_and_refusals_are_kinds_of_saying(nlp: Language, text: str, words: str, cue_type: str) -> None:
    (quote,) = quotes_in(nlp, text)
    assert (quote.text, quote.cue_type, quote.is_negated) == (words, cue_type, False)


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was called by Lind on Friday.",
        "Lind introduced the bill on Friday.",
        "If Lind does not say that the gate is open, we wait.",
        "Lind will say that the gate is open.",
    ],
)
def test_acts_conditions_and_plans_are_no_speech(nlp: Language, text: str) -> None:
    assert quotes_in(nlp, text) == []


def test_what_one_says_another_said_makes_two_rows(nlp: Language) -> None:
    quotes = quotes_in(nlp, "Macron said that Merkel had promised to open the gate.")
    assert [(q.text, q.speaker_text, q.reported_by_text) for q in quotes] == [
        ("that Merkel had promised to open the gate", "Macron", None),
        ("to open the gate", "Merkel", "Macron"),
    ]


def test_a_thought_told_by_who_thinks_it_is_told_once(nlp: Language) -> None:
    quotes = quotes_in(nlp, "Macron said he believed the gate was open.")
    assert [(q.text, q.speaker_text) for q in quotes] == [("he believed the gate was open", "Macron")]
