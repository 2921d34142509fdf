"""A plain text without title, date or URL, as people paste them: the user's own where it is present, and always one of ours."""

from pathlib import Path

import pytest

from tests.warehouses import SAMPLES, backfill, rows

USER_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "seeds"
NO_ANCHOR = "no publication date to count from"


def loaded(folder: Path, path: Path, *args: str) -> Path:
    warehouse = folder / "nightdesk.duckdb"
    summary = backfill(warehouse, path, *args)
    assert dict(summary["states"]) == {"loaded": 1}
    return warehouse


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded(tmp_path_factory.mktemp("ours"), SAMPLES / "baltic-cable.txt")


@pytest.fixture(scope="module", params=[USER_FOLDER] if USER_FOLDER.exists() else [])
def users(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded(tmp_path_factory.mktemp("users"), request.param)


def said_by(warehouse: Path, surname: str) -> list[tuple[str, str | None, str, int]]:
    query = (
        "select quote_type, cue_text, speaker_status, len(spans) from facts.quotes "
        "where actor_name like '%' || ? and quote_type <> 'indirect' order by start_char"
    )
    return rows(warehouse, query, surname)


def check_bare(warehouse: Path) -> None:
    """What holds for every bare text: nothing invented, the newsletter line out and recorded, dates that cannot be told."""
    assert rows(warehouse, "select title, url, published_at from facts.articles") == [(None, None, None)]
    unknown = {
        name for name, reason in rows(warehouse, "select column_name, reason from facts.article_unknowns") if reason
    }
    assert {"title", "url", "published_at"} <= unknown
    assert [reason for (reason,) in rows(warehouse, "select reason from facts.removed_lines")] == ["newsletter"]
    assert rows(warehouse, "select count(*) from facts.articles where text ilike '%newsletter%'") == [(0,)]
    dates = dict(rows(warehouse, "select text, unknown_reason from facts.dates where value_edtf is null"))
    assert {"yesterday": NO_ANCHOR, "today": NO_ANCHOR}.items() <= dates.items()


def test_our_bare_text(ours: Path) -> None:
    check_bare(ours)
    assert said_by(ours, "Lepik") == [
        ("direct", "said", "named", 1),
        ("mixed", "said", "resolved", 1),
        ("direct", None, "resolved", 2),
        ("mixed", "told", "named", 1),
        ("direct", None, "resolved", 2),
    ]
    assert said_by(ours, "Nordqvist") == [("mixed", "said", "named", 1)]
    assert rows(
        ours, "select reported_by_text from facts.quotes where actor_name like '%Nordqvist' and quote_type = 'mixed'"
    ) == [("The Baltic Monitor",)]


def test_short_quoted_words_are_no_direct_quotes(ours: Path) -> None:
    assert (
        rows(ours, "select text from facts.quotes where quote_type = 'direct' and len(string_split(text, ' ')) < 5")
        == []
    )


def test_the_users_article(users: Path) -> None:
    check_bare(users)
    quotes = said_by(users, "Luxon")
    assert quotes[:2] == [("direct", "said", "named", 1), ("mixed", "said", "resolved", 1)]
    assert [spans for kind, cue, _, spans in quotes if kind == "direct" and cue is None] == [2, 2]
    assert rows(users, "select quote_type, reported_by_text from facts.quotes where reported_by_text is not null") == [
        ("mixed", "The Telegraph")
    ]
    assert {kind for (kind,) in rows(users, "select actor_type from facts.mentions where text like '%Starmer'")} == {
        "person"
    }
    roles = set(rows(users, "select actor_name, role_text from facts.actor_roles"))
    assert roles >= {
        ("Emmanuel Macron", "French President"),
        ("Mark Rutte", "Nato chief"),
        ("Mette Frederiksen", "Danish Prime Minister"),
        ("Olaf Scholz", "German Chancellor"),
    }
    places = dict(rows(users, "select text, country_code from facts.places"))
    assert {"Kyiv": "UA", "Paris": "FR", "Ukraine": "UA", "New Zealand": "NZ", "UK": "GB"}.items() <= places.items()
    topics = {name for (name,) in rows(users, "select topic_id from facts.article_topics")}
    assert {"medtop:11000000", "medtop:16000000"} <= topics
    events = rows(users, "select event_type, actor_text, action_text, is_negated from facts.events")
    assert any(kind == "CONSULT" and "Macron" in (actor or "") for kind, actor, _, _ in events)
    assert any(kind == "CONSULT" and action == "talks" for kind, _, action, _ in events)
    assert not any(is_negated for *_, is_negated in events)


def test_a_given_date_makes_them_dates(tmp_path: Path) -> None:
    warehouse = loaded(tmp_path, SAMPLES / "baltic-cable.txt", "--published-at", "2026-11-18")
    found = dict(rows(warehouse, "select text, value_edtf from facts.dates where text in ('today', 'yesterday')"))
    assert found == {"today": "2026-11-18", "yesterday": "2026-11-17"}
