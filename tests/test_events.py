"""Events: type, parties, negation, modality, date and place."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.language import Language

from tasks.extract.events import find_events
from tasks.extract.events.lexicon import LEXICON, inflected
from tasks.extract.quotes import find_quotes, find_speech
from tasks.records import ArticleActors, DateMention, Entity, Event, Mention, Place, Span
from tests.conftest import USER_ARTICLES

PLOVER = """
    AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE
    ASSAULT
"""
TYPES = set(PLOVER.split())
NO_ACTORS = ArticleActors()

# text, then (type, action, actor, recipient) of each event
PARTIES = [
    ("Rebels attacked the port of Sunmere.", [("ASSAULT", "attacked", "Rebels", "the port of Sunmere")]),
    ("Two drivers were arrested by police.", [("COERCE", "arrested", "police", "Two drivers")]),
    ("The union rejected the offer.", [("REJECT", "rejected", "The union", "the offer")]),
    ("The minister called for talks with Norvale.", [("REQUEST", "called for", "The minister", "talks")]),
    ("The mayor praised the nurses.", [("SUPPORT", "praised", "The mayor", "the nurses")]),
    ("Thousands marched through the capital.", [("PROTEST", "marched", "Thousands", None)]),
    ("The court accused the governor of fraud.", [("ACCUSE", "accused", "The court", "the governor")]),
    ("Soldiers released the hostages.", [("RETREAT", "released", "Soldiers", "the hostages")]),
    ("The army deployed tanks.", [("MOBILIZE", "deployed", "The army", "tanks")]),
    ("The meeting was called by the premier.", [("CONSULT", "called", "the premier", None)]),
    ("Peace talks between Arvania and Norvale failed.", [("CONSULT", "talks", "Arvania", "Norvale")]),
    ("The envoy vowed to attack the town.", [("THREATEN", "vowed", "The envoy", "the town")]),
    ("The envoy said that the rebels must disarm.", [("REQUEST", "must", "The envoy", "the rebels")]),
    ("The king refused to meet the envoy.", [("REJECT", "refused", "The king", "the envoy")]),
    ("The minister asked the union to wait.", [("REQUEST", "asked", "The minister", "the union")]),
    ("The envoy offered to help the miners.", [("AGREE", "offered", "The envoy", "the miners")]),
    ("A driver was beaten by police.", [("ASSAULT", "beaten", "police", "A driver")]),
    ("Arvania is opposed to the plan.", [("REJECT", "opposed", "Arvania", "the plan")]),
    ("Soldiers demolished the houses.", [("COERCE", "demolished", "Soldiers", "the houses")]),
    ("The king accepted the rebels' demands.", [("CONCEDE", "accepted", "The king", None)]),
    ("The army forced out the miners.", [("COERCE", "forced out", "The army", "the miners")]),
    ("The army captured the city.", [("ASSAULT", "captured", "The army", "the city")]),
    (
        "The council met on Monday and rejected the plan.",
        [("CONSULT", "met", "The council", None), ("REJECT", "rejected", "The council", "the plan")],
    ),
    (
        "At least 12 people were killed and 30 others injured when a dam burst near the town.",
        [("ASSAULT", "killed", None, "At least 12 people")],
    ),
    ("Helicopters evacuated the wounded miners.", [("AID", "evacuated", "Helicopters", "the wounded miners")]),
]
# text, then (type, is_negated, modality)
STANDING = [
    ("The council did not agree to the truce.", ("AGREE", True, "asserted")),
    ("Ministers failed to reach an agreement.", ("AGREE", True, "asserted")),
    ("No soldiers were killed.", ("ASSAULT", True, "asserted")),
    ("The army plans to deploy tanks.", ("MOBILIZE", False, "planned")),
    ("The ministry will send aid to the islands.", ("AGREE", False, "planned")),
    ("The ministry will not send aid to the islands.", ("REJECT", False, "planned")),
    ("The unions will march on the palace.", ("THREATEN", False, "planned")),
    ("The king could release the prisoners.", ("RETREAT", False, "hypothetical")),
    ("The union said it had rejected the offer.", ("REJECT", False, "reported")),
]
NO_EVENTS = [
    "The mayor said the bridge is red.",
    "The meeting room is on the second floor.",
    "He told reporters that the harvest was good.",
    "The band released an album.",
    "The firm met its targets.",
    "Shares rallied in the afternoon.",
    "Shares closed down on Friday.",
    "The champions beat the visitors in the final.",
    "The shop offers a wide choice of tea.",
    "Growth depends on strong demand.",
    "All this allows the firm to grow.",
    "He had a heart attack on Monday.",
    "High costs forced the firm out of business.",
    "",
]


def events_of(text: str, model: Language, **around: object) -> tuple[Event, ...]:
    dates, places, quotes = (around.get(name, ()) for name in ("dates", "places", "quotes"))
    found = find_events(model(text), text, NO_ACTORS, dates, places, quotes)  # type: ignore[arg-type]
    assert [text[e.start_char : e.end_char] for e in found] == [e.action_text for e in found]
    assert all(0 <= e.confidence <= 1 and e.event_type in TYPES for e in found)
    return found


@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_who_did_what_to_whom(text: str, expected: list[tuple[object, ...]], nlp: Language) -> None:
    found = events_of(text, nlp)
    assert [(e.event_type, e.action_text, e.actor_text, e.recipient_text) for e in found] == expected


@pytest.mark.parametrize(("text", "expected"), STANDING)
def test_negation_and_modality(text: str, expected: tuple[object, ...], nlp: Language) -> None:
    assert [(e.event_type, e.is_negated, e.modality) for e in events_of(text, nlp)] == [expected]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_saying_and_things_are_no_events(text: str, nlp: Language) -> None:
    assert events_of(text, nlp) == ()


def test_what_a_sentence_says_is_surer_than_what_it_mentions(nlp: Language) -> None:
    told = events_of("The army attacked the port.", nlp)[0].confidence
    reported = events_of("The mayor said that the army attacked the port.", nlp)[0].confidence
    possible = events_of("The army could attack the port.", nlp)[0].confidence
    mentioned = events_of("The mayor left the town after the army attacked the port.", nlp)[0].confidence
    assert told == reported > possible > mentioned > 0


def test_a_speech_act_is_a_quotation_and_an_event_and_saying_only_a_quotation(nlp: Language) -> None:
    demand = "The minister demanded that the rebels leave the port."
    assert [(e.event_type, e.actor_text) for e in events_of(demand, nlp)] == [("REQUEST", "The minister")]
    assert [q.cue_text for q in find_quotes(nlp(demand), demand, NO_ACTORS)] == ["demanded"]
    saying = "The minister said that the port is open."
    assert events_of(saying, nlp) == ()
    assert [q.cue_text for q in find_quotes(nlp(saying), saying, NO_ACTORS)] == ["said"]


def test_date_and_place_come_from_the_sentence(nlp: Language) -> None:
    text = "Rebels attacked a convoy in Sunmere on Saturday. Nobody knows why."
    day = date(2024, 5, 4)
    saturday = DateMention("Saturday", 39, 47, "2024-05-04", day, day, date(2024, 5, 6), None)
    sunmere = Place("Sunmere", 28, 35, None, None, None, None, None, None, "mentioned", "not in the gazetteer")
    (event,) = events_of(text, nlp, dates=(saturday,), places=(sunmere,))
    assert (event.event_date, event.place_start_char) == (day, 28)


def test_what_lies_years_back_is_historical_and_what_is_quoted_reported(nlp: Language) -> None:
    text = "In 1990 Arvania invaded Norvale. On Monday rebels attacked the port."
    year = DateMention("1990", 3, 7, "1990", date(1990, 1, 1), date(1990, 12, 31), None, None)
    monday = DateMention("Monday", 36, 42, "2024-05-06", date(2024, 5, 6), date(2024, 5, 6), date(2024, 5, 7), None)
    assert [e.modality for e in events_of(text, nlp, dates=(year, monday))] == ["historical", "asserted"]
    assert [e.modality for e in events_of(text, nlp, quotes=(Span(33, 68),))] == ["asserted", "reported"]


def test_parties_lead_to_the_articles_actors(nlp: Language) -> None:
    text = "Arvania praised Norvale."
    mentions = (Mention("Arvania", "place", 0, 7, 0), Mention("Norvale", "place", 16, 23, 1))
    entities = (Entity(0, "Arvania", "place", ("Arvania",)), Entity(1, "Norvale", "place", ("Norvale",)))
    (event,) = find_events(nlp(text), text, ArticleActors(mentions, entities), (), (), ())
    assert (event.actor_entity_no, event.recipient_entity_no) == (0, 1)


@pytest.mark.parametrize(
    ("text", "stands_for"),
    [
        ("Ada Obi stayed at home. She praised Paul Nkemba.", ["Ada Obi"]),
        ("Ada Obi did not visit the town, but she met Paul Nkemba and then she left.", ["Ada Obi", "Ada Obi"]),
        ("“She lied,” Ada Obi said.", []),
        ("She met nobody.", []),
    ],
)
def test_a_pronoun_that_acts_stands_for_the_one_person_it_clearly_means(
    text: str, stands_for: list[str], nlp: Language
) -> None:
    names = ("Ada Obi", "Paul Nkemba")
    mentions = [
        Mention(n, "person", text.index(n), text.index(n) + len(n), no) for no, n in enumerate(names) if n in text
    ]
    entities = tuple(Entity(no, name, "person", (name,)) for no, name in enumerate(names))
    acting = find_speech(nlp(text), text, ArticleActors(tuple(mentions), entities)).acting
    assert [names[mention.entity_no] for mention in acting] == stands_for


def test_a_document_without_parse_has_no_events() -> None:
    assert find_events(English()("Rebels attacked."), "Rebels attacked.", NO_ACTORS, (), (), ()) == ()


@pytest.mark.parametrize("path", sorted(USER_ARTICLES.glob("000_*.txt")), ids=str)
def test_the_users_article_has_the_meeting_and_the_talks(path: Path, nlp: Language) -> None:
    events = events_of(path.read_text(encoding="utf-8"), nlp)
    consulted = [
        (e.action_text, e.actor_text or "", e.recipient_text, e.is_negated) for e in events if e.event_type == "CONSULT"
    ]
    assert any(action == "called" and actor.endswith("Macron") for action, actor, _, _ in consulted)
    assert ("talks", "the US", "Russia", False) in consulted


def test_every_type_has_words_and_the_lexicon_no_other_type() -> None:
    assert {entry.event_type for entries in LEXICON.values() for entry in entries} == TYPES | {"NONE"}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("attack", ["attack", "attacks", "attacked", "attacking"]),
        ("ban", ["ban", "bans", "banned", "banning"]),
        ("deny", ["deny", "denies", "denied", "denying"]),
        ("praise", ["praise", "praises", "praised", "praising"]),
        ("visit", ["visit", "visits", "visited", "visiting"]),
        ("expel", ["expel", "expels", "expelled", "expelling"]),
        ("meet", ["meet", "meets", "met", "meeting"]),
    ],
)
def test_verbs_are_inflected(verb: str, forms: list[str]) -> None:
    assert inflected(verb) == forms


def test_a_sentence_without_end_is_read_in_time(nlp: Language) -> None:
    text = "rebels attacked and " * 1_500
    assert events_of(text, nlp)[0].event_type == "ASSAULT"


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(["rebels", "attacked", "will", "not", "talks", "between", ",", ".", "said"]), max_size=20
    )
)
def test_any_words_give_verbatim_events(words: list[str], nlp: Language) -> None:
    events_of(" ".join(words), nlp)
