"""Who an article is, and dates as declared."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.dates import LAST_YEAR, Moment, UnreadableDate, read_date
from tasks.clean.identity import identity_of, normal_url, outlet_host, version_id
from tasks.clean.language import language_tag
from tasks.records import Supplied
from tests.cleaning import article

URL = "https://www.maren.example/q?id=7&page=2"


def article_id(url: str | None, guid: str | None, is_link_shared: bool, declared_id: str | None, text: str) -> str:
    said = Supplied(url=url, guid=guid, is_link_shared=is_link_shared, declared_id=declared_id)
    return identity_of(said, text).own_id


@pytest.mark.parametrize(
    "same",
    [
        "http://www.maren.example/q?id=7&page=2",
        "HTTPS://WWW.Maren.Example.:443/a/../q?page=2&id=7&id=7#top",
        "https://www.maren.example/q?utm_source=x&id=7&fbclid=1&page=2&UTM_Medium=y&gclid=",
        "  https://www.maren.example/%71?id=7&page=2& ",
    ],
)
def test_one_address_in_many_spellings(same: str) -> None:
    assert article_id(same, None, False, None, "a") == article_id(URL, "guid", False, "id", "b")


@pytest.mark.parametrize(
    "other",
    [
        "https://maren.example/q?id=7&page=2",
        "https://www.maren.example/q?id=8&page=2",
        "https://www.maren.example/Q?id=7&page=2",
        "https://www.maren.example:8443/q?id=7&page=2",
        "https://www.maren.example/q/?id=7&page=2",
        "ftp://www.maren.example/q?id=7&page=2",
    ],
)
def test_other_addresses(other: str) -> None:
    assert article_id(other, None, False, None, "a") != article_id(URL, None, False, None, "a")


def test_idn_hosts_are_one_in_both_spellings() -> None:
    assert (
        normal_url("http://Bücher.example/ä")
        == normal_url("https://xn--bcher-kva.example/%C3%A4")
        == "https://xn--bcher-kva.example/%C3%A4"
    )


@given(st.one_of(st.text(max_size=60), st.text(max_size=30).map(lambda words: f"http://{words}")))
def test_no_address_raises_and_normal_is_normal(url: str) -> None:
    assert isinstance(normal_url(url), str)
    assert len(article_id(url, None, False, None, "a")) == 24
    assert outlet_host(url) is None or outlet_host(url) != ""


def test_the_guid_tells_entries_apart_only_where_they_share_a_link() -> None:
    shared = {article_id(URL, guid, True, None, "a") for guid in ("1", "2")}
    alone = {article_id(URL, guid, False, None, "a") for guid in ("1", "2")}
    assert (len(shared), len(alone)) == (2, 1)


def test_without_an_address_the_declared_id_then_the_text() -> None:
    assert article_id(None, None, False, "7", "a") == article_id(None, None, False, "7", "b")
    assert article_id(None, "7", False, None, "a") == article_id(None, None, False, "7", "a")
    assert article_id(None, None, False, None, "a") != article_id(None, None, False, None, "b")
    assert article_id(None, None, False, None, "7") != article_id(None, None, False, "7", "a")


def test_a_version_is_its_words_under_one_identity() -> None:
    assert version_id("a", "x") == version_id("a", "x") != version_id("a", "y")
    assert version_id("a", "x") != version_id("b", "x")


def test_title_and_text_make_the_version_and_nothing_else() -> None:
    one = article("text/plain", "Quay shut.\n", Supplied(url=URL, title="Quay"))
    other = article(
        "text/plain", "Quay shut.\nAdvertisement\n", Supplied(url=f"{URL}#x", title="Quay", section_name="Sea")
    )
    third = article("text/plain", "Quay shut.", Supplied(url=URL, title="The quay"))
    assert (one.article_id, one.version_id, one.content_sha256) == (
        other.article_id,
        other.version_id,
        other.content_sha256,
    )
    assert (one.article_id, one.version_id) != (third.article_id, third.version_id)
    assert one.article_id == third.article_id


@pytest.mark.parametrize(
    ("words", "at", "precision"),
    [
        ("2024-05-03T07:15:30+02:00", datetime(2024, 5, 3, 5, 15, 30, tzinfo=UTC), "second"),
        ("2024-05-03T07:15", datetime(2024, 5, 3, 7, 15, tzinfo=UTC), "minute"),
        ("2024-05-03", datetime(2024, 5, 3, tzinfo=UTC), "day"),
        ("Fri, 3 May 2024 23:15:30 -0500", datetime(2024, 5, 4, 4, 15, 30, tzinfo=UTC), "second"),
        ("May 3, 2024 5:04 p.m. ET", datetime(2024, 5, 3, 21, 4, tzinfo=UTC), "minute"),
        ("3 May 2024 07:15 CEST", datetime(2024, 5, 3, 5, 15, tzinfo=UTC), "minute"),
        ("Fri, 3 May 2024 23:15 IST", datetime(2024, 5, 3, tzinfo=UTC), "day"),
        ("1714720530", datetime(2024, 5, 3, 7, 15, 30, tzinfo=UTC), "second"),
        ("1714720530123", datetime(2024, 5, 3, 7, 15, 30, tzinfo=UTC), "second"),
        ("20240503071530", datetime(2024, 5, 3, 7, 15, 30, tzinfo=UTC), "second"),
        ("2024-05-03T07:15:30.5Z EST", datetime(2024, 5, 3, 7, 15, 30, 500_000, tzinfo=UTC), "second"),
        ("23/05/2024", datetime(2024, 5, 23, tzinfo=UTC), "day"),
        ("1851-09-18", datetime(1851, 9, 18, tzinfo=UTC), "day"),
    ],
)
def test_dates_that_can_be_told(words: str, at: datetime, precision: str) -> None:
    assert read_date(words) == Moment(at, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("yesterday", "not a date: 'yesterday'"),
        ("May 2024", "not a date: 'May 2024'"),
        ("Friday", "not a date: 'Friday'"),
        ("2024-02-30", "not a date: '2024-02-30'"),
        ("12:30", "not a date: '12:30'"),
        ("03/04/2024", "day, month and year could be exchanged: '03/04/2024'"),
        ("24-05-03", "day, month and year could be exchanged: '24-05-03'"),
        ("0001-01-01", "date out of range: '0001-01-01'"),
        ("9999-12-31T23:59:59-12:00", "date out of range: '9999-12-31T23:59:59-12:00'"),
    ],
)
def test_dates_that_cannot(words: str, reason: str) -> None:
    assert read_date(words) == UnreadableDate(reason)


@given(st.one_of(st.text(max_size=70), st.text(alphabet="0123456789-:TZ+. /APMay", max_size=30)))
def test_no_words_raise_and_a_moment_is_in_range(words: str) -> None:
    found = read_date(words)
    assert isinstance(found, UnreadableDate) or (found.at.tzinfo is UTC and found.at.year <= LAST_YEAR)


@given(st.datetimes(min_value=datetime(1600, 1, 2), max_value=datetime(2199, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_iso_dates_come_back_as_they_were(at: datetime) -> None:
    assert read_date(at.isoformat()) == Moment(at, "second")


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("en", "en"), ("en_us", "en-US"), ("EN-gb", "en-GB"), ("eng", "en"), ("fre", "fr"), ("English", "en"), ("zh-hant-tw", "zh-Hant-TW"),
        ("iw", "he"), ("de_DE.UTF-8", "de-DE"), ("klingonese", None), ("xx", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_language_tags(declared: str | None, tag: str | None) -> None:
    assert language_tag(declared) == tag
