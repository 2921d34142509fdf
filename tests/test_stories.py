"""Stories night after night: only what a night reaches looks again, and the rows are those of a look from nothing."""

import random
from datetime import date, timedelta

import duckdb
import numpy as np
import pytest

from tasks.resolve import story_pairs, story_weeks
from tasks.resolve.reprints import resolve_reprints
from tasks.resolve.stories import cluster, resolve_stories
from tasks.resolve.story_groups import known_groups
from tasks.resolve.story_weeks import Fortnights, periods, reached, with_windows
from tests.raw_rows import SQL_DIR, Row, article, empty_warehouse, insert, staged

STAGED = ("article_shingles", "article_terms", "article_versions")
KEPT = ("story_fortnights", "story_pairs", "story_groups")
FIRST = date(2026, 1, 5)
FORTNIGHTS = 12
Rows = dict[str, list[tuple[object, ...]]]


def told(rng: random.Random, name: str, fortnights: range, undated_share: float = 0.0) -> Row:
    """An article of a few names and words that come in many, on a day of the fortnights."""
    words = rng.choices([f"Name{number}" for number in range(12)], k=3) + rng.choices(
        [f"word{n}" for n in range(20)], k=6
    )
    day = FIRST + timedelta(days=rng.randrange(14 * fortnights.start, 14 * fortnights.stop))
    return article(name, " ".join(words), None if rng.random() < undated_share else day.isoformat())


def stage(con: duckdb.DuckDBPyConnection) -> None:
    """Stage what changed, and find reprints."""
    for table in STAGED:
        sql = (SQL_DIR / "staging" / f"{table}.sql").read_text(encoding="utf-8")
        con.execute(f"create or replace table staging.{table} as {sql}")
    resolve_reprints(con)


def resolve(con: duckdb.DuckDBPyConnection, is_whole: bool) -> Rows:
    """The rows of all that is resolved, from nothing or from what was found before."""
    if not is_whole:
        for table in KEPT:
            con.execute(f"alter table resolved.{table} rename to before_{table}")
    resolve_stories(con)
    tables = (*KEPT, "article_stories", "stories")
    return {table: con.execute(f"select * from resolved.{table} order by all").fetchall() for table in tables}


def first_night(*articles: Row) -> duckdb.DuckDBPyConnection:
    con = empty_warehouse()
    insert(con, "articles", *articles)
    stage(staged(con))
    resolve(con, is_whole=True)
    return con


def looked_again(con: duckdb.DuckDBPyConnection, last_row: int) -> set[int]:
    """The fortnights whose pairs were written after a row."""
    found = con.execute("select distinct fortnight from resolved.story_pairs where rowid > ?", [last_row]).fetchall()
    return {fortnight for (fortnight,) in found}


def last_row(con: duckdb.DuckDBPyConnection) -> int:
    (row,) = con.execute("select max(rowid) from resolved.story_pairs").fetchone() or (0,)
    return int(row)


CHANGES = (
    "delete from raw.articles where article_id = $one",
    "delete from raw.articles where published_at between $start and $start + interval 13 days",
    "update raw.articles set text = $text where article_id = $one",
    "update raw.articles set published_at = published_at + to_days($days) where article_id = $one",
    "update raw.articles set text = (select text from raw.articles where article_id = $other) where article_id = $one",
)


def change(con: duckdb.DuckDBPyConnection, rng: random.Random, night: int) -> None:
    """New articles, mostly of late, now and then undated, and some that are gone, alone or for a fortnight, say something else, are of another day or copies."""
    start = rng.choice((0, FORTNIGHTS - 2, FORTNIGHTS - 1, FORTNIGHTS))
    for number in range(rng.randint(0, 3)):
        insert(con, "articles", told(rng, f"n{night}-{number}", range(start, start + 1), 0.1))
    names = [name for (name,) in con.execute("select article_id from raw.articles order by all").fetchall()]
    one, other = rng.sample(names, 2)
    text = told(rng, one, range(1))["text"]
    values = {
        "one": one,
        "other": other,
        "text": text,
        "days": rng.choice((1, 2, 30)),
        "start": FIRST + timedelta(days=14 * rng.randrange(FORTNIGHTS)),
    }
    for statement in rng.sample(CHANGES, k=rng.choice((0, 1, 1, 2))):
        con.execute(statement, {name: value for name, value in values.items() if f"${name}" in statement})


@pytest.mark.parametrize("seed", range(4))
def test_nights_find_what_a_look_from_nothing_finds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng, in_part = random.Random(seed), 0
    monkeypatch.setattr(story_weeks, "FEWEST_REPORTS", 8)
    monkeypatch.setattr(story_pairs, "MOST_MET", 12)
    monkeypatch.setattr(story_pairs, "MOST_CANDIDATES", 3)
    con = first_night(*(told(rng, f"a{number}", range(FORTNIGHTS), 0.05) for number in range(90)))
    for night in range(8):
        change(con, rng, night)
        stage(con)
        before = last_row(con)
        monkeypatch.setattr(story_weeks, "REPORTS_AT_ONCE", rng.choice((1, 10, 1_000)))
        rows = resolve(con, is_whole=False)
        in_part += 0 < len(looked_again(con, before)) < FORTNIGHTS
        monkeypatch.setattr(story_weeks, "REPORTS_AT_ONCE", 1_000)
        assert rows == resolve(con, is_whole=True)
        assert len(rows["story_pairs"]) > 100
    assert in_part >= 2


def found_in_a_feed(con: duckdb.DuckDBPyConnection, name: str, day: date) -> None:
    """Let an article be one that a night found in a feed on a day, without a date."""
    con.execute("update raw.articles set published_at = null, retrieved_at = ? where article_id = ?", [day, name])
    con.execute("update raw.documents set input_name = 'https://town.example/feed#1' where document_id = ?", [name])


@pytest.mark.parametrize("is_dated", [True, False])
def test_a_night_at_the_end_looks_up_the_last_three_fortnights_and_reads_five(
    is_dated: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_weeks, "FEWEST_REPORTS", 1)
    rng = random.Random(1)
    con = first_night(*(told(rng, f"a{number}", range(FORTNIGHTS)) for number in range(120)))
    before = last_row(con)
    insert(con, "articles", told(rng, "new", range(FORTNIGHTS - 1, FORTNIGHTS)))
    if not is_dated:
        found_in_a_feed(con, "new", FIRST + timedelta(days=14 * FORTNIGHTS - 1))
    stage(con)
    con.execute("create temp table all_terms as from staging.article_terms")
    earlier = FIRST + timedelta(days=14 * (FORTNIGHTS - 5))
    unread = "update staging.article_terms set terms = [], word_counts = [], lead_counts = [], capital_counts = []"
    con.execute(f"{unread} where article_id in (select article_id from raw.articles where published_at < ?)", [earlier])
    rows = resolve(con, is_whole=False)
    numbers = [number for number, *_ in rows["story_fortnights"]]
    assert (len(numbers), looked_again(con, before)) == (FORTNIGHTS, set(numbers[-3:]))
    con.execute("create or replace table staging.article_terms as from all_terms")
    assert rows == resolve(con, is_whole=True)


def test_a_report_that_is_of_another_day_looks_again() -> None:
    days = {"a": "2026-01-05", "b": "2026-01-17"}
    con = first_night(*(article(name, f"Name1 met Name2. {name * 9} came.", day) for name, day in days.items()))
    (before,) = con.execute("select max(similarity) from resolved.story_pairs").fetchone() or (0,)
    con.execute("update raw.articles set published_at = timestamp '2026-01-08' where article_id = 'b'")
    stage(con)
    rows = resolve(con, is_whole=False)
    assert rows == resolve(con, is_whole=True)
    (after,) = con.execute("select max(similarity) from resolved.story_pairs").fetchone() or (0,)
    assert 0 < before < after


@pytest.mark.parametrize(
    ("is_from_feed", "expected"), [(True, [["early"], ["late", "new"]]), (False, [["early", "late", "new"]])]
)
def test_what_a_feed_has_without_a_date_is_of_the_day_it_was_found(
    is_from_feed: bool, expected: list[list[str]]
) -> None:
    words = "Ines Falk met Omar Reyes at the harbour."
    early, late = article("early", words, "2026-01-05"), article("late", words + " It rained.", "2026-03-09")
    new = article("new", words + " Both smiled.", None, retrieved_at="2026-03-10")
    con = empty_warehouse()
    insert(con, "articles", early, late, new)
    if is_from_feed:
        found_in_a_feed(con, "new", date(2026, 3, 10))
    stage(staged(con))
    resolve_stories(con)
    stories = con.execute(
        "select list_sort(list(article_id)) from resolved.article_stories group by story_id"
    ).fetchall()
    assert sorted(members for (members,) in stories) == expected


def test_a_night_without_a_change_looks_up_nothing() -> None:
    rng = random.Random(1)
    con = first_night(*(told(rng, f"a{number}", range(FORTNIGHTS), 0.1) for number in range(40)))
    before, rows = last_row(con), resolve(con, is_whole=False)
    assert looked_again(con, before) == set()
    assert rows == resolve(con, is_whole=True)


def fortnights(numbers: list[int], report_counts: list[int]) -> Fortnights:
    return with_windows(np.array(numbers, dtype=np.int64), np.array(report_counts, dtype=np.int64))


def test_windows_hold_the_neighbours_and_enough_reports_of_before_or_else_of_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(story_weeks, "FEWEST_REPORTS", 10)
    windows = fortnights([0, 50, 51, 52, 60, 70], [3, 2, 2, 20, 4, 12])
    drawn = zip(windows.numbers.tolist(), windows.firsts.tolist(), windows.lasts.tolist(), strict=True)
    assert list(drawn) == [(0, 0, 52), (50, 0, 52), (51, 50, 52), (52, 51, 52), (60, 52, 60), (70, 70, 70)]


def test_a_change_reaches_who_looks_where_it_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_weeks, "FEWEST_REPORTS", 1)
    now = fortnights([0, *range(50, 60)], [1] * 11)
    for changed, expected in (
        ([], []),
        ([55], [53, 54, 55, 56, 57]),
        ([50, 58], [50, 51, 52, 56, 57, 58, 59]),
        ([0], [0, *range(50, 60)]),
    ):
        assert reached(now, now, np.array(changed, dtype=np.int64)).tolist() == expected
    longer = fortnights([0, *range(50, 61)], [1] * 12)
    for before, after in ((now, longer), (longer, now)):
        assert reached(before, after, np.array([60])).tolist() == [58, 59, 60]


def test_periods_read_all_that_is_counted_where_their_reports_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_weeks, "FEWEST_REPORTS", 1)
    monkeypatch.setattr(story_weeks, "REPORTS_AT_ONCE", 3)
    for now, seeking, expected in (
        (fortnights([50, 51, 52, 53], [1] * 4), [], []),
        (
            fortnights([0, *range(50, 60)], [1] * 11),
            [0, 50, 51, 52, 53],
            [([0, 50, 51], [0, 50, 51, 52, 53]), ([52, 53], [0, *range(50, 56)])],
        ),
        (
            fortnights([0, 50, 51, 52, 53], [7, 3, 3, 3, 3]),
            [0, 50, 51, 52, 53],
            [([0], [0]), ([50, 51, 52], [0, 50, 51, 52, 53]), ([53], [0, 51, 52, 53])],
        ),
    ):
        looked_through = periods(now, np.array(seeking, dtype=np.int64))
        assert [(each.seeking.tolist(), each.read.tolist()) for each in looked_through] == expected


def test_a_story_is_known_unless_a_report_in_it_is_near_one_that_looked_again() -> None:
    for looking, expected in (
        ([], [-1, 1, 1, 1, 4, 5, 4]),
        ([55], [-1, 1, 1, 1, 4, 5, 4]),
        ([54], [-1, 1, 1, 1, 4, -1, -1]),
        ([51], [-1, -1, -1, -1, -1, 5, -1]),
        ([49], [-1, -1, -1, -1, 4, 5, 4]),
    ):
        con = duckdb.connect()
        con.execute("create schema resolved")
        con.execute(
            """
            create table resolved.story_fortnights as
            from (values (0, 1), (50, 2), (51, 1), (52, 1), (53, 2)) as fortnights(fortnight, report_count)
            """
        )
        con.execute(
            """
            create table resolved.before_story_groups as
            from (
                values (0, 0, 0, 0), (50, 0, 50, 0), (50, 1, 50, 0), (51, 0, 50, 0), (52, 0, 52, 0), (53, 0, 53, 0), (53, 1, 52, 0)
            ) as groups(fortnight, place, group_fortnight, group_place)
            """
        )
        assert known_groups(con, np.array(looking, dtype=np.int64)).tolist() == expected


def test_a_part_whose_clusters_are_known_stays_as_it_was() -> None:
    edges = np.array([(0, 1, 9), (1, 2, 9), (0, 2, 9), (3, 4, 9)])
    assert cluster(5, edges, 4, np.array([0, 1, 0, -1, -1])).tolist() == [0, 1, 0, 3, 3]
    assert cluster(5, edges, 4, np.array([0, 1, -1, 3, 4])).tolist() == [0, 0, 0, 3, 4]
