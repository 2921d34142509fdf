"""The SQL box cannot write, read files, reach the network or run for ever; the watchlist finds what the night brought."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tasks.show.brief import write_brief
from tasks.show.explore.statements import Answer, Statements, read_saved_queries, write_csv
from tasks.show.watched import write_watched
from tests.raw_rows import article, build_all, empty_warehouse, entity, insert, quote
from tests.warehouses import ROOT

TEXT = "“The hull has held,” said Ines Falk after a safety  inspection. Safety inspections: a safety inspection."


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sql") / "nightdesk.duckdb"
    con = empty_warehouse(str(path))
    insert(con, "articles", article("a", TEXT, "2026-03-03", source_name="Post", url="javascript:alert(1)"))
    insert(con, "entities", entity("a", 0, "Ines Falk"))
    known = {"entity_no": 0, "speaker_status": "named", "unknown_reason": None, "cue_type": "said"}
    insert(con, "quotes", quote("a", TEXT, "The hull has held,", **known))
    for kind, target in (("actor", "ines falk"), ("phrase", "Safety Inspection"), ("phrase", "inspect")):
        insert(con, "watchlist", {"watch_kind": kind, "watch_target": target})
    build_all(con)
    con.close()
    return path


@pytest.fixture(scope="module")
def box(warehouse: Path) -> Iterator[Statements]:
    statements = Statements(warehouse, seconds=30)
    yield statements
    statements.close()


@pytest.fixture(scope="module")
def hasty_box(warehouse: Path) -> Iterator[Statements]:
    statements = Statements(warehouse, seconds=3)
    yield statements
    statements.close()


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('/etc/passwd')", "select * from glob('/*')", "from read_csv('/dev/stdin')", "from '/etc/passwd'",
        "copy (select 1) to '/tmp/nightdesk-box'", "export database '/tmp/nightdesk-box'", "attach '/tmp/nightdesk-box.duckdb'",
        "create table facts.x as select 1", "create temp table x as select 1", "insert into facts.actors select * from facts.actors",
        "delete from facts.articles", "update facts.articles set title = ''", "drop table facts.articles", "pragma enable_profiling",
        "set lock_configuration = false", "set enable_external_access = true", "install httpfs", "load httpfs", "checkpoint",
        "from 'http://127.0.0.1:1/x.parquet'", "select 1; drop table facts.articles", "select * from path", "call pragma_version()", "",
        "selec 1", "explain analyze copy (select 1) to '/tmp/nightdesk-box'", "select * from query('copy (select 1) to ''/tmp/nightdesk-box''')",
    ],
)  # fmt: skip
def test_what_does_not_only_read_the_warehouse_is_refused(box: Statements, sql: str) -> None:
    answer = box.run(sql, 10)
    assert answer.refusal
    assert answer.rows == ()
    assert list(Path("/tmp").glob("nightdesk-box*")) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from range(10000000) a, range(1000000) b",
        "select repeat('x', 3000000000)",
        "select repeat('x', 1100000) from range(100)",
    ],
)
def test_a_statement_without_end_is_stopped_and_the_next_one_answered(hasty_box: Statements, sql: str) -> None:
    assert hasty_box.run(sql, 100).refusal
    assert hasty_box.run("select 1 as one", 10) == Answer(("one",), ((1,),))


def test_rows_are_limited_and_a_formula_is_text_in_csv(box: Statements) -> None:
    answer = box.run("select '=1+1' as a, -1 as b, 'x' as c from range(3)", 2)
    assert answer == Answer(("a", "b", "c"), (("=1+1", -1, "x"), ("=1+1", -1, "x")), is_cut=True)
    assert write_csv(answer) == "a,b,c\r\n'=1+1,-1,x\r\n'=1+1,-1,x\r\n"


def test_saved_queries_run(box: Statements) -> None:
    saved = read_saved_queries(ROOT / "seeds" / "queries")
    assert len(saved) == 5
    assert [(each.title, box.run(each.sql, 10).refusal) for each in saved] == [(each.title, "") for each in saved]


def test_first_words_on_a_topic_and_changed_articles_are_told_apart(tmp_path: Path) -> None:
    warehouse, older, newer = tmp_path / "nights.duckdb", "“It holds,” said Ines Falk.", "“It burns,” said Ines Falk."
    con = empty_warehouse(str(warehouse))
    weather, fire = (
        {"topic_id": f"user:{name}", "topic_name": name, "relevance": 1.0, "rank": rank}
        for rank, name in enumerate(("weather", "fire"), 1)
    )
    for name, text, day, run, topics in (
        ("a", older, "2026-03-03", "r1", [weather]),
        ("b", "Before.", "2026-03-04", "r1", []),
        ("c", newer, "2026-03-05", "r2", [weather, fire]),
    ):
        of_b = {"article_id": "b"} if name == "c" else {}
        insert(con, "articles", article(name, text, day, source_name="Post", **of_b))
        con.execute("update raw.documents set run_id = ? where document_id = ?", [run, name])
        insert(con, "article_topics", *({"document_id": name} | topic for topic in topics))
        if "Falk" in text:
            insert(con, "entities", entity(name, 0, "Ines Falk"))
            insert(
                con,
                "quotes",
                quote(
                    name, text, text[1:10], entity_no=0, speaker_status="named", unknown_reason=None, cue_type="said"
                ),
            )
    started = [("r1", "2026-03-04 20:00"), ("r2", "2026-03-05 20:00")]
    insert(con, "runs", *({"run_id": run, "flow_name": "nightly", "started_at": moment} for run, moment in started))
    insert(con, "watchlist", {"watch_kind": "actor", "watch_target": "ines falk"})
    build_all(con)
    found = con.execute(
        "select find_type, topic_name, text, is_changed from reports.watched_quotes order by 1"
    ).fetchall()
    con.close()
    assert found == [("first words on a topic", "fire", "It burns,", True), ("quote", None, "It burns,", True)]
    write_watched(warehouse, tmp_path / "watched.json")
    assert "first words on a topic, article changed" in (tmp_path / "watched.json").read_text(encoding="utf-8")
    write_brief(warehouse, tmp_path / "brief.html")
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert page.count(">It burns,</a>") == 1
    assert ">fire</td>" in page


def test_the_watchlist_finds_words_by_span(warehouse: Path, tmp_path: Path) -> None:
    write_watched(warehouse, tmp_path / "watched.json")
    finds = json.loads((tmp_path / "watched.json").read_text(encoding="utf-8"))["finds"]
    assert [(each["watch_target"], each["find_type"], each["text"], each["start_char"]) for each in finds] == [
        ("Safety Inspection", "phrase", "safety inspection", TEXT.rindex("safety")),
        ("ines falk", "quote", "The hull has held,", 1),
    ]
    assert all(TEXT[each["start_char"] : each["end_char"]] == each["text"] for each in finds)
    feed = ElementTree.parse(tmp_path / "watched.atom").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}content") for entry in feed.iter(f"{atom}entry")] == [
        "safety inspection (Post)",
        "Ines Falk: The hull has held, (Post)",
    ]
    assert list(feed.iter(f"{atom}link")) == []
    # RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must have; an entry without a link has content.
    assert [len(feed.findall(atom + name)) for name in ("id", "title", "updated", "author")] == [1, 1, 1, 1]
    assert feed.findtext(f"{atom}author/{atom}name") == "Nightdesk"
    entries = feed.findall(f"{atom}entry")
    assert {
        tuple(len(each.findall(atom + name)) for name in ("id", "title", "updated", "content")) for each in entries
    } == {(1, 1, 1, 1)}
    assert len({each.findtext(f"{atom}id") for each in entries}) == len(entries)
    assert all(datetime.fromisoformat(each.text or "").tzinfo for each in feed.iter(f"{atom}updated"))
