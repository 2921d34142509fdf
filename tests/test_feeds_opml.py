"""Feed lists of other readers: in, out and back again; what cannot stand in feeds.csv is named."""

import json
from pathlib import Path

import pytest

from tasks.seeds import SeedError, load_feeds, read_opml, write_opml
from tests.nights import feeds_csv
from tests.warehouses import nightdesk

OPML = """<?xml version="1.0"?>
<!DOCTYPE opml [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<opml version="1.0"><head><title>Mine</title></head><body>
  <outline text="Europe">
    <outline text="Town  News" xmlUrl="https://town.example/feed" type="rss"/>
    <outline title="Fjord &amp; Co" text="x" xmlURL="https://fjord.example/feed" language="nb" category="Local"/>
  </outline>
  <outline text="Twice" xmlUrl="https://town.example/feed"/>
  <outline text="No feed" htmlUrl="https://town.example/"/>
  <outline text="A file" xmlUrl="file:///etc/passwd"/>
  <outline text="&secret;" xmlUrl="https://entity.example/feed"/>
</body></opml>"""


def test_an_import_adds_what_is_new_and_names_the_rest(tmp_path: Path) -> None:
    table, opml = feeds_csv(tmp_path, "https://known.example/feed"), tmp_path / "mine.opml"
    opml.write_text(OPML)
    before = table.read_bytes()
    ends = json.loads(nightdesk("feeds", "import", opml, "--country", "NO", "--feeds", table, "--json"))
    assert [(each["feed_url"], each["left_out"]) for each in ends] == [
        ("https://town.example/feed", None),
        ("https://fjord.example/feed", None),
        ("https://town.example/feed", "in the list already"),
        (
            "file:///etc/passwd",
            "feed_url: 'file:///etc/passwd' is neither an http(s) URL nor a path that begins with /, ./ or ../",
        ),
        ("https://entity.example/feed", None),
    ]
    assert table.read_bytes().startswith(before)
    added = load_feeds(table)[1:]
    assert [(feed.source_name, feed.country_code, feed.language_code, feed.section_name) for feed in added] == [
        ("Town News", "NO", "en", "Europe"),
        ("Fjord & Co", "NO", "nb", "Local"),
        ("&secret;", "NO", "en", None),
    ]


def test_what_is_exported_can_be_imported(tmp_path: Path) -> None:
    table = feeds_csv(tmp_path, "https://town.example/feed?a=1&b=2", "https://other.example/feed")
    opml = tmp_path / "out.opml"
    nightdesk("feeds", "export", opml, "--feeds", table)
    assert [feed.feed_url for feed in read_opml(opml, "NO", "en")] == [
        "https://town.example/feed?a=1&b=2",
        "https://other.example/feed",
    ]
    assert write_opml(load_feeds(table), "Nightdesk feeds") == opml.read_bytes()


@pytest.mark.parametrize("text", ("", "no markup", "<rss/>"))
def test_what_is_no_opml_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.opml").write_text(text)
    with pytest.raises(SeedError, match="OPML"):
        read_opml(tmp_path / "x.opml", "NO", "en")


def test_broken_markup_loses_no_feed(tmp_path: Path) -> None:
    (tmp_path / "x.opml").write_text(
        '<opml><body><outline xmlUrl="https://a.example/" text="A < B & C"><outline xmlUrl="https://b.example/"/></body>'
    )
    assert [
        (feed.feed_url, feed.source_name, feed.section_name) for feed in read_opml(tmp_path / "x.opml", "NO", "en")
    ] == [
        ("https://a.example/", "A < B & C", None),
        ("https://b.example/", "https://b.example/", None),
    ]


def test_what_other_readers_write_is_understood(tmp_path: Path) -> None:
    outlines = (
        "type='link' text='Home' url='https://town.example/'",
        "type='include' text='More' url='https://town.example/more.opml'",
        "type='rss' text='Old' url='https://town.example/old'",
        "text='Scheme' xmlUrl='feed://town.example/a'",
        "text='Scheme' xmlUrl='feed:https://town.example/b' language='en-us'",
        "text='Script' xmlUrl='https://town.example/c' language='ZH_hant_tw'",
    )
    (tmp_path / "x.opml").write_text(f"<opml><body>{''.join(f'<outline {each}/>' for each in outlines)}</body></opml>")
    assert [(feed.feed_url, feed.language_code) for feed in read_opml(tmp_path / "x.opml", "NO", "nb")] == [
        ("https://town.example/old", "nb"),
        ("http://town.example/a", "nb"),
        ("https://town.example/b", "en-US"),
        ("https://town.example/c", "zh-Hant-TW"),
    ]


def test_an_import_may_begin_a_list_and_refuses_a_country_that_is_none(tmp_path: Path) -> None:
    table, opml = tmp_path / "mine.csv", tmp_path / "mine.opml"
    opml.write_text(OPML)
    ask = ("feeds", "import", opml, "--feeds", table)
    assert "'Norway' is no ISO 3166-1" in nightdesk(*ask, "--country", "Norway", code=2, both=True)
    assert not table.exists()
    assert f"3 feeds added to {table}" in nightdesk(*ask, "--country", "NO")
    assert len(load_feeds(table)) == 3
