"""The seed files: what ships is accepted, and what is malformed is refused with file, line and reason."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.seeds import Column, FeedSource, Row, SeedError, load_corrections, load_feeds, read_seed

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
FEED_HEADER = "feed_url,source_name,owner_name,country_code,language_code,section_name\n"
BBC = "https://feeds.bbci.co.uk/news/rss.xml,BBC News,BBC,GB,en-GB,\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "seed.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_shipped_feeds_cover_six_continents() -> None:
    feeds = load_feeds(SEEDS / "feeds.csv")
    countries = {feed.country_code for feed in feeds}
    assert len(feeds) >= 30
    assert {"ZA", "IN", "GB", "CA", "BR", "AU"} <= countries
    assert all(feed.feed_url.startswith("http") for feed in feeds)


def test_shipped_corrections_are_empty() -> None:
    assert load_corrections(SEEDS / "corrections.csv") == ()


def test_feeds_are_typed_and_local_paths_resolved(tmp_path: Path) -> None:
    path = written(tmp_path, FEED_HEADER + BBC + "./feeds/le-quai.xml,Le Quai,Quai SA,FR,fr,Monde\n")
    assert load_feeds(path) == (
        FeedSource("https://feeds.bbci.co.uk/news/rss.xml", "BBC News", "BBC", "GB", "en-GB", None),
        FeedSource(str(tmp_path / "feeds" / "le-quai.xml"), "Le Quai", "Quai SA", "FR", "fr", "Monde"),
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("https://a.example/x,A,B,UK,en,", "country_code: 'UK' is no ISO 3166-1 alpha-2 country code"),
        ("https://a.example/x,A,B,gb,en,", "country_code: 'gb' is no ISO 3166-1 alpha-2 country code"),
        (
            "https://a.example/x,A,B,GB,english,",
            "language_code: 'english' is no BCP 47 language tag such as en, pt-BR or zh-Hant-TW",
        ),
        (
            "https://a.example/x,A,B,GB,qq,",
            "language_code: 'qq' is no BCP 47 language tag such as en, pt-BR or zh-Hant-TW",
        ),
        (
            "www.a.example/x,A,B,GB,en,",
            "feed_url: 'www.a.example/x' is neither an http(s) URL nor a path that begins with /, ./ or ../",
        ),
        (
            "ftp://a.example/x,A,B,GB,en,",
            "feed_url: 'ftp://a.example/x' is neither an http(s) URL nor a path that begins with /, ./ or ../",
        ),
        (
            "https://,A,B,GB,en,",
            "feed_url: 'https://' is neither an http(s) URL nor a path that begins with /, ./ or ../",
        ),
        ("https://[a/x,A,B,GB,en,", "feed_url: 'https://[a/x': Invalid IPv6 URL"),
        ("https://a.example/x,,B,GB,en,", "source_name is empty"),
        (
            "https://a.example/x,A ,B,GB,en,",
            "source_name: 'A ' has spaces at its ends or characters that cannot be seen",
        ),
        ("https://a.example/x,A,B,GB,en", "5 cells, expected 6"),
        ("", "0 cells, expected 6"),
        (
            "https://feeds.bbci.co.uk/news/rss.xml,A,B,GB,en,",
            "'https://feeds.bbci.co.uk/news/rss.xml' is in line 2 already",
        ),
        ("https://a.example/x,BBC News,Acme,GB,en,", "'BBC News' belongs to 'BBC' in line 2, to 'Acme' here"),
        ('https://a.example/x,A,"B"x,GB,en,', "is not CSV: ',' expected after '\"'"),
    ],
)
def test_malformed_feed_is_refused_with_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(SeedError) as error:
        load_feeds(written(tmp_path, FEED_HEADER + BBC + row + "\n"))
    assert str(error.value) == f"{tmp_path}/seed.csv:3: {message}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name,code\na,b\nCaf\xe9,c\n", "seed.csv:3: byte 0xe9 is not UTF-8"),
        (b"code,name\n", "seed.csv:1: the header is 'code,name', expected 'name,code'"),
        (b"", "seed.csv:1: the header is '', expected 'name,code'"),
        (
            b'name,code\n"a\nb",x\n',
            "seed.csv:2: name: 'a\\nb' has spaces at its ends or characters that cannot be seen",
        ),
        (b'name,code\na,b\n"c,d\n', "seed.csv:3: is not CSV: unexpected end of data"),
    ],
)
def test_malformed_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SeedError) as error:
        read_seed(written(tmp_path, content), (Column("name"), Column("code")))
    assert str(error.value) == f"{tmp_path}/{message}"


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"absent\.csv:1: cannot be read: No such file or directory"):
        read_seed(tmp_path / "absent.csv", (Column("name"),))


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffname,code\r\na,\r\n".encode())
    assert read_seed(path, (Column("name"), Column("code", is_required=False))) == (Row(2, ("a", "")),)


def test_several_key_columns_are_unique_together(tmp_path: Path) -> None:
    columns = (Column("name", is_key=True), Column("code", is_key=True))
    assert len(read_seed(written(tmp_path, "name,code\na,1\na,2\n"), columns)) == 2
    with pytest.raises(SeedError, match=r":4: 'a, 1' is in line 2 already"):
        read_seed(written(tmp_path, "name,code\na,1\na,2\na,1\n"), columns)


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), FEED_HEADER.encode() + content)
    try:
        feeds = load_feeds(path)
    except SeedError as error:
        assert re.search(r"seed\.csv:[1-9][0-9]*: ", str(error))
    else:
        assert len(feeds) == len({feed.feed_url for feed in feeds})


def test_every_sample_article_is_described() -> None:
    table = (SEEDS / "README.md").read_text("utf-8").split("## articles/")[1]
    described = re.findall(r"^\| `([^`]+)` \|", table, flags=re.MULTILINE)
    articles = SEEDS / "articles"
    shipped = [str(path.relative_to(articles)) for path in articles.rglob("*") if path.is_file()]
    assert sorted(described) == sorted(shipped)
