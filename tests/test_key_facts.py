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
