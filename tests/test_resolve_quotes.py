"""Quote groups: literal quotations in, groups and sides out. The pairs are a sample of how outlets print one another's quotations."""

import random
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.resolve import QUOTE_WORDS_SQL, resolve_actors
from tasks.resolve.group_speakers import resolve_group_speakers
from tasks.resolve.quote_groups import resolve_quote_groups
from tasks.resolve.quote_speakers import QUOTE_SPEAKERS_SQL
from tasks.resolve.same_words import have_same_words
from tests.raw_rows import Row, article, empty_warehouse, entity, insert, quote, staged

FALK, WEISS = "Ines Falk", "Karla Weiss"
PEOPLE = (FALK, WEISS, "Jon Brandt", "Nordline")


def said(words: str, speaker: str | None = FALK, story: str = "grounding", **columns: Any) -> Row:
    """One report of some words, in an article of its own; ``speaker`` may be several people, apart by " and "."""
    return {"words": words, "speakers": speaker.split(" and ") if speaker else [], "story": story, **columns}


def grouped(*reports: Row) -> tuple[duckdb.DuckDBPyConnection, list[str]]:
    """The warehouse with the reports' groups, and the groups as letters of their articles: ``["ac", "b"]``.

    A report stands ``within`` the text of an earlier article when it names its letter.
    """
    con, texts, stories = empty_warehouse(), dict[str, str](), list[tuple[str, str]]()
    for name, report in zip("abcdefgh", reports, strict=False):
        row = dict(report)
        words, speakers = row.pop("words"), row.pop("speakers")
        within = row.pop("within", name)
        story = row.pop("story")
        if within == name:
            texts[name] = f"Somebody said: {words}"
            insert(con, "articles", article(name, texts[name]))
            insert(con, "entities", *(entity(name, number, person) for number, person in enumerate(PEOPLE)))
            stories.append((name, story))
        numbers = [PEOPLE.index(person) for person in speakers]
        known = {"entity_no": numbers[0], "speaker_entity_nos": numbers} if numbers else {}
        insert(con, "quotes", quote(within, texts[within], words, **known | row))
    staged(con)
    resolve_actors(con)
    for table, column in (("article_stories", "story_id"), ("reprints", "reprint_group_id")):
        con.execute(
            f"create table resolved.{table} (article_id text, {column} text, origin_owner_name text, is_origin boolean)"
        )
        con.executemany(f"insert into resolved.{table} (article_id, {column}) values (?, ?)", stories)
    con.execute(f"create table resolved.quote_speakers as {QUOTE_SPEAKERS_SQL}")
    con.execute(f"create table resolved.quote_words as {QUOTE_WORDS_SQL}")
    resolve_quote_groups(con)
    resolve_group_speakers(con)
    found = con.execute(
        "select string_agg(article_id, '' order by article_id) from resolved.quote_groups group by quote_group_id order by 1"
    ).fetchall()
    return con, [letters for (letters,) in found]


def groups(*reports: Row) -> list[str]:
    return grouped(*reports)[1]


HULL = "The hull has held through the night and no oil is on the water"
SAME_WORDS = {
    "marks and case": ("We don’t fear the winter, we fear the bill.", "we don't fear the winter — we fear the bill"),
    "a part in the middle": ("We fear the bill that comes in March", "So yes, we fear the bill that comes in March, as anybody would"),
    "the first of two sentences": ("We will open every gate by noon", "We will open every gate by noon. Then we shall see who comes."),
    "editor's brackets": ("We will not pay for it before the court has ruled", "We will not pay for [the dredging] before the court has ruled"),
    "a letter in brackets": ("[W]e will not pay before the court has ruled", "We will not pay before the court has ruled"),
    "an ending in brackets": ("The reform[s] we want will cost nobody a penny", "The reforms we want will cost nobody a penny"),
    "an omission": (
        "We have waited eleven years, through four governments and two floods, for this one bridge",
        "We have waited eleven years … for this one bridge",
    ),
    "American spelling": ("Our neighbours organise the defence of the harbour centre", "Our neighbors organize the defense of the harbor center"),
    "a contraction written out": ("We can’t say when it’ll be over and we won’t guess", "We cannot say when it will be over and we will not guess"),
    "accents": ("The café on the quay stays open all winter", "The cafe on the quay stays open all winter"),
    "one word edited": ("The hull has held through the whole night", "The hull has held through the entire night"),
    "a word dropped": ("The hull has really held through the night", "The hull has held through the night"),
    "numbers in letters": ("We counted 14 sailors on the deck that night", "We counted fourteen sailors on the deck that night"),
}  # fmt: skip
OTHER_WORDS = {
    "only the beginning": ("We fear the bill that comes in March", "We fear the men who come in April"),
    "a negation": ("We will raise the taxes on fuel next year", "We will not raise the taxes on fuel next year"),
    "another number": ("We recorded 14 new cases in the last day", "We recorded 27 new cases in the last day"),
    "numbers in letters that differ": ("We counted nine sailors on the deck that night", "We counted ten sailors on the deck that night"),
    "five words, one edited": ("We want peace in Sellhaven", "We want peace in Oststadt"),
    "a sliver of a speech": ("We shall open the gates again", f"We shall open the gates again. {HULL}. " + "Pilots kept the small boats two miles off. " * 3),
    "the same common words": ("That is what we have to do for the people of this town", "It is for the people of this country that we have to work"),
}  # fmt: skip


@pytest.mark.parametrize("words", SAME_WORDS.values(), ids=SAME_WORDS)
def test_the_same_words_are_one_group(words: tuple[str, str]) -> None:
    assert groups(said(words[0]), said(words[1])) == ["ab"]
    assert groups(said(words[1]), said(words[0], None)) == ["ab"]


@pytest.mark.parametrize("words", OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_other_words_are_apart(words: tuple[str, str]) -> None:
    assert groups(said(words[0]), said(words[1])) == ["a", "b"]


def test_who_must_have_said_it_depends_on_how_much_it_says() -> None:
    telling = "The hull has held through the night"
    assert groups(said(HULL), said(HULL, WEISS, "election")) == ["ab"]
    assert groups(said(telling), said(telling, WEISS)) == ["ab"]
    assert groups(said(telling), said(telling, FALK, "election")) == ["ab"]
    assert groups(said(telling), said(telling, WEISS, "election")) == ["a", "b"]
    assert groups(said("No comment"), said("no comment."), said("No comment", WEISS)) == ["ab", "c"]
    assert groups(said("No comment"), said("No comment", FALK, "election")) == ["a", "b"]
    assert groups(said("No comment"), said("No comment", None)) == ["a", "b"]


def test_courtesies_are_nobodys_own_words() -> None:
    courtesy = "Our thoughts are with the families of the victims"
    assert groups(said(courtesy), said(courtesy, WEISS), said(courtesy, FALK)) == ["ac", "b"]


def test_without_a_known_speaker_few_words_are_one_in_a_reprint() -> None:
    he, she = {"speaker_text": "a sailor"}, {"speaker_text": "A pilot"}
    assert groups(said("I ran", None, **he), said("I ran.", None, **he), said("I ran", None, **she)) == ["ab", "c"]


def mixed(words: str, **columns: Any) -> Row:
    return said(words, quote_type="mixed", **columns)


def indirect(words: str, **columns: Any) -> Row:
    return said(words, quote_type="indirect", **columns)


def test_a_mixed_quotation_is_known_by_its_quoted_words() -> None:
    full = said("The steering failed and we will not sail before it is mended.")
    assert groups(full, mixed("that the crew “will not sail before it is mended”, whatever the owners say")) == ["ab"]
    assert groups(mixed("that they ‘will not sail before it’s mended’"), mixed('they "will not sail before it\'s mended" at all')) == ["ab"]  # fmt: skip
    assert groups(full, mixed("that the owners “will not sail”")) == ["ab"]
    assert groups(full, mixed("that the owners “will not sail”", speaker=WEISS)) == ["a", "b"]
    assert groups(full, mixed("that the owners “will not sail”", story="election")) == ["a", "b"]
    assert groups(full, mixed("that the steering was “mended” and the crew would sail")) == ["a", "b"]


def test_a_fragment_that_two_quotations_hold_joins_neither() -> None:
    fragment = mixed("that the owners “will not pay”")
    one, other = said("We will not pay a single krone."), said("The state will not pay, nor will you.")
    assert groups(one, fragment, other) == ["a", "b", "c"]
    assert groups(one, fragment) == ["ab"]


def test_indirect_words_are_the_reporters() -> None:
    words = "the hull had held through the night and no oil was on the water"
    assert groups(indirect(words), indirect("that " + words), said(words)) == ["ab", "c"]
    assert groups(indirect(words), indirect(words + ", although two tugs were expected to reach it by Wednesday")) == ["a", "b"]  # fmt: skip
    assert groups(indirect(words, cue_type="said"), indirect(words, cue_type="denied")) == ["a", "b"]


def test_words_that_were_not_said_are_apart_from_those_that_were() -> None:
    assert groups(said(HULL), said(HULL, is_negated=True), said(HULL, is_negated=True)) == ["a", "bc"]


def test_the_words_of_a_quotation_inside_another_are_the_inner_ones() -> None:
    inner = "the hull has held through the night and no oil is out"
    outer = f"that Falk had told her “{inner}” and hung up"
    assert groups(mixed(outer, speaker=WEISS), said(inner, within="a"), said(inner)) == ["a", "ac"]


def test_sides_tell_disagreement_from_speaking_together() -> None:
    def sides(*reports: Row) -> list[list[str]]:
        con, (_,) = grouped(*reports)
        return [
            names
            for (names,) in con.execute(
                "select list(actor_name order by actor_name) from resolved.quote_group_speakers "
                "inner join resolved.actors using (actor_id) group by side_no order by 1"
            ).fetchall()
        ]

    assert sides(said(HULL), said(HULL, WEISS)) == [[FALK], [WEISS]]
    assert sides(said(HULL), said(HULL, None)) == [[FALK]]
    assert sides(said(HULL), said(HULL, f"{FALK} and {WEISS}"), said(HULL, WEISS)) == [[FALK, WEISS]]
    company: dict[str, Any] = {"speaks_for_text": "Nordline", "speaks_for_entity_no": PEOPLE.index("Nordline")}
    assert sides(said(HULL, **company), said(HULL, "Nordline")) == [[FALK, "Nordline"]]
    assert sides(said(HULL), said(HULL, WEISS, within="a", speaker_start_char=0)) == [[FALK, WEISS]]
    assert sides(said(HULL), said(HULL, "Nordline")) == [[FALK], ["Nordline"]]


def test_no_order_changes_a_group() -> None:
    reports = [said(words) for pair in list(SAME_WORDS.values())[:4] for words in pair]
    seen = set()
    for seed in range(3):
        order = reports.copy()
        random.Random(seed).shuffle(order)
        con, _ = grouped(*order)
        seen.add(
            repr(
                con.execute(
                    "select list(text order by text) from resolved.quote_groups "
                    "inner join staging.quotes using (quote_id) group by quote_group_id order by 1"
                ).fetchall()
            )
        )
    assert len(seen) == 1


def test_long_wordings_are_compared_by_shingles() -> None:
    long = [f"word{number}" for number in range(300)]
    assert have_same_words(long, [*long[:150], "other", *long[151:]], is_whole=False)
    assert not have_same_words(long, [*long[:150], *(f"other{number}" for number in range(150))], is_whole=False)


WORDS = st.lists(
    st.sampled_from("we will not pay the 14 fifteen bills in march or may".split()), min_size=1, max_size=12
)


@given(WORDS, WORDS, st.booleans())
def test_sameness_is_mutual_and_everything_is_the_same_as_itself(
    one: list[str], other: list[str], is_whole: bool
) -> None:
    assert have_same_words(one, other, is_whole) == have_same_words(other, one, is_whole)
    assert have_same_words(one, one, is_whole)
    assert have_same_words([*one, *other], one, is_whole=False) or len(one) * 5 < len(one) + len(other)
