"""Speakers: joint ones, spokespeople, and those who are described, not named."""

import pytest
from spacy.language import Language

from tasks.records import ActorType
from tests.test_quotes import quotes_in

PEOPLE: dict[str, ActorType] = {"Mara Lind": "person", "Owen Price": "person"}


@pytest.mark.parametrize(
    "speaker", ["They", "The two ministers", "The pair"], ids=["pronoun", "count and role", "count alone"]
)
def test_several_speakers_are_all_kept(nlp: Language, speaker: str) -> None:
    text = f"Mara Lind and Owen Price said the gate was open. {speaker} said it would stay so."
    roles = (("Mara Lind", "foreign minister"), ("Owen Price", "prime minister"))
    first, second = quotes_in(nlp, text, PEOPLE, roles)
    assert (first.speaker_text, first.entity_no, first.speaker_entity_nos) == ("Mara Lind and Owen Price", 0, (0, 1))
    assert (second.speaker_text, second.speaker_status) == (speaker, "resolved")
    assert sorted(second.speaker_entity_nos) == [0, 1]


def test_they_who_are_nobodys_name_are_unnamed(nlp: Language) -> None:
    text = "Mara Lind left. The protesters stayed at the gate. They said it was shut."
    (quote,) = quotes_in(nlp, text, PEOPLE)
    assert (quote.speaker_text, quote.speaker_status, quote.speaker_entity_nos) == ("They", "unnamed", ())


@pytest.mark.parametrize(
    ("text", "speaker", "entity_no", "speaks_for"),
    [
        ("Mara Lind, a spokeswoman for the Port Board, said it was shut.", "Mara Lind", 0, "the Port Board"),
        ("Port Board spokeswoman Mara Lind said it was shut.", "Port Board spokeswoman Mara Lind", 0, "Port Board"),
        ("“It is shut,” said Mara Lind, the Port Board’s spokeswoman.", "Mara Lind", 0, "the Port Board"),
        ("Speaking on behalf of the Port Board, Mara Lind said it was shut.", "Mara Lind", 0, "the Port Board"),
        ("A spokesman for the Port Board said it was shut.", "A spokesman for the Port Board", 1, "the Port Board"),
        ("A Port Board spokesman said it was shut.", "A Port Board spokesman", 1, "Port Board"),
    ],
)
def test_a_spokesperson_and_whom_it_speaks_for_are_both_kept(
    nlp: Language, text: str, speaker: str, entity_no: int, speaks_for: str
) -> None:
    (quote,) = quotes_in(nlp, text, {"Mara Lind": "person", "Port Board": "organisation"})
    assert (quote.speaker_text, quote.entity_no) == (speaker, entity_no)
    assert (quote.speaks_for_text, quote.speaks_for_entity_no) == (speaks_for, 1)
    assert quote.speaker_status == ("named" if entity_no == 0 else "resolved")


def test_a_lawyers_words_are_not_the_clients(nlp: Language) -> None:
    (quote,) = quotes_in(nlp, "Mara Lind was in court. Her lawyer said the gate was shut.", PEOPLE)
    assert (quote.speaker_text, quote.entity_no, quote.speaker_status) == ("Her lawyer", None, "unnamed")
    assert (quote.speaks_for_text, quote.speaks_for_entity_no) == ("Her", 0)


def test_who_once_spoke_for_an_office_speaks_for_it_later_on(nlp: Language) -> None:
    text = "Mara Lind, a spokeswoman for the Port Board, said it was shut. Later Lind said it was open."
    names: dict[str, ActorType] = {"Mara Lind": "person", "Port Board": "organisation"}
    later = quotes_in(nlp, text, names)[1]
    assert (later.entity_no, later.speaks_for_text) == (0, "the Port Board")


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Owen Price met Mara Lind, 34, in Leeds.", "The 34-year-old"),
        ("Owen Price met Mara Lind, a nurse from Leeds.", "The nurse"),
        ("Mara Lind is the chief executive of Acme. Owen Price left.", "The chief executive"),
        ("Owen Price met striker Mara Lind in Leeds.", "The striker"),
        ("The judge was late. Mara Lind waited.", "The woman"),
    ],
)
def test_a_description_leads_to_whom_it_described(nlp: Language, before: str, speaker: str) -> None:
    (quote,) = quotes_in(nlp, f"{before} {speaker} said the gate was open.", PEOPLE)
    assert (quote.speaker_text, quote.entity_no, quote.speaker_status) == (speaker, 0, "resolved")


@pytest.mark.parametrize("speaker", ["A senior aide", "Officials", "Police", "The judge", "A nurse"])
def test_nobody_is_guessed_for_words_that_describe_no_actor(nlp: Language, speaker: str) -> None:
    text = f"Mara Lind, a nurse, waved. {speaker} said the gate was open."
    (quote,) = quotes_in(nlp, text, PEOPLE)
    assert (quote.speaker_text, quote.entity_no, quote.speaker_status) == (speaker, None, "unnamed")


def test_a_description_that_fits_two_is_unknown_with_both_as_candidates(nlp: Language) -> None:
    text = "Mara Lind, a nurse from Leeds, met Owen Price, a nurse from York. The nurse said the gate was open."
    (quote,) = quotes_in(nlp, text, PEOPLE)
    assert (quote.speaker_text, quote.entity_no, quote.speaker_status) == ("The nurse", None, "unknown")
    assert quote.unknown_reason == '"the nurse" can stand for several who are called so'
    assert set(quote.candidates) == {"Mara Lind", "Owen Price"}


def test_a_pronoun_never_stands_for_a_person_of_the_other_gender(nlp: Language) -> None:
    (quote,) = quotes_in(nlp, "Owen Price met nobody. She said the gate was open.", PEOPLE)
    assert (quote.entity_no, quote.speaker_status) == (None, "unknown")
    assert quote.unknown_reason == 'no actor that "she" can stand for is named before it'


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Lind denied that a new gate was coming, explaining that the port was full.", "Lind"),
        ("Protesters marching through the streets chanted, “Open the gate!”", "Protesters"),
        ("The figures are in - Mara Lind: “We found that nobody uses the gate.”", "Mara Lind"),
        ("From the report: “We found that nobody uses the gate.”", "the report"),
        ("“We will win,” said manager Mara Lind.", "manager Mara Lind"),
        ("“We will win,” its director, Mara Lind, told the crowd.", "Mara Lind"),
    ],
)
def test_the_subject_is_found_where_it_stands(nlp: Language, text: str, speaker: str) -> None:
    assert quotes_in(nlp, text, PEOPLE)[-1].speaker_text == speaker


def test_a_relative_pronoun_leads_to_whom_it_stands_for(nlp: Language) -> None:
    (quote,) = quotes_in(nlp, "They met Mara Lind, who said the gate was open.", PEOPLE)
    assert (quote.speaker_text, quote.entity_no, quote.speaker_status) == ("who", 0, "named")


def test_a_name_behind_a_dash_signs_the_quotation_above_it(nlp: Language) -> None:
    text = "“Nobody told us about the gate.”\n– Mara Lind\n“We were never asked.”\n- Owen Price, in a letter."
    quotes = quotes_in(nlp, text, PEOPLE)
    assert [(q.text, q.speaker_text, q.entity_no) for q in quotes] == [
        ("Nobody told us about the gate.", "Mara Lind", 0),
        ("We were never asked.", "Owen Price", 1),
    ]


@pytest.mark.parametrize("dash", ["― ", " ― ", "\u00a0― ", " — "])
def test_a_dash_before_a_name_signs_whatever_stands_around_it(nlp: Language, dash: str) -> None:
    (quote,) = quotes_in(nlp, f"“The gate has been shut since May.”{dash}Mara Lind", {"Mara Lind": "person"})
    assert (quote.quote_type, quote.entity_no) == ("direct", 0)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Lind sent an email on Monday. “We can win this race,” the email read.", "the email"),
        ("Lind sent an email on Monday. “We can win this race,” read the email.", "the email"),
        ("The letter spoke of the gate, and of Osei: “It never opened in May,” the council wrote.", "the council"),
    ],
)
def test_the_words_right_behind_a_quotation_name_who_wrote_it(nlp: Language, text: str, speaker: str) -> None:
    quote = next(quote for quote in quotes_in(nlp, text) if quote.quote_type == "direct")
    assert quote.speaker_text == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Her rival at Penfield, Marco Tassi, called the drop overdone.", "Marco Tassi"),
        ("The captain of the Belle Aurore, Guy Moreau, has told reporters that the men were asleep.", "Guy Moreau"),
        ("A man from Portland, Oregon, said that the gate was shut.", "A man from Portland"),
        ("The deputy governor, Per Aune, denied that the goalposts had moved.", "The deputy governor"),
        ("16.22 Mara Lind says that the gate is shut.", "Mara Lind"),
        ("10:10 a.m.\nMara Lind says that the gate is shut.", "Mara Lind"),
    ],
)
def test_a_name_is_told_from_its_description_a_place_and_a_time(nlp: Language, text: str, speaker: str) -> None:
    assert [quote.speaker_text for quote in quotes_in(nlp, text)] == [speaker]


def test_the_subject_of_the_sentence_before_speaks_where_nobody_else_did(nlp: Language) -> None:
    text = "Owen Price said the gate was open.\nMara Lind was tired. “We have to do something about the gate.”"
    assert [quote.entity_no for quote in quotes_in(nlp, text, PEOPLE)] == [1, 0]


def test_a_clause_whose_cue_has_no_subject_is_not_given_to_the_last_speaker(nlp: Language) -> None:
    text = "Mara Lind said the gate was open. Seeing the gate and believing that it was shut was a shock."
    quotes = quotes_in(nlp, text, PEOPLE)
    assert [(q.speaker_status, q.unknown_reason, q.candidates) for q in quotes[1:]] == [
        ("unknown", "the cue has no subject", ("Mara Lind",))
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "entity_nos"),
    [
        ("Mara Lind denies fraud. The defendant said she was tired.", "The defendant", (0,)),
        ("Mara Lind arrived with Owen Price. Both said the gate was open.", "Both", (0, 1)),
        ("Mara Lind wrote to the town. Her letter said the gate was open.", "Her letter", (0,)),
        ("A nurse said the gate was open.\n\nMara Lind, a nurse from Leeds, had seen it.", "A nurse", (0,)),
        (
            "Owen Price spoke first. Her deputy, Mara Lind, shook her head. “Yes,” the radio quoted her as saying.",
            "her",
            (0,),
        ),
    ],
    ids=["defendant", "both", "document", "named later", "quoted by others"],
)
def test_those_who_are_only_described_are_found(
    nlp: Language, text: str, speaker: str, entity_nos: tuple[int, ...]
) -> None:
    found = [(quote.speaker_text, tuple(sorted(quote.speaker_entity_nos))) for quote in quotes_in(nlp, text, PEOPLE)]
    assert (speaker, entity_nos) in found
