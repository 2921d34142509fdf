"""One actor over many articles: by Wikidata id, by full name, by short forms that one actor alone can be meant by."""

import random
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.resolve import actors
from tasks.resolve.actors import resolve_actors

COLUMNS = (
    "article_id text, entity_no integer, actor_name text, actor_type text, names text [], country_code text, wikidata_id text, "
    "role_fields text [], is_doubtful boolean, published_at timestamp, version_id text, document_id text, link_reason text, source_name text"
)
DAY = datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Row:
    """An entity of ``staging.entities``; an article has one version, called as it is."""

    article_id: str
    entity_no: int
    actor_name: str
    actor_type: str = "person"
    names: tuple[str, ...] = ()
    country_code: str | None = None
    wikidata_id: str | None = None
    role_fields: tuple[str, ...] = ()
    is_doubtful: bool = False
    published_at: datetime | None = DAY


def resolve(rows: list[Row]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("create schema staging; create schema resolved")
    con.execute(f"create table staging.entities ({COLUMNS})")
    for row in rows:
        values = [
            list(value) if isinstance(value, tuple) else value
            for value in astuple(replace(row, names=row.names or (row.actor_name,)))
        ]
        con.execute(
            "insert into staging.entities select *, $1, $1, null, null from (select unnest([$1]), $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            values,
        )
    resolve_actors(con)
    return con


def groups(con: duckdb.DuckDBPyConnection) -> list[list[tuple[str, int]]]:
    """The (article, entity number) pairs of each actor."""
    rows = con.execute(
        "select list_sort(list((version_id, entity_no))) from resolved.entity_actors group by actor_id order by all"
    ).fetchall()
    return [[tuple(pair) for pair in row[0]] for row in rows]


def test_the_last_plural_of_a_body_does_not_tell_it_from_another() -> None:
    names = ("Weir Textiles Inc", "Weir Textile Co", "Weir Glass", "Weir Gla", "Ann Rogers", "Ann Roger")
    types = ["organisation"] * 4 + ["person"] * 2
    rows = [Row(f"a{no}", 0, name, kind) for no, (name, kind) in enumerate(zip(names, types, strict=True))]
    assert groups(resolve(rows)) == [[("a0", 0), ("a1", 0)], *([(f"a{no}", 0)] for no in range(2, 6))]


def test_one_actor_by_wikidata_id_and_by_full_name() -> None:
    con = resolve(
        [
            Row("a1", 0, "Rosa Quill", wikidata_id="Q1", country_code="NO"),
            Row("a2", 0, "Rosa B. Quill"),
            Row("a3", 0, "R. Quill, elder", names=("Rosa Quill",), wikidata_id="Q1", country_code="NO"),
            Row("a3", 1, "José Márquez"),
            Row("a4", 0, "JOSE MARQUEZ"),
            Row("a4", 1, "The Norwind Energy Inc.", "organisation"),
            Row("a5", 0, "Norwind Energy", "group"),
        ]
    )
    assert groups(con) == [
        [("a1", 0), ("a2", 0), ("a3", 0)],
        [("a3", 1), ("a4", 0)],
        [("a4", 1), ("a5", 0)],
    ]
    assert con.execute("select distinct actor_id from resolved.entity_actors where version_id = 'a2'").fetchall() == [
        ("act_" + duckdb.execute("select left(sha256('Q1'), 16)").fetchall()[0][0],)
    ]


def test_two_persons_of_one_name_stay_two_where_countries_differ() -> None:
    con = resolve(
        [
            Row("a1", 0, "Ann Lee", country_code="US"),
            Row("a2", 0, "Ann Lee", country_code="AU"),
            Row("a3", 0, "Ann Lee", country_code="AU"),
            Row("a4", 0, "Ann Lee"),
        ]
    )
    assert groups(con) == [[("a1", 0)], [("a2", 0), ("a3", 0)], [("a4", 0)]]


def beside(article_id: str, name: str, *fields: str, company: str = "") -> list[Row]:
    """An article that names a person with roles of these fields, and perhaps an organisation."""
    named = [Row(article_id, 0, name, role_fields=fields)]
    return [*named, Row(article_id, 1, company, "organisation")] if company else named


def test_two_persons_of_one_name_stay_two_where_roles_and_company_differ() -> None:
    rows = [
        *beside("a1", "Ann Lee", "law", company="Weir County Court"),
        *beside("a2", "Ann Lee", "law", company="Fenwick Law"),
        *beside("a3", "Ann Lee", "sport", company="Rovers United"),
        *beside("a4", "Ann Lee", company="Rovers United"),
        *beside("a5", "Ann Lee"),
    ]
    con = resolve(rows)
    persons = [[pair for pair in group if pair[1] == 0] for group in groups(con)]
    assert [group for group in persons if group] == [[("a1", 0), ("a2", 0)], [("a3", 0), ("a4", 0)], [("a5", 0)]]
    assert con.execute("select distinct reason from resolved.entity_actors where entity_no = 0").fetchall() == [
        ("same name; actors of that name have roles of several fields and nobody beside them in common",)
    ]


def test_roles_of_several_fields_are_one_person_where_company_or_an_article_joins_them() -> None:
    judge, player = (
        beside("a1", "Ann Lee", "law", company="Acme Trust"),
        beside("a2", "Ann Lee", "sport", company="Acme Trust"),
    )
    assert [("a1", 0), ("a2", 0)] in groups(resolve([*judge, *player]))
    both = beside("a3", "Ann Lee", "law", "sport")
    other = beside("a2", "Ann Lee", "sport", company="Rovers United")
    assert [("a1", 0), ("a2", 0), ("a3", 0)] in groups(resolve([*judge, *other, *both]))
    alone = beside("a2", "Ann Lee", "sport")  # nobody beside: nothing tells it apart
    assert [("a1", 0), ("a2", 0)] in groups(resolve([*judge, *alone]))


def test_who_may_be_a_known_actor_is_not_joined_to_it_by_name() -> None:
    con = resolve(
        [Row("a1", 0, "Ann Lee", wikidata_id="Q1"), Row("a2", 0, "Ann Lee"), Row("a3", 0, "Ann Lee", is_doubtful=True)]
    )
    assert groups(con) == [[("a1", 0), ("a2", 0)], [("a3", 0)]]


def test_the_id_of_a_name_stays_with_those_that_nothing_tells_apart() -> None:
    def actor_id(*rows: Row) -> str:
        found = resolve(list(rows)).execute("select actor_id from resolved.entity_actors where version_id = 'a1'")
        return str(found.fetchall()[0][0])

    plain, others = (
        Row("a1", 0, "Ann Lee"),
        (Row("a2", 0, "Ann Lee", country_code="US"), Row("a3", 0, "Ann Lee", country_code="AU")),
    )
    assert actor_id(plain) == actor_id(plain, *others)


def test_types_do_not_mix() -> None:
    con = resolve([Row("a1", 0, "Jordan", "person"), Row("a2", 0, "Jordan", "place")])
    assert groups(con) == [[("a1", 0)], [("a2", 0)]]


def test_a_type_that_one_article_gets_wrong_follows_the_others() -> None:
    right = [Row(f"a{number}", 0, "Norwind", "organisation") for number in range(1, 5)]
    con = resolve([*right, Row("a5", 0, "Norwind", "person"), Row("a6", 0, "Norwind", "person")])
    assert len(groups(con)) == 2  # two of six articles say otherwise: no type leads
    con = resolve([*right, Row("a5", 0, "Norwind", "person")])
    assert groups(con) == [[("a1", 0), ("a2", 0), ("a3", 0), ("a4", 0), ("a5", 0)]]
    assert con.execute("select actor_name, actor_type from resolved.actors").fetchall() == [("Norwind", "organisation")]
    con = resolve([*right, Row("a5", 0, "Norwind", "place", country_code="NO")])
    assert len(groups(con)) == 2


def test_a_surname_is_the_only_person_of_that_name_beside_the_same_other_actor() -> None:
    rows = [
        Row("a1", 0, "Rosa Quill"),
        Row("a1", 1, "Norwind Energy", "organisation"),
        Row("a2", 0, "Quill", published_at=DAY + timedelta(days=2)),
        Row("a2", 1, "Norwind Energy", "organisation", published_at=DAY + timedelta(days=2)),
    ]
    assert groups(resolve(rows)) == [[("a1", 0), ("a2", 0)], [("a1", 1), ("a2", 1)]]
    reasons = resolve(rows).execute("select alias_text, reason from resolved.actor_aliases order by all").fetchall()
    assert reasons == [
        ("Norwind Energy", "same name"),
        ("Quill", "the only actor this can be short for, also named beside Norwind Energy"),
        ("Rosa Quill", "same name"),
    ]
    later = [replace(row, published_at=DAY + timedelta(days=9)) if row.article_id == "a2" else row for row in rows]
    assert groups(resolve(later)) == [[("a1", 0)], [("a1", 1), ("a2", 1)], [("a2", 0)]]
    assert groups(resolve(rows[:3])) == [[("a1", 0)], [("a1", 1)], [("a2", 0)]]
    other = [*rows, Row("a3", 0, "Ada Quill")]
    assert groups(resolve(other)) == [[("a1", 0)], [("a1", 1), ("a2", 1)], [("a2", 0)], [("a3", 0)]]


def test_a_surname_of_several_persons_is_another_in_each_article() -> None:
    con = resolve([Row("a1", 0, "Rosa Quill"), Row("a2", 0, "Ada Quill"), Row("a3", 0, "Quill"), Row("a4", 0, "Quill")])
    assert groups(con) == [[("a1", 0)], [("a2", 0)], [("a3", 0)], [("a4", 0)]]
    reasons = con.execute("select reason from resolved.entity_actors where version_id = 'a3'").fetchall()
    assert reasons == [("surname of 2 persons: kept apart by article",)]


def test_an_acronym_that_one_actor_alone_is_given() -> None:
    board = Row("a1", 0, "Springfield Water Board", "organisation", ("Springfield Water Board", "SWB"))
    alone = Row("a2", 0, "SWB", "organisation")
    con = resolve([board, alone])
    assert groups(con) == [[("a1", 0), ("a2", 0)]]
    assert con.execute("select actor_name from resolved.actors").fetchall() == [("Springfield Water Board",)]
    bank = Row("a3", 0, "Swiss Wool Bank", "organisation", ("Swiss Wool Bank", "SWB"))
    assert groups(resolve([board, alone, bank])) == [[("a1", 0)], [("a2", 0)], [("a3", 0)]]


@pytest.mark.parametrize("articles_at_once", [100_000, 1])
def test_aliases_say_how_many_articles_and_why(articles_at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "ARTICLES_AT_ONCE", articles_at_once)
    board = Row("a1", 0, "Springfield Water Board", "organisation", ("Springfield Water Board", "SWB"))
    con = resolve([board, replace(board, article_id="a2"), Row("a3", 0, "SWB", "organisation")])
    aliases = con.execute(
        "select alias_text, article_count, reason, article_ids from resolved.actor_aliases order by all"
    ).fetchall()
    assert aliases == [
        ("SWB", 3, "in its article another form of Springfield Water Board", ["a1", "a2", "a3"]),
        ("Springfield Water Board", 2, "same name", ["a1", "a2"]),
    ]


def test_an_id_retired_by_a_merge_leads_to_the_actor() -> None:
    def actor_id(rows: list[Row]) -> str:
        return str(
            resolve(rows)
            .execute("select actor_id from resolved.entity_actors where version_id = 'a1'")
            .fetchall()[0][0]
        )

    unlinked, linked = Row("a1", 0, "Rosa Quill"), Row("a2", 0, "Rosa Quill", wikidata_id="Q1")
    con = resolve([unlinked, linked])
    redirects = con.execute("select old_id, new_id from resolved.actor_redirects").fetchall()
    assert redirects == [(actor_id([unlinked]), actor_id([unlinked, linked]))]


def test_the_name_is_the_most_frequent_then_the_longest() -> None:
    rows = [
        Row("a1", 0, "Acme Corp", "organisation"),
        Row("a2", 0, "Acme", "organisation"),
        Row("a3", 0, "Acme", "organisation"),
    ]
    assert resolve(rows).execute("select actor_name from resolved.actors").fetchall() == [("Acme",)]
    assert resolve(rows[:2]).execute("select actor_name from resolved.actors").fetchall() == [("Acme Corp",)]


def test_no_entities_give_empty_tables() -> None:
    con = resolve([])
    for table in ("actors", "entity_actors", "actor_aliases", "actor_redirects"):
        assert con.execute(f"select count(*) from resolved.{table}").fetchall() == [(0,)]


ENTITIES = st.builds(
    Row,
    st.sampled_from(["a1", "a2", "a3", "a4"]),
    st.integers(0, 3),
    st.sampled_from(["Rosa Quill", "Ada Quill", "Quill", "SWB", "Acme Inc", "Acme"]),
    st.sampled_from(["person", "organisation", "group", "place"]),
    st.sampled_from([(), ("Springfield Water Board", "SWB")]),
    st.sampled_from([None, "NO", "US"]),
    st.sampled_from([None, None, "Q1", "Q2"]),
    st.sampled_from([(), ("law",), ("sport",), ("law", "politics")]),
    st.booleans(),
    st.sampled_from([None, DAY, DAY + timedelta(days=9)]),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(ENTITIES, max_size=8, unique_by=lambda row: (row.article_id, row.entity_no)), st.randoms())
def test_the_order_of_the_entities_does_not_matter(rows: list[Row], shuffler: random.Random) -> None:
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    one, other = resolve(rows), resolve(shuffled)
    for table in ("actors", "entity_actors", "actor_aliases", "actor_redirects"):
        query = f"select * from resolved.{table} order by all"
        assert one.execute(query).fetchall() == other.execute(query).fetchall()
    assert len(one.execute("select * from resolved.entity_actors").fetchall()) == len(rows)


def test_a_hundred_thousand_entities_each_get_an_actor() -> None:
    choose = random.Random(7)
    people = [f"Given{choose.randrange(900)} Family{choose.randrange(9000)}" for _ in range(20_000)]
    names = [name if choose.random() < 0.7 else name.split()[1] for name in choose.choices(people, k=100_000)]
    con = duckdb.connect()
    con.execute("create schema staging; create schema resolved")
    con.register("named", pa.table({"number": range(len(names)), "actor_name": names}))
    con.execute(
        f"create table staging.entities ({COLUMNS}); insert into staging.entities select 'a' || (number // 10), number % 10, actor_name, "
        "'person', [actor_name], null, null, [], false, null, 'a' || (number // 10), '', null, null from named"
    )
    resolve_actors(con)
    assert con.execute("select count(actor_id) from resolved.entity_actors").fetchone() == (100_000,)
