"""HTML: the report of a page, what the page declares, and what extractors are known to lose."""

import json
from datetime import UTC, datetime

import pytest

from tasks.records import Supplied
from tests.cleaning import article, removed, unknown

LEAD = (
    "The harbour authority of Port Maren will close its northern quay on Monday for repairs that are expected to take six weeks, "
    "and every boat that lies there has to leave by Sunday night."
)
PROSE = "".join(
    f"<p>{words}</p>"
    for words in (
        LEAD,
        "“We have no choice,” said Ilse Brandt, who has run the harbour since 2016. “The wall is moving.”",
        '"Closing it for half a year would have been worse," she said, adding that the ferries would go on.',
        "The council had put the repairs off three times, most recently in March, when the money went to the new school.",
    )
)
HEAD = """<title>Northern quay closes for six weeks | The Maren Post</title><meta property="og:site_name" content="The Maren Post">
<meta property="og:title" content="Quay closes"><meta name="author" content="By Ada Lund and Ben Oyo">
<meta name="description" content="Six weeks of repairs."><meta property="article:section" content="Harbour">
<meta property="article:published_time" content="2024-05-03T07:15:30+02:00"><meta property="article:modified_time" content="2024-05-03T09:00Z">
<link rel="canonical" href="https://www.maren.example/harbour/quay-closes">"""


def page(body: str, head: str = HEAD) -> str:
    """A page around an article's markup."""
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'


def test_the_report_of_a_page_and_nothing_around_it() -> None:
    found = article(
        "text/html",
        page(
            f"""<nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><div class="cookie-banner"><p>We value your privacy</p></div>
            <article><h1>Northern quay closes for six weeks</h1><p class="byline">By Ada Lund and Ben Oyo</p>
            <figure><img src="a.jpg"><figcaption>The quay in March.</figcaption></figure>{PROSE}
            <div class="newsletter-box"><p>Sign up and never miss a tide.</p></div>
            <p>Read more: Storm takes the roof of the market hall</p>
            <section><h2>Related stories</h2><ul><li><a href="/1">Storm takes the roof of the market hall</a></li></ul></section>
            <div id="comments"><p>I have never liked that quay, and I have said so for years to anybody who would listen.</p></div>
            </article><aside><p>Most read</p></aside><footer>© 2024 The Maren Post</footer>"""
        ),
    )
    assert found.text.split("\n")[0] == LEAD
    assert found.text.split("\n")[-1].startswith("The council had put the repairs off")
    assert len(found.text.split("\n")) == 4
    assert (found.title, found.source_name, found.authors) == (
        "Northern quay closes for six weeks",
        "The Maren Post",
        ("Ada Lund", "Ben Oyo"),
    )
    assert (found.description, found.section_name) == ("Six weeks of repairs.", "Harbour")
    assert (found.language_code, found.language_source) == ("en-GB", "declared")
    assert found.url == found.canonical_url == "https://www.maren.example/harbour/quay-closes"
    assert found.published_at == datetime(2024, 5, 3, 5, 15, 30, tzinfo=UTC)
    assert (found.published_precision, found.published_source) == ("second", "page")
    assert found.modified_at == datetime(2024, 5, 3, 9, 0, tzinfo=UTC)
    assert unknown(found) == {}


def test_quotations_lists_and_words_inside_marks_are_not_lost() -> None:
    found = article(
        "text/html",
        page(
            f"""<article>{PROSE}<blockquote><p>The wall has moved eleven centimetres since January, and nobody can promise more.</p>
            </blockquote><ul><li>Ferries leave from the southern quay.</li><li>Boats go to the inner basin.</li></ul>
            <p>She said on <time datetime="2024-05-02">Thursday</time>: <q>We <b>go on</b></q>, and nobody in the hall disagreed with her.</p>
            <p>One line<br>and another line of the same paragraph of the report about the quay.</p></article>"""
        ),
    )
    assert found.text.split("\n")[4:] == [
        "The wall has moved eleven centimetres since January, and nobody can promise more.",
        "Ferries leave from the southern quay.",
        "Boats go to the inner basin.",
        "She said on Thursday: “We go on”, and nobody in the hall disagreed with her.",
        "One line",
        "and another line of the same paragraph of the report about the quay.",
    ]


def test_a_sentence_that_is_repeated_stays_repeated() -> None:
    refrain = "<p>The wall is moving, and the town of Maren has to move with it, whatever the harbour may cost.</p>"
    found = article("text/html", page(f"<article>{PROSE}{refrain}<p>That was in March.</p>{refrain}</article>"))
    assert [line.startswith("The wall is moving") for line in found.text.split("\n")[4:]] == [True, False, True]


@pytest.mark.parametrize("depth", [300, 1500])
def test_deep_pages_yield_their_text(depth: int) -> None:
    found = article("text/html", page("<div>" * depth + PROSE + "</div>" * depth))
    assert found.text.startswith(LEAD)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Quay shut.</p><p>Ferries go on.</p>", "Quay shut.\nFerries go on."),
        ("Quay shut &amp; <b>bolted</b>", "Quay shut & bolted"),
        ("<html><body><p>Quay shut.</p></body></html>", "Quay shut."),
        ("<table><tr><td>Quay</td><td>shut</td></tr></table>", "Quay shut"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
    ],
)
def test_short_texts_and_fragments(body: str, text: str) -> None:
    assert article("text/html", body).text == text


def test_a_table_of_figures_beside_prose_is_left_out() -> None:
    table = "<table><tr><th>Quay</th><th>Boats</th></tr><tr><td>North</td><td>41</td></tr></table>"
    assert "41" not in article("text/html", page(f"<article>{PROSE}{PROSE}{table}</article>")).text


def test_a_declared_body_is_taken_when_another_text_was_extracted() -> None:
    body = "The wall of the northern quay is moving. " * 15
    ld = json.dumps(
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Wall moves", "articleBody": body}
    )
    other = f"<article><h2>Elsewhere</h2>{PROSE}</article>"
    found = article("text/html", page(other, f'<script type="application/ld+json">{ld}</script>'))
    assert found.text == body.strip()
    assert found.title == "Wall moves"


def test_a_live_blog_is_its_updates_when_the_page_shows_few_of_them() -> None:
    updates = [
        {"@type": "BlogPosting", "headline": f"Boat {n}", "articleBody": f"Boat {n} left the quay. " * 6}
        for n in range(9)
    ]
    ld = json.dumps(
        {"@graph": [{"@type": "LiveBlogPosting", "headline": "Boats leave the quay", "liveBlogUpdate": updates}]}
    )
    found = article("text/html", page(f"<main>{PROSE}</main>", f'<script type="application/ld+json">{ld}</script>'))
    assert found.genre_type == "live blog"
    assert found.text.split("\n")[:2] == ["Boat 0", ("Boat 0 left the quay. " * 6).strip()]


def test_json_ld_speaks_before_meta_tags() -> None:
    ld = {
        "@type": ["NewsArticle"],
        "headline": "Quay &amp; wall",
        "datePublished": "2024-05-02T23:59:59-05:00",
        "author": [{"@type": "Person", "name": "Cy Vries"}],
        "publisher": {"name": "Post Group"},
        "inLanguage": "en",
    }
    head = f'{HEAD}<script type="application/ld+json">{json.dumps([ld])}</script>'
    found = article("text/html", page(f"<article>{PROSE}</article>", head))
    assert (found.title, found.authors, found.source_name) == ("Quay & wall", ("Cy Vries",), "The Maren Post")
    assert found.published_at == datetime(2024, 5, 3, 4, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("markup", "published_at", "source"),
    [
        (
            '<p>Published <time datetime="2024-05-03T07:15:30Z">today</time></p>',
            datetime(2024, 5, 3, 7, 15, 30, tzinfo=UTC),
            "page",
        ),
        (
            '<link rel="canonical" href="https://maren.example/2024/05/03/quay">',
            datetime(2024, 5, 3, tzinfo=UTC),
            "url",
        ),
        ('<p><time datetime="2019-01-01">Storm of 2019</time></p><p>Copyright 2023</p>', None, None),
    ],
)
def test_dates_of_the_markup_and_none_guessed(markup: str, published_at: datetime | None, source: str | None) -> None:
    found = article("text/html", page(f"{markup}<article>{PROSE}</article>", "<title>Quay</title>"))
    assert (found.published_at, found.published_source) == (published_at, source)
    assert unknown(found).get("published_at") == (None if published_at else "no date declared")


def test_what_goes_from_a_page_is_recorded() -> None:
    found = article(
        "text/html", page(f"<article><h1>Northern quay closes for six weeks</h1>{PROSE}<p>Advertisement</p></article>")
    )
    assert removed(found) == [(1, "headline"), (6, "advertisement")]


def test_a_note_about_the_author_goes_and_a_report_about_a_person_stays() -> None:
    about = (
        "<p>Ada Lund is the harbour correspondent of The Maren Post and has written about the sea for ten years.</p>"
    )
    named = page(f"<article>{PROSE}{about}</article>")
    assert removed(article("text/html", named)) == [(5, "author note")]
    assert (
        "Ada Lund is the harbour"
        in article("text/html", page(f"<article>{PROSE}{about}</article>", "<title>Quay</title>")).text
    )


def test_an_organisation_that_signs_its_release_keeps_its_paragraphs() -> None:
    text = "Maren Boats, the maker of small ferries, has sold ten of them.\nMaren Boats has built ferries since 1950."
    assert article("text/plain", text, Supplied(authors=("Maren Boats",))).text == text


def test_charset_of_the_page() -> None:
    body = page(f"<article>{PROSE.replace('school', 'café')}</article>", f'<meta charset="iso-8859-1">{HEAD}')
    assert "“We have no choice,”" in article("text/html", body.encode("cp1252")).text
    assert "new café" in article("text/html", body.encode()).text  # UTF-8 that is declared as Latin-1


def test_supplied_url_stays_and_a_canonical_on_another_host_is_no_alias() -> None:
    supplied = Supplied(url="http://maren.example/q?id=7&utm_source=feed#top", guid="post-7")
    found = article("text/html", page(f"<article>{PROSE}</article>", HEAD.replace("www.maren", "other")), supplied)
    assert (found.url, found.canonical_url) == (supplied.url, "https://other.example/harbour/quay-closes")
    assert found.aliases == ("post-7",)
    same = article("text/html", page(f"<article>{PROSE}</article>"), supplied)
    assert same.aliases == ("post-7", "https://www.maren.example/harbour/quay-closes")
    assert same.article_id == found.article_id


def test_control_characters_cost_no_page() -> None:
    found = article("text/html", page(f"<article><h1>Quay\x1f</h1>{PROSE}</article>", head=""))
    assert LEAD in found.text
