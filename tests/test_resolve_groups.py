"""Reprints, stories, quote groups and event groups: literal articles in, groups out, in whatever order they come."""

import random
from collections.abc import Sequence
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.resolve import sketches, story_weeks
from tasks.resolve.actors import resolve_actors
from tasks.resolve.event_groups import EVENT_GROUPS_SQL, KEYED_EVENTS_SQL
from tasks.resolve.groups import Numbers, fetch_rows, smallest_members
from tasks.resolve.reprints import resolve_reprints
from tasks.resolve.shared_keys import shared_keys
from tasks.resolve.sketches import COMMON_HASH, sketched_pairs
from tasks.resolve.stories import REPORTS_SQL, cluster, resolve_stories
from tasks.resolve.story_pairs import MOST_CANDIDATES, similar_articles
from tasks.resolve.story_terms import read_terms, weigh
from tasks.resolve.story_weeks import UNDATED, with_windows
from tests.raw_rows import SQL_DIR, Row, article, empty_warehouse, entity, insert, staged

WIRE = """Vessel runs aground off Port Marrin
A grain carrier with nineteen crew ran aground off Port Marrin early on Tuesday after its steering failed in high winds.
Coastguard boats took fourteen sailors to the harbour, while five stayed on board to keep the pumps running through the night.
The harbour master, Ines Falk, said the hull had held and that no oil had been seen on the water.
Two tugs from Sellhaven were expected to reach the ship by Wednesday noon, and divers would then inspect the rudder.
The carrier had left the river terminal with forty thousand tonnes of barley bound for three buyers in the south.
Shipping in the strait was slowed for six hours, and pilots asked small boats to keep two miles away from the wreck."""
FERRY = """The ferry company Nordline cancelled all crossings to Port Marrin on Tuesday because of the storm, and about four hundred
travellers slept in school halls. Buses would carry them inland in the morning, a spokeswoman said. The company expects to sail again on
Thursday if the wind drops, and it will refund every ticket without charge."""


def edited(text: str) -> str:
    """Light edits: a word here and there, every sixth or so."""
    changes = {
        "early": "late",
        "after": "when",
        "while": "and",
        "said": "told reporters",
        "expected": "due",
        "bound": "meant",
    }
    for old, new in changes.items():
        text = text.replace(f" {old} ", f" {new} ")
    return text


def groups(con: duckdb.DuckDBPyConnection, table: str, member: str, group: str) -> set[frozenset[str]]:
    found = con.execute(f"select list({member}) from resolved.{table} group by {group}").fetchall()
    return {frozenset(members) for (members,) in found}


def reprints(*articles: Row) -> duckdb.DuckDBPyConnection:
    con = empty_warehouse()
    insert(con, "articles", *articles)
    resolve_reprints(staged(con))
    return con


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.upper(),
        "Storm latest: read more below\n" + WIRE,
        "\n".join(WIRE.splitlines()[1:5]),
        "\n".join(WIRE.splitlines()[:5]) + "\n" + FERRY,
        edited(WIRE),
    ],
    ids=["same", "capitals", "headline added", "paragraphs cut", "end replaced", "edited lightly"],
)
def test_copies_are_one_group(copy: str) -> None:
    con = reprints(article("a", WIRE), article("b", copy))
    assert groups(con, "reprints", "article_id", "reprint_group_id") == {frozenset("ab")}


@pytest.mark.parametrize(
    "other",
    [
        FERRY,
        FERRY + " Ines Falk, the harbour master, said the hull had held and that no oil had been seen on the water.",
        "Ines Falk, harbour master.",
        "",
    ],
    ids=["another event", "one sentence shared", "a caption", "nothing"],
)
def test_texts_that_share_little_are_apart(other: str) -> None:
    con = reprints(article("a", WIRE), article("b", other))
    assert groups(con, "reprints", "article_id", "reprint_group_id") == {frozenset("a"), frozenset("b")}


def test_two_texts_are_compared_once() -> None:
    cut = "\n".join(WIRE.splitlines()[1:5])
    con = reprints(article("a", WIRE), article("b", edited(WIRE)), article("c", WIRE.upper()), article("d", cut))
    compared = "select count(*), count(*) filter (is_copied) from resolved.compared_texts"
    assert con.execute(compared).fetchall() == [(3, 3)]
    # What the last build found is believed, so that whoever changes it sees so; a row that is not there is found again.
    con.execute("alter table resolved.compared_texts rename to before_compared_texts")
    con.execute("update resolved.before_compared_texts set is_copied = false")
    con.execute("delete from resolved.before_compared_texts where rowid = 0")
    resolve_reprints(con)
    assert con.execute(compared).fetchall() == [(3, 1)]


REWRITE = """Barley ship stuck in the strait
Shipping in the strait was slowed for six hours, and pilots kept traffic out, once a vessel with nineteen crew ran aground off Port Marrin.
No oil had been seen on the water and the hull had held, the harbour master, Ines Falk, said on Tuesday evening.
Her coastguard boats took fourteen sailors to the harbour, while five stayed on board. Their task: to keep the pumps running through the night.
Divers would then inspect the rudder, as two tugs from Sellhaven were expected to reach the ship by Wednesday noon.
Bound for three buyers in the south, the carrier had left the river terminal with forty thousand tonnes of barley."""


def test_a_rewrite_that_keeps_many_words_but_not_their_order_is_no_reprint() -> None:
    con = reprints(article("a", WIRE), article("b", REWRITE))
    assert groups(con, "reprints", "article_id", "reprint_group_id") == {frozenset("a"), frozenset("b")}


def test_a_roundup_of_many_briefs_does_not_join_them() -> None:
    briefs = {
        f"brief{number}": f"The {place} council voted on {day} to close its {thing} before winter, and members blamed rising costs."
        for number, (place, day, thing) in enumerate(
            [
                ("Alder", "Monday", "old library"),
                ("Birk", "Friday", "sea baths"),
                ("Cove", "Sunday", "night tram"),
                ("Dell", "May Day", "zoo"),
            ]
        )
    }
    roundup = "In other news. " + " ".join(briefs.values()) + " " + WIRE
    con = reprints(*(article(name, text) for name, text in briefs.items()), article("roundup", roundup))
    assert len(groups(con, "reprints", "article_id", "reprint_group_id")) == 5


def test_the_origin_is_the_first_published_and_its_owner_counts() -> None:
    con = reprints(
        article("a", WIRE, source_name="Undated Post"),
        article("b", WIRE, "2026-03-04 08:00", source_name="Late Gazette"),
        article("c", WIRE, "2026-03-04 07:00"),
        article("d", WIRE, "2026-03-04 07:30", source_name="Wire"),
    )
    found = con.execute(
        "select article_id, reprint_group_id, is_origin, origin_owner_name from resolved.reprints order by all"
    )
    assert found.fetchall() == [
        ("a", "reprint:a", False, "Wire"),
        ("b", "reprint:a", False, "Wire"),
        ("c", "reprint:a", True, "Wire"),
        ("d", "reprint:a", False, "Wire"),
    ]


def stories(*articles: Row) -> set[frozenset[str]]:
    con = empty_warehouse()
    insert(con, "articles", *articles)
    resolve_reprints(staged(con))
    resolve_stories(con)
    return groups(con, "article_stories", "article_id", "story_id")


GROUNDING = [
    "Crew leave grain carrier stuck off Port Marrin. Fourteen sailors were brought ashore after a carrier loaded with barley ran aground.",
    "Tugs reach the stranded barley carrier. Two tugs reached the carrier off Port Marrin on Wednesday, harbour master Ines Falk said.",
    "Divers find rudder of Port Marrin carrier broken. Divers inspected the carrier that ran aground, and Falk said the rudder was broken.",
]
ELECTION = [
    "Voters in Oststadt choose a mayor. Polls opened in Oststadt with Karla Weiss and Jon Brandt leading in the race for mayor.",
    "Karla Weiss wins Oststadt vote. Weiss beat Brandt by two hundred ballots and becomes the first woman to be mayor of Oststadt.",
]


def test_stories_hold_articles_on_one_happening_over_days() -> None:
    days = ["2026-03-03", "2026-03-04", "2026-03-06", "2026-03-03", "2026-03-04"]
    dated = [article(f"a{n}", text, day) for n, (text, day) in enumerate(zip(GROUNDING + ELECTION, days, strict=True))]
    assert stories(*dated) == {frozenset({"a0", "a1", "a2"}), frozenset({"a3", "a4"})}


def test_undated_articles_compare_with_all_and_distant_ones_not_at_all() -> None:
    first, second = GROUNDING[0], GROUNDING[0] + " Pilots kept boats away."
    assert stories(article("a", first, "2026-03-03"), article("b", second)) == {frozenset("ab")}
    assert stories(article("a", first), article("b", second)) == {frozenset("ab")}
    assert stories(article("a", first, "2026-03-03"), article("b", second, "2026-03-17")) == {
        frozenset("a"),
        frozenset("b"),
    }


def test_a_wire_story_in_hundreds_of_papers_is_one_story() -> None:
    copies = [article(f"copy{number:04}", WIRE, "2026-03-03") for number in range(400)]
    assert stories(*copies, article("other", WIRE + " " + FERRY, "2026-03-04")) == {
        frozenset(row["article_id"] for row in copies) | {"other"}
    }


def test_a_story_is_called_what_its_first_titled_article_is_called() -> None:
    con = empty_warehouse()
    insert(
        con,
        "articles",
        article("a", WIRE, "2026-03-03 09:00", title="Carrier aground"),
        article("b", WIRE, "2026-03-03 08:00", title="Ship stuck"),
        article("c", WIRE, "2026-03-03 07:00"),
        article("d", "Trams return.\nThe last line opened.", "2026-03-03 07:00"),
    )
    resolve_reprints(staged(con))
    resolve_stories(con)
    assert con.execute("select * from resolved.stories order by all").fetchall() == [
        ("story:a", "Ship stuck"),
        ("story:d", "Trams return."),
    ]


def test_articles_written_in_the_same_few_words_compare_with_a_bounded_number_of_others() -> None:
    con, chance, count = duckdb.connect(), random.Random(1), 1000
    openings = [" ".join(chance.sample([f"Name{number}" for number in range(60)], 15)) for _ in range(count // 2)]
    con.execute("create schema raw")
    con.execute("create schema staging")
    con.execute(
        """
        create table raw.articles as
        select
            article_no as article_id, article_no as version_id, article_no as document_id, null as title, opening as text,
            null as modified_at, null as published_at, null as retrieved_at, null as content_sha256
        from (select unnest(range($count)) as article_no, unnest($openings) as opening)
        """,
        {"count": count, "openings": openings * 2},
    )
    con.execute(
        f"create table staging.article_terms as {(SQL_DIR / 'staging' / 'article_terms.sql').read_text(encoding='utf-8')}"
    )
    con.execute(
        """
        create table numbered_articles as
        select article_id as article_no, article_id, null::date as day, 0 as fortnight from raw.articles
        """
    )
    undated = np.array([UNDATED])
    pairs = similar_articles(con, with_windows(undated, np.array([count])), undated)
    assert len(pairs) <= MOST_CANDIDATES * count < count * (count - 1) // 4
    assert {(number, number + count // 2) for number in range(count // 2)} <= {
        (one, other) for one, other, _ in pairs.tolist()
    }


def event_groups(*events: Row) -> list[set[str]]:
    con = empty_warehouse()
    for name, event in zip("abcdef", events, strict=False):
        text = event.get("text", "Weiss met Brandt and others.")
        insert(con, "articles", article(name, text, event.get("published_at")))
        row = {
            "event_type": "CONSULT",
            "action_text": "met",
            "actor_text": "Weiss",
            "recipient_text": "Brandt",
            "is_negated": False,
        }
        changes = {column: value for column, value in event.items() if column not in ("published_at", "text")}
        insert(con, "entities", entity(name, 0, "Karla Weiss", names=["Karla Weiss", "Weiss"]))
        insert(con, "events", {"document_id": name, "start_char": 6, "end_char": 9, "confidence": 0.5} | row | changes)
    resolve_actors(staged(con))
    resolve_reprints(con)
    resolve_stories(con)
    con.execute(f"create table resolved.keyed_events as {KEYED_EVENTS_SQL}")
    con.execute(f"create table resolved.event_groups as {EVENT_GROUPS_SQL}")
    return sorted((set(group) for group in groups(con, "event_groups", "article_id", "event_group_id")), key=sorted)


def test_events_group_by_type_actors_and_day() -> None:
    day = {"event_date": "2026-03-03"}
    assert event_groups(day, {"published_at": "2026-03-04"}) == [{"a", "b"}]
    assert event_groups(day, {"event_date": "2026-03-05"}) == [{"a"}, {"b"}]
    assert event_groups(day, day | {"event_type": "ASSAULT"}) == [{"a"}, {"b"}]
    assert event_groups(day, day | {"recipient_text": "Falk"}) == [{"a"}, {"b"}]
    assert event_groups(day, day | {"is_negated": True}) == [{"a"}, {"b"}]
    assert event_groups(day | {"recipient_text": "the envoy"}, day | {"recipient_text": "An envoy"}) == [{"a", "b"}]
    assert event_groups(
        day | {"recipient_text": "17 looters"}, day | {"recipient_text": "at least twenty-one looters"}
    ) == [{"a", "b"}]
    assert event_groups(day | {"actor_entity_no": 0}, day | {"actor_entity_no": 0, "actor_text": "She"}) == [{"a", "b"}]
    assert event_groups(day | {"actor_entity_no": 0}, day | {"actor_text": "She"}) == [{"a"}, {"b"}]


def test_events_without_actor_need_their_day_and_story_and_daily_ones_do_not_chain() -> None:
    nobody: dict[str, Any] = {"published_at": "2026-03-03", "actor_text": None}
    assert event_groups(nobody, nobody) == [{"a"}, {"b"}]
    dated = nobody | {"event_date": "2026-03-03"}
    assert event_groups(dated, dated) == [{"a", "b"}]
    assert event_groups(dated, dated | {"text": FERRY}) == [{"a"}, {"b"}]
    assert event_groups({}, {}) == [{"a"}, {"b"}]
    daily = [{"event_date": f"2026-03-0{number}"} for number in (1, 2, 3, 4)]
    assert event_groups(*daily) == [{"a", "b"}, {"c", "d"}]


def test_no_order_of_the_rows_changes_a_group() -> None:
    texts = [*GROUNDING, *ELECTION, WIRE, edited(WIRE), FERRY]
    articles = [article(f"a{number}", text, f"2026-03-0{number + 1}") for number, text in enumerate(texts)]
    seen = set()
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        con = reprints(*articles)
        resolve_stories(con)
        tables = ("reprints", "article_stories", "stories")
        seen.add(repr([con.execute(f"select * from resolved.{table} order by all").fetchall() for table in tables]))
    assert len(seen) == 1


def rows(numbers: Sequence[Sequence[int]], width: int) -> Numbers:
    return np.array(numbers, dtype=np.int64).reshape(-1, width)


EDGES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 5)).filter(lambda edge: edge[0] < edge[1]),
    unique_by=lambda edge: edge[:2],
)


@given(EDGES, st.randoms())
@settings(max_examples=200, deadline=None)
def test_grouping_does_not_depend_on_the_order_of_pairs(
    edges: list[tuple[int, int, int]], shuffler: random.Random
) -> None:
    shuffled = edges.copy()
    shuffler.shuffle(shuffled)
    assert cluster(8, rows(edges, 3), 2).tolist() == cluster(8, rows(shuffled, 3), 2).tolist()
    joined = smallest_members(8, rows([(one, other) for one, other, _ in edges], 2))
    assert joined.tolist() == smallest_members(8, rows([(other, one) for one, other, _ in shuffled], 2)).tolist()
    assert all(joined[member] <= member and joined[joined[member]] == joined[member] for member in range(8))
    assert all(joined[one] == joined[other] for one, other, _ in edges)


def test_lists_share_the_keys_that_both_have_each_with_both_values() -> None:
    con = duckdb.connect()
    lists = """
    select list_no, keys::uinteger[] as keys, key_values::uinteger[] as key_values
    from (values (0, [4294967295, 7, 3], [524287, 2, 1]), (1, [3, 4294967295], [5, 0]), (2, [], [])) as lists(list_no, keys, key_values)
    """
    (shared,) = shared_keys(con, lists, rows([(0, 2), (0, 1), (1, 2)], 2))
    assert sorted(zip(shared.pairs[shared.pair_no].tolist(), shared.values.tolist(), strict=True)) == [
        ([0, 1], [1, 5]),
        ([0, 1], [524287, 0]),
    ]
    assert sorted(zip(shared.pairs.tolist(), shared.counts.tolist(), strict=True)) == [
        ([0, 1], 2),
        ([0, 2], 0),
        ([1, 2], 0),
    ]


@pytest.mark.parametrize("marks_held", [2**24, 300])
@pytest.mark.parametrize("marks_at_once", [2**22, 3, 1])
def test_sketches_lead_to_the_first_text_and_the_one_before_when_they_meet_twice_and_not_by_what_is_common(
    marks_at_once: int, marks_held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sketches, "MARKS_AT_ONCE", marks_at_once)
    monkeypatch.setattr(sketches, "MARKS_HELD", marks_held)
    con = duckdb.connect()
    marks = [(7, text) for text in (1, 2, 5)] + [(9, text) for text in (5, 2, 1)] + [(8, 1), (8, 3)]
    common = [(mark, text) for mark in (10, 11) for text in range(COMMON_HASH + 1)]
    values = ", ".join(f"({mark}, {text})" for mark, text in marks + common)
    query = f"select mark::ubigint << 32 | text_no::ubigint from (values {values}) as marks(mark, text_no)"
    assert sketched_pairs(con, query).tolist() == [[1, 2], [1, 5], [2, 5]]


def test_one_false_edge_does_not_chain_two_clusters() -> None:
    triangles = [(0, 1, 9), (0, 2, 9), (1, 2, 9), (3, 4, 9), (3, 5, 9), (4, 5, 9)]
    assert cluster(6, rows([*triangles, (2, 3, 9)], 3), 4).tolist() == [0, 0, 0, 3, 3, 3]


def weights_by_article(*articles: Row) -> dict[str, list[int]]:
    con = empty_warehouse()
    insert(con, "articles", *articles)
    con = staged(con)
    con.execute(
        """
        create temp table printed as
        select article_id, article_id as first_article_id, cast(published_at as date) as day from staging.article_versions
        """
    )
    con.execute(f"create temp table numbered_articles as select report_no as article_no, * from ({REPORTS_SQL})")
    (fortnights,) = fetch_rows(con, "select fortnight from numbered_articles order by article_no").T
    counted = read_terms(con)
    weights, _ = weigh(counted, fortnights, with_windows(*np.unique(fortnights, return_counts=True)))
    names = con.execute("select article_id from numbered_articles order by article_no").fetchall()
    ends = np.cumsum(counted.sizes)[:-1]
    return {name: part.tolist() for (name,), part in zip(names, np.split(weights, ends), strict=True)}


def test_an_article_changes_the_weights_of_its_own_and_the_neighbouring_fortnights_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(story_weeks, "FEWEST_REPORTS", 1)
    days = {"far": "2026-03-02", "near": "2026-03-16", "same": "2026-03-30", "after": "2026-04-13", "undated": None}
    before = [article(name, GROUNDING[0] + " " + WIRE, day) for name, day in days.items()]
    weights = weights_by_article(*before)
    changed = weights_by_article(*before, article("another", GROUNDING[1], "2026-03-31"))
    assert {name for name in days if weights[name] != changed[name]} == {"near", "same", "after"}
    changed = weights_by_article(*before, article("another", GROUNDING[1]))
    assert {name for name in days if weights[name] != changed[name]} == {"undated"}


def test_few_reports_are_weighed_by_earlier_ones_too_and_by_later_ones_if_those_are_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = ["2026-01-05", "2026-03-16", "2026-05-25", "2026-08-03"]
    before = [article(f"a{number}", GROUNDING[0] + " " + WIRE, day) for number, day in enumerate(days)]
    for fewest, expected in ((1, set()), (3, {"a0", "a1"}), (1000, {"a0", "a1", "a2", "a3"})):
        monkeypatch.setattr(story_weeks, "FEWEST_REPORTS", fewest)
        weights = weights_by_article(*before)
        changed = weights_by_article(*before, article("another", GROUNDING[1], "2025-10-27"))
        assert {name for name in weights if weights[name] != changed[name]} == expected
