"""Merges, splits, names, types and Wikidata ids: what holds for the articles of today and those that arrive later."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.records import ActorKey
from tasks.seeds import SeedError, load_corrections, read_actor_key, write_actor_key
from tests.correcting import HEADER, actors, correct, outcomes, town
from tests.raw_rows import article, build_all, entity, insert

MERGED = [("John Smith", "person", None, 2), ("Rosa Quill", "person", None, 1)]
APART = [("John Smith", "person", None, 1), ("Rosa Quill", "person", None, 1), ("Smith", "person", None, 1)]


def test_a_merge_keeps_the_name_that_stays_and_redirects_the_id_that_goes(tmp_path: Path) -> None:
    con = town()
    build_all(con)
    assert actors(con) == APART
    old_ids = con.execute("select actor_id from facts.actors where actor_name = 'Smith'").fetchall()
    correct(con, tmp_path, "merge,,Smith,John Smith")
    assert actors(con) == MERGED
    assert con.execute("select old_id from facts.id_redirects where id_type = 'actor'").fetchall() == old_ids
    query = "select actor_name, actor_reason from facts.mentions"
    assert con.execute(query).fetchall() == [("John Smith", "merged by a correction")]
    found = con.execute("select row_ids[1] = actor_id from facts.overrides, facts.actors where actor_name like 'J%'")
    assert found.fetchall() == [(True,)]


def test_a_merge_holds_for_articles_that_arrive_later(tmp_path: Path) -> None:
    con = town()
    insert(con, "articles", article("d3", "Smith left."), article("d4", "Jane Smith left."))
    insert(con, "entities", entity("d3", 0, "SMITH"), entity("d4", 0, "Jane Smith"))
    correct(con, tmp_path, "merge,,Smith,John Smith")
    assert [(name, count) for name, _, _, count in actors(con)] == [
        ("Jane Smith", 1),
        ("John Smith", 3),
        ("Rosa Quill", 1),
    ]
    correct(con, tmp_path, "merge,a1,Smith,John Smith", "merge,d3,Smith,Jane Smith")
    assert [(name, count) for name, _, _, count in actors(con)] == [
        ("Jane Smith", 2),
        ("John Smith", 2),
        ("Rosa Quill", 1),
    ]


@pytest.mark.parametrize("parting", ["split,,John Smith,Smith", "split,,Smith,John Smith"])
def test_the_later_of_merge_and_split_wins_and_ids_are_as_before(tmp_path: Path, parting: str) -> None:
    con = town()
    build_all(con)
    before = con.execute("from facts.actors order by all").fetchall()
    correct(con, tmp_path, "merge,,Smith,John Smith", parting)
    assert con.execute("from facts.actors order by all").fetchall() == before
    assert outcomes(con) == [("overruled", 0, "line 3 decides otherwise"), ("applied", 1, None)]
    correct(con, tmp_path, parting, "merge,,Smith,John Smith")
    assert actors(con) == MERGED
    assert outcomes(con) == [("overruled", 0, "line 3 decides otherwise"), ("applied", 1, None)]


def test_the_order_is_that_of_made_at_not_of_the_file(tmp_path: Path) -> None:
    con = town()
    correct(con, tmp_path, "rename,,Smith,Jack Smith", "rename,,Smith,Joe Smith")
    con.execute("update raw.overrides set made_at = '2020-01-01' where value = 'Joe Smith'")
    build_all(con)
    assert outcomes(con) == [("applied", 1, None), ("overruled", 0, "line 2 decides otherwise")]
    assert "Jack Smith" in [name for name, *_ in actors(con)]


def test_a_split_takes_a_name_out_of_an_actor_that_the_resolver_joined(tmp_path: Path) -> None:
    con = town()
    insert(con, "articles", article("d3", "Alpha Board."), article("d4", "AB."))
    board = entity("d3", 0, "Alpha Board", "organisation", names=["Alpha Board", "ABO"])
    insert(con, "entities", board, entity("d4", 0, "ABO", "organisation"))
    build_all(con)
    assert ("Alpha Board", "organisation", None, 2) in actors(con)
    correct(con, tmp_path, "split,,Alpha Board,ABO")
    assert [row for row in actors(con) if row[1] == "organisation"] == [
        ("ABO", "organisation", None, 1),
        ("Alpha Board", "organisation", None, 1),
    ]
    assert outcomes(con) == [("applied", 1, None)]


def test_one_name_of_two_persons_is_split_by_article(tmp_path: Path) -> None:
    con = town()
    for name in ("d3", "d4", "d5"):
        insert(con, "articles", article(name, "John Smith scored."))
        insert(con, "entities", entity(name, 0, "John Smith"))
    rows = [f"split,d{number},John Smith,John Smith (footballer)" for number in (3, 4)]
    correct(con, tmp_path, *rows, "qid,,John Smith (footballer),Q5")
    assert [row for row in actors(con) if row[0].startswith("John")] == [
        ("John Smith", "person", None, 2),
        ("John Smith (footballer)", "person", "Q5", 2),
    ]
    assert [status for status, *_ in outcomes(con)] == ["applied"] * 3


def test_a_type_joins_what_has_that_name_and_type(tmp_path: Path) -> None:
    con = town()
    insert(con, "articles", article("d3", "Norwind grew."), article("d4", "Norwind fell."))
    insert(con, "entities", entity("d3", 0, "Norwind"), entity("d4", 0, "Norwind", "organisation"))
    correct(con, tmp_path, "type,,Norwind [person],organisation", "rename,,Norwind [organisation],Norwind Energy")
    assert ("Norwind Energy", "organisation", None, 2) in actors(con)
    assert [status for status, *_ in outcomes(con)] == ["applied", "applied"]


def test_a_wrong_wikidata_id_is_taken_away_and_a_right_one_joins(tmp_path: Path) -> None:
    con = town()
    insert(con, "articles", article("d3", "J. Smith left."))
    insert(con, "entities", entity("d3", 0, "Jonathan Smith", wikidata_id="Q1"))
    correct(con, tmp_path, "qid,,John Smith,Q1")
    assert [row for row in actors(con) if row[2] == "Q1"] == [("Jonathan Smith", "person", "Q1", 2)]
    correct(con, tmp_path, "qid,,Jonathan Smith [person Q1],none")
    assert ("Jonathan Smith", "person", None, 1) in actors(con)
    assert outcomes(con) == [("applied", 1, None)]


def test_actors_that_become_one_keep_the_name_that_was_given_to_the_first_by_country(tmp_path: Path) -> None:
    con = town()
    names = {"US": "Uma", "NO": "Nils", "AU": "Ada", "SE": "Siv", "FI": "Fia", "DK": "Dan"}
    for country in names:
        insert(con, "articles", article(country, "John Smith."))
        insert(con, "entities", entity(country, 0, "John Smith", country_code=country))
    renames = [f"rename,,John Smith [person {country}],{name}" for country, name in names.items()]
    correct(con, tmp_path, *renames, "qid,,John Smith,Q5")
    assert [row[:3] for row in actors(con) if row[2] == "Q5"] == [("Ada", "person", "Q5")]


def test_what_was_said_of_an_actor_that_is_merged_away_is_overruled(tmp_path: Path) -> None:
    con = town()
    correct(con, tmp_path, "rename,,Smith,Jack Smith", "merge,,Jack Smith,John Smith")
    assert actors(con) == MERGED
    assert outcomes(con) == [("overruled", 0, "line 3 decides otherwise"), ("applied", 1, None)]


def test_a_merge_into_one_of_two_is_not_guessed(tmp_path: Path) -> None:
    con = town()
    insert(con, "articles", article("d3", "John Smith."), article("d4", "John Smith."))
    insert(
        con,
        "entities",
        entity("d3", 0, "John Smith", country_code="NO"),
        entity("d4", 0, "John Smith", country_code="US"),
    )
    correct(con, tmp_path, "merge,,Smith,John Smith", "merge,,Smith,John Smith [person NO]")
    reason = "3 actors have the name it would be merged into: say its type, country or QID"
    assert outcomes(con) == [("unmatched", 0, reason), ("applied", 1, None)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Rosa Quill", ActorKey("Rosa Quill")),
        ("Rosa Quill [person NO Q42]", ActorKey("Rosa Quill", "person", "NO", "Q42")),
        ("Board (WHO) [organisation]", ActorKey("Board (WHO)", "organisation")),
    ],
)
def test_an_actor_is_written_as_it_is_read(text: str, key: ActorKey) -> None:
    assert read_actor_key(text) == key
    assert write_actor_key(key) == text


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("join,,A,B", "kind: 'join' is none of merge, split, rename, type, qid, reject_quote, speaker, confirm, topic, date"),
        ("merge,,A,", "value: '' is no name, nor a name with [type country QID] after it"),
        ("merge,,A [UK],B", "target: 'UK' is no ISO 3166-1 alpha-2 country code, no type (person, organisation, place, group) and no Wikidata id"),
        ("merge,,A [person place],B", "target: 'A [person place]': 'person' or 'place'?"),
        ("merge,,A [],B", "target: 'A []' says nothing between its brackets"),
        ("split,,A,a", "article: two actors of one name are told apart by an article"),
        ("reject_quote,,No,", "article: reject_quote needs one"),
        ("reject_quote,a1,No,Ida", "value: this kind takes none"),
        ("type,,A,company", "value: 'company' is none of person, organisation, place, group"),
        ("qid,,A,42", "value: '42' is no Wikidata id such as Q42"),
        ("topic,a1,sport,add", "target: 'sport' is neither medtop:######## nor user:slug"),
        ("date,a1,seen_at,2026-01-01", "target: 'seen_at' is none of published_at, modified_at"),
        ("date,a1,published_at,2026-02-30", "value: '2026-02-30T00Z' is no ISO 8601 date and time"),
        ("date,a1,published_at,2026-02-03T10:00", "value: '2026-02-03T10:00' lacks its time zone"),
    ],
)  # fmt: skip
def test_a_malformed_correction_is_refused_with_file_line_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(f"{HEADER}{row},Ida,2026-04-01T10:00Z,\n", encoding="utf-8")
    with pytest.raises(SeedError) as error:
        load_corrections(path)
    assert str(error.value) == f"{path}:2: {reason}"


NAMES = st.sampled_from(["Smith", "John Smith", "Rosa Quill", "Alpha Board [organisation]", "ABO", "Rosa Quill [Q1]"])
ROWS = st.one_of(
    st.builds("merge,{},{},{}".format, st.sampled_from(["", "a1"]), NAMES, NAMES),
    st.builds("split,{},{},{}".format, st.sampled_from(["a1", "d3"]), NAMES, NAMES),
    st.builds("split,,{},{}".format, st.sampled_from(["Smith", "ABO"]), st.sampled_from(["John Smith", "Rosa Quill"])),
    st.builds("type,,{},{}".format, NAMES, st.sampled_from(["person", "organisation", "place"])),
    st.builds("qid,,{},{}".format, NAMES, st.sampled_from(["Q1", "Q2", "none"])),
    st.builds("rename,,{},{}".format, NAMES, st.sampled_from(["Smith", "John Smith", "Ada Moss"])),
)


@settings(max_examples=6, deadline=None)
@given(st.lists(ROWS, min_size=2, max_size=6, unique=True))
def test_any_corrections_leave_a_sound_warehouse_and_are_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    con = town()
    insert(con, "articles", article("d3", "Alpha Board."), article("d4", "AB."))
    board = entity("d3", 0, "Alpha Board", "organisation", names=["Alpha Board", "ABO"])
    insert(
        con, "entities", board, entity("d4", 0, "ABO", "organisation"), entity("d4", 1, "Rosa Quill", wikidata_id="Q1")
    )
    correct(con, tmp_path_factory.getbasetemp(), *rows)  # every check of the build has held
    assert len(outcomes(con)) == len(rows)
    unplaced = "select count(*) from resolved.entity_actors where actor_id not in (select actor_id from facts.actors)"
    assert con.execute(unplaced).fetchall() == [(0,)]
    lost = "select unnest(row_ids) as actor_id from facts.overrides where status = 'applied' except select actor_id from facts.actors"
    assert con.execute(lost).fetchall() == []
