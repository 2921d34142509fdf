"""A small town's warehouse for tests of corrections, and builds of it with literal rows of corrections.csv."""

from pathlib import Path
from typing import Any

import duckdb

from tasks.seeds import load_corrections
from tests.raw_rows import article, build_all, empty_warehouse, entity, insert, quote, span

HEADER = "kind,article,target,value,author,made_at,note\n"
ONE = "Rosa Quill met Smith on Monday. “The bridge will open in May,” said Smith. “It will not,” he said."
TWO = "John Smith denied it. “The bridge is safe,” John Smith said on Tuesday."
ONE_URL, TWO_URL = "https://town.example/one", "https://town.example/two"


def town(path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Two articles: one on Rosa Quill and a Smith, one on John Smith."""
    con = empty_warehouse(path)
    insert(
        con,
        "articles",
        article("d1", ONE, "2026-03-02", article_id="a1", version_id="v1", url=ONE_URL, aliases=["guid-1"]),
        article("d2", TWO, "2026-03-03", article_id="a2", version_id="v2", url=TWO_URL),
    )
    insert(con, "entities", entity("d1", 0, "Rosa Quill"), entity("d1", 1, "Smith"), entity("d2", 0, "John Smith"))
    insert(con, "mentions", {"document_id": "d1", "actor_type": "person", "entity_no": 1} | span(ONE, "Smith"))
    said = {"entity_no": 1, "speaker_status": "named", "unknown_reason": None}
    insert(
        con,
        "quotes",
        quote("d1", ONE, "The bridge will open in May", **said),
        quote("d1", ONE, "It will not", candidates=["Smith", "Rosa Quill"]),
        quote("d2", TWO, "The bridge is safe", **said | {"entity_no": 0}),
    )
    insert(
        con,
        "topics",
        {"topic_id": "medtop:04000000", "topic_name": "economy"},
        {"topic_id": "medtop:20000001", "topic_name": "building", "parent_id": "medtop:04000000"},
        {"topic_id": "medtop:15000000", "topic_name": "sport"},
        {"topic_id": "user:bridges", "topic_name": "bridges"},
    )
    topic = {"document_id": "d1", "relevance": 0.5, "evidence": ["open"]}
    insert(
        con,
        "article_topics",
        topic | {"topic_id": "medtop:15000000", "topic_name": "sport", "rank": 1},
        topic | {"topic_id": "user:bridges", "topic_name": "bridges", "rank": 2},
    )
    return con


def correct(con: duckdb.DuckDBPyConnection, folder: Path, *rows: str) -> None:
    """Build with the rows as corrections.csv; a row is kind, article, target and value, made one a minute."""
    decide(con, folder, *rows)
    build_all(con)


def decide(con: duckdb.DuckDBPyConnection, folder: Path, *rows: str) -> None:
    """Make the rows of corrections.csv, as ``correct`` takes them, those of ``raw.overrides``."""
    path = folder / "corrections.csv"
    lines = [f"{row},Ida,2026-04-01T10:{minute:02}Z,\n" for minute, row in enumerate(rows)]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    con.execute("delete from raw.overrides")
    for correction in load_corrections(path):
        columns = {name: getattr(correction, name) for name in correction.__slots__}
        for name in ("target_actor", "value_actor"):
            actor = columns[name]
            columns[name] = {each: getattr(actor, each) for each in actor.__slots__} if actor else None
        columns["made_at"] = correction.made_at.replace(tzinfo=None)
        insert(con, "overrides", columns)


def outcomes(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute("select status, applied_count, reason from facts.overrides order by line_no").fetchall()


def speakers(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    query = "select text, actor_name, speaker_status, confidence from facts.quotes order by article_id, start_char"
    return con.execute(query).fetchall()


def actors(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    query = "select actor_name, actor_type, wikidata_id, article_count from facts.actors order by all"
    return con.execute(query).fetchall()
