"""Cues: negated ones, refusals, passives, and what no cue makes a quotation of."""

import pytest
from spacy.language import Language

from flows.settings import ROOT
from tasks.extract.quotes.cue_words import CUE_WORDS, NOUN_CUES, PHRASE_CUES
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
        (
            "Neither minister would say whether the gate was open.",
            "whether the gate was open",
            "said",
            "Neither minister",
        ),
        ("Nor did Lind promise that the gate would open.", "that the gate would open", "promised", "Lind"),
        ("Lind does not deny owing the money.", "owing the money", "denied", "Lind"),
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
        "The rules give Lind the authority to call a “special meeting” on Friday.",
        "The ticket costs 5 pounds per person.",
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


def test_the_documentation_lists_every_cue_type() -> None:
    table = (ROOT / "docs" / "quotes.md").read_text(encoding="utf-8").split("## Cue types")[1].split("## ")[0]
    documented = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")][1:]
    words = [*CUE_WORDS.values(), *PHRASE_CUES.values(), *NOUN_CUES.values()]
    assert sorted(documented) == sorted({word.cue_type for word in words})


@pytest.mark.parametrize(
    ("text", "words", "cue_text", "speaker"),
    [
        (
            "The minister made it clear that the gate was shut.",
            "that the gate was shut",
            "made it clear",
            "The minister",
        ),
        ("The police issued a warning that the gate was shut.", "that the gate was shut", "warning", "The police"),
        ("The court heard that Lind had opened the gate.", "that Lind had opened the gate", "heard", None),
        ("“We will win,” Lind said when asked.", "We will win", "said", "Lind"),
        (
            "Lind described the gate as “a joke that hurts us all”.",
            "the gate as “a joke that hurts us all”",
            "described",
            "Lind",
        ),
        (
            "Lind went after Price as “a man who hurts us all”.",
            "after Price as “a man who hurts us all”",
            "went",
            "Lind",
        ),
    ],
)
def test_phrases_nouns_and_courts_announce_speech(
    nlp: Language, text: str, words: str, cue_text: str, speaker: str | None
) -> None:
    (quote,) = quotes_in(nlp, text, {"Lind": "person"})
    assert (quote.text.strip("."), quote.cue_text, quote.speaker_text) == (words, cue_text, speaker)


def test_a_contrasting_clause_with_its_own_cue_is_another_quotation(nlp: Language) -> None:
    quotes = quotes_in(nlp, "Analysts said the shares looked cheap, while Price called the plan “reckless”.")
    assert [(q.text, q.speaker_text) for q in quotes] == [
        ("the shares looked cheap", "Analysts"),
        ("the plan “reckless”", "Price"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "The gate stays shut “until the spring,” per the town’s rules.",
            "The gate stays shut “until the spring,”",
            "the town’s rules",
        ),
        (
            "The gate was “a lawful source of income,” as the memo put it.",
            "The gate was “a lawful source of income,”",
            "the memo",
        ),
        ("Lind said it “should be done by May,” referring to the gate.", "it “should be done by May,”", "Lind"),
        ("Lind called for the gate to be “shut for good” in May.", "the gate to be “shut for good” in May", "Lind"),
    ],
    ids=["per", "as it put it", "aside", "called for"],
)
def test_a_mixed_quotation_ends_where_the_report_ends(nlp: Language, text: str, words: str, speaker: str) -> None:
    (quote,) = quotes_in(nlp, text)
    assert (quote.quote_type, quote.text, quote.speaker_text) == ("mixed", words, speaker)


def test_a_fragment_goes_on_with_the_words_before_it(nlp: Language) -> None:
    (quote,) = quotes_in(nlp, "Lind said the gate was “a big problem for us” but “nobody has the guts to say so”.")
    assert quote.quote_type == "mixed"
    assert quote.text.endswith("“nobody has the guts to say so”")
