"""Hostile feeds and pages, one night: every one ends as the one disposition that is written beside it, and all that mean well are read."""

from collections import defaultdict
from pathlib import Path

import pytest

from tests.hostile import Hostile, expected, names
from tests.nights import HEADER, NIGHT
from tests.sites import Reply, open_site
from tests.warehouses import nightdesk, rows

ENTRY = "<item><title>T</title><link>{0}</link><guid>{0}</guid></item>"


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str]]]:
    """All dispositions of the night by the name of the input; feeds lie in files, pages stand behind entries of one feed."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "feeds").mkdir()
    feeds, pages = ([each for each in expected() if each.name.startswith(kind)] for kind in ("feeds", "pages"))
    for each in feeds:
        (folder / each.name).write_bytes(each.body)
    with open_site() as site:
        site.pages.update(
            {f"/{each.name}": Reply(headers=(("Content-Type", each.content_type),), body=each.body) for each in pages}
        )
        entries = "".join(ENTRY.format(f"{site.base}/{each.name}") for each in pages)
        site.pages["/feed"] = Reply(
            body=f"<rss version='2.0'><channel><title>Pages</title>{entries}</channel></rss>".encode()
        )
        urls = [*(str(folder / each.name) for each in feeds), f"{site.base}/feed"]
        table = folder / "feeds.csv"
        table.write_text(HEADER + "".join(f"{url},Town,Town Ltd,NO,en,\n" for url in urls), encoding="utf-8")
        nightdesk("nightly", "--feeds", table, "--warehouse", folder / "w.duckdb", "--no-prefect", "--json", env=NIGHT)
    found = defaultdict(list)
    query = "select input_name, state, reason from facts.dispositions order by input_no"
    for input_name, state, reason in rows(folder / "w.duckdb", query):
        url, _, part = input_name.partition("#entry ")
        name = pages[int(part) - 1].name if url.startswith("http") else f"feeds/{Path(url).name}"
        found[name].append((state, reason))
    return dict(found)


@pytest.mark.parametrize("each", expected(), ids=lambda each: each.name)
def test_it_ends_once_and_as_expected(each: Hostile, ends: dict[str, list[tuple[str, str]]]) -> None:
    ((state, reason),) = ends[each.name]
    assert (state, reason[: len(each.reason)]) == (each.state, each.reason)


def test_there_are_more_than_two_hundred_and_nothing_else_ended(ends: dict[str, list[tuple[str, str]]]) -> None:
    assert names() == [each.name for each in expected()] == sorted(ends)
    assert len(ends) > 200
