"""The language of the user's topic rules: what is read, what is refused and where, what is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.topics.article_words import article_words
from tasks.extract.topics.rule_language import RuleError, parse_rule
from tasks.extract.topics.rule_matching import find_rule, lacks
from tasks.extract.topics.rule_tree import ActorTerm, All, Near, OneOf, Rule, Term, written
from tasks.extract.topics.user_topics import UserTopic, places_of, user_topics
from tasks.records import ArticleActors, Entity, Mention


def found(rule: str, text: str, title: str | None = None, actors: ArticleActors | None = None) -> list[str]:
    """The words that a rule is found in, stretch by stretch."""
    article, tree = article_words(text, title), parse_rule(rule)
    places = places_of(article, actors or ArticleActors(), user_topics([UserTopic("user:a", tree)]))
    return [article.at((each.first_word, each.end_word)) for each in find_rule(tree, places)]


def lacking(rule: str, text: str) -> list[str]:
    article, tree = article_words(text, None), parse_rule(rule)
    return lacks(tree, places_of(article, ArticleActors(), user_topics([UserTopic("user:a", tree)])))


def test_near_binds_before_and_that_before_or() -> None:
    a, b, c, d = Term("a"), Term("b"), Term("c"), Term("d")
    assert parse_rule("a near/2 b and c or d") == OneOf((All((Near(a, b, 2), c)), d))
    assert parse_rule("a and (b OR c) NOT d") == All((a, OneOf((b, c))), (d,))
    assert parse_rule("a and not b") == parse_rule("a not b") == All((a,), (b,))
    assert parse_rule('actor:Q42 or actor:"Ines  Falk"') == OneOf((ActorTerm("Q42"), ActorTerm("Ines Falk")))
    assert parse_rule("“grain  carrier*”") == Term("“grain  carrier*”")
    assert written(parse_rule("a near/2 b and (c or d) not a")) == "(a near/2 b and (c or d) not a)"


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("", "column 1: a word, a phrase, an actor or ( must stand here, not the end of the rule"),
        ("flood and", "column 10: a word, a phrase, an actor or ( must stand here, not the end of the rule"),
        ("flood river", "column 7: 'river' needs and, or, not or near/n before it, or quotes around the whole phrase"),
        ("not flood", "column 1: a word, a phrase, an actor or ( must stand here, not 'not'"),
        ("(flood or river", "column 1: this ( is not closed"),
        ("(flood river)", "column 8: 'river' needs and, or, not or near/n before it, or quotes around the whole phrase"),
        ("flood) or river", "column 6: this ) has no ("),
        ('flood or "high water', "column 10: the quotation mark \" has no partner"),
        ("flood near river", "column 7: near needs a number of words from 1 to 100, such as near/5"),
        ("flood near/0 river", "column 7: near needs a number of words from 1 to 100, such as near/5"),
        ("flood near/5 (a and b)", "column 14: near/5 at column 7 ties words, not what is joined by and or not"),
        ("flood or fl*", "column 10: fl*: a * stands only behind at least 3 letters of a word"),
        ("fl*od", "column 1: fl*od: a * stands only behind at least 3 letters of a word"),
        ("flood or --", "column 10: -- has no word"),
        ('actor:"" or flood', "column 1: an actor is a name or a Wikidata id, without *"),
        ("(" * 51 + "a" + ")" * 51, "column 52: more than 50 parentheses inside each other"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_is_refused_with_its_column(rule: str, reason: str) -> None:
    with pytest.raises(RuleError) as raised:
        parse_rule(rule)
    assert str(raised.value) == reason


def test_words_phrases_and_endings() -> None:
    assert found("flood", "Flood? The floods, the FLOOD.") == ["flood", "flood"]
    assert found("flood*", "Flooding and floods") == ["flooding", "floods"]
    assert found('"grain carrier*"', "A grain carrier’s crew; grain, carriers. Grain\ncarriers") == [
        "grain carrier", "grain carriers", "grain carriers",
    ]  # fmt: skip
    assert found("U.S.", "The U.S. navy") == ["u s"]
    assert found('"peace talks" or peace', "peace talks") == ["peace", "peace talks"]


def test_near_counts_words_in_either_order_and_does_not_reach_from_title_to_text() -> None:
    assert found("dam near/1 burst", "The dam burst.") == ["dam burst"]
    assert found("dam near/2 burst", "Burst the dam") == ["burst the dam"]
    assert found("dam near/1 burst", "Burst the dam") == []
    assert found("dam near/100 burst", "burst", title="dam") == []
    assert found("dam and burst", "burst", title="dam") == ["dam", "burst"]
    assert found("(dam or dyke) near/3 burst near/3 rain", "rain burst a dyke, the dam") == ["rain burst a dyke"]
    assert found("dam near/9 dam", "One dam") == []


def test_not_shuts_out_wherever_it_stands() -> None:
    assert found("dam not film", "A film on a dam") == []
    assert found("dam not (film or book)", "A dam") == ["dam"]


def test_an_actor_is_found_by_name_alias_and_wikidata_id_wherever_mentioned() -> None:
    falk = ArticleActors(
        (Mention("Ines Falk", "person", 0, 9, 0), Mention("She", "person", 16, 19, 0)),
        (Entity(0, "Ines Falk", "person", ("Ines Falk", "Falk"), None, "Q42"),),
    )
    text = "Ines Falk left. She went by tug."
    for name in ("Q42", "falk", '"INES FALK"'):
        assert found(f"actor:{name}", text, actors=falk) == ["ines falk", "she"]
    assert found("actor:Falk near/2 tug", text, actors=falk) == []
    assert found("actor:Falk near/3 tug", text, actors=falk) == ["she went by tug"]
    assert found("actor:Ines", text, actors=falk) == []


def test_what_a_rule_lacks_is_told() -> None:
    rule = "(dam or dyke) near/3 burst and rain not film"
    assert lacking(rule, "The dam burst in the rain.") == []
    assert lacking(rule, "The dam burst.") == ["without rain"]
    assert lacking(rule, "Rain burst it.") == ["without (dam or dyke)"]
    assert lacking(rule, "A burst of rain over the town and its dam") == [
        "farther apart than 3 words: (dam or dyke) near/3 burst"
    ]
    assert lacking(rule, "Film of rain: dam burst") == ["shut out by not film"]
    assert lacking("(a and b) or c", "c") == []


WORDS = st.sampled_from(["dam", "dyke", "burst", "rain", "the"])
TREES: st.SearchStrategy[Rule] = st.recursive(
    st.builds(Term, WORDS),
    lambda below: st.one_of(
        st.builds(All, st.tuples(below, below), st.one_of(st.just(()), st.tuples(below))),
        st.builds(OneOf, st.tuples(below, below)),
        st.builds(Near, st.builds(Term, WORDS), st.builds(Term, WORDS), st.integers(1, 5)),
    ),
    max_leaves=8,
)


@given(TREES, st.lists(WORDS, max_size=12))
def test_a_rule_reads_back_as_written_and_holds_exactly_when_it_lacks_nothing(rule: Rule, words: list[str]) -> None:
    again = parse_rule(written(rule))
    text = " ".join(words)
    assert bool(found(written(again), text)) == (lacking(written(again), text) == [])
    assert bool(found(written(again), text)) == holds(rule, words)


def holds(rule: Rule, words: list[str]) -> bool:
    """The plain meaning of a rule, word by word."""
    match rule:
        case Term():
            return rule.written in words
        case OneOf(parts):
            return any(holds(part, words) for part in parts)
        case All(parts, unless):
            return all(holds(part, words) for part in parts) and not any(holds(part, words) for part in unless)
        case Near(Term(left), Term(right), distance):
            at = [[place for place, word in enumerate(words) if word == side] for side in (left, right)]
            return any(0 < abs(one - other) <= distance for one in at[0] for other in at[1])
    raise AssertionError(rule)
