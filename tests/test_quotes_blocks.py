"""Quotations that no mark bounds: statements below a lead, posts with their signature, and answers in an interview."""

import pytest
from spacy.language import Language

from tasks.records import ActorType
from tests.test_quotes import quotes_in

PEOPLE: dict[str, ActorType] = {"Ines Falk": "person", "Rosa Quill": "person"}
WORDS = "We have found cracks in two of the piles and will look at every one of them."


@pytest.mark.parametrize(
    "text",
    [
        f"The quay is shut.\n\nIn a statement, harbour master Ines Falk said:\n\n{WORDS}\n\nIt carries 40 boats.",
        f"Ines Falk closed the quay. She wrote on the town's page:\n{WORDS}\nIt carries 40 boats.",
        f"The quay is shut.\n\n{WORDS}\n\n— Ines Falk (@inesfalk) November 3, 2026\n\nIt carries 40 boats.",
        f"The quay is shut.\n\n{WORDS} — Ines Falk (@inesfalk) November 3, 2026\n\nIt carries 40 boats.",
    ],
    ids=["statement", "pronoun", "post signed below", "post signed beside"],
)
def test_words_set_apart_are_a_direct_quotation(nlp: Language, text: str) -> None:
    (quote,) = quotes_in(nlp, text, PEOPLE)
    assert (quote.quote_type, quote.text, quote.entity_no) == ("direct", WORDS, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Ines Falk wrote:\n\n- more boats than berths in all of the harbours",
        "Read more:\n\nTen things you should know about the harbour before it closes",
        "Ines Falk came to the quay with this:\n\nA list of all the boats that had ever been there in spring.",
    ],
    ids=["list", "links", "no saying"],
)
def test_what_follows_a_colon_is_not_always_said(nlp: Language, text: str) -> None:
    assert list(quotes_in(nlp, text, PEOPLE)) == []


def test_bare_questions_and_answers_of_an_interview(nlp: Language) -> None:
    text = (
        "Rosa Quill has drawn maps for thirty years. She talked to Ines Falk at her table.\n\n"
        "Were you afraid?\n\nNo, I was annoyed at first.\n\nI kept all of their letters.\n\nAnd now?\n\n"
        "Now I sleep very well.\n\nWhat comes next?\n\nA river, if it lets me.\n\nHer book is out in May."
    )
    quotes = quotes_in(nlp, text, {"Rosa Quill": "person", "Ines Falk": "person"})
    assert [(quote.text, quote.entity_no) for quote in quotes] == [
        ("Were you afraid?", None),
        ("No, I was annoyed at first.", 0),
        ("I kept all of their letters.", 0),
        ("And now?", None),
        ("Now I sleep very well.", 0),
        ("What comes next?", None),
        ("A river, if it lets me.", 0),
    ]


def test_questions_of_a_column_are_no_interview(nlp: Language) -> None:
    text = "Rosa Quill draws maps.\n\nWhy?\n\nI do not know.\n\nWho pays?\n\nWe do.\n\nAnd then?\n\nI never asked."
    assert quotes_in(nlp, text, {"Rosa Quill": "person"}) == []


def test_answers_by_letter_are_those_of_whom_the_introduction_is_about(nlp: Language) -> None:
    text = (
        "Rosa Quill has drawn maps for thirty years. She talked to Ines Falk at her table.\n\n"
        "Q: Were you afraid?\n\nA: No, I was annoyed at first.\n\nQ: And now?\n\nA: Now I sleep very well."
    )
    quotes = quotes_in(nlp, text, PEOPLE)
    assert [(quote.text, quote.entity_no, quote.speaker_status) for quote in quotes] == [
        ("Were you afraid?", None, "unknown"),
        ("No, I was annoyed at first.", 1, "resolved"),
        ("And now?", None, "unknown"),
        ("Now I sleep very well.", 1, "resolved"),
    ]
