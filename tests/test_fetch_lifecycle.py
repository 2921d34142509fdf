"""A feed's life and its entries' from night to night: rows of what each night gave, and the state after it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tasks.fetch.answers import Answer, Exchange, Failure
from tasks.fetch.entries import EntryState, after_page, changed_entry, needs_page, new_entry, not_home
from tasks.fetch.fetcher import Fetched, Redirect
from tasks.fetch.lifecycle import FeedState, after_fetch
from tasks.fetch.retries import pause_after, pause_asked
from tasks.fetch.schedule import declared_interval
from tasks.records import Document, Supplied

NIGHT = datetime(2026, 3, 2, 2, 15, tzinfo=UTC)
FEED = "https://town.example/feed"
NEW = "https://new.example/feed"
WORDS = "The council met in the town hall and voted on the bridge again. "


def answer(status: int = 200, body: bytes = b"<rss/>", *headers: tuple[str, str], url: str = FEED) -> Answer:
    return Answer(Exchange(url, NIGHT, 0.1, None, b"", b""), status, headers, body)


def got(state: str, status: int | None = 200, reason: str = "", *hops: Redirect, **more: object) -> Fetched:
    said = Fetched(FEED, state, reason or f"HTTP {status}", answer(status) if status else None, hops)  # type: ignore[arg-type]
    return replace(said, **more)  # type: ignore[arg-type]


def lived(*nights: Fetched, state: FeedState | None = None, days: int = 1) -> list[FeedState]:
    states = [state or FeedState(FEED, FEED)]
    for number, each in enumerate(nights):
        states.append(after_fetch(states[-1], each, NIGHT + timedelta(days=number * days)))
    return states[1:]


MOVED = got("fetched", 200, "", Redirect(FEED, 301, NEW))
AWAY = got("fetched", 200, "", Redirect(FEED, 302, NEW))
MIXED = got("fetched", 200, "", Redirect(FEED, 301, "https://a.example/"), Redirect("https://a.example/", 302, NEW))
MISSING, DEAD, FINE = got("failed", 404), got("failed", None, "ConnectError"), got("fetched")


def test_a_permanent_redirect_moves_a_feed_after_three_nights() -> None:
    assert [state.asked_url for state in lived(MOVED, MOVED, MOVED)] == [FEED, FEED, NEW]


@pytest.mark.parametrize(
    "nights", ([AWAY] * 5, [MIXED] * 5, [MOVED, MOVED, FINE, MOVED, MOVED], [MOVED, MOVED, AWAY, MOVED])
)
def test_other_redirects_do_not_move_it(nights: list[Fetched]) -> None:
    assert {state.asked_url for state in lived(*nights)} == {FEED}


def test_410_ends_a_feed() -> None:
    (state,) = lived(got("failed", 410))
    assert (state.status, state.status_reason) == ("ended", "HTTP 410: the feed is gone for good")
    assert state.not_due(NIGHT + timedelta(days=999)) == "ended: HTTP 410: the feed is gone for good"


def test_404_parks_after_three_nights_and_probes_seldomer_each_time() -> None:
    states = lived(*[MISSING] * 6)
    assert [state.status for state in states] == ["active", "active", "parked", "parked", "parked", "parked"]
    assert states[2].status_reason == "HTTP 404, 3 times since 2026-03-02"
    waits = [state.next_due_at - (NIGHT + timedelta(days=n)) for n, state in enumerate(states) if state.next_due_at]
    assert [wait.days for wait in waits] == [7, 14, 28, 28]
    assert states[2].not_due(NIGHT + timedelta(days=3)) == (
        "parked: HTTP 404, 3 times since 2026-03-02; not due until 2026-03-11 02:15 UTC"
    )


def test_other_failures_park_after_two_weeks() -> None:
    states = lived(*[DEAD] * 15)
    assert [state.status for state in states[12:]] == ["active", "active", "parked"]


def test_a_parked_feed_that_answers_is_revived() -> None:
    state = lived(MISSING, MISSING, MISSING, FINE)[-1]
    assert (state.status, state.status_reason, state.failure_count, state.next_due_at) == (
        "active",
        "answers again",
        0,
        None,
    )


def test_a_failure_between_two_answers_forgets_nothing() -> None:
    first, second = lived(FINE, DEAD)
    assert (second.body_sha256, second.failure_count) == (first.body_sha256, 1)


def test_validators_are_left_out_when_the_last_whole_answer_is_old() -> None:
    fetched = replace(FINE, answer=answer(200, b"<rss/>", ("etag", '"1"')))
    states = lived(fetched, *[got("unchanged", 304)] * 4)
    for night, etag in enumerate(['"1"', '"1"', '"1"', '"1"', None]):
        validators = states[0].validators(NIGHT + timedelta(days=night))
        assert validators is not None
        assert validators.etag == etag
    assert states[-1].whole_at == NIGHT


def test_retry_after_is_kept_until_the_next_nights() -> None:
    (state,) = lived(got("failed", 503, pause_seconds=86_400.0))
    assert state.next_due_at == NIGHT + timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("99999999999999999999", 86_400.0),
        ("Fri, 31 Dec 2999 23:59:59 GMT", 86_400.0),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("²", None),
    ],
)
def test_what_retry_after_asks_for_is_capped_at_a_day(said: str, seconds: float | None) -> None:
    assert pause_asked(answer(503, b"", ("retry-after", said))) == seconds


INTERVALS = (
    (answer(), timedelta()),
    (answer(200, b"<rss><channel><ttl>90</ttl>"), timedelta(minutes=90)),
    (answer(200, b"", ("cache-control", "public, max-age=1800")), timedelta(minutes=30)),
    (
        answer(200, b"<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"),
        timedelta(hours=6),
    ),
    (
        answer(200, b"<sy:updatePeriod>hourly</sy:updatePeriod><ttl>5</ttl>", ("cache-control", "max-age=60")),
        timedelta(hours=1),
    ),
    (answer(200, b"<ttl>999999</ttl>"), timedelta(days=7)),
    (answer(200, b"<ttl>soon</ttl>", ("cache-control", "max-age=never")), timedelta()),
)


@pytest.mark.parametrize("case", INTERVALS)
def test_the_longest_declared_interval_counts(case: tuple[Answer, timedelta]) -> None:
    assert declared_interval(case[0]) == case[1]


def test_a_feed_that_asks_for_time_gets_it_and_a_304_does_not_take_it_back() -> None:
    said = replace(FINE, answer=answer(200, b"<rss><ttl>2880</ttl>"))
    first, second = lived(said, got("unchanged", 304))
    assert (first.next_due_at, second.next_due_at) == (NIGHT + timedelta(days=2), NIGHT + timedelta(days=3))
    assert first.not_due(NIGHT + timedelta(days=1)) == "not due until 2026-03-04 02:15 UTC"
    assert first.not_due(NIGHT + timedelta(days=2)) is None


def test_a_feed_without_anything_new_for_sixty_days_is_asked_every_third_day_until_it_gives_something() -> None:
    same = got("unchanged", 304)
    states = lived(FINE, *[same] * 63)
    assert [state.next_due_at for state in states[:61]] == [None] * 61
    assert states[61].next_due_at == NIGHT + timedelta(days=61 + 3)
    assert lived(FINE, state=states[61])[-1].next_due_at is None


def test_pauses_double_and_vary_and_give_way_to_what_the_server_asks() -> None:
    failure = Failure(answer().exchange, "ReadTimeout", True)
    pauses = [[pause_after(failure, tries, 4.0, jitter) for jitter in (0.0, 0.5, 1.0)] for tries in (1, 2, 3)]
    assert pauses == [[2.0, 4.0, 6.0], [4.0, 8.0, 12.0], [8.0, 16.0, 24.0]]
    assert pause_after(answer(503, b"", ("retry-after", "7")), 3, 4.0, 1.0) == 7.0
    assert pause_after(answer(429), 1, 4.0, 1.0) == 6.0


def entry(text: str = "", url: str | None = "https://town.example/a", **more: str | bool) -> Document:
    return Document("d1", "feed#entry 1", "text/html", text.encode(), Supplied(url=url, guid="g", **more))  # type: ignore[arg-type]


NEEDED = (
    (entry("A short teaser."), True),
    (entry(WORDS * 20), False),
    (entry(WORDS * 20 + "He said that…"), True),
    (entry(WORDS * 20 + "<a href='/a'>Continue reading</a>"), True),
    (entry(WORDS * 20 + "[&#8230;]"), True),
    (entry(WORDS * 8), True),
    (entry(WORDS * 8, description="The council met."), False),
    (entry("A short teaser.", url=None), False),
    (entry("A short teaser.", url="mailto:desk@town.example"), False),
    (entry("A live blog's entry.", is_link_shared=True), False),
)


@pytest.mark.parametrize("case", NEEDED)
def test_a_page_is_needed_when_the_content_is_not_whole(case: tuple[Document, bool]) -> None:
    assert needs_page(case[0]) is case[1]


def visited(*nights: tuple[int, Fetched, str | None]) -> list[EntryState]:
    states = [new_entry(FEED, entry("A teaser."), NIGHT)]
    states.extend(
        after_page(states[-1], each, refusal, NIGHT + timedelta(hours=hours)) for hours, each, refusal in nights
    )
    return states


def test_a_page_is_seen_again_after_a_day_and_after_a_week() -> None:
    same = got("unchanged", 304)
    states = visited((0, FINE, None), (24, same, None), (24 * 7, FINE, None))
    assert [state.next_due_at for state in states[1:]] == [NIGHT + timedelta(days=1), NIGHT + timedelta(days=7), None]
    assert [state.status for state in states] == ["pending", "taken", "taken", "taken"]


def test_a_page_that_is_gone_later_is_withdrawn_and_visited_once_more() -> None:
    gone = got("failed", 410)
    states = visited((0, FINE, None), (24, gone, None), (24 * 7, gone, None))[2:]
    assert [(state.status, state.status_reason, state.next_due_at) for state in states] == [
        ("withdrawn", "HTTP 410", NIGHT + timedelta(days=7)),
        ("withdrawn", "HTTP 410", None),
    ]


@pytest.mark.parametrize(
    ("leads_to", "state"), (("https://town.example/", "failed"), ("https://town.example/b", "fetched"))
)
def test_a_page_that_leads_to_the_front_page_is_none(leads_to: str, state: str) -> None:
    page = replace(got("fetched", 200, "", Redirect(FEED, 301, leads_to)), url="https://town.example/a")
    assert not_home(page).state == state


def test_a_page_that_fails_is_asked_for_on_five_nights() -> None:
    states = visited(*[(24 * n, got("failed", 503), None) for n in range(5)])
    assert [state.status for state in states[1:]] == ["pending"] * 4 + ["given up"]


def test_a_postponed_page_costs_no_try() -> None:
    assert (
        visited(*[(24 * n, got("failed", None, "later", is_postponed=True), None) for n in range(9)])[-1].status
        == "pending"
    )


def test_what_is_no_page_or_forbidden_is_not_asked_for_again() -> None:
    assert visited((0, FINE, "content type application/pdf"))[-1].status == "given up"
    assert visited((0, got("skipped", None, "robots.txt forbids it"), None))[-1].status == "given up"
    assert visited((0, got("skipped", 200, "noai", opt_out="noai"), None))[-1].status == "reserved"


def test_an_entry_with_new_words_is_asked_for_again_and_was_first_seen_when_it_was() -> None:
    known = visited((0, FINE, None))[-1]
    later = changed_entry(known, replace(entry("Another teaser."), document_id="d2"), NIGHT + timedelta(days=3))
    assert (later.status, later.first_seen_at, later.next_due_at) == ("pending", NIGHT, NIGHT + timedelta(days=3))


def test_an_entry_remembers_what_its_feed_said() -> None:
    said = Supplied(url="https://town.example/a", guid="g", title="A", authors=("Ann", "Bo"), feed_url=FEED)
    assert new_entry(FEED, Document("d", "n", "text/html", b"", said), NIGHT).declared == said


def test_what_was_asked_under_a_clock_that_was_ahead_is_due_at_once() -> None:
    ahead = replace(lived(FINE)[0], next_due_at=NIGHT + timedelta(days=2))
    assert ahead.not_due(NIGHT + timedelta(hours=1)) is not None
    assert ahead.not_due(NIGHT - timedelta(days=10)) is None
    entry = Document("id", "feed#entry 1", "text/html", b"A teaser", Supplied(url="https://town.example/1"))
    taken = replace(new_entry(FEED, entry, NIGHT), page_at=NIGHT, next_due_at=NIGHT + timedelta(days=1))
    assert not taken.is_due(NIGHT + timedelta(hours=1))
    assert taken.is_due(NIGHT - timedelta(days=10))


def test_a_feed_that_could_not_be_read_is_due_at_once() -> None:
    asked = replace(lived(FINE)[0], next_due_at=NIGHT + timedelta(days=2))
    assert asked.forgotten().not_due(NIGHT) is None
