"""Descriptions that stand for one actor of the article become mentions; those that may stand for several do not."""

import pytest
from spacy.language import Language

from tasks.extract.actors import find_actors, index_actors
from tasks.extract.quotes import find_speech

COUNTRIES = index_actors([])


def described(nlp: Language, text: str) -> list[tuple[str, str]]:
    doc = nlp(text)
    actors = find_actors(doc, text, COUNTRIES)
    found = find_speech(doc, text, actors).described
    assert all(text[m.start_char : m.end_char] == m.text and m.mention_type == "description" for m in found)
    return [(mention.text, actors.entities[mention.entity_no].actor_name) for mention in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Danish Prime Minister Karin Holm flew to Oslo. Jane Roe, an actress, met the prime minister. The actress left.",
            [("the prime minister", "Karin Holm"), ("The actress", "Jane Roe")],
        ),
        ("Norwind Energy Ltd. cut jobs. The company employs 7,000 people.", [("The company", "Norwind Energy Ltd.")]),
        (
            "The Ministry of Health met in Oslo. Nobody had asked the ministry.",
            [("the ministry", "Ministry of Health")],
        ),
        ("Jane Roe, 34, met John Doe. The 34-year-old won.", [("The 34-year-old", "Jane Roe")]),
        ("Jane Roe sang in Oslo. The singer was tired.", [("The singer", "Jane Roe")]),
        ("They asked the Salt Line troupe. The troupe said no.", [("The troupe", "Salt Line")]),
    ],
)
def test_a_description_of_one_actor_is_a_mention_of_it(nlp: Language, text: str, found: list[tuple[str, str]]) -> None:
    assert described(nlp, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Senator Jane Roe met Senator John Doe in Oslo. They say the senator left.",
        "Jane Roe spoke in Oslo. Nobody had asked the minister.",
        "Last week Norwind Energy cut jobs. The week was long.",
        "Prime Minister Karin Holm met the prime minister of Norway.",
        "President Jane Roe met President John Doe. Doe smiled. The president was glad.",
        "Jane Roe met John Doe in Oslo. The 34-year-old was late.",
        "Jane Roe and John Doe sang in Oslo. The singer was tired.",
        "Norwind Energy cut jobs. The company suing it won.",
        "Prime Minister Karin Holm was there. “Ask the prime minister,” John Doe said.",
    ],
    ids=[
        "two senators",
        "no minister",
        "no actor's noun",
        "of Norway",
        "two presidents",
        "whose age",
        "two persons",
        "a company that sues",
        "in quotation marks",
    ],
)
def test_what_may_mean_another_is_none(nlp: Language, text: str) -> None:
    assert described(nlp, text) == []
