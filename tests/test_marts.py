"""Marts and reports: literal raw rows in, literal rows out, with their denominators."""

from datetime import date, datetime

import duckdb
import pytest

from tests.raw_rows import Row, article, build_all, empty_warehouse, entity, insert, quote, span

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)
WIRE = (
    "The carrier ran aground off Port Marrin and nine sailors were hurt, Ines Falk said. “The hull has held through the night,” "
    "Falk said. Harbour master Falk spoke with Jon Brandt; the harbour master will report on Friday."
)
TEN = WIRE.replace("nine sailors", "ten sailors")
OWN = (
    "Karla Weiss won the vote in Oststadt, where Jon Brandt had been mayor for seven years, and thanked everybody who had helped. "
    "Her party promised cheaper trams, a rent ceiling and longer library hours; turnout reached sixty per cent, the highest since "
    "the merger of both councils. Opponents asked for a recount in two precincts."
)
POLITICS, DISASTER = (
    ("medtop:11000000", "politics and government"),
    ("medtop:03000000", "disaster, accident and emergency incident"),
)


def add(
    con: duckdb.DuckDBPyConnection, name: str, text: str, day: str | None, source: str, topic: tuple[str, str]
) -> None:
    """An article with one topic and every one of three people that its text names."""
    insert(con, "articles", article(name, text, day, source_name=source, title=f"Title of {name}"))
    insert(
        con,
        "article_topics",
        {"document_id": name, "topic_id": topic[0], "topic_name": topic[1], "relevance": 0.9, "rank": 1},
    )
    for number, person in enumerate(("Ines Falk", "Jon Brandt", "Karla Weiss")):
        if person in text:
            insert(con, "entities", entity(name, number, person))
            insert(
                con,
                "mentions",
                {"document_id": name, "actor_type": "person", "entity_no": number, **span(text, person)},
            )


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    """A wire story in three outlets, two of one owner, and another story the day after."""
    con = empty_warehouse()
    owners = {"Wire": None, "Post": "Weiss Media", "Gazette": "Weiss Media", "Courier": None}
    insert(
        con,
        "sources",
        *(
            {"source_name": name, "owner_name": owner, "feed_url": f"https://{name}.example"}
            for name, owner in owners.items()
        ),
    )
    add(con, "a", WIRE, "2026-03-03 06:00", "Wire", DISASTER)
    add(con, "b", WIRE, "2026-03-03 07:00", "Post", DISASTER)
    add(con, "c", TEN, "2026-03-03 08:00", "Gazette", DISASTER)
    add(con, "d", OWN, "2026-03-03 09:00", "Gazette", POLITICS)
    add(con, "e", OWN + " The count ended at midnight.", "2026-03-04 09:00", "Courier", POLITICS)
    add(con, "f", "Nobody said anything.", None, "Courier", POLITICS)
    for name, text, number in (("a", WIRE, "nine"), ("b", WIRE, "nine"), ("c", TEN, "ten")):
        known = {"entity_no": 0, "speaker_status": "named", "unknown_reason": None, "cue_type": "said"}
        insert(con, "quotes", quote(name, text, "The hull has held through the night,", **known))
        value = {"nine": 9.0, "ten": 10.0}[number]
        insert(
            con, "figures", {"document_id": name, "number_value": value, "unit_name": "injured", **span(text, number)}
        )
    for name, entity_no, role, status in (
        ("a", 0, "Harbour master", "current"),
        ("c", 0, "harbour master", "current"),
        ("d", 1, "mayor", "former"),
    ):
        text = {"a": WIRE, "c": TEN, "d": OWN}[name]
        where = span(text, role)
        row = {"document_id": name, "entity_no": entity_no, "role_text": where.pop("text"), "role_status": status}
        insert(con, "roles", row | where)
    insert(con, "runs", run_row("r1", TUESDAY, 2), run_row("r0", date(2026, 3, 2), 0))
    insert(
        con,
        "dispositions",
        *(
            {"run_id": "r1", "input_no": n, "input_name": f"in{n}", "state": s, "reason": "why"}
            for n, s in enumerate(("loaded", "rejected"))
        ),
    )
    insert(
        con,
        "feed_fetches",
        *(fetch_row("r1", name, state) for name, state in (("Wire", "fetched"), ("Post", "failed"))),
    )
    build_all(con)
    return con


def run_row(run_id: str, day: date, input_count: int) -> Row:
    started = datetime.fromisoformat(f"{day}T20:00")
    return {
        "run_id": run_id,
        "flow_name": "nightly",
        "logical_date": day,
        "started_at": started,
        "input_count": input_count,
    }


def fetch_row(run_id: str, source: str, state: str) -> Row:
    return {
        "run_id": run_id,
        "feed_url": f"https://{source}.example",
        "fetched_at": datetime.fromisoformat("2026-03-03T20:00"),
        "state": state,
        "reason": "why",
    }


FEEDS = "feeds_expected_count, feeds_ok_count"
COUNTS = "report_count, outlet_count, independent_outlet_count"
OF = "of_article_count, of_outlet_count, of_independent_outlet_count"


def test_topic_daily_counts_reports_outlets_and_independent_ones(con: duckdb.DuckDBPyConnection) -> None:
    query = f"select published_date, topic_name, {COUNTS}, report_share, {OF}, {FEEDS} from marts.topic_daily order by all nulls last"
    assert con.execute(query).fetchall() == [
        (TUESDAY, DISASTER[1], 3, 3, 1, 0.75, 4, 3, 2, 2, 1),
        (TUESDAY, POLITICS[1], 1, 1, 1, 0.25, 4, 3, 2, 2, 1),
        (WEDNESDAY, POLITICS[1], 1, 1, 1, 1.0, 1, 1, 1, None, None),
        (None, POLITICS[1], 1, 1, 1, 1.0, 1, 1, 1, None, None),
    ]


def test_actor_daily_counts_mentions_and_quotes(con: duckdb.DuckDBPyConnection) -> None:
    query = f"select published_date, actor_name, mention_count, quote_count, {COUNTS}, {OF} from marts.actor_daily order by all"
    assert con.execute(query).fetchall() == [
        (TUESDAY, "Ines Falk", 3, 3, 3, 3, 1, 4, 3, 2),
        (TUESDAY, "Jon Brandt", 4, 0, 4, 3, 2, 4, 3, 2),
        (TUESDAY, "Karla Weiss", 1, 0, 1, 1, 1, 4, 3, 2),
        (WEDNESDAY, "Jon Brandt", 1, 0, 1, 1, 1, 1, 1, 1),
        (WEDNESDAY, "Karla Weiss", 1, 0, 1, 1, 1, 1, 1, 1),
    ]


def test_topic_actor_daily_is_out_of_the_topics_reports(con: duckdb.DuckDBPyConnection) -> None:
    query = f"select published_date, topic_name, actor_name, {COUNTS}, {OF} from marts.topic_actor_daily order by all"
    assert con.execute(query).fetchall() == [
        (TUESDAY, DISASTER[1], "Ines Falk", 3, 3, 1, 3, 3, 1),
        (TUESDAY, DISASTER[1], "Jon Brandt", 3, 3, 1, 3, 3, 1),
        (TUESDAY, POLITICS[1], "Jon Brandt", 1, 1, 1, 1, 1, 1),
        (TUESDAY, POLITICS[1], "Karla Weiss", 1, 1, 1, 1, 1, 1),
        (WEDNESDAY, POLITICS[1], "Jon Brandt", 1, 1, 1, 1, 1, 1),
        (WEDNESDAY, POLITICS[1], "Karla Weiss", 1, 1, 1, 1, 1, 1),
    ]


def test_who_said_what_is_one_row_for_the_same_words(con: duckdb.DuckDBPyConnection) -> None:
    query = f"select actor_name, text, topic_name, {COUNTS}, {OF}, speaker_count, article_id from marts.who_said_what"
    words = "The hull has held through the night,"
    assert con.execute(query).fetchall() == [("Ines Falk", words, DISASTER[1], 3, 3, 1, 3, 3, 1, 1, "a")]


def test_a_topics_day_names_the_rules_that_told_it() -> None:
    con = empty_warehouse()
    for name, version in (("a", "new"), ("b", "old"), ("c", "new"), ("d", None)):
        insert(con, "articles", article(name, WIRE, "2026-03-04"))
        row = {"document_id": name, "topic_id": POLITICS[0], "topic_name": POLITICS[1], "relevance": 0.9, "rank": 1}
        insert(con, "article_topics", row | {"rule_version": version})
    build_all(con)
    assert con.execute("select rule_versions from marts.topic_daily").fetchall() == [(["new", "old"],)]


def test_an_event_counts_its_reports_and_shows_the_surest() -> None:
    con = empty_warehouse()
    for name, source, confidence in (("a", "Wire", 0.4), ("b", "Post", 0.9), ("c", "Post", 0.5)):
        text, words = (OWN, "seven") if name == "c" else (WIRE, "nine")
        add(con, name, text, "2026-03-04", source, DISASTER)
        where = span(text, words)
        at = {"start_char": where["start_char"], "end_char": where["end_char"], "action_text": words}
        event = {"event_type": "COERCE", "recipient_text": "the port", "is_negated": False, "modality": "asserted"}
        parties = {"document_id": name, "actor_text": "sailors", "event_date": "2026-03-03", "confidence": confidence}
        insert(con, "events", event | parties | at)
    build_all(con)
    query = f"select event_type, actor_text, surest_article_id, confidence, modalities, first_event_date, {COUNTS}, {OF} from marts.event_groups"
    assert con.execute(query).fetchall() == [
        ("COERCE", "sailors", "b", 0.9, ["asserted"], date(2026, 3, 3), 3, 2, 2, 3, 2, 2),
    ]


def test_actor_network_counts_shared_reports(con: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select least(actor_name, other_actor_name), greatest(actor_name, other_actor_name), "
        f"{COUNTS}, actor_article_count + other_article_count, shared_share, of_article_count from marts.actor_network order by all"
    )
    assert con.execute(query).fetchall() == [
        ("Ines Falk", "Jon Brandt", 3, 3, 1, 8, 0.6, 6),
        ("Jon Brandt", "Karla Weiss", 2, 2, 1, 7, 0.4, 6),
    ]


def test_current_roles_leave_out_former_ones(con: duckdb.DuckDBPyConnection) -> None:
    query = f"select actor_name, role_key, role_rank, {COUNTS}, {OF} from marts.actor_roles_current"
    assert con.execute(query).fetchall() == [("Ines Falk", "harbour master", 1, 2, 2, 1, 2, 2, 1)]


def test_the_newest_statement_tells_whether_a_role_is_held() -> None:
    con = empty_warehouse()
    said = (
        ("Danish prime minister", "current"), ("Chancellor-elect", "elect"), ("Chancellor", "current"), ("mayor", "current"),
        ("Acting mayor", "acting"), ("former prime minister", "former"), ("then-envoy", "former"), ("envoy", "current"),
    )  # fmt: skip
    for number, (role, status) in enumerate(said, start=1):
        name, text = str(number), f"{role} Jon Brandt spoke."
        insert(con, "articles", article(name, text, f"2026-03-{number:02} 06:00", source_name="Wire"))
        insert(con, "entities", entity(name, 1, "Jon Brandt"))
        where = span(text, role)
        row = {"document_id": name, "entity_no": 1, "role_text": where.pop("text"), "role_status": status}
        insert(con, "roles", row | where)
    build_all(con)
    query = "select role_key, role_text, role_status from marts.actor_roles_current order by role_rank"
    assert con.execute(query).fetchall() == [
        ("envoy", "envoy", "current"),
        ("mayor", "Acting mayor", "acting"),
        ("chancellor", "Chancellor", "current"),
    ]


def test_sources_and_stories_by_day(con: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select published_date, source_name, report_count, reprint_count, independent_outlet_count, quote_count, report_share, "
        f"of_article_count, {FEEDS} from marts.source_daily order by all nulls last"
    )
    assert con.execute(query).fetchall() == [
        (TUESDAY, "Gazette", 2, 1, 1, 1, 0.5, 4, 2, 1),
        (TUESDAY, "Post", 1, 1, 0, 1, 0.25, 4, 2, 1),
        (TUESDAY, "Wire", 1, 0, 1, 1, 0.25, 4, 2, 1),
        (WEDNESDAY, "Courier", 1, 1, 0, 0, 1.0, 1, None, None),
        (None, "Courier", 1, 0, 1, 0, 1.0, 1, None, None),
    ]
    query = f"select published_date, title, {COUNTS}, story_article_count, {OF} from marts.story_daily order by all nulls last"
    assert con.execute(query).fetchall() == [
        (TUESDAY, "Title of a", 3, 3, 1, 3, 4, 3, 2),
        (TUESDAY, "Title of d", 1, 1, 1, 2, 4, 3, 2),
        (WEDNESDAY, "Title of d", 1, 1, 1, 2, 1, 1, 1),
        (None, "Title of f", 1, 1, 1, 1, 1, 1, 1),
    ]


def test_trends_compare_a_day_with_the_week_before(con: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select published_date, topic_name, report_share, baseline_report_count, baseline_article_count, baseline_share, share_change "
        "from marts.topic_trends order by all"
    )
    assert con.execute(query).fetchall() == [
        (TUESDAY, DISASTER[1], 0.75, 0, None, None, None),
        (TUESDAY, POLITICS[1], 0.25, 0, None, None, None),
        (WEDNESDAY, POLITICS[1], 1.0, 1, 4, 0.25, 0.75),
    ]


def test_figures_that_reports_of_a_story_give_differently(con: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select title, published_date, counted_text, value_count, lowest_value, highest_value, "
        f"list_transform(figures, lambda figure: figure.article_id), {COUNTS}, {OF} from marts.conflicting_figures"
    )
    assert con.execute(query).fetchall() == [
        ("Title of a", TUESDAY, "injured", 2, 9.0, 10.0, ["a", "b", "c"], 3, 3, 1, 3, 3, 1)
    ]


STRUCK = "A ferry struck the pier. {} people were injured in the crash, the port said. {} boats came to help."


def test_figures_that_reports_of_an_event_give_differently() -> None:
    con = empty_warehouse()
    for name, hurt, boats, outlet in (("a", "Nine", "Four", "Wire"), ("b", "Ten", "Five", "Post")):
        text = STRUCK.format(hurt, boats)
        insert(con, "articles", article(name, text, "2026-03-03 06:00", source_name=outlet))
        action = span(text, "injured")
        words = {"action_text": action.pop("text"), "actor_text": "the ferry", "recipient_text": "people"}
        insert(con, "events", {"document_id": name, "event_type": "ASSAULT", "confidence": 0.9} | words | action)
        for word, what in ((hurt, "people"), (boats, "boats")):
            value = {"Nine": 9.0, "Ten": 10.0, "Four": 4.0, "Five": 5.0}[word]
            insert(con, "figures", {"document_id": name, "number_value": value, "what_text": what, **span(text, word)})
    build_all(con)
    query = f"""
        select
            event_group_id = (select min(event_group_id) from facts.events), published_date, counted_text,
            list_transform(figures, lambda figure: [figure.source_name, figure.number_value::text]), {COUNTS}, {OF}
        from marts.conflicting_figures where story_id is null
    """
    figures = [["Wire", "9.0"], ["Post", "10.0"]]
    assert con.execute(query).fetchall() == [(True, TUESDAY, "people", figures, 2, 2, 1, 2, 2, 1)]


def test_conflicting_figures_name_their_outlets_values_and_times(con: duckdb.DuckDBPyConnection) -> None:
    query = """
        select figure.source_name, figure.number_value, strftime(figure.published_at, '%Y-%m-%d %H:%M')
        from (select unnest(figures) as figure from marts.conflicting_figures)
        order by all
    """
    assert con.execute(query).fetchall() == [
        ("Gazette", 10.0, "2026-03-03 08:00"),
        ("Post", 9.0, "2026-03-03 07:00"),
        ("Wire", 9.0, "2026-03-03 06:00"),
    ]


def test_feed_health_knows_feeds_that_were_never_asked(con: duckdb.DuckDBPyConnection) -> None:
    query = "select source_name, fetch_count, ok_count, ok_share, failures_since_ok_count, last_state from marts.feed_health order by all"
    assert con.execute(query).fetchall() == [
        ("Courier", 0, 0, None, 0, None),
        ("Gazette", 0, 0, None, 0, None),
        ("Post", 1, 0, 0.0, 1, "failed"),
        ("Wire", 1, 1, 1.0, 0, "fetched"),
    ]


def test_reports_say_what_a_person_reads_first(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select measure_name, measure_value from reports.summary order by position").fetchall() == [
        ("articles", 6),
        ("article versions", 6),
        ("outlets", 4),
        ("reprints", 3),
        ("stories", 3),
        ("quotes", 3),
        ("quotes of a known actor", 3),
        ("actors", 3),
        ("events", 0),
        ("inputs", 2),
        ("new inputs", 1),
        ("rejected inputs", 1),
        ("failed inputs", 0),
    ]
    assert con.execute("select run_id, input_name, state, reason from reports.rejected_inputs").fetchall() == [
        ("r1", "in1", "rejected", "why")
    ]
    assert con.execute(
        "select actor_name, report_count, quote_count from reports.top_actors order by position"
    ).fetchall() == [
        ("Jon Brandt", 5, 0),
        ("Ines Falk", 3, 3),
        ("Karla Weiss", 2, 0),
    ]
    query = "select topic_id, report_count, of_article_count from reports.top_topics order by position"
    assert con.execute(query).fetchall() == [(POLITICS[0], 3, 6), (DISASTER[0], 3, 6)]
    assert con.execute("select title, report_count from reports.top_stories order by position").fetchall() == [
        ("Title of a", 3),
        ("Title of d", 2),
        ("Title of f", 1),
    ]
    assert con.execute("select actor_name, report_count from reports.top_quotes").fetchall() == [("Ines Falk", 3)]


def test_reports_list_the_articles_of_an_actor_and_a_topic_the_newest_first(con: duckdb.DuckDBPyConnection) -> None:
    title = "(select title from facts.articles where articles.article_id = listed.article_id)"
    newest = "order by published_at desc nulls last"
    query = (
        f"select {title}, mention_count, quote_count from reports.actor_articles as listed where actor_id = ? {newest}"
    )
    falk, brandt = (
        con.execute("select actor_id from facts.actors where actor_name = ?", [name]).fetchall()[0]
        for name in ("Ines Falk", "Jon Brandt")
    )
    assert con.execute(query, falk).fetchall() == [("Title of c", 1, 1), ("Title of b", 1, 1), ("Title of a", 1, 1)]
    assert [row[0][-1] for row in con.execute(query, brandt).fetchall()] == list("edcba")
    as_they_lie = (
        "select published_date from reports.actor_articles where actor_id = ? limit 2"  # how the explorer asks
    )
    assert [str(day) for (day,) in con.execute(as_they_lie, brandt).fetchall()] == ["2026-03-04", "2026-03-03"]
    query = f"select {title} from reports.actor_quotes as listed where actor_id = ? {newest}"
    assert [row[0][-1] for row in con.execute(query, falk).fetchall()] == list("cba")
    query = f"select {title}, source_name from reports.topic_articles as listed where topic_id = ? {newest}"
    assert con.execute(query, [POLITICS[0]]).fetchall() == [
        ("Title of e", "Courier"),
        ("Title of d", "Gazette"),
        ("Title of f", "Courier"),
    ]


def test_a_feed_that_is_off_leaves_the_share_and_lowers_the_feeds_that_are_ok() -> None:
    con = empty_warehouse()
    names = [f"{letter}{day}" for day in (3, 4, 5) for letter in "ABCD"]
    for name in names:
        source, day = ("Wire", "Post")[name[0] in "CD"], int(name[1])
        if source == "Post" and day > 3:
            continue  # the feed is off
        text = f"{WIRE} {OWN}"
        add(con, name, text, f"2026-03-0{day}", source, (DISASTER, POLITICS)[name[0] in "BD"])
        insert(con, "quotes", quote(name, text, "The hull has held through the night,", entity_no=0))
        where = span(text, "nine" if name[0] in "AC" else "seven")
        at = {"document_id": name, "start_char": where["start_char"], "end_char": where["end_char"]}
        insert(
            con, "figures", at | {"text": where["text"], "number_value": float(ord(name[0])), "unit_name": "injured"}
        )
        insert(con, "events", at | {"event_type": "COERCE", "action_text": where["text"], "confidence": 0.5})
        insert(con, "roles", at | {"entity_no": 1, "role_text": where["text"], "role_status": "current"})
    for day, post in ((3, "fetched"), (4, "failed"), (5, "parked")):
        insert(con, "runs", run_row(f"r{day}", date(2026, 3, day), int(post == "parked")))
        insert(con, "feed_fetches", fetch_row(f"r{day}", "Wire", "unchanged"))
        if post != "parked":
            insert(con, "feed_fetches", fetch_row(f"r{day}", "Post", post))
    reason = "parked: HTTP 500, 9 times since 2026-02-17; not due until 2026-03-12 03:00 UTC"
    skipped = {
        "run_id": "r5",
        "input_no": 1,
        "input_name": "https://Post.example",
        "state": "skipped",
        "reason": reason,
    }
    insert(con, "dispositions", skipped)
    insert(con, "sources", *({"source_name": name, "feed_url": f"https://{name}.example"} for name in ("Wire", "Post")))
    build_all(con)
    query = f"select published_date, report_share, {FEEDS} from marts.topic_daily where topic_id = '{POLITICS[0]}' order by all"
    assert con.execute(query).fetchall() == [
        (TUESDAY, 0.5, 2, 2),
        (WEDNESDAY, 0.5, 2, 1),
        (date(2026, 3, 5), 0.5, 2, 1),
    ]
    for mart in MARTS:
        days = (
            "published_date" if mart.endswith("_daily") or mart in ("topic_trends", "conflicting_figures") else "null"
        )
        found = con.execute(f"select distinct {days}, {FEEDS} from marts.{mart} order by all").fetchall()
        each_day = [(TUESDAY, 2, 2), (WEDNESDAY, 2, 1), (date(2026, 3, 5), 2, 1)]
        assert found == (each_day if days != "null" else [(None, 6, 4)]), mart
    assert con.execute(f"select distinct {FEEDS} from marts.feed_health").fetchall() == [(2, 1)]


MARTS: tuple[str, ...] = (
    "topic_daily",
    "actor_daily",
    "topic_actor_daily",
    "who_said_what",
    "actor_network",
    "actor_roles_current",
)
MARTS += ("story_daily", "source_daily", "topic_trends", "conflicting_figures", "event_groups")


@pytest.fixture(scope="module")
def every_mart() -> duckdb.DuckDBPyConnection:
    """Three reports, two of them with the same words, that put rows into every mart."""
    con = empty_warehouse()
    words = "We shall not leave this harbour before spring"
    for name, text in (("a", WIRE), ("b", WIRE), ("c", OWN)):
        add(con, name, f"{text} {words}.", "2026-03-03", f"Outlet {name}", POLITICS)
        insert(con, "quotes", quote(name, f"{text} {words}.", words))
        where = span(text, {"a": "nine", "b": "sailors", "c": "seven"}[name])
        insert(con, "figures", {"document_id": name, "number_value": float(ord(name)), "unit_name": "injured", **where})
        event = {"event_type": "COERCE", "action_text": where["text"], "is_negated": False, "confidence": 0.5}
        at = {column: where[column] for column in ("start_char", "end_char")}
        insert(con, "events", {"document_id": name, "actor_text": "sailors", **event, **at})
        role = {"a": "harbour", "b": "harbour", "c": "mayor"}[name]
        where = {column: value for column, value in span(text, role).items() if column != "text"}
        insert(
            con, "roles", {"document_id": name, "entity_no": 1, "role_text": role, "role_status": "current", **where}
        )
    build_all(con)
    return con


@pytest.mark.parametrize("mart", MARTS)
def test_no_count_is_greater_than_what_it_is_out_of(every_mart: duckdb.DuckDBPyConnection, mart: str) -> None:
    columns = ("report_count", "outlet_count", "independent_outlet_count")
    of = ("of_article_count", "of_outlet_count", "of_independent_outlet_count")
    pairs = " and ".join(f"{count} between 0 and {limit}" for count, limit in zip(columns, of, strict=True))
    query = f"select count(*) > 0, count_if(not ({pairs})) from marts.{mart}"
    assert every_mart.execute(query).fetchall() == [(True, 0)]
