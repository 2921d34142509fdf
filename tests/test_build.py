"""The runner: layers left to right, keys and checks, all or nothing; and the comparison of two warehouses."""

from pathlib import Path

import duckdb
import pytest

from tasks.build import LAYERS, BuildFailed, build, read_models
from tasks.compare import TableDifference, differing_tables
from tests.raw_rows import SQL_DIR, article, build_all, empty_warehouse, insert

HEADER = "-- What it is.\n-- Grain: one row per letter.\n-- Key: letter\n"


def write_model(sql_dir: Path, name: str, sql: str) -> None:
    path = sql_dir / f"{name}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + sql, encoding="utf-8")


def letters(*values: str | None) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("create schema raw")
    con.execute("create table raw.settings (setting_name text, setting_value text)")
    con.execute("create table raw.letters (letter text)")
    con.executemany("insert into raw.letters values (?)", [[value] for value in values])
    return con


def timezones(con: duckdb.DuckDBPyConnection) -> list[tuple[str]]:
    return con.execute("select setting_value from raw.settings where setting_name = 'timezone'").fetchall()


def test_layers_are_built_left_to_right_with_resolvers_between(tmp_path: Path) -> None:
    write_model(tmp_path, "staging/letters", "select upper(letter) as letter from raw.letters")
    write_model(tmp_path, "facts/letters", "select letter || 'f' as letter from resolved.letters")
    write_model(tmp_path, "marts/letters", "select letter || 'm' as letter from facts.letters")

    def resolve(con: duckdb.DuckDBPyConnection) -> None:
        con.execute("create table resolved.letters as select letter || 'r' as letter from staging.letters")

    con = letters("a")
    result = build(con, tmp_path, "Europe/Paris", [resolve])
    assert result.tables == ("staging.letters", "facts.letters", "marts.letters")
    assert result.check_count == 3
    assert con.execute("select letter from marts.letters").fetchall() == [("Arfm",)]
    assert timezones(con) == [("Europe/Paris",)]


def test_a_failed_check_leaves_everything_as_it_was(tmp_path: Path) -> None:
    write_model(tmp_path, "facts/letters", "select letter from raw.letters")
    con = letters("a")
    build(con, tmp_path, "UTC", [])
    write_model(tmp_path, "checks/no_b", "select letter from facts.letters where letter = 'b'")
    con.execute("insert into raw.letters values ('b')")
    with pytest.raises(BuildFailed, match=r"no_b \(letter\): \('b',\)"):
        build(con, tmp_path, "Asia/Tokyo", [])
    assert con.execute("select letter from facts.letters").fetchall() == [("a",)]
    assert timezones(con) == [("UTC",)]


def test_a_commit_that_fails_says_why_and_leaves_everything_as_it_was(tmp_path: Path) -> None:
    write_model(tmp_path, "facts/letters", "select letter from raw.letters")
    con = letters("a")
    con.execute("create table raw.known (letter text primary key)")

    def clash(con: duckdb.DuckDBPyConnection) -> None:
        con.execute("insert into raw.known values ('a')")
        con.cursor().execute("insert into raw.known values ('a')")

    with pytest.raises(duckdb.TransactionException, match="Failed to commit"):
        build(con, tmp_path, "UTC", [clash])
    assert con.execute("from raw.known").fetchall() == [("a",)]
    assert timezones(con) == []


@pytest.mark.parametrize("values", [("a", "a"), (None,)])
def test_a_key_is_unique_and_not_null(tmp_path: Path, values: tuple[str | None, ...]) -> None:
    write_model(tmp_path, "facts/letters", "select letter from raw.letters")
    with pytest.raises(BuildFailed, match=r"key of facts\.letters"):
        build(letters(*values), tmp_path, "UTC", [])


def test_a_key_column_with_a_question_mark_may_be_null_once(tmp_path: Path) -> None:
    write_model(tmp_path, "facts/letters", "select letter from raw.letters")
    path = tmp_path / "facts" / "letters.sql"
    path.write_text(path.read_text(encoding="utf-8").replace("Key: letter", "Key: letter?"), encoding="utf-8")
    build(letters(None, "a"), tmp_path, "UTC", [])
    with pytest.raises(BuildFailed):
        build(letters(None, None), tmp_path, "UTC", [])


@pytest.mark.parametrize("layer", ["facts", "marts", "reports"])
def test_a_model_that_reads_its_own_layer_or_one_to_its_right_is_refused(tmp_path: Path, layer: str) -> None:
    write_model(tmp_path, "facts/letters", f"select letter from raw.letters inner join {layer}.letters using (letter)")
    con = letters("a")
    with pytest.raises(ValueError, match=f"facts may not read {layer}"):
        build(con, tmp_path, "UTC", [])
    assert con.execute("select schema_name from duckdb_schemas() where schema_name = 'facts'").fetchall() == []


def test_a_model_without_a_key_is_refused(tmp_path: Path) -> None:
    write_model(tmp_path, "facts/letters", "select letter from raw.letters")
    path = tmp_path / "facts" / "letters.sql"
    path.write_text("select letter from raw.letters", encoding="utf-8")
    with pytest.raises(ValueError, match="no 'Key:' line"):
        build(letters("a"), tmp_path, "UTC", [])


def test_a_model_that_is_taken_away_leaves_no_table(tmp_path: Path) -> None:
    write_model(tmp_path, "facts/letters", "select letter from raw.letters")
    con = letters("a")
    build(con, tmp_path, "UTC", [])
    (tmp_path / "facts" / "letters.sql").unlink()
    build(con, tmp_path, "UTC", [])
    assert con.execute("select table_name from duckdb_tables() where schema_name = 'facts'").fetchall() == []


def test_our_models_say_what_they_are_and_know_no_clock() -> None:
    models = read_models(SQL_DIR)
    assert {model.layer for model in models} == set(LAYERS) - {"raw", "resolved"}
    for model in models:
        assert model.sql.startswith("-- "), model.table
        assert "-- Grain: one row per " in model.sql, model.table
        assert not {"now()", "current_date", "current_timestamp", "today()"} & set(model.sql.split()), model.table


def test_an_empty_warehouse_builds() -> None:
    con = empty_warehouse()
    build_all(con)
    assert con.execute("select measure_value from reports.summary where measure_name = 'articles'").fetchall() == [(0,)]


def test_warehouses_compare_without_what_speaks_of_a_run(tmp_path: Path) -> None:
    texts = {
        "one": "Rain fell on the harbour.",
        "two": "Rain fell on the harbour.",
        "three": "Snow fell on the harbour.",
    }
    for name, text in texts.items():
        con = empty_warehouse(str(tmp_path / name))
        insert(con, "runs", {"run_id": name, "input_count": 0})
        insert(con, "documents", {"document_id": "a", "run_id": name, "media_type": "text/plain"})
        insert(con, "articles", article("a", text))
        build_all(con)
        con.close()
    assert differing_tables(tmp_path / "one", tmp_path / "two", SQL_DIR) == []
    found = differing_tables(tmp_path / "one", tmp_path / "three", SQL_DIR)
    assert [(each.table_name, each.only_first_count, each.only_second_count) for each in found] == [
        ("facts.article_versions", 1, 1),
        ("facts.articles", 1, 1),
        ("facts.stories", 1, 1),
        ("marts.story_daily", 1, 1),
    ]
    assert found[2] == TableDifference(
        "facts.stories",
        1,
        1,
        "('story:a', 'Rain fell on the harbour.', None, None, 1, 0, 0)",
        "('story:a', 'Snow fell on the harbour.', None, None, 1, 0, 0)",
    )


def test_every_left_out_column_exists() -> None:
    con = empty_warehouse()
    build_all(con)
    columns = {
        name
        for table, column in con.execute(
            "select table_schema || '.' || table_name, column_name from information_schema.columns"
        ).fetchall()
        for name in (f"{table},{column}", f"{table},*")
    }
    listed = (SQL_DIR / "run_columns.csv").read_text(encoding="utf-8").splitlines()
    assert listed[0] == "table_name,column_name"
    assert [line for line in listed[1:] if line not in columns] == []
