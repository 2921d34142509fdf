"""What the words around a name tell of it: its type, where it ends, and whether it names an actor at all."""

import pytest
from spacy.language import Language

from tasks.extract.actors import KnownActor, find_actors, index_actors

COUNTRIES = index_actors([])
BA = index_actors([KnownActor("British Airways", "organisation", "GB", "Q8766", ("BA",))])


def typed(nlp: Language, text: str) -> list[tuple[str, str]]:
    actors = find_actors(nlp(text), text, COUNTRIES)
    return [(mention.text, mention.actor_type) for mention in actors.mentions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The ferry operator Fjordlink reopened its route. A spokeswoman for Fjordlink was glad.",
            [("Fjordlink", "organisation"), ("Fjordlink", "organisation")],
        ),
        ("She told Radio Suva that Homa Bay was dry.", [("Radio Suva", "organisation"), ("Homa Bay", "place")]),
        ("Coach Petra Lang praised Solberg United.", [("Petra Lang", "person"), ("Solberg United", "organisation")]),
        ("They praised the Norwind FC striker John Smith.", [("Norwind FC", "organisation"), ("John Smith", "person")]),
        ("Dew, Ray and Co Inc sold it to Merrow & Sons.", [("Dew, Ray and Co Inc", "organisation"), ("Merrow & Sons", "organisation")]),
        ("She met Norwind Energy Executive Vice President Ann Roe.", [("Norwind Energy", "organisation"), ("Ann Roe", "person")]),
        ("Roe Detective Agency Inc of Springfield won.", [("Roe Detective Agency Inc", "organisation"), ("Springfield", "place")]),
        ("Disaster Management Minister Ann Roe left.", [("Ann Roe", "person")]),
        ("Health Minister Jane Roe met the Secretary of Defense.", [("Jane Roe", "person")]),
        ("Alphabet Inc’s Google won.", [("Alphabet Inc", "organisation"), ("Google", "organisation")]),
        ("Bill Clinton spoke. The Clintons and Lithuanian Americans left.", [("Bill Clinton", "person"), ("Clintons", "group"), ("Lithuanian Americans", "group")]),
        ("Ava DuVernay left Northern Europe.", [("Ava DuVernay", "person"), ("Northern Europe", "place")]),
        ("Senator Eric Kearney of Cincinnati said no.", [("Eric Kearney", "person"), ("Cincinnati", "place")]),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_tells_its_type_and_its_end(
    nlp: Language, text: str, found: list[tuple[str, str]]
) -> None:
    assert typed(nlp, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The ferry Solveig Star burned. Nobody was aboard the Solveig Star.",
        "They won the Grammy Awards and the Charles Roe Cup.",
        "They boarded a tanker, the Orlan Bay, at night.",
        "Cyclone Nora turned north. Nora weakened.",
    ],
)
def test_ships_storms_and_prizes_are_no_actors(nlp: Language, text: str) -> None:
    assert typed(nlp, text) == []


def test_a_short_word_is_no_acronym_of_a_known_actor(nlp: Language) -> None:
    text = "Markets in Suva and Ba are shut. Nobody flies there."
    assert [entity.wikidata_id for entity in find_actors(nlp(text), text, BA).entities] == [None, None]
    assert BA.named("BA") and not BA.named("Ba")


def test_an_initial_that_may_mean_two_adds_no_third(nlp: Language) -> None:
    text = "Jane Doe and John Doe own the mill. Mrs Doe sold it. J. Doe signed."
    actors = find_actors(nlp(text), text, COUNTRIES)
    names = [actors.entities[mention.entity_no].actor_name for mention in actors.mentions]
    assert names == ["Jane Doe", "John Doe", "Jane Doe", "J. Doe"]


def test_members_of_a_party_are_not_its_committee(nlp: Language) -> None:
    text = "The Republican National Committee met in Ohio. The Republicans said no."
    actors = find_actors(nlp(text), text, COUNTRIES)
    assert [entity.actor_name for entity in actors.entities] == ["Republican National Committee", "Ohio", "Republicans"]


def test_a_clause_states_a_role_too(nlp: Language) -> None:
    text = (
        "Ivan Paz is now interim foreign minister. Jane Roe is the mayor of Springfield and likes it. Tom Lee, who is a teacher at the "
        "Bergen School, left. Ann Fox is not the mayor. Kim Ray became president of the Weir Board in 2020. Liz Orr is happy."
    )
    actors = find_actors(nlp(text), text, COUNTRIES)
    assert [
        (actors.entities[role.entity_no].actor_name, role.role_text, role.role_status) for role in actors.roles
    ] == [
        ("Ivan Paz", "interim foreign minister", "acting"),
        ("Jane Roe", "mayor of Springfield", "current"),
        ("Tom Lee", "teacher at the Bergen School", "current"),
        ("Kim Ray", "president of the Weir Board", "current"),
    ]
