"""JSON in the shapes that publishers and crawlers use, Markdown and mail."""

import json
from datetime import UTC, datetime

import pytest

from tasks.records import Supplied
from tests.cleaning import article, cleaned

NINJS = {
    "uri": "urn:maren:7",
    "headline": "Quay closes",
    "byline": "By Ada Lund",
    "body_xhtml": "<p>The quay closes.</p><p>Ferries go on.</p>",
    "firstcreated": "2024-05-03T07:15:30Z",
    "versioncreated": "2024-05-03T08:00:00Z",
    "language": "en",
}
SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@type": "OpinionNewsArticle",
    "headline": "Quay closes",
    "articleBody": "The quay closes.\n\nFerries go on.",
    "datePublished": "2024-05-03T07:15:30Z",
    "dateModified": "2024-05-03T08:00:00Z",
    "author": [{"@type": "Person", "name": "Ada Lund"}],
    "publisher": {"@type": "Organization", "name": "The Maren Post"},
    "inLanguage": "en",
    "mainEntityOfPage": {"@id": "https://maren.example/q"},
    "identifier": {"value": "urn:maren:7"},
}
NEWS_PLEASE = {
    "maintext": "The quay closes.\nFerries go on.",
    "title": "Quay closes",
    "date_publish": "2024-05-03 07:15:30",
    "date_modify": "2024-05-03 08:00:00",
    "date_download": "2024-05-04 00:00:00",
    "source_domain": "maren.example",
    "authors": ["Ada Lund"],
    "url": "https://maren.example/q",
    "language": "en",
}
PLAIN = {
    "id": "urn:maren:7",
    "url": "https://maren.example/q",
    "title": "Quay closes",
    "text": "The quay closes.\n\nFerries go on.",
    "published_at": "2024-05-03T07:15:30Z",
    "updated": "2024-05-03T08:00:00Z",
    "source": {"name": "The Maren Post"},
    "author": "Ada Lund",
    "language_code": "en",
    "retrieved_at": "2024-05-04T00:00:00Z",
}


@pytest.mark.parametrize(
    "fields", [NINJS, SCHEMA_ORG, NEWS_PLEASE, PLAIN, {"@graph": [{"@type": "WebSite"}, SCHEMA_ORG]}]
)
def test_json_of_every_kind(fields: dict[str, object]) -> None:
    found = article("application/json", json.dumps(fields))
    assert (found.text, found.title, found.authors) == (
        "The quay closes.\nFerries go on.",
        "Quay closes",
        ("Ada Lund",),
    )
    assert found.published_at == datetime(2024, 5, 3, 7, 15, 30, tzinfo=UTC)
    assert found.modified_at == datetime(2024, 5, 3, 8, 0, tzinfo=UTC)
    assert (found.published_source, found.language_code, found.language_source) == ("document", "en", "declared")


def test_json_fields_that_differ_by_kind() -> None:
    schema_org = article("application/json", json.dumps(SCHEMA_ORG))
    assert (schema_org.url, schema_org.source_name, schema_org.genre_type) == (
        "https://maren.example/q",
        "The Maren Post",
        "opinion",
    )
    assert schema_org.aliases == ("urn:maren:7",)
    news_please = article("application/json", json.dumps(NEWS_PLEASE))
    assert (news_please.source_name, news_please.retrieved_at) == ("maren.example", datetime(2024, 5, 4, tzinfo=UTC))
    assert (
        article("application/json", json.dumps(NINJS)).article_id
        == article("application/json", json.dumps({**NINJS, "uri": "urn:maren:7"})).article_id
    )


def test_a_date_long_after_the_retrieval_is_none() -> None:
    late = {**PLAIN, "published_at": "2025-05-03T07:15:30Z", "updated": "2024-06-04T00:00:00Z"}
    found = article("application/json", json.dumps(late))
    assert (found.published_at, found.modified_at) == (None, datetime(2024, 6, 4, tzinfo=UTC))
    reasons = [unknown.reason for unknown in found.unknowns if unknown.column_name == "published_at"]
    assert reasons == ["long after the document was retrieved: '2025-05-03T07:15:30Z'"]


def test_html_counts_only_without_text() -> None:
    both = {"html": "<p>From HTML.</p>", "text": "From text."}
    assert article("application/json", json.dumps(both)).text == "From text."
    assert article("application/json", json.dumps({**both, "text": "  "})).text == "From HTML."


def test_what_the_object_says_goes_before_its_html_and_what_is_supplied_before_both() -> None:
    html = "<html><head><title>Page</title></head><body><p>The quay closes.</p></body></html>"
    body = json.dumps({"html": html, "title": "Object", "url": "https://maren.example/q"})
    assert article("application/json", body).title == "Object"
    assert article("application/json", body, Supplied(title="Given")).title == "Given"
    assert article("application/json", json.dumps({"html": html})).title == "Page"


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ({"author": "By Ada Lund and Ben Oyo"}, ("Ada Lund", "Ben Oyo")),
        ({"authors": ["Ada Lund", {"name": "Ben Oyo"}]}, ("Ada Lund", "Ben Oyo")),
        ({"author": "Ada Lund, Ben Oyo & Cy Vries"}, ("Ada Lund", "Ben Oyo", "Cy Vries")),
        ({"author": "ada@maren.example (Ada Lund)"}, ("Ada Lund",)),
        ({"author": "Ada Lund, Jr"}, ("Ada Lund, Jr",)),
        ({"author": ["https://maren.example/ada", "", 7.5e300, None, {"name": None}]}, ("7.5e+300",)),
        ({"author": {"x": "y"}}, ()),
    ],
)
def test_authors(fields: dict[str, object], authors: tuple[str, ...]) -> None:
    assert article("application/json", json.dumps({"text": "Quay shut.", **fields})).authors == authors


def test_half_surrogates_and_control_characters_become_storable() -> None:
    found = article(
        "application/json",
        r'{"text": "Quay \ud800 shut\u0000.", "title": "a\udfffb", "url": "https://maren.example/\ud800"}',
    )
    assert (found.text, found.title, found.url) == ("Quay \ufffd shut.", "a\ufffdb", "https://maren.example/\ufffd")


def test_markdown() -> None:
    body = """---
title: "Quay closes: six weeks"
date: 2024-05-03
authors:
  - Ada Lund
  - Ben Oyo
url: https://maren.example/q
---
# Quay closes: six weeks

The **harbour** of [Port Maren](https://maren.example/a_(b) "x") will close
its *northern* quay on `Monday`, snake_case or not.

> “We have no choice,” said Ilse Brandt.
> “The wall is moving.”

1. Ferries go on.
* Boats \\*leave\\*.

![The quay](a.png)

Prices
------

Up 3 * 4 = 12 crowns.

Advertisement
"""
    found = article("text/markdown", body)
    assert found.text.split("\n") == [
        "The harbour of Port Maren will close its northern quay on Monday, snake_case or not.",
        "“We have no choice,” said Ilse Brandt. “The wall is moving.”",
        "Ferries go on.",
        "Boats *leave*.",
        "Prices",
        "Up 3 * 4 = 12 crowns.",
    ]
    assert (found.title, found.authors, found.url) == (
        "Quay closes: six weeks",
        ("Ada Lund", "Ben Oyo"),
        "https://maren.example/q",
    )
    assert (found.published_at, found.published_precision) == (datetime(2024, 5, 3, tzinfo=UTC), "day")
    assert [(line.line_no, line.reason) for line in found.removed_lines] == [(9, "headline"), (27, "advertisement")]


@pytest.mark.parametrize("front", ["- a list", "a: &b [x]\nc: *b", "a: [" + "[" * 600, "a: b: c"])
def test_front_matter_that_is_none_stays_text(front: str) -> None:
    assert "Quay shut." in article("text/markdown", f"---\n{front}\n---\nQuay shut.\n").text


MAIL = b"""From: =?utf-8?q?Ada_L=C3=BCnd?= <ada@maren.example>
Subject: =?utf-8?b?UXVheSBjbG9zZXM=?=
Date: Fri, 3 May 2024 07:15:30 +0200
Message-ID: <7@maren.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The caf=E9 on the quay closes.
--b
Content-Type: text/html; charset=utf-8

<p>The quay <b>closes</b> for good.</p>
--b--
"""


def test_mail() -> None:
    found = article("message/rfc822", MAIL)
    assert (found.text, found.title, found.authors) == ("The café on the quay closes.", "Quay closes", ("Ada Lünd",))
    assert (found.source_name, found.published_at) == ("maren.example", datetime(2024, 5, 3, 5, 15, 30, tzinfo=UTC))
    assert (found.published_source, found.aliases) == ("mail", ("7@maren.example",))
    html_only = article("message/rfc822", MAIL.replace(b"text/plain", b"application/octet-stream"))
    assert html_only.text == "The quay closes for good."


def test_mail_without_text_is_refused() -> None:
    assert "no text" in cleaned("message/rfc822", b"From: a@b\nContent-Type: image/png\n\nx").reason  # type: ignore[union-attr]
