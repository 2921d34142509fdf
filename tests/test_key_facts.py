"""Key facts: ranked phrases of the text that answer who, what, when, where, why and how."""

from datetime import date

import pytest
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Span

from tasks.extract.key_facts import find_key_facts
from tasks.extract.key_facts.answers import where
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
    return find_key_facts(nlp(TEXT), nlp(TITLE), published, actors, (), places, dates, ())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who", "The city council of Sunmere"),
        ("what", "closes the old bridge at Sunmere"),
        ("when", "Tuesday"),
        ("where", "Sunmere"),
        ("why", "because its pillars had cracked"),
        ("how", "by measuring the arches"),
    ],
)
def test_first_answers(facts: tuple[KeyFact, ...], question: str, answer: str) -> None:
    assert next(fact.text for fact in facts if fact.question == question) == answer


def test_answers_are_verbatim_ranked_and_different(facts: tuple[KeyFact, ...]) -> None:
    spans = [fact for fact in facts if fact.start_char is not None]
    assert [TEXT[fact.start_char : fact.end_char] for fact in spans] == [fact.text for fact in spans]
    assert [fact.text for fact in facts if fact not in spans] == ["closes the old bridge at Sunmere"]
    for question in {fact.question for fact in facts}:
        answers = [fact for fact in facts if fact.question == question]
        assert [fact.rank for fact in answers] == list(range(1, len(answers) + 1))
        assert len({fact.text.lower() for fact in answers}) == len(answers) <= 3


def test_the_second_who_is_the_named_engineer(facts: tuple[KeyFact, ...]) -> None:
    assert "Ada Quill" in [fact.text for fact in facts if fact.question == "who"]


def test_whom_the_model_takes_for_a_place_and_the_article_for_a_person_is_none() -> None:
    doc = English()("Quill spoke in Sunmere.")
    doc.ents = [Span(doc, 0, 1, label="GPE"), Span(doc, 3, 4, label="GPE")]
    actors = ArticleActors(
        (Mention("Quill", "person", 0, 5, 0),), (Entity(0, "Ada Quill", "person", ("Ada Quill", "Quill")),)
    )
    assert [doc.text[a.start_char : a.end_char] for a in where(doc, doc.text, (), actors, frozenset(), None)] == [
        "Sunmere"
    ]


def test_using_tells_how(nlp: Language) -> None:
    text = "Engineers found the crack using a small drone, the agency said. The agency was using boats."
    found = find_key_facts(nlp(text), nlp(""), None, ArticleActors(), (), (), (), ())
    assert [fact.text for fact in found if fact.question == "how"] == ["using a small drone"]


def test_without_a_parse_who_when_and_where_still_answer() -> None:
    actors = ArticleActors((mention_of("Ada Quill", 0),), (Entity(0, "Ada Quill", "person", ("Ada Quill",)),))
    found = find_key_facts(English()(TEXT), English()(TITLE), None, actors, (), (), (), ())
    assert [(fact.question, fact.rank, fact.text) for fact in found] == [("who", 1, "Ada Quill")]


def test_an_empty_text_has_no_facts(nlp: Language) -> None:
    assert find_key_facts(nlp(""), nlp(""), None, ArticleActors(), (), (), (), ()) == ()


def whats(nlp: Language, text: str, title: str, actors: ArticleActors | None = None) -> list[KeyFact]:
    found = find_key_facts(nlp(text), nlp(title), None, actors or ArticleActors(), (), (), (), ())
    return [fact for fact in found if fact.question == "what"]


@pytest.mark.parametrize(
    ("text", "title", "what"),
    [
        pytest.param("Three walkers have been rescued. They were cold.", "", "have been rescued", id="passive"),
        pytest.param(
            "The brewery closed its oldest plant after workers had rejected a new contract.",
            "End of the old brewery",
            "closed its oldest plant",
            id="no clause below",
        ),
        pytest.param(
            "The brewery may close its oldest plant.", "Worries in Sunmere", "may close its oldest plant", id="may be"
        ),
        pytest.param(
            "The mayor opened the new library in Sunmere and thanked the builders.",
            "A library in Sunmere",
            "opened the new library in Sunmere",
            id="as far as the headline goes",
        ),
        pytest.param(
            "The minister met farmers. The minister promised cheaper diesel.",
            "A promise of cheaper diesel",
            "promised cheaper diesel",
            id="what the headline speaks of",
        ),
    ],
)
def test_under_a_headline_that_tells_nothing_what_is_the_verb_phrase_most_like_it(
    nlp: Language, text: str, title: str, what: str
) -> None:
    assert whats(nlp, text, title)[0].text == what


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("Minister promises cheaper diesel as drought goes on", "promises cheaper diesel"),
        ("Drought: minister promises cheaper diesel", "promises cheaper diesel"),
        ("Minister may not cut the price of diesel, farmers say", "may not cut the price of diesel"),
        ("Minister raises fuel tax and promises cheaper diesel", "raises fuel tax"),
        ("Five farmers arrested after march", "arrested"),
        ("Ferry to stop at Sunmere - Harbour Gazette", "to stop at Sunmere"),
        ("Council calls diesel 'a poison'", "calls diesel 'a poison'"),
    ],
)
def test_the_headlines_main_clause_says_what(nlp: Language, title: str, what: str) -> None:
    assert [fact.text for fact in whats(nlp, "", title)] == [what]


@pytest.mark.parametrize(
    "title", ["Will the minister cut the price?", "How the ferry sank", "Drought in the north", "..."]
)
def test_a_headline_that_asks_or_only_names_says_nothing(nlp: Language, title: str) -> None:
    assert whats(nlp, "", title) == []


def test_behind_an_actors_name_a_headline_tells_what_even_if_its_verb_looks_like_a_noun(nlp: Language) -> None:
    actors = ArticleActors(tuple(mention_of(words, 0) for words in ("Ada Quill", "Quill")))
    assert [fact.text for fact in whats(nlp, "", "Ada Quill protests outside Sunmere Tower", actors)] == [
        "protests outside Sunmere Tower"
    ]


def test_words_of_the_headline_that_the_text_has_too_are_a_span_of_it(nlp: Language) -> None:
    text = "Harbour closed. The harbour master shuts the harbour. Nobody came."
    spans = {(fact.text, fact.start_char, fact.end_char) for fact in whats(nlp, text, "Master shuts the harbour")}
    at = text.index("shuts")
    assert ("shuts the harbour", at, at + len("shuts the harbour")) in spans


def test_a_date_that_only_tells_which_is_not_the_first_when(nlp: Language) -> None:
    text = "Quill conceded Tuesday's vote in a call with her team on Saturday."
    tuesday, saturday, published = date(2024, 5, 7), date(2024, 5, 11), date(2024, 5, 12)
    dates = tuple(
        DateMention(words, at, at + len(words), day.isoformat(), day, day, published, None)
        for words, day in (("Tuesday", tuesday), ("Saturday", saturday))
        for at in (text.index(words),)
    )
    found = find_key_facts(nlp(text), nlp(""), None, ArticleActors(), (), (), dates, ())
    assert [fact.text for fact in found if fact.question == "when"] == ["Saturday", "Tuesday"]


def test_a_day_of_the_last_week_comes_before_an_older_one_however_it_is_written(nlp: Language) -> None:
    text = "Over the plan of 2 April 2024 the council met again on 8 May 2024."
    days = (("2 April 2024", date(2024, 4, 2)), ("8 May 2024", date(2024, 5, 8)))
    dates = tuple(
        DateMention(words, at, at + len(words), day.isoformat(), day, day, None, None)
        for words, day in days
        for at in (text.index(words),)
    )
    found = find_key_facts(nlp(text), nlp(""), date(2024, 5, 9), ArticleActors(), (), (), dates, ())
    assert [fact.text for fact in found if fact.question == "when"] == ["8 May 2024", "2 April 2024"]


def place_at(text: str, words: str) -> Place:
    at = text.index(words)
    return Place(words, at, at + len(words), None, None, None, None, None, None, "mentioned", None)


@pytest.mark.parametrize(
    ("text", "names", "first"),
    [
        pytest.param("She spoke at Green Hall on Monday.", ("Green", "Green Hall"), "Green Hall", id="the whole name"),
        pytest.param(
            "The bar, invented in Switzerland by a baker, has got smaller. Buyers in Britain complain.",
            ("Switzerland", "Britain"),
            "Britain",
            id="no aside",
        ),
    ],
)
def test_where_is_the_whole_name_outside_asides(nlp: Language, text: str, names: tuple[str, ...], first: str) -> None:
    places = tuple(place_at(text, words) for words in names)
    found = find_key_facts(nlp(text), nlp("Buyers complain"), None, ArticleActors(), (), places, (), ())
    assert next(fact.text for fact in found if fact.question == "where") == first
