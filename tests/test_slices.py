"""Nights that change a part make slices of the models, and give row for row what a build from nothing gives, with its history."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.finish import RESOLVERS
from tasks.build import BuildResult, build, changes, portions, read_models, resolving
from tasks.build.reading import slice_of
from tasks.load import EXTRACTED_TABLES
from tests.correcting import decide
from tests.raw_rows import SQL_DIR, Row, all_rows, article, empty_warehouse, entity, insert, quote, span

NAMES = ("Ines Falk", "Falk", "Omar Reyes", "Reyes", "Lena Reyes", "Harbour Board", "HB", "Norland", "Ines Falk-Moor")
TYPES = ("person",) * 5 + ("organisation", "organisation", "place", "person")
SAID = (
    "the ferry goes back to port",
    "nobody was told before the vote on the harbour was taken by the board",
    "we waited",
    "no comment",
)
DEEDS = ("met", "accused", "helped")
IDENTITY = ("own_id", "link_id", "entry_id", "guid_id", "redirect_id", "is_link_shared", "is_guid_shared")
FIRST = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _always_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LEAST_ARTICLES", 0)
    for module in (changes, resolving):
        monkeypatch.setattr(module, "SLICED_SHARE", 10.0)


def report(rng: random.Random, name: str, number: int) -> Iterator[tuple[str, Row]]:
    """Rows of an article of a few sentences, in which names, words, deeds and figures of others come again."""
    named, allied = rng.sample(range(len(NAMES)), 3), random.Random(name)
    said, deed, dead = rng.choice(SAID), rng.choice(DEEDS), rng.randint(2, 4)
    filler = (
        " ".join(rng.choices(("harbour", "ferry", "vote", "storm", "crew"), k=8))
        if rng.random() < 0.7
        else "The crew of the ferry waited for the storm to end"
    )
    text = f"“{said}”, said {NAMES[named[0]]}. {NAMES[named[1]]} {deed} {NAMES[named[2]]} in Oslo. {dead} people died on Monday. {filler}."
    day = None if rng.random() < 0.15 else f"2026-0{rng.randint(1, 2)}-{rng.randint(1, 9):02}"
    outlet = f"Outlet {rng.randint(1, 3)}"
    yield "articles", article(
        name, text, day, article_id=f"a{number}", source_name=outlet, title=f"{deed} {number % 3}", url=f"https://town.example/{number}",
        aliases=[f"guid-{number}", f"https://town.example/{number + 1}"], published_precision="day" if day else None, language_code="en",
        identity=dict.fromkeys(IDENTITY) | {"own_id": f"a{number + allied.randint(0, 2)}", "link_id": f"link{allied.randint(0, 4)}"},
        retrieved_at=FIRST + timedelta(days=allied.randint(0, 3)),
    )  # fmt: skip
    for entity_no, which in enumerate(named):
        yield (
            "entities",
            entity(
                name,
                entity_no,
                NAMES[which],
                TYPES[which],
                country_code=rng.choice((None, None, "NO")),
                is_doubtful=False,
            ),
        )
        yield (
            "mentions",
            {"document_id": name, "actor_type": TYPES[which], "entity_no": entity_no, "mention_type": "name"}
            | span(text, NAMES[which]),
        )
    speaker = {"entity_no": 0, "speaker_entity_nos": [0], "speaker_status": "named", "unknown_reason": None}
    if allied.random() < 0.2:
        speaker |= {"speaks_for_entity_no": 2, "speaks_for_text": NAMES[named[2]]}
    yield "quotes", quote(name, text, said, is_negated=rng.random() < 0.1, **speaker)
    where = span(text, deed)
    yield "events", {
        "document_id": name, "event_type": "CONSULT", "action_text": deed, "actor_text": NAMES[named[1]], "actor_entity_no": 1,
        "recipient_text": NAMES[named[2]], "recipient_entity_no": 2, "is_negated": False, "modality": "asserted", "confidence": 0.5,
        "start_char": where["start_char"], "end_char": where["end_char"],
    }  # fmt: skip
    topic = rng.randint(1, 2)
    yield "article_topics", {"document_id": name, "topic_id": f"medtop:0{topic}000000", "topic_name": f"topic {topic}", "relevance": 0.5, "rank": 1,
        "evidence": [], "evidence_spans": [], "rule_version": "1"}  # fmt: skip
    yield "places", {"document_id": name, "place_id": "3143244", "place_name": "Oslo", "country_code": "NO", "latitude": 59.9, "longitude": 10.7,
        "place_role": "event"} | span(text, "Oslo")  # fmt: skip
    yield (
        "figures",
        {"document_id": name, "number_value": float(dead), "unit_name": "dead", "what_text": "people"}
        | span(text, str(dead)),
    )
    yield "key_facts", {"document_id": name, "question": "who", "rank": 1} | span(text, NAMES[named[0]])
    if rng.random() < 0.4:
        field = rng.choice(("politics", "sport"))
        yield "roles", {"document_id": name, "entity_no": 1, "role_status": "current", "role_field": field, "role_text": NAMES[named[1]],
            "organisation_text": allied.choice((None, NAMES[named[2]])),
            **{key: value for key, value in span(text, NAMES[named[1]]).items() if key != "text"}}  # fmt: skip


def asked_feeds(rng: random.Random, night: int) -> Iterator[tuple[str, Row]]:
    """Rows of a run that asked two feeds, on a day that articles may be of."""
    when = {
        "logical_date": f"2026-0{rng.randint(1, 2)}-{rng.randint(1, 9):02}",
        "started_at": FIRST,
        "finished_at": FIRST,
    }
    yield "runs", {"run_id": f"r{night}", "flow_name": "nightly", "input_count": 0} | when
    for feed in ("https://town.example/feed", "https://port.example/feed"):
        yield (
            "feed_fetches",
            {"run_id": f"r{night}", "feed_url": feed, "fetched_at": FIRST, "state": rng.choice(("fetched", "failed"))},
        )


Change = tuple[str, list[Any]] | tuple[str, Row]


def changes_of(rng: random.Random, night: int, documents: dict[str, int]) -> Iterator[Change]:
    """What a night brings: new articles, a new version, one that is gone, and rows that something else rewrote."""
    yield from asked_feeds(rng, night)
    for number in range(rng.randint(1, 3) if night else 8):
        name = f"n{night}-{number}"
        documents[name] = 10 * night + number
        yield from report(rng, name, documents[name])
    if night and rng.random() < 0.6:
        known, name = rng.choice(sorted(documents.values())), f"n{night}-again"
        documents[name] = known
        yield from report(rng, name, known)
        yield (
            "update raw.articles set modified_at = ? where document_id = ?",
            [FIRST.replace(tzinfo=None) + timedelta(days=night), name],
        )
    if night and rng.random() < 0.4:
        gone = rng.choice(sorted(documents))
        del documents[gone]
        for table in EXTRACTED_TABLES:
            yield f"delete from raw.{table} where document_id = ?", [gone]
    if night and rng.random() < 0.4:
        yield (
            "update raw.quotes set confidence = ? where document_id = ?",
            [rng.random(), rng.choice(sorted(documents))],
        )


DECISIONS = (
    "reject_quote,a0,we waited,",
    "speaker,a1,the ferry goes back to port,Lena Reyes",
    "date,https://town.example/2,published_at,2026-01-05",
    "topic,guid-10,medtop:02000000,add",
    "merge,,Falk,Ines Falk",
)


def night(con: duckdb.DuckDBPyConnection, brought: list[Change], number: int, is_whole: bool) -> BuildResult:
    """Change rows and build, what changed in slices or the whole; the whole by portions of four articles."""
    for what, row in brought:
        if isinstance(row, dict):
            insert(con, what, row)
        else:
            con.execute(what, row)
    if is_whole:
        con.execute("delete from raw.settings where setting_name = 'made_by'")
    for (table,) in con.execute("select table_name from duckdb_tables() where temporary").fetchall():
        con.execute(f"drop table {table}")  # a night has a connection of its own
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(portions, "ARTICLES_AT_ONCE", 4 if is_whole else 1_000)
        return build(con, SQL_DIR, "UTC", RESOLVERS, FIRST + timedelta(days=number))


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 6))])
def test_slices_equal_a_build_of_everything_night_after_night(seed: int, tmp_path: Path) -> None:
    rng, documents = random.Random(seed), dict[str, int]()
    in_slices, whole = empty_warehouse(), empty_warehouse()
    for con in (in_slices, whole):
        decide(con, tmp_path, *DECISIONS)
        insert(con, "topics", {"topic_id": "medtop:02000000", "topic_name": "topic 2"})
    for number in range(5):
        brought = [*(changes_of(rng, number, documents) if number < 4 else asked_feeds(rng, number))]
        night(in_slices, brought, number, is_whole=False)
        night(whole, brought, number, is_whole=True)
        assert all_rows(in_slices) == all_rows(whole)
        assert [is_sliced(in_slices), is_sliced(whole)] == [number > 0, False]


def is_sliced(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the last night was made in slices to its end."""
    return con.execute("select 1 from duckdb_tables() where table_name = 'slice_published_date'").fetchone() is not None


def test_an_article_that_is_gone_leaves_nothing_and_its_corrections_fall_to_who_has_its_address(tmp_path: Path) -> None:
    in_slices, whole = empty_warehouse(), empty_warehouse()
    for con, is_whole in ((in_slices, False), (whole, True)):
        rng = random.Random(1)
        decide(con, tmp_path, "date,https://town.example/5,published_at,2026-01-25")
        night(con, [row for number in range(8) for row in report(rng, f"d{number}", number)], 0, is_whole)
        night(
            con, [(f"delete from raw.{table} where document_id = ?", ["d5"]) for table in EXTRACTED_TABLES], 1, is_whole
        )
    assert is_sliced(in_slices)
    assert all_rows(in_slices) == all_rows(whole)
    dated = "select article_id from facts.articles where published_source = 'correction'"
    assert in_slices.execute(dated).fetchall() == [("a4",)]


def test_a_night_reaches_what_its_articles_touch_and_no_more() -> None:
    con, rng = empty_warehouse(), random.Random(7)
    night(con, [row for number in range(30) for row in report(rng, f"d{number}", number)], 0, is_whole=False)
    kept = con.execute("select rowid, quote_id from facts.quotes order by all").fetchall()
    night(con, [*report(rng, "d30", 30)], 1, is_whole=False)
    reached = {
        article_id for (article_id,) in con.execute("select distinct article_id from slice_article_id").fetchall()
    }
    assert "a30" in reached
    assert len(reached) < 7
    query = "select rowid, quote_id from facts.quotes where article_id not in (select unnest(?)) order by all"
    assert set(con.execute(query, [[*reached]]).fetchall()) < set(kept)


def test_who_speaks_for_whom_is_told_of_quotations_in_other_articles_too() -> None:
    con, words = empty_warehouse(), SAID[1]
    told: list[tuple[str, str, Row]] = [
        ("d0", words, {}),
        ("d1", words, {"entity_no": 1, "speaker_entity_nos": [1]}),
        ("d2", SAID[0], {"speaks_for_entity_no": 1}),
    ]
    disputed = []
    for number, (name, said, speaker) in enumerate(told):
        text = f"“{said}”, said Ines Falk for Omar Reyes."
        first: Row = {"entity_no": 0, "speaker_entity_nos": [0], "speaker_status": "named", "unknown_reason": None}
        people = [("entities", entity(name, no, person)) for no, person in enumerate(("Ines Falk", "Omar Reyes"))]
        brought: list[Change] = [
            ("articles", article(name, text, f"2026-01-0{number + 1}")),
            *people,
            ("quotes", quote(name, text, said, **first | speaker)),
        ]
        night(con, brought, number, is_whole=False)
        disputed += con.execute("select is_speaker_disputed from facts.quote_groups where text = ?", [words]).fetchall()
    assert is_sliced(con)
    assert disputed == [(False,), (True,), (False,)]


@pytest.mark.parametrize("is_whole", [False, True])
def test_each_build_ends_with_all_indexes(is_whole: bool) -> None:
    con, rng = empty_warehouse(), random.Random(1)
    asked = re.findall(r"index if not exists (\w+)", (SQL_DIR / "indexes.sql").read_text(encoding="utf-8"))
    for number in range(2):
        night(con, list(report(rng, f"d{number}", number)), number, is_whole)
        names = con.execute("select index_name from duckdb_indexes() order by all").fetchall()
        assert names == [(name,) for name in sorted(asked)]
    assert is_sliced(con) is not is_whole


def test_what_joins_or_gathers_most_is_run_in_portions() -> None:
    portioned = [model.name for model in read_models(SQL_DIR) if model.is_portioned]
    assert portioned == [
        *(f"staging.{table}" for table in ("article_shingles", "article_terms")),
        *(f"facts.{table}" for table in ("events", "figures", "mentions", "quote_groups", "quotes")),
        *(f"marts.{table}" for table in ("actor_daily", "event_groups", "topic_actor_daily", "who_said_what")),
    ]
    checks = [
        path.stem
        for path in sorted((SQL_DIR / "checks").glob("*.sql"))
        if slice_of(path.read_text(encoding="utf-8"))[1]
    ]
    assert checks == [
        "quote_groups_agree",
        "quotes_are_verbatim",
        "spans_are_verbatim",
        "speakers_and_cues_are_verbatim",
    ]
