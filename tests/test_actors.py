"""Who is named in an article, who is the same, which known actor it is, and the roles as stated."""

from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from tasks.extract.actors import KnownActor, KnownActors, find_actors, index_actors, load_known_actors
from tasks.records import ArticleActors
from tests.conftest import USER_ARTICLES

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "actors.csv"
SUMMIT = """\
“Nobody is closer to us than the Brits,” Harlow said after New Zealand’s team had left the UK.
French President Adèle Morin will host Brandt, Nato chief Piet de Groot, Danish Prime Minister Karin Holm and German \
Chancellor Otto Brandt.
According to The Courier, Brandt said he would come. Nobody from Kyiv was asked, Morin's office said."""
UNTAGGED = spacy.blank("en")
COUNTRIES = index_actors([])


@pytest.fixture(scope="session")
def known() -> KnownActors:
    return load_known_actors(SEEDS)


def mentions(actors: ArticleActors) -> list[tuple[str, str, int]]:
    return [(mention.text, mention.actor_type, mention.entity_no) for mention in actors.mentions]


def roles(actors: ArticleActors) -> list[tuple[str, str, str | None, str | None, str]]:
    names = {entity.entity_no: entity.actor_name for entity in actors.entities}
    return [(names[r.entity_no], r.role_text, r.organisation_text, r.country_code, r.role_status) for r in actors.roles]


def test_mentions_types_and_clusters_of_an_article(nlp: Language, known: KnownActors) -> None:
    actors = find_actors(nlp(SUMMIT), SUMMIT, known)
    assert mentions(actors) == [
        ("Brits", "group", 0),
        ("Harlow", "person", 1),
        ("New Zealand", "place", 2),
        ("UK", "place", 3),
        ("Adèle Morin", "person", 4),
        ("Brandt", "person", 5),
        ("Nato", "organisation", 6),
        ("Piet de Groot", "person", 7),
        ("Karin Holm", "person", 8),
        ("Otto Brandt", "person", 5),
        ("Courier", "organisation", 9),
        ("Brandt", "person", 5),
        ("Kyiv", "place", 10),
        ("Morin", "person", 4),
    ]
    assert [(e.actor_name, e.country_code, e.wikidata_id) for e in actors.entities] == [
        ("Brits", "GB", None),
        ("Harlow", None, None),
        ("New Zealand", "NZ", "Q664"),
        ("United Kingdom", "GB", "Q145"),
        ("Adèle Morin", "FR", None),
        ("Otto Brandt", "DE", None),
        ("NATO", None, "Q7184"),
        ("Piet de Groot", None, None),
        ("Karin Holm", "DK", None),
        ("Courier", None, None),
        ("Kyiv", "UA", None),
    ]
    assert actors.entities[5].names == ("Otto Brandt", "Brandt")
    assert all(SUMMIT[m.start_char : m.end_char] == m.text for m in actors.mentions)


def test_roles_as_stated(nlp: Language, known: KnownActors) -> None:
    actors = find_actors(nlp(SUMMIT), SUMMIT, known)
    assert roles(actors) == [
        ("Adèle Morin", "French President", None, "FR", "current"),
        ("Piet de Groot", "Nato chief", "Nato", None, "current"),
        ("Karin Holm", "Danish Prime Minister", None, "DK", "current"),
        ("Otto Brandt", "German Chancellor", None, "DE", "current"),
    ]
    assert all(SUMMIT[r.start_char : r.end_char] == r.role_text for r in actors.roles)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "Jane Roe, the mayor of Springfield, resigned.",
            ("Jane Roe", "mayor of Springfield", "Springfield", None, "current"),
        ),
        (
            "John Doe, a spokesman for the ministry, wept.",
            ("John Doe", "spokesman for the ministry", "ministry", None, "current"),
        ),
        ("John Doe, 44, a teacher, wept.", ("John Doe", "teacher", None, None, "current")),
        ("Apple CEO John Doe wept.", ("John Doe", "Apple CEO", "Apple", None, "current")),
        (
            "Airbus's chief executive, John Doe, wept.",
            ("John Doe", "Airbus's chief executive", "Airbus", None, "current"),
        ),
        ("Former US president John Doe wept.", ("John Doe", "Former US president", "US", "US", "former")),
        ("Acting Foreign Minister Jane Roe wept.", ("Jane Roe", "Acting Foreign Minister", None, None, "acting")),
        ("President-elect Jane Roe wept.", ("Jane Roe", "President-elect", None, None, "elect")),
        ("Presidential candidate Jane Roe wept.", ("Jane Roe", "Presidential candidate", None, None, "candidate")),
        (
            "South Korean Foreign Minister Jane Roe wept.",
            ("Jane Roe", "South Korean Foreign Minister", None, "KR", "current"),
        ),
        (
            "Jane Roe, head of the former Acme Bank, wept.",
            ("Jane Roe", "head of the former Acme Bank", "Acme Bank", None, "current"),
        ),
        ("Secretary of State Jane Roe wept.", ("Jane Roe", "Secretary of State", None, None, "current")),
    ],
)
def test_role_forms(nlp: Language, known: KnownActors, text: str, stated: tuple[str | None, ...]) -> None:
    assert roles(find_actors(nlp(text), text, known)) == [stated]


def test_a_list_of_names_states_no_role(nlp: Language, known: KnownActors) -> None:
    text = "They met Jane Roe, John Doe, Karin Holm and the others in Oslo."
    assert roles(find_actors(nlp(text), text, known)) == []


def test_titles_possessives_and_marks_are_no_part_of_a_mention(nlp: Language, known: KnownActors) -> None:
    text = "Mr John Doe’s lawyer wrote to Dr. Jane Roe. The White House saw the Danes’ letter."
    found = [mention.text for mention in find_actors(nlp(text), text, known).mentions]
    assert found == ["John Doe", "Jane Roe", "White House", "Danes"]


def test_acronyms_and_shorter_forms_are_one_actor(nlp: Language, known: KnownActors) -> None:
    text = (
        "The Springfield Water Board (SWB) sued Norwind Energy Ltd. SWB officials spoke to the World Health Organization. "
        "Norwind Energy denied it. The WHO did not reply. Edith M. Vane, of SWB, met Edith Vane."
    )
    entities = [entity.names for entity in find_actors(nlp(text), text, known).entities]
    assert ("Springfield Water Board", "SWB") in entities
    assert ("Norwind Energy Ltd.", "Norwind Energy") in entities
    assert ("World Health Organization", "WHO") in entities
    assert ("Edith M. Vane", "Edith Vane") in entities


def test_a_surname_of_two_persons_stays_alone_and_says_why(nlp: Language) -> None:
    text = "John Doe met Jane Doe in Oslo. Doe was glad."
    actors = find_actors(nlp(text), text, COUNTRIES)
    assert [e.names for e in actors.entities if e.actor_type == "person"] == [("John Doe",), ("Jane Doe",), ("Doe",)]
    assert actors.entities[-1].link_reason == "may be jane doe or john doe"


def test_a_title_tells_which_of_two_persons_a_surname_is(nlp: Language) -> None:
    text = "John Doe met Jane Doe in Oslo. Mr Doe said he was glad."
    actors = find_actors(nlp(text), text, COUNTRIES)
    assert [e.names for e in actors.entities if e.actor_type == "person"] == [("John Doe", "Doe"), ("Jane Doe",)]


def test_names_by_given_names_titles_and_beginnings(nlp: Language) -> None:
    text = (
        "Driver Gwen Attley met Det Sgt Fay Nolan. Gwen was late. They said the bank's deputy, "
        "Per Aune, had seen Acme spokesman Owen Price KC. Okonjo Price, nine, left."
    )
    persons = [m.text for m in find_actors(nlp(text), text, COUNTRIES).mentions if m.actor_type == "person"]
    assert persons[:5] == ["Gwen Attley", "Fay Nolan", "Gwen", "Per Aune", "Owen Price"]


def test_adjectives_for_a_people_are_no_mention_but_its_bodies_are(nlp: Language, known: KnownActors) -> None:
    text = "The Danish government praised French wine, and the Brits drank it."
    actors = find_actors(nlp(text), text, known)
    assert [(e.actor_name, e.actor_type, e.country_code) for e in actors.entities] == [
        ("Danish government", "organisation", "DK"),
        ("Brits", "group", "GB"),
    ]


def test_a_missed_repetition_becomes_a_mention(known: KnownActors) -> None:
    text = "Mr Dole of Oslo spoke. Later Dole left, but Dole Street and dole queues stayed."
    found = find_actors(UNTAGGED(text), text, known).mentions
    assert [(m.text, m.start_char) for m in found] == [("Dole", 3), ("Oslo", 11), ("Dole", 29)]


@pytest.mark.parametrize(
    ("text", "wikidata_id", "reason"),
    [
        ("Rosa Quill spoke in Oslo.", "Q1", "named in full"),
        (
            "Norway cheered when Mr Quill spoke.",
            "Q1",
            "surname of one known person, whose country the article mentions",
        ),
        (
            "All cheered when Mr Quill spoke.",
            None,
            "surname only; the article does not mention the country of Rosa Quill",
        ),
        ("Danish Prime Minister Rosa Quill spoke.", None, "not Rosa Quill (NO): the role stated is of DK"),
        ("All cheered when Rosa Marlow spoke.", None, "no known actor has this name"),
    ],
)
def test_linking_is_sure_or_abstains_with_a_reason(
    nlp: Language, text: str, wikidata_id: str | None, reason: str
) -> None:
    small = index_actors([KnownActor("Rosa Quill", "person", "NO", "Q1")])
    persons = [e for e in find_actors(nlp(text), text, small).entities if e.actor_type == "person"]
    assert [(e.wikidata_id, e.link_reason) for e in persons] == [(wikidata_id, reason)]


def test_a_name_of_two_known_actors_is_not_linked(known: KnownActors) -> None:
    text = "Mr Dole went to Georgia."
    (place,) = [e for e in find_actors(UNTAGGED(text), text, known).entities if e.actor_type == "place"]
    assert (place.country_code, place.link_reason) == (None, "the name fits 2 known actors: Georgia (GE), Georgia (US)")


@given(st.text(alphabet="AbC dE.’'s,(\n)-MrUNSnd“”é", max_size=120))
def test_mentions_are_verbatim_in_order_and_apart(text: str) -> None:
    actors = find_actors(UNTAGGED(text), text, COUNTRIES)
    spans = [(m.start_char, m.end_char) for m in actors.mentions]
    assert all(text[m.start_char : m.end_char] == m.text != "" for m in actors.mentions)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert {m.entity_no for m in actors.mentions} == {e.entity_no for e in actors.entities}


@pytest.mark.parametrize("path", sorted(USER_ARTICLES.glob("*.txt")))
def test_the_article_the_user_gave(nlp: Language, known: KnownActors, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    actors = find_actors(nlp(text), text, known)
    assert {(r[0], r[1]) for r in roles(actors)} == {
        ("Emmanuel Macron", "French President"),
        ("Mark Rutte", "Nato chief"),
        ("Mette Frederiksen", "Danish Prime Minister"),
        ("Olaf Scholz", "German Chancellor"),
    }
    assert {m.actor_type for m in actors.mentions if m.text == "Starmer"} == {"person"}
    codes = {m.text: actors.entities[m.entity_no].country_code for m in actors.mentions if m.actor_type == "place"}
    expected = {"Kyiv": "UA", "Paris": "FR", "Ukraine": "UA", "New Zealand": "NZ", "UK": "GB"}
    assert expected.items() <= codes.items()
