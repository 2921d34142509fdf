"""Brief and explorer in a real headless Chromium: no error, no request elsewhere, links that lead somewhere, axe, and hostile articles as text."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.browser import Browser
from tests.warehouses import ROOT, backfill, rows

AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
SCRIPT = "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>"
HOSTILE = {
    "url": "javascript:document.title='taken'",
    "title": f"Hostile {SCRIPT}",
    "source_name": "Outlet\"'><svg onload=document.title='taken'>",
    "published_at": "2026-11-22T08:00:00Z",
    "text": f"“The {SCRIPT} pier is shut,” said Ines Falk, the harbour master. </mark></div>{SCRIPT} {{{{ 7*7 }}}} ](javascript:alert(1))\n\n"
    "Falk met Jon Brandt of Nordline in Bergen on Tuesday, and 14 people were injured.",
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """The samples and the hostile article."""
    folder = shutil.copytree(samples.parent, tmp_path_factory.mktemp("explore") / "warehouse")
    (folder / "hostile.jsonl").write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    backfill(folder / samples.name, folder / "hostile.jsonl")
    return folder / samples.name


@pytest.fixture(scope="module")
def base(warehouse: Path) -> Iterator[str]:
    command = [
        sys.executable,
        "-c",
        "from flows.cli import main; main()",
        "explore",
        "--warehouse",
        str(warehouse),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        yield server.stdout.readline().split()[0].rstrip("/")
        server.terminate()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def address(warehouse: Path, page: str, query: str) -> str:
    return f"/{page}?id={rows(warehouse, query)[0][0]}"


@pytest.fixture(scope="module")
def addresses(warehouse: Path) -> tuple[str, ...]:
    hostile = "select article_id from facts.articles where title like 'Hostile%'"
    return (
        "/",
        address(warehouse, "actor", "select actor_id from reports.top_actors where quote_count > 0 order by position"),
        address(warehouse, "story", "select story_id from reports.top_stories order by position"),
        address(warehouse, "topic", "select topic_id from reports.top_topics order by position"),
        address(warehouse, "article", hostile),
        address(warehouse, "article", "select article_id from facts.quotes group by all order by count(*) desc"),
        "/search?q=ferry",
        "/search?q=inspection&texts=1",
        "/search?q=%3Cscript%3Edocument.title%3D%27taken%27%3C/script%3E",
        "/sql",
        "/sql?sql=from+facts.articles",
        "/sql?sql=copy+(select+1)+to+%27/tmp/x%27",
    )


def violations(browser: Browser) -> list[str]:
    """What axe finds on the page in light, and of its colours in dark."""
    browser.evaluate(AXE)
    found = []
    for scheme, rules in (("dark", "{runOnly: ['color-contrast']}"), ("light", "{}")):
        browser.prefer(scheme)
        found += json.loads(browser.evaluate(f"axe.run({rules}).then(it => JSON.stringify(it.violations))"))
    return [f"{each['id']}: {str(each['nodes'])[:600]}" for each in found]


def test_explorer_pages_are_quiet_accessible_and_stay_at_home(
    browser: Browser, base: str, addresses: tuple[str, ...]
) -> None:
    for each in addresses:
        browser.open(base + each)
        assert browser.said == [], each
        assert [asked for asked in browser.asked if not asked.startswith((base, "data:,"))] == [], each
        assert violations(browser) == [], each
        assert "taken" not in browser.evaluate("document.title").replace("='taken'", ""), each
        assert (
            browser.evaluate(
                "document.querySelectorAll('script, img, [onload], [onerror], a[href^=javascript]').length"
            )
            == 0
        ), each


def test_the_brief_needs_nothing_from_outside_and_its_links_lead_somewhere(browser: Browser, warehouse: Path) -> None:
    page = warehouse.with_suffix(".brief.html").as_uri()
    browser.open(page)
    assert browser.said == []
    assert [asked for asked in browser.asked if not asked.startswith((page, "data:,"))] == []
    assert (
        browser.evaluate("document.querySelectorAll('script, img, [onload], [onerror], a[href^=javascript]').length")
        == 0
    )
    dead = "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))"
    assert browser.evaluate(dead) == []
    unmarked = (
        "[...document.querySelectorAll('[id^=words-]')].filter(each => !each.querySelector('mark').textContent).length"
    )
    assert browser.evaluate(unmarked) == 0
    assert violations(browser) == []


def test_the_brief_is_printed_dark_on_light(browser: Browser, warehouse: Path) -> None:
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.call("Emulation.setEmulatedMedia", media="print", features=dark)
    browser.open(warehouse.with_suffix(".brief.html").as_uri())
    assert browser.evaluate("getComputedStyle(document.body).color") == "rgb(28, 27, 25)"
    assert browser.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    browser.call("Emulation.setEmulatedMedia", media="")


def test_every_number_of_the_brief_leads_to_its_rows(browser: Browser, warehouse: Path) -> None:
    browser.open(warehouse.with_suffix(".brief.html").as_uri())
    numbers = "[...document.querySelectorAll('.counts b, td.number')].filter(each => each.textContent !== '0')"
    scores = (
        "each.closest('[aria-label=\"Table: Scores on labelled articles\"]')"  # of the gold sample, not of the night
    )
    assert browser.evaluate(f"{numbers}.length") > 40
    assert (
        browser.evaluate(
            f"{numbers}.filter(each => !each.querySelector('a') && !{scores}).map(each => each.textContent)"
        )
        == []
    )
    rows_without_words = "[...document.querySelectorAll('[id^=rows-] + ol li')].filter(li => !li.querySelector('a[href^=\"#words-\"]')).length"
    assert browser.evaluate(rows_without_words) == 0


def test_pages_fit_a_phone(browser: Browser, base: str, addresses: tuple[str, ...], warehouse: Path) -> None:
    browser.resize(390, 844)
    for url in (warehouse.with_suffix(".brief.html").as_uri(), *(base + each for each in addresses)):
        browser.open(url)
        assert browser.evaluate("document.documentElement.scrollWidth") <= 390, url
    browser.resize(1200, 900)


def test_links_of_the_explorer_work(browser: Browser, base: str, addresses: tuple[str, ...]) -> None:
    found: set[str] = set()
    for each in addresses:
        browser.open(base + each)
        found.update(
            browser.evaluate("[...document.querySelectorAll('a[href^=\"/\"]')].map(a => a.getAttribute('href'))")
        )
    assert len(found) > 100
    for link in sorted(found):
        with urlopen(base + link.partition("#")[0]) as answer:
            body = answer.read().decode("utf-8")
            fragment = link.partition("#")[2]
            assert answer.status == 200
            assert not fragment or f'id="{fragment}"' in body, link


def test_a_search_keeps_its_words_and_says_where_else_to_look(browser: Browser, base: str) -> None:
    browser.open(f"{base}/search?q=refrigerated+lorry")
    assert browser.evaluate("document.querySelector('#q').value") == "refrigerated lorry"
    elsewhere = browser.evaluate("document.querySelector('main p a').href")
    browser.open(elsewhere)
    assert browser.evaluate("document.querySelectorAll('td a[href*=\"fact=\"]').length") > 0


def test_ids_of_an_answer_lead_to_their_pages(browser: Browser, base: str) -> None:
    browser.open(
        f"{base}/sql?sql=select+article_id,+actor_id,+text+from+facts.quotes+where+actor_id+is+not+null+limit+1"
    )
    links = browser.evaluate("[...document.querySelectorAll('td a')].map(a => a.getAttribute('href').split('=')[0])")
    assert links == ["/article?id", "/actor?id"]


def test_a_fact_is_marked_by_its_span(browser: Browser, base: str, warehouse: Path) -> None:
    quote_id, article_id, text = rows(
        warehouse, "select quote_id, article_id, text from facts.quotes where len(spans) = 1 order by 1"
    )[0]
    browser.open(f"{base}/article?id={article_id}&fact={quote_id}#{quote_id}")
    assert (
        browser.evaluate("[...document.querySelectorAll('mark.chosen')].map(each => each.textContent).join('')") == text
    )
    shown = browser.evaluate("document.querySelector('.text').textContent")
    assert shown == rows(warehouse, "select text from facts.articles where article_id = ?", article_id)[0][0]


def test_another_name_for_this_machine_is_refused(base: str) -> None:
    host, port = base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_another_site_cannot_have_a_statement_run(base: str) -> None:
    asked = Request(f"{base}/sql.csv?sql=select+1", headers={"Sec-Fetch-Site": "cross-site"})
    with pytest.raises(OSError, match="403"):
        urlopen(asked)
