"""Full-text search: index and reading find the same texts, the index follows the warehouse and counts only for its content."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tasks.search import find_texts, open_index, parse_words, refresh_index
from tests.raw_rows import article, build_all, empty_warehouse, insert, quote
from tests.warehouses import nightdesk

TEXTS = {
    "a1": "The café at Öresund opened. “We waited for years,” said Ada Moss.",
    "a2": "The ferry waits in the harbour. “Nothing was said about the ferry's age,” she said.",
    "a3": "A harbourmaster spoke of the ferries AND of the harbour café.",
    "a4": "“Harbour dues rise,” the port wrote; the ferry company did not answer.",
}
SAID = {"a1": "We waited for years,", "a2": "Nothing was said about the ferry's age,", "a4": "Harbour dues rise,"}
WORDS = (
    "cafe",
    "CAFÉ oresund",
    '"the harbour"',
    '"harbour the"',
    "harb*",
    "ferry -dues",
    '-"the ferry" harbour',
    "ferry's",
    "zebra",
)
ODD = (
    '"',
    '"ferry',
    "ferry)",
    "AND",
    "NEAR(ferry harbour)",
    "title:ferry",
    "ferry^2",
    "{ferry}",
    "a-b",
    "*",
    "-",
    "-ferry",
    "ferry\0x",
    "\ud800",
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = empty_warehouse(str(tmp_path / "n.duckdb"))
    for name, text in TEXTS.items():
        insert(con, "articles", article(name, text, "2026-11-20T08:00:00", title="Ports"))
    for name, words in SAID.items():
        insert(con, "quotes", quote(name, TEXTS[name], words))
    build_all(con)
    yield con
    con.close()


def found(con: duckdb.DuckDBPyConnection, index: Path, table: str, words: str) -> tuple[set[str], bool]:
    these = find_texts(con, open_index(con, index), table, parse_words(words))
    return set(these.ids), these.is_indexed


def test_index_and_reading_find_the_same_texts(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    refresh_index(warehouse, tmp_path / "index")
    for words in WORDS:
        for table in ("articles", "quotes"):
            indexed, was_indexed = found(warehouse, tmp_path / "index", table, words)
            read, was_read = found(warehouse, tmp_path / "none", table, words)
            assert (indexed, was_indexed, was_read) == (read, True, False), words
    assert found(warehouse, tmp_path / "index", "articles", "cafe")[0] == {"a1", "a3"}
    assert found(warehouse, tmp_path / "index", "articles", "ports ferry -dues")[0] == {"a2"}
    assert len(found(warehouse, tmp_path / "index", "quotes", "harbour")[0]) == 1


def test_no_words_break_it(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    refresh_index(warehouse, tmp_path / "index")
    for words in ODD:
        try:
            wanted = parse_words(words)
        except ValueError as error:
            assert "no word" in str(error)
            continue
        assert find_texts(warehouse, open_index(warehouse, tmp_path / "index"), "articles", wanted).is_indexed, words


def test_the_likeliest_is_first(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    insert(warehouse, "articles", article("a5", "ferry ferry ferry", "2026-11-20T08:00:00"))
    build_all(warehouse)
    refresh_index(warehouse, tmp_path / "index")
    wanted = parse_words("ferry")
    assert find_texts(warehouse, open_index(warehouse, tmp_path / "index"), "articles", wanted).ids[0] == "a5"


def test_of_words_in_most_texts_the_newest_are_first(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    refresh_index(warehouse, tmp_path / "index")
    for number, text in enumerate(
        ("A bridge and the road.", "Bridge bridge bridge, heron.", "A bridge and a heron over it.")
    ):
        insert(warehouse, "articles", article(f"b{number}", text, "2026-11-20T08:00:00"))
    build_all(warehouse)
    refresh_index(warehouse, tmp_path / "index")
    index = open_index(warehouse, tmp_path / "index")
    assert index.ranked("articles", "bridge", 3) == ["b2", "b1", "b0"]
    assert index.ranked("articles", "bridge", 4) == ["b1", "b0", "b2"]
    assert index.ranked("articles", "heron", 3) == ["b1", "b2"]


def test_the_index_follows_the_warehouse(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    index = tmp_path / "index"
    refresh_index(warehouse, index)
    warehouse.execute("update raw.articles set text = 'The zebra crossed.' where document_id = 'a3'")
    warehouse.execute("update raw.articles set version_id = 'a3-2' where document_id = 'a3'")
    build_all(warehouse)
    assert found(warehouse, index, "articles", "zebra") == ({"a3-2"}, False)
    refresh_index(warehouse, index)
    assert found(warehouse, index, "articles", "zebra") == ({"a3-2"}, True)
    assert found(warehouse, index, "articles", "harbourmaster") == (set(), True)
    assert ever_indexed(index) == 8  # one was added
    warehouse.execute("delete from raw.articles where document_id in ('a1', 'a2')")
    warehouse.execute("delete from raw.quotes where document_id in ('a1', 'a2')")
    build_all(warehouse)
    refresh_index(warehouse, index)
    assert ever_indexed(index) == 3  # made anew, since most of it was dead
    assert found(warehouse, index, "articles", "ferry") == ({"a4"}, True)


def test_a_broken_index_is_as_good_as_none(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "index").write_bytes(b"no database" * 100)
    assert found(warehouse, tmp_path / "index", "articles", "zebra") == (set(), False)
    refresh_index(warehouse, tmp_path / "index")
    assert found(warehouse, tmp_path / "index", "articles", "dues") == ({"a4"}, True)


def test_the_command_prints_quotations_and_articles(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    warehouse.close()
    asked = ("search", "harbour dues", "--warehouse", tmp_path / "n.duckdb")
    printed = nightdesk(*asked, both=True)
    assert "“Harbour dues rise,”" in printed
    assert "1 of 1 quotations, 1 of 1 articles" in printed
    assert "no search index" in printed
    told = json.loads(nightdesk(*asked, "--json"))
    assert [each["article_id"] for each in told["articles"]] == ["a4"]
    assert "no word to look for" in nightdesk("search", "!", "--warehouse", tmp_path / "n.duckdb", code=1, both=True)


def ever_indexed(index: Path) -> int:
    with sqlite3.connect(index) as con:
        return int(con.execute("select max(row_no) from texts").fetchone()[0])
