"""Key facts: ranked phrases of the text that answer who, what, when, where, why and how."""

from datetime import date

import pytest
from spacy.lang.en import English
from spacy.language import Language

from tasks.extract.key_facts import find_key_facts
from tasks.records import ArticleActors, DateMention, Entity, KeyFact, Mention, Place

TITLE = "Council closes the old bridge at Sunmere"
TEXT = (
    "The city council of Sunmere closed the old bridge on Tuesday because its pillars had cracked. "
    "Engineer Ada Quill found the damage by measuring the arches. "
    "The council hopes to open a ferry in June. Ada Quill welcomed the plan."
)


def mention_of(words: str, number: int, start: int = 0) -> Mention:
    at = TEXT.index(words, start)
    return Mention(words, "person", at, at + len(words), number)


@pytest.fixture(scope="module")
def facts(nlp: Language) -> tuple[KeyFact, ...]:
    second = TEXT.index("Ada Quill", TEXT.index("June"))
    actors = ArticleActors(
        (mention_of("Ada Quill", 0), mention_of("Ada Quill", 0, second)),
        (Entity(0, "Ada Quill", "person", ("Ada Quill",)),),
    )
    sunmere, tuesday, june = (TEXT.index(words) for words in ("Sunmere", "Tuesday", "June"))
    published, closed = date(2024, 5, 8), date(2024, 5, 7)
    dates = (
        DateMention("Tuesday", tuesday, tuesday + 7, "2024-05-07", closed, closed, published, None),
        DateMention("June", june, june + 4, "2024-06", date(2024, 6, 1), date(2024, 6, 30), published, None),
    )
    places = (Place("Sunmere", sunmere, sunmere + 7, None, None, None, None, None, None, "mentioned", None),)
    return find_key_facts(nlp(TEXT), TEXT, TITLE, actors, (), places, dates, ())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who", "The city council of Sunmere"),
        ("what", "closed the old bridge"),
        ("when", "Tuesday"),
        ("where", "Sunmere"),
        ("why", "because its pillars had cracked"),
        ("how", "by measuring the arches"),
    ],
)
def test_first_answers(facts: tuple[KeyFact, ...], question: str, answer: str) -> None:
    assert next(fact.text for fact in facts if fact.question == question) == answer


def test_answers_are_verbatim_ranked_and_different(facts: tuple[KeyFact, ...]) -> None:
    assert [TEXT[fact.start_char : fact.end_char] for fact in facts] == [fact.text for fact in facts]
    for question in {fact.question for fact in facts}:
        answers = [fact for fact in facts if fact.question == question]
        assert [fact.rank for fact in answers] == list(range(1, len(answers) + 1))
        assert len({fact.text.lower() for fact in answers}) == len(answers) <= 3


def test_the_second_who_is_the_named_engineer(facts: tuple[KeyFact, ...]) -> None:
    assert "Ada Quill" in [fact.text for fact in facts if fact.question == "who"]


def test_without_a_parse_who_when_and_where_still_answer() -> None:
    actors = ArticleActors((mention_of("Ada Quill", 0),), (Entity(0, "Ada Quill", "person", ("Ada Quill",)),))
    found = find_key_facts(English()(TEXT), TEXT, None, actors, (), (), (), ())
    assert [(fact.question, fact.rank, fact.text) for fact in found] == [("who", 1, "Ada Quill")]


def test_an_empty_text_has_no_facts(nlp: Language) -> None:
    assert find_key_facts(nlp(""), "", None, ArticleActors(), (), (), (), ()) == ()


def first_what(nlp: Language, text: str, title: str | None) -> str:
    found = find_key_facts(nlp(text), text, title, ArticleActors(), (), (), (), ())
    return next(fact.text for fact in found if fact.question == "what")


@pytest.mark.parametrize(
    ("text", "title", "what"),
    [
        pytest.param("Three walkers have been rescued. They were cold.", None, "have been rescued", id="passive"),
        pytest.param(
            "The brewery closed its oldest plant after workers had rejected a new contract.",
            "Brewery closes plant",
            "closed its oldest plant",
            id="no clause below",
        ),
        pytest.param(
            "The mayor opened the new library in Sunmere and thanked the builders.",
            "Mayor opens library in Sunmere",
            "opened the new library in Sunmere",
            id="as far as the headline goes",
        ),
        pytest.param(
            "The minister met farmers. The minister promised cheaper diesel.",
            "Minister promises cheaper diesel as drought goes on",
            "promised cheaper diesel",
            id="what the headline tells",
        ),
    ],
)
def test_what_is_the_verb_phrase_most_like_the_headline(nlp: Language, text: str, title: str | None, what: str) -> None:
    assert first_what(nlp, text, title) == what


def test_a_date_that_only_tells_which_is_not_the_first_when(nlp: Language) -> None:
    text = "Quill conceded Tuesday's vote in a call with her team on Saturday."
    tuesday, saturday, published = date(2024, 5, 7), date(2024, 5, 11), date(2024, 5, 12)
    dates = tuple(
        DateMention(words, at, at + len(words), day.isoformat(), day, day, published, None)
        for words, day in (("Tuesday", tuesday), ("Saturday", saturday))
        for at in (text.index(words),)
    )
    found = find_key_facts(nlp(text), text, None, ArticleActors(), (), (), dates, ())
    assert [fact.text for fact in found if fact.question == "when"] == ["Saturday", "Tuesday"]
