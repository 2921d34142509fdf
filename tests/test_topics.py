"""Topics: the rules file, and what an article is about."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.topics import TopicRules, find_topics, load_topics
from tasks.records import ArticleActors, Entity, Mention, Span, Topic
from tests.conftest import USER_ARTICLES

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "topics.csv"
HEADER = "topic_id,topic_name,parent_id,cues,rule,note\n"
SMALL_RULES = HEADER + (
    "medtop:15000000,sport,,match;champion*^2,,\n"
    "medtop:20001108,sport event,medtop:15000000,world cup^3,,\n"
    "medtop:20001109,Olympic Games,medtop:20001108,olympic*^3,,\n"
    "medtop:15000000,,,goalkeeper,,more cues\n"
    "medtop:07000000,health,,hospital;doctor*,,\n"
    'user:cup-safety,safety at the cup,,,"""world cup"" near/10 stampede*",\n'
    "user:cup-safety,,,,actor:Q7 and crush not rugby,a second rule of the topic\n"
)
NOBODY = ArticleActors()


def topics_of(
    text: str,
    rules: TopicRules,
    title: str | None = None,
    section_name: str | None = None,
    actors: ArticleActors = NOBODY,
) -> tuple[Topic, ...]:
    return find_topics(text, title, section_name, actors, rules)


@pytest.fixture(scope="module")
def shipped() -> TopicRules:
    return load_topics(SEEDS)


@pytest.fixture
def small(tmp_path: Path) -> TopicRules:
    path = tmp_path / "topics.csv"
    path.write_text(SMALL_RULES, encoding="utf-8")
    return load_topics(path)


def test_child_follows_its_parent_and_counts_for_it(small: TopicRules) -> None:
    found = topics_of("The champions lost the World Cup.", small)
    version = small.topics["medtop:15000000"].rule_version
    # Seen once in the first paragraph, a cue counts log2(1 + 2) times its weight: 2 and 3; the doubt of six words is 2.06.
    cup, champions = Span(23, 32), Span(4, 13)
    assert found == (
        Topic("medtop:15000000", "sport", 0.7937, 1, ("world cup", "champions"), (champions, cup), version),
        Topic("medtop:20001108", "sport event", 0.4762, 2, ("world cup",), (cup,), version),
    )


def test_the_third_level_counts_for_both_above_it(small: TopicRules) -> None:
    found = topics_of("A doctor at the Olympic village.", small)
    assert [(topic.rank, topic.topic_name) for topic in found] == [
        (1, "sport"),
        (2, "sport event"),
        (3, "Olympic Games"),
        (4, "health"),
    ]


def test_title_and_section_weigh_more_than_the_body(small: TopicRules) -> None:
    body = "A doctor came.\nA match followed."
    assert topics_of(body, small)[0].topic_name == "health"
    assert topics_of(body, small, title="The match")[0].topic_name == "sport"
    assert topics_of(body, small, section_name="Match reports")[0].topic_name == "sport"


def test_cues_match_whole_words_unless_starred(small: TopicRules) -> None:
    assert topics_of("Rematches, goalkeepers and a hospitality tent.", small) == ()
    assert [t.topic_name for t in topics_of("The championship.", small)] == ["sport"]


def test_a_users_rule_decides_by_words_within_reach_or_by_actors(small: TopicRules) -> None:
    found = topics_of("After the stampede at the world cup", small)[-1]
    assert (found.topic_id, found.topic_name, found.rank) == ("user:cup-safety", "safety at the cup", 3)
    assert (found.evidence, found.evidence_spans) == (("stampede", "world cup"), (Span(10, 18), Span(26, 35)))
    assert (
        found.rule_version
        == small.topics["user:cup-safety"].rule_version
        != small.topics["medtop:15000000"].rule_version
    )
    far = "The world cup " + "went on " * 6 + "after a stampede."
    assert all(topic.topic_id != "user:cup-safety" for topic in topics_of(far, small))
    board = ArticleActors(
        (Mention("FIFA", "organisation", 9, 13, 0),), (Entity(0, "FIFA", "organisation", ("FIFA",), None, "Q7"),)
    )
    crush = topics_of("A crush: FIFA regrets it.", small, actors=board)
    assert [(topic.rank, topic.topic_id, topic.evidence) for topic in crush] == [
        (1, "user:cup-safety", ("crush", "fifa"))
    ]
    assert topics_of("A rugby crush: FIFA regrets it.", small, actors=board) == ()


def test_text_without_a_cue_has_no_topic(small: TopicRules) -> None:
    assert topics_of("Grey pebbles.", small) == ()
    assert topics_of("", small) == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("sport,sport,,match,,", "topic_id 'sport' is neither medtop:######## nor user:slug"),
        ("medtop:15000000,,,match,,", "medtop:15000000 has no topic_name"),
        ("medtop:20001108,sport event,,world cup,,", "medtop:20001108 must have a parent_id unless it is a top-level"),
        ("user:a,a,user:b,,match,", "parent_id 'user:b' is not a topic above this row"),
        ("medtop:15000000,a,,match;;goal,,", "cue '' is not phrase, phrase^weight or phrase & phrase"),
        ("medtop:15000000,a,,match^x,,", "cue 'match^x' is not phrase"),
        ("medtop:15000000,a,,Match,,", "cue 'Match' is not lower case"),
        ("medtop:15000000,a,,***,,", "cue '***' has no word"),
        ("user:a,a,,match", "4 columns instead of 6"),
        ("user:a,a,,match,,", "a Media Topic has cues and no rule, a user's topic a rule and no cues"),
        ("medtop:15000000,a,,match,goal,", "a Media Topic has cues and no rule"),
        ("user:a,a,,,match and (goal,", "column 11: this ( is not closed"),
    ],
)
def test_malformed_row_is_refused_with_file_line_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "topics.csv"
    path.write_text(f"{HEADER}user:first,first,,,word,\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"topics\.csv:3: ") as raised:
        load_topics(path)
    assert reason in str(raised.value)


def test_second_name_of_a_topic_and_wrong_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "topics.csv"
    path.write_text(f"{HEADER}user:a,a,,,word,\nuser:a,b,,,other,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"topics\.csv:3: user:a has its name and parent already"):
        load_topics(path)
    path.write_text("id,cues\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"topics\.csv:1: the columns must be topic_id"):
        load_topics(path)


def test_shipped_rules_hold_all_top_level_topics(shipped: TopicRules) -> None:
    top = {topic_id: t.topic_name for topic_id, t in shipped.topics.items() if topic_id.endswith("000000")}
    assert len(top) == 17
    assert top["medtop:11000000"] == "politics and government"
    assert top["medtop:16000000"] == "conflict, war and peace"
    assert sum(topic_id.startswith("user:") for topic_id in shipped.topics) == 2


@pytest.mark.parametrize(
    ("text", "top_name"),
    [
        ("The central bank raised interest rates; shares fell on the stock exchange.", "economy, business and finance"),
        ("The striker scored twice before half-time and the coach praised his goalkeeper.", "sport"),
        ("Doctors at the hospital said the vaccine had stopped the measles outbreak.", "health"),
        ("A magnitude 6.8 earthquake left rescuers searching the rubble for survivors.", "disaster, accident and emergency incident"),
        ("A dam burst near the town, the emergency agency said, and police searched for the dead.", "disaster, accident and emergency incident"),
        ("Forecasters expect heavy rain, gales and temperatures near freezing.", "weather"),
        ("The jury found the defendant guilty of murder.", "crime, law and justice"),
        ("The singer will record a second album with the orchestra.", "arts, culture, entertainment and media"),
        ("The archbishop led prayers in the cathedral.", "religion"),
        ("Teachers say pupils need smaller classrooms before the exams.", "education"),
        ("Nurses' union leaders called strike action over the pay offer.", "labour"),
        ("Astronomers used the telescope to follow a comet past the planet.", "science and technology"),
        ("Voters go to the polls after parliament was dissolved by the prime minister.", "politics and government"),
    ],
)  # fmt: skip
def test_shipped_rules_tell_what_news_is_about(shipped: TopicRules, text: str, top_name: str) -> None:
    assert topics_of(text, shipped)[0].topic_name == top_name


def test_shipped_user_topic(shipped: TopicRules) -> None:
    found = topics_of("Envoys met in Geneva for peace talks on Ukraine. A ceasefire seemed near.", shipped)
    assert found[-1].topic_id == "user:ukraine-peace-talks"
    assert found[-1].evidence == ("ceasefire", "peace talks", "ukraine")


def test_a_version_changes_with_the_rule_and_not_with_its_note_or_white_space(tmp_path: Path) -> None:
    def version(row: str) -> str:
        path = tmp_path / "topics.csv"
        path.write_text(f"{HEADER}{row}\n", encoding="utf-8")
        return load_topics(path).topics["user:a"].rule_version

    assert version("user:a,a,,,flood* and river,") == version("user:a,A,,,flood*  and river ,new note") == "b5e62c2b"
    assert version("user:a,a,,,flood* and rivers,") != version("user:a,a,,,flood* and river,")


@pytest.mark.parametrize("path", sorted(USER_ARTICLES.glob("000_*.txt")))
def test_users_article(shipped: TopicRules, path: Path) -> None:
    names = {topic.topic_name for topic in topics_of(path.read_text(encoding="utf-8"), shipped)}
    assert {"politics and government", "conflict, war and peace"} <= names


@given(st.lists(st.sampled_from(["match", "doctor", "world", "cup", "stampede", "hospital", "\n", "xyz"]), max_size=40))
def test_ranks_count_up_and_relevance_is_a_share(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "law.csv"
    path.write_text(SMALL_RULES, encoding="utf-8")
    found = topics_of(" ".join(words), load_topics(path))
    assert [topic.rank for topic in found] == list(range(1, len(found) + 1))
    assert all(0 < topic.relevance < 1 and topic.evidence for topic in found)
    assert not found or found[0].topic_id.endswith("000000")
