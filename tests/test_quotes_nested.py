"""Speech inside a speaker's own words: whose it is, who told of it, and what is no report."""

import pytest
from spacy.language import Language

from tasks.records import ActorType
from tests.test_quotes import quotes_in

MARA, OWEN, ADA = range(3)
PEOPLE: dict[str, ActorType] = {"Mara Lind": "person", "Owen Price": "person", "Ada Holt": "person"}


@pytest.mark.parametrize(
    ("text", "words", "quote_type", "speaker", "entity_no"),
    [
        ("“Owen Price told us, ‘Go home and rest,’” Mara Lind said.", "Go home and rest", "direct", "Owen Price", OWEN),
        ("“Owen Price said that the gate was shut,” Mara Lind said.", "that the gate was shut", "indirect", "Owen Price", OWEN),
        ("‘Owen Price asked me, “Who has the key?”,’ Mara Lind said.", "Who has the key?", "direct", "Owen Price", OWEN),
        ("“I told them, ‘Go home and rest,’” Mara Lind said.", "Go home and rest", "direct", "I", MARA),
        ("“Owen Price rang me. He said the gate was shut,” Mara Lind said.", "the gate was shut", "indirect", "He", OWEN),
        ("“The guard said the gate was shut,” Mara Lind said.", "the gate was shut", "indirect", "The guard", None),
    ],
)  # fmt: skip
def test_what_a_quotation_reports_is_a_row_of_its_own(
    nlp: Language, text: str, words: str, quote_type: str, speaker: str, entity_no: int | None
) -> None:
    outer, inner = quotes_in(nlp, text, PEOPLE)
    assert (outer.quote_type, outer.entity_no, outer.reported_by_text) == ("direct", MARA, None)
    assert (inner.text, inner.quote_type) == (words, quote_type)
    assert (inner.speaker_text, inner.entity_no) == (speaker, entity_no)
    assert (inner.reported_by_text, inner.reported_by_entity_no) == ("Mara Lind", MARA)


@pytest.mark.parametrize(
    "words",
    [
        "I think the gate is shut",
        "We hope that the gate will open",
        "People say the gate is shut",
        "You could say that the gate is shut",
        "Let Owen Price say that the gate is shut",
    ],
)
def test_what_a_speaker_says_just_now_is_no_report(nlp: Language, words: str) -> None:
    (quote,) = quotes_in(nlp, f"“{words},” Mara Lind said.", PEOPLE)
    assert quote.reported_by_text is None


def test_he_inside_a_quotation_is_not_who_speaks_it(nlp: Language) -> None:
    text = "Owen Price left early. “He said the gate was shut,” Ada Holt said."
    inner = quotes_in(nlp, text, PEOPLE)[-1]
    assert (inner.speaker_text, inner.entity_no, inner.reported_by_entity_no) == ("He", OWEN, ADA)


def test_she_who_adds_is_not_whom_her_words_are_about(nlp: Language) -> None:
    text = "Ada Holt sat down. Mara Lind had never said that, she added."
    quotes = quotes_in(nlp, text, PEOPLE)
    assert [q.entity_no for q in quotes if q.speaker_text == "she"] == [ADA]


def test_words_without_a_cue_go_on_with_who_reported(nlp: Language) -> None:
    text = "The island had begged for a cable, Mara Lind said.\n“We were told it was too dear.”"
    *_, last = quotes_in(nlp, text, PEOPLE)
    assert (last.quote_type, last.entity_no) == ("direct", MARA)


def test_a_dateline_says_nothing(nlp: Language) -> None:
    names: dict[str, ActorType] = {"OSLO": "place", "Norway": "place"}
    (quote,) = quotes_in(nlp, "OSLO (Wire) — Norway on Monday said that the gate was shut.", names)
    assert quote.speaker_text == "Norway"


def test_initials_label_a_turn(nlp: Language) -> None:
    names: dict[str, ActorType] = {"Mara Lind": "person", "Gate & Quay": "organisation"}
    text = "Mara Lind talks to Gate & Quay.\nG&Q: Is it open?\nML: It is shut.\nG&Q: Why?\nML: Nobody has the key."
    assert [quote.entity_no for quote in quotes_in(nlp, text, names)] == [1, 0, 1, 0]


def test_who_is_told_of_inside_the_words_is_no_speaker(nlp: Language) -> None:
    text = "Her lyrics include: 'Knew he was a killer, first time that I saw him, wonder how many girls he had left haunted.'"
    for quote in quotes_in(nlp, text, {}):
        start = quote.speaker_start_char
        assert start is None or not any(span.start_char <= start < span.end_char for span in quote.spans)
