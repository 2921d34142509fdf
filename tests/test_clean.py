"""From a document to an article: what holds for every media type, and plain text."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.article import CleanDefaults, clean_document
from tasks.clean.line_rules import removal_reason
from tasks.clean.reading import Refusal
from tasks.records import Article, Document, Supplied
from tests.cleaning import article, cleaned, removed, unknown

USER_ARTICLE = Path(__file__).resolve().parents[2] / "shared" / "seeds" / "000_3fb0103b47c0fb05.txt"
MEDIA_TYPES = ("text/plain", "text/markdown", "text/html", "application/json", "message/rfc822")

# An article with the difficulties of real ones: no title, date or address, a paragraph a line, quotation marks left open, an invitation.
BARE_ARTICLE = """“We are standing with the islanders,” Oriel Tamm said, pointing to the boats in the harbour.
He said the “open-water rule” that had kept the peace was “wearing thin” .
“We have talked about tides, ropes and the price of oil, and now a big port has shut its gates.
“For a place like Port Maren that is… a warning.”
All I am saying is that we take part where we can.”
Sign up to The Maren Morning, a free newsletter picked by our desk and sent to your inbox every weekday.
"""

FRAGMENTS = st.sampled_from(
    [
        "<p>",
        "</div>",
        "<h1>",
        '{"text":"',
        '"}',
        "---\n",
        "title: x",
        "\n\n",
        "From: a\n",
        "“",
        "\x00",
        "\xe9",
        "<![CDATA[",
        "<q>",
        "&#0;",
    ]
)
BODIES = st.one_of(st.binary(max_size=400), st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=30).map("".join).map(
    lambda text: text.encode("utf-8", "replace")
))  # fmt: skip


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@given(body=BODIES)
@settings(max_examples=60, deadline=None)
def test_no_bytes_raise_and_no_article_is_empty_or_unclean(media_type: str, body: bytes) -> None:
    found = clean_document(
        Document("d", "n", media_type, body, Supplied(url="https://maren.example/a")), CleanDefaults()
    )
    if isinstance(found, Article):
        assert found.text.strip() != ""
        assert all(line == line.strip(" ") != "" for line in found.text.split("\n"))
        assert not any(ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 for letter in found.text if letter != "\n")
        assert found == clean_document(
            Document("d", "m", media_type, body, Supplied(url="https://maren.example/a")), CleanDefaults()
        )
    else:
        assert found.reason


def test_a_bare_text_keeps_every_mark_and_loses_its_invitation() -> None:
    found = article("text/plain", BARE_ARTICLE)
    assert found.text == BARE_ARTICLE.rpartition("\nSign up")[0]
    assert removed(found) == [(6, "newsletter")]
    assert (found.title, found.url, found.published_at, found.source_name, found.authors) == (
        None,
        None,
        None,
        None,
        (),
    )
    assert sorted(unknown(found)) == ["authors", "published_at", "source_name", "title", "url"]
    assert (found.language_code, found.language_source, found.genre_type) == ("en", "detected", "article")


@pytest.mark.parametrize("path", [USER_ARTICLE] if USER_ARTICLE.exists() else [])
def test_the_users_article(path: Path) -> None:
    found = article("text/plain", path.read_bytes())
    assert [(line.line_no, line.reason) for line in found.removed_lines] == [(15, "newsletter")]
    assert "Sign up" not in found.text
    assert found.text == path.read_text(encoding="utf-8").rpartition("\nSign up")[0]
    assert {"title", "url", "published_at"} <= unknown(found).keys()


def test_a_headline_that_opens_a_plain_text_stays_in_it() -> None:
    found = article("text/plain", "Quay closes\n\nThe harbour closes its quay.", Supplied(title="Quay closes"))
    assert (found.title, found.text) == ("Quay closes", "Quay closes\nThe harbour closes its quay.")


def test_lines_and_characters_are_mended_and_nothing_else() -> None:
    body = "\ufeffOne\u00a0two\u00ad\t 😀 .  \r\n\r\n  T\x07wo \u2028cafe\u0301\r“three’ "
    assert article("text/plain", body).text == "One\u00a0two\u00ad  😀 .\nTwo\ncafé\n“three’"


def test_hard_wrapped_lines_become_paragraphs_again() -> None:
    body = (
        "The harbour of Port Maren will close its northern quay on Monday for\n"
        "repairs that are expected to take six weeks, it said on Friday in a\n"
        "statement.\n\n"
        '"We have no choice," said Ilse Brandt, who runs the harbour. "The wall\n'
        'is moving."\n'
    )
    assert article("text/plain", body).text == (
        "The harbour of Port Maren will close its northern quay on Monday for repairs that are expected to take six weeks, "
        "it said on Friday in a statement.\n"
        '"We have no choice," said Ilse Brandt, who runs the harbour. "The wall is moving."'
    )


@pytest.mark.parametrize(
    "body",
    [
        "Rose is red,\nthe sea is grey,\n\nthe quay is shut\nfrom March to May.",
        "Closed on Monday:\n- the northern quay\n- the fish market\n\nOpen:\n- the southern quay",
        "One paragraph that is a whole line of the report.\nAnother one that follows it.\n\nA third one.",
    ],
)
def test_other_line_ends_stay(body: str) -> None:
    assert article("text/plain", body).text == body.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Der Kai schließt für sechs Wochen.".encode("cp1252"), "Der Kai schließt für sechs Wochen."),
        (
            "“Le café ferme”, a annoncé la mairie de Maren.".encode("cp1252"),
            "“Le café ferme”, a annoncé la mairie de Maren.",
        ),
        (
            "Порт закроет северный причал на шесть недель.".encode("cp1251"),
            "Порт закроет северный причал на шесть недель.",
        ),
        ("Quay “shut”".encode("utf-16"), "Quay “shut”"),
        ("The cafÃ© is â€œshutâ€\x9d, she said.\nIt’s true.", "The café is “shut”, she said.\nIt’s true."),
        ("Café, café, caf\xe9".encode() + b"\xe9 \xff.", "Café, café, café\ufffd \ufffd."),
        ("Cut at the caf\xe9".encode()[:-1], "Cut at the caf"),
    ],
)
def test_charsets(body: str | bytes, text: str) -> None:
    assert article("text/plain", body).text == text


@pytest.mark.parametrize(
    ("media_type", "body", "reason"),
    [
        ("text/plain", "", "no text: the document is empty"),
        ("text/plain", " \n\u00a0\n", "no text: the document is empty"),
        ("text/plain", "Sign up for our newsletter\nAdvertisement", "no text: nothing but advertisement, newsletter"),
        ("text/plain", b"\x00\x01\x02\x1f" * 40, "no text: the bytes are no text in any charset"),
        ("image/png", "x", "the media type 'image/png' is not read"),
        ("text/html", "<html><body><script>x()</script></body></html>", "no text: the document is empty"),
        ("application/json", "[1, 2]", "not an article: the JSON is a list, not an object"),
        ("application/json", '{"text": ', "broken JSON: Expecting value: line 1 column 10 (char 9)"),
    ],
)
def test_refusals_say_why(media_type: str, body: str | bytes, reason: str) -> None:
    assert cleaned(media_type, body) == Refusal(reason)


def test_one_word_is_an_article() -> None:
    found = article("text/plain", "Resigned.", Supplied(url="https://www.maren.example/a"))
    assert (found.text, found.word_count, found.source_name) == ("Resigned.", 1, "maren.example")
    assert (found.language_code, found.language_source) == ("en", "default")


def test_supplied_goes_before_the_document_and_a_readable_date_before_an_unreadable_one() -> None:
    body = "---\ntitle: Own\ndate: 2024-05-03\nlang: fr\n---\nThe quay closes.\n"
    found = article("text/markdown", body, Supplied(title="Given", published_at="soon", language_code="en_gb"))
    assert (found.title, found.language_code, found.language_source) == ("Given", "en-GB", "declared")
    assert found.published_at == datetime(2024, 5, 3, tzinfo=UTC)
    assert (found.published_precision, found.published_source) == ("day", "front matter")


def test_an_unreadable_date_is_unknown_and_names_the_words() -> None:
    found = article("text/plain", "The quay closes.", Supplied(published_at="last Tuesday", modified_at="3024-01-01"))
    assert (found.published_at, found.modified_at, found.published_precision) == (None, None, None)
    assert unknown(found)["published_at"] == "not a date: 'last Tuesday'"
    assert unknown(found)["modified_at"] == "date out of range: '3024-01-01'"


def test_a_language_that_the_text_contradicts_is_detected() -> None:
    text = (
        "Le port de Maren fermera son quai nord lundi pour des travaux qui doivent durer six semaines, a annoncé la direction. "
        * 4
    )
    found = article("text/plain", text, Supplied(language_code="en"))
    assert (found.language_code, found.language_source) == ("fr", "detected")


@pytest.mark.parametrize(
    ("text", "is_truncated"),
    [
        ("The quay closes on […]", True),
        ("The quay closes on …", True),
        ("The quay closes. Continue reading", True),
        ("The quay closes on Monday [+1234 chars]", True),
        ("“And then…”", False),
        ("She asked the mayor to read more carefully.", False),
    ],
)
def test_texts_that_stop_short(text: str, is_truncated: bool) -> None:
    assert article("text/plain", text).is_truncated is is_truncated


@pytest.mark.parametrize(
    ("text", "supplied", "genre_type"),
    [
        ("The quay closes.", Supplied(section_name="Opinion"), "opinion"),
        ("The quay closes.", Supplied(url="https://maren.example/opinion/quay"), "opinion"),
        ("The quay closes.", Supplied(title="Port of Maren closes – live updates"), "live blog"),
        ("Q: Why?\nThe wall.\nQ: When?\nMonday.\nQ: How long?\nSix weeks.", Supplied(), "interview"),
        ("FOR IMMEDIATE RELEASE\nThe quay closes.", Supplied(), "press release"),
        ("The harbour's opinion of the interview was live.", Supplied(title="Interview questions leaked"), "article"),
    ],
)
def test_genres(text: str, supplied: Supplied, genre_type: str) -> None:
    assert article("text/plain", text, supplied).genre_type == genre_type


def test_a_line_costs_linear_time() -> None:
    parts = ["A", "A ", "Get. ", "! a", "Reporting by A, ", "x share ", "(Photo ", "Follow A at "]
    for line in (((one + other) * 600)[:600] for one in parts for other in parts):
        removal_reason(line)  # a pattern that backtracks would hang here
