"""News sitemaps as entries without text, whose pages a nightly run fetches."""

from tasks.read import ReadLimits, read_feed
from tasks.records import Disposition, Document, Supplied

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://town.example/a?x=1&amp;y=2</loc><lastmod>2026-03-03</lastmod>
  <news:news><news:publication><news:name>Town Times</news:name><news:language>en</news:language></news:publication>
  <news:publication_date>2026-03-02T06:30:00Z</news:publication_date><news:title><![CDATA[Ferry & bridge]]></news:title></news:news></url>
<url><loc>https://town.example/contact</loc></url>
</urlset>"""


def read(text: str) -> list[Document | Disposition]:
    return list(read_feed(text.encode(), "map", ReadLimits(), None, Supplied(language_code="en-GB")))


def test_a_news_sitemap_gives_its_news() -> None:
    news, other = read(NEWS)
    assert isinstance(news, Document)
    assert (news.input_name, news.body) == ("map#entry 1", b"")
    assert news.supplied == Supplied(
        url="https://town.example/a?x=1&y=2",
        title="Ferry & bridge",
        published_at="2026-03-02T06:30:00Z",
        modified_at="2026-03-03",
        source_name="Town Times",
        language_code="en-GB",
    )
    assert other == Disposition("map#entry 2", "skipped", "a page of a sitemap without news:publication_date")


def test_damaged_sitemaps_are_read_as_far_as_they_go_and_in_linear_time() -> None:
    assert len(read(NEWS[:400])) == 1
    assert read("<urlset></urlset>") == []
    assert len(read("<urlset>" + "<url><loc>" * 20_000)) == 20_000
