"""Staging and facts: literal raw rows in, literal rows out."""

from datetime import date, datetime
from itertools import permutations

import duckdb

from tests.raw_rows import article, build_all, empty_warehouse, entity, insert, quote, span, staged

at = datetime.fromisoformat
TEXT = "Ines Falk, the harbour master, met Jon Brandt on Tuesday. “The hull has held,” said Falk."


def built(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    build_all(con)
    return con.execute(query).fetchall()


def test_the_current_version_is_the_greatest_with_nulls_first() -> None:
    con = empty_warehouse()
    early, late = at("2026-03-03"), at("2026-03-04")
    insert(
        con,
        "articles",
        article("d1", "One.", article_id="a", version_id="v1", modified_at=late),
        article("d2", "Two.", "2026-03-05", article_id="a", version_id="v2", modified_at=early),
        article("d3", "Three.", "2026-03-09", article_id="a", version_id="v3", retrieved_at=late),
        article("d4", "Three.", "2026-03-09", article_id="a", version_id="v3"),
    )
    found = built(
        con, "select version_id, document_id, version_no, is_current from facts.article_versions order by version_no"
    )
    assert found == [("v3", "d3", 1, False), ("v2", "d2", 2, False), ("v1", "d1", 3, True)]
    columns = "article_id, version_id, version_count, text, first_seen_at"
    assert con.execute(f"select {columns} from facts.articles").fetchall() == [("a", "v1", 3, "One.", at("2026-03-05"))]


def test_the_order_of_loading_chooses_nothing() -> None:
    early, late = at("2026-03-03"), at("2026-03-04")
    documents = [
        article("d1", "One.", "2026-03-02", article_id="a", version_id="v1", retrieved_at=late),
        article("d2", "Two.", "2026-03-02", article_id="a", version_id="v2", modified_at=early),
        article("d3", "Two.", "2026-03-02", article_id="a", version_id="v2", modified_at=early, retrieved_at=early),
        article("d4", "Three.", article_id="a", version_id="v3", retrieved_at=late),
    ]
    query = "select version_id, version_no, document_id, is_current, text from staging.article_versions order by all"
    prepared = "select version_id, document_id from staging.entities union all select version_id, document_id from staging.quotes"
    found = set()
    for order in permutations(documents):
        con = empty_warehouse()
        insert(con, "articles", *order)
        insert(con, "entities", *(entity(row["document_id"], 0, "Ines Falk") for row in order))
        insert(con, "quotes", *(quote(row["document_id"], row["text"], row["text"]) for row in order))
        staged(con)
        found.add((tuple(con.execute(query).fetchall()), tuple(con.execute(prepared).fetchall())))
    versions = (("v1", 2, "d1", False, "One."), ("v2", 3, "d3", True, "Two."), ("v3", 1, "d4", False, "Three."))
    assert found == {(versions, (("v2", "d3"), ("v2", "d3")))}


def test_equal_times_go_by_content() -> None:
    con = empty_warehouse()
    insert(
        con,
        "articles",
        article("d1", "One.", article_id="a", version_id="v1", content_sha256="ff"),
        article("d2", "Two.", article_id="a", version_id="v2", content_sha256="aa"),
    )
    assert built(con, "select version_id from facts.articles") == [("v1",)]


def test_facts_speak_of_the_current_version_only() -> None:
    con = empty_warehouse()
    insert(
        con,
        "articles",
        article("d1", TEXT, "2026-03-03", article_id="a"),
        article("d2", TEXT + " More.", "2026-03-04", article_id="a"),
    )
    for document_id in ("d1", "d2"):
        insert(con, "entities", entity(document_id, 0, "Ines Falk"))
        insert(
            con,
            "mentions",
            {"document_id": document_id, "actor_type": "person", "entity_no": 0, **span(TEXT, "Ines Falk")},
        )
        insert(
            con,
            "quotes",
            quote(document_id, TEXT, "The hull has held,", entity_no=0, speaker_status="named", unknown_reason=None),
        )
        insert(con, "figures", {"document_id": document_id, "number_value": 2.0, **span(TEXT, "Tuesday")})
        insert(con, "unknowns", {"document_id": document_id, "column_name": "url", "reason": "not declared"})
    build_all(con)
    for table in ("mentions", "quotes", "figures", "article_unknowns"):
        assert con.execute(f"select distinct article_id, version_id from facts.{table}").fetchall() == [("a", "d2")], (
            table
        )
    assert con.execute(
        "select actor_name, article_count, first_seen_at, last_seen_at from facts.actors"
    ).fetchall() == [("Ines Falk", 1, at("2026-03-04"), at("2026-03-04"))]
    assert con.execute("select text, actor_name, speaker_status from facts.quotes").fetchall() == [
        ("The hull has held,", "Ines Falk", "named")
    ]


def test_days_are_local_and_a_stated_day_stays() -> None:
    con = empty_warehouse()
    insert(
        con,
        "articles",
        article("a", "Evening.", "2026-03-03 12:30", published_precision="minute"),
        article("b", "Some day.", "2026-03-03", published_precision="day"),
        article("c", "No day."),
    )
    build_all(con, "Pacific/Auckland")
    assert con.execute("select article_id, published_date from facts.articles order by all").fetchall() == [
        ("a", date(2026, 3, 4)),
        ("b", date(2026, 3, 3)),
        ("c", None),
    ]
    build_all(con, "America/New_York")
    assert con.execute("select published_date, article_count from facts.days order by all nulls last").fetchall() == [
        (date(2026, 3, 3), 2),
        (None, 1),
    ]


def test_events_know_their_actors_and_their_place() -> None:
    con = empty_warehouse()
    insert(con, "articles", article("a", TEXT, "2026-03-03"))
    insert(con, "entities", entity("a", 0, "Ines Falk"), entity("a", 1, "Jon Brandt"))
    place = span(TEXT, "harbour")
    insert(con, "places", {"document_id": "a", **place, "place_id": "42", "place_role": "event"})
    event = {
        "event_type": "CONSULT",
        "action_text": "met",
        "actor_entity_no": 0,
        "recipient_entity_no": 1,
        "is_negated": False,
    }
    where = {
        "start_char": TEXT.index("met"),
        "end_char": TEXT.index("met") + 3,
        "place_start_char": place["start_char"],
    }
    insert(con, "events", {"document_id": "a", "modality": "asserted", "confidence": 0.5, **event, **where})
    found = built(
        con,
        "select actors.actor_name, recipients.actor_name, events.place_id from facts.events as events "
        "inner join facts.actors as actors using (actor_id) "
        "inner join facts.actors as recipients on events.recipient_id = recipients.actor_id",
    )
    assert found == [("Ines Falk", "Jon Brandt", "42")]


def test_the_same_fact_read_twice_is_one_row() -> None:
    con = empty_warehouse()
    insert(con, "articles", article("a", TEXT))
    for confidence in (0.4, 0.6):
        insert(con, "quotes", quote("a", TEXT, "The hull has held,", confidence=confidence))
        insert(con, "dates", {"document_id": "a", **span(TEXT, "Tuesday"), "unknown_reason": "no publication date"})
    assert built(con, "select confidence from facts.quotes") == [(0.6,)]
    assert con.execute("select text from facts.dates").fetchall() == [("Tuesday",)]


def test_stories_count_outlets_and_independent_ones() -> None:
    con = empty_warehouse()
    for number, (source, owner) in enumerate([("Post", "Weiss Media"), ("Gazette", "Weiss Media"), ("Courier", None)]):
        insert(
            con, "sources", {"source_name": source, "owner_name": owner, "feed_url": f"https://{source}.example/feed"}
        )
        insert(
            con,
            "articles",
            article(f"a{number}", TEXT + " Again." * number, f"2026-03-0{number + 1}", source_name=source),
        )
    columns = "article_count, outlet_count, independent_outlet_count, first_seen_at, last_seen_at"
    assert built(con, f"select {columns} from facts.stories") == [(3, 3, 1, at("2026-03-01"), at("2026-03-03"))]
    assert con.execute(
        "select source_name, owner_name, feed_count, article_count from facts.outlets order by all"
    ).fetchall() == [
        ("Courier", "Courier", 1, 1),
        ("Gazette", "Weiss Media", 1, 1),
        ("Post", "Weiss Media", 1, 1),
    ]


def test_every_key_that_once_named_a_group_still_leads_to_it() -> None:
    con = empty_warehouse()
    insert(con, "articles", article("b", TEXT), article("c", TEXT))
    old = built(
        con, "select reprint_group_id, story_id from facts.articles inner join facts.article_stories using (article_id)"
    )
    assert old == [("reprint:b", "story:b")] * 2
    insert(con, "articles", article("a", TEXT))
    assert built(con, "select old_id, new_id from facts.id_redirects order by all") == [
        ("reprint:b", "reprint:a"),
        ("reprint:c", "reprint:a"),
        ("story:b", "story:a"),
        ("story:c", "story:a"),
    ]


def test_aliases_of_every_document_lead_to_the_article() -> None:
    con = empty_warehouse()
    insert(
        con,
        "articles",
        article("d1", "One.", article_id="a", aliases=["guid-1", "https://old.example/1"]),
        article("d2", "Two.", article_id="a", aliases=["guid-1"]),
    )
    assert built(con, "select * exclude (known_at) from facts.article_aliases order by all") == [
        ("guid-1", "a"),
        ("https://old.example/1", "a"),
    ]
