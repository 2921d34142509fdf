"""Pages that hold no report: walls, pictures, missing pages; and short reports that are whole."""

import pytest

from tasks.clean.article import CleanDefaults, clean_document
from tasks.clean.line_rules import removal_reason
from tasks.clean.reading import Refusal
from tasks.read.documents import make_document
from tasks.records import Article, Supplied

TITLE = "Council opens the bridge again"
HEAD = f"<!doctype html><html><head><title>{TITLE} | Town Herald</title>{{head}}</head><body>"
TOP = "<header><nav><a href='/'>Home</a> <a href='/sport'>Sport</a> <a href='/login'>Log in</a></nav></header>"
END = "<footer><p>© 2026 Town Herald</p><a href='/terms'>Terms</a></footer></body></html>"
FIRST = "The council voted on Monday to open the bridge, after two years in which it was shut to all traffic."
WHOLE = "".join(f"<p>On day {number} of its session {FIRST}</p>" for number in range(9))
NOT_FREE = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "H", "isAccessibleForFree": "False"}</script>'
WALL = "<div><h2>Log in to continue</h2><p>To read this article you need a subscription.</p><p><a href='/s'>Subscribe</a></p></div>"

NO_REPORT = {
    "login": (f"<main><h1>{TITLE}</h1>{WALL}</main>", "login wall"),
    "sign in": (
        "<main><h1>Sign in</h1><form><input type=password><button>Go</button></form><p>Don't have an account? <a>Register</a></p>"
        "<p>Forgot your password?</p></main>", "login form",
    ),
    "consent": (
        "<div><h2>We value your privacy</h2><p>We and our 842 partners store information on a device, such as cookies, and process personal "
        "data for advertisements.</p><p>You can change your choices at any time in our privacy centre.</p><button>Accept</button></div>", "consent wall",
    ),
    "picture": (f"<main><article><h1>{TITLE}</h1><figure><img src=a.jpg><figcaption>The bridge</figcaption></figure></article></main>", "headline"),
    "title": (f"<main><article><h1>{TITLE}</h1></article></main>", "headline"),
    "scripts": ("<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>", "headline"),
    "browser check": (
        "<h1>Just a moment...</h1><p>town.example needs to review the security of your connection before proceeding.</p>", "browser check",
    ),
    "missing": ("<main><h1>Page not found</h1><p>Sorry, we couldn't find the page you were looking for.</p></main>", "missing page"),
}  # fmt: skip


def read(body: str, head: str = "", **supplied: str) -> Article | Refusal:
    page = HEAD.format(head=head) + TOP + body + END
    said = Supplied(url="https://town.example/bridge", title=TITLE, **supplied)  # type: ignore[arg-type]
    return clean_document(make_document("page", "text/html", page.encode(), said), CleanDefaults())


@pytest.mark.parametrize("name", NO_REPORT)
def test_a_page_without_a_report_is_refused_with_what_it_holds(name: str) -> None:
    body, reason = NO_REPORT[name]
    refused = read(body)
    assert isinstance(refused, Refusal), refused
    assert refused.reason.startswith("no text: nothing but ")
    assert reason in refused.reason


@pytest.mark.parametrize("name", NO_REPORT)
def test_the_words_of_its_feed_stand_in_and_say_that_they_are_not_all(name: str) -> None:
    article = read(NO_REPORT[name][0], description=FIRST, feed_url="https://town.example/feed")
    assert isinstance(article, Article)
    assert (article.text, article.is_truncated) == (FIRST, True)


@pytest.mark.parametrize(("head", "wall"), [(NOT_FREE, ""), ("", WALL)])
def test_a_report_that_stops_at_its_wall_says_so(head: str, wall: str) -> None:
    article = read(f"<main><article><h1>{TITLE}</h1><p>{FIRST}</p>{wall}</article></main>", head)
    assert isinstance(article, Article)
    assert (article.text, article.is_truncated) == (FIRST, True)
    whole = read(f"<main><article><h1>{TITLE}</h1>{WHOLE}{wall}</article></main>", head)
    assert isinstance(whole, Article)
    assert not whole.is_truncated


@pytest.mark.parametrize(
    "text", ["Two held.", "The bridge is open.", FIRST, "The ferry sails at six and at nine, the harbour office says."]
)
def test_a_short_report_stays_and_is_whole(text: str) -> None:
    article = read(f"<main><article><h1>{TITLE}</h1><p>{text}</p></article></main>")
    assert isinstance(article, Article)
    assert (article.text, article.is_truncated) == (text, False)


@pytest.mark.parametrize(
    "line",
    [
        "404 people were counted on the bridge.", "Access denied to ministers, the report finds.", "Already registered voters need no card.",
        "Page by page, the archive is not found wanting.", "Please wait for the bell, the usher told the hall.",
        "Members log in to vote from home.", "Subscribers to the line fell by half.", "You can change your vote until Friday.",
        "We could not find a single witness.", "The story you tell decides.", "“Sign in to continue,” the screen said.",
    ],
)  # fmt: skip
def test_sentences_that_look_like_walls_stay(line: str) -> None:
    assert removal_reason(line) is None
