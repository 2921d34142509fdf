"""The same inputs by feeds and by folder, shuffled, in one run and in many, give the same rows (promise 4)."""

import csv
import random
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.corpus import shipped_articles
from tests.nights import HEADER, NIGHT
from tests.proofs.figures import Figure
from tests.proofs.town import same
from tests.sites import Page, Reply, open_site
from tests.warehouses import nightdesk, rows

FEEDS = 10
EVERY_WAY = (("feeds", 1, 2), ("folder", 1, 1), ("folder", 2, 2), ("feeds", 2, 1), ("folder", 10, 1), ("feeds", 10, 2))
ENTRY = (
    "<item><title>{title}</title><link>https://outlet{feed}.example/{slug}</link><guid>{slug}</guid>"
    "<pubDate>{day:02} Mar 2026 10:00:00 GMT</pubDate><description>{text}</description></item>"
)
RSS = "<rss version='2.0'><channel><title>Outlet</title>{}</channel></rss>"


@dataclass(frozen=True)
class Entry:
    """One input: an entry of a feed."""

    feed: int
    written: str


def make_entries(count: int, seed: int = 4) -> list[Entry]:
    """Entries of 160 words and more from paragraphs of our own; every tenth reprints, every tenth rewrites an earlier one."""
    chance = random.Random(seed)
    pool = sorted({line for article in shipped_articles() for line in article.text.split("\n") if len(line) > 60})
    texts: list[str] = []
    entries = []
    for number in range(count):
        paragraphs: list[str] = []
        while sum(len(paragraph.split()) for paragraph in paragraphs) < 160:
            paragraphs.append(chance.choice(pool))
        slug, text = f"story-{number}", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        if number % 10 == 8:
            text = chance.choice(texts)
        if number % 10 == 9:  # a later version, from the outlet's other feed
            slug = f"story-{number - 9}"
        texts.append(text)
        feed = number % 10 if number % 10 != 9 else 0
        line = ENTRY.format(title=f"Story {slug}", feed=feed, slug=slug, day=1 + number % 28, text=escape(text))
        entries.append(Entry(number % FEEDS, line))
    return entries


def prove_equality(
    folder: Path, count: int, ways: tuple[tuple[str, int, int], ...] = EVERY_WAY, seed: int = 9
) -> list[Figure]:
    """Take the inputs in every way (by feeds or folder, in so many runs, with so many workers) and compare all rows with the first way's."""
    entries, first = make_entries(count), folder / "0.duckdb"
    for number, (way, run_count, workers) in enumerate(ways):
        shuffled = random.Random(seed + number).sample(entries, len(entries))
        parts = [shuffled[part::run_count] for part in range(run_count)]
        warehouse = folder / f"{number}.duckdb"
        (by_feeds if way == "feeds" else by_folder)(folder / str(number), parts, warehouse, workers)
        same(first, warehouse)
    fact_count = rows(first, "select count(*) from facts.quotes union all select count(*) from facts.mentions")
    said = "; ".join(f"{way} in {runs} run{'s' * (runs > 1)} with {workers} workers" for way, runs, workers in ways)
    found = f"every row of facts and marts the same ({fact_count[0][0]:,} quotes, {fact_count[1][0]:,} mentions)"
    return [Figure(4, f"{count} inputs, shuffled: {said}", found)]


def by_feeds(folder: Path, parts: list[list[Entry]], warehouse: Path, workers: int) -> None:
    """A night for each part, over feeds on loopback that give its entries."""
    folder.mkdir()
    with open_site() as site:
        feeds = folder / "feeds.csv"
        listed = [f"{site.base}/{feed},Outlet {_outlet(feed)},Owner,NO,en,\n" for feed in range(FEEDS)]
        feeds.write_text(HEADER + "".join(listed), encoding="utf-8")
        for part in parts:
            site.pages.update(_pages(part))
            ask = (
                "nightly",
                "--feeds",
                feeds,
                "--warehouse",
                warehouse,
                "--no-prefect",
                "--workers",
                str(workers),
                "--json",
            )
            nightdesk(*ask, env=NIGHT)


def by_folder(folder: Path, parts: list[list[Entry]], warehouse: Path, workers: int) -> None:
    """A backfill for each part, from a folder of feed files and a manifest."""
    for number, part in enumerate(parts):
        place = folder / str(number)
        place.mkdir(parents=True)
        with (place / "manifest.csv").open("w", encoding="utf-8", newline="") as manifest:
            lines = csv.writer(manifest)
            lines.writerow(("file", "source", "language"))
            for feed in range(FEEDS):
                (place / f"{feed}.xml").write_text(_rss(feed, part), encoding="utf-8")
                lines.writerow((f"{feed}.xml", f"Outlet {_outlet(feed)}", "en"))
        nightdesk("backfill", place, "--warehouse", warehouse, "--no-prefect", "--workers", str(workers), "--json")


def _pages(part: list[Entry]) -> dict[str, Page | list[Page]]:
    return {f"/{feed}": Reply(body=_rss(feed, part).encode()) for feed in range(FEEDS)}


def _rss(feed: int, part: list[Entry]) -> str:
    return RSS.format("".join(entry.written for entry in part if entry.feed == feed))


def _outlet(feed: int) -> int:
    """The outlet of a feed: the last feed is the first outlet's other one."""
    return feed % (FEEDS - 1)
