"""A doctor's visit to feeds: each is asked for twice, its entries read in a worker and compared with earlier nights', nothing kept."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.jobs import open_fetcher
from flows.settings import Settings
from flows.work import InputFile, read_to_spools
from tasks.batches import read_batch
from tasks.fetch import Fetched, Fetcher, Finding, States, Validators, diagnose, link_counts, unpacked
from tasks.records import Disposition, Document
from tasks.store import Leaf
from tasks.workers import Done, Workers

READ_SECONDS = 120
FEED_BYTES = 20_000_000
MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Visited:
    """One feed, asked for twice, with what was read of the first answer, and of the second where it was another."""

    feed_url: str
    first: Fetched
    second: Fetched
    leaves: tuple[Leaf, ...] = ()
    again: tuple[Leaf, ...] = ()

    @property
    def entries(self) -> list[Document]:
        """The entries of the first answer."""
        return [leaf.document for leaf in self.leaves if leaf.document]


def check_feeds(feed_urls: Sequence[str], settings: Settings) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """The findings about each feed; links that stand in several of them are told, and guids that are others than on earlier nights."""
    fetcher = open_fetcher(settings, keep=lambda _: None)
    with tempfile.TemporaryDirectory() as folder, Workers(1, settings.worker_memory_mb * 1_000_000) as workers:
        visited = [_visit(url, fetcher, workers, Path(folder)) for url in feed_urls]
    links, states = link_counts(each.entries for each in visited), States(settings.warehouse)
    for each in visited:
        remembered = [(state.declared, state.first_seen_at) for state in states.entries(each.feed_url).values()]
        others = [*(leaf.document.supplied for leaf in each.again if leaf.document), *(said for said, _ in remembered)]
        seen = [(said.published_at, at) for said, at in remembered]
        refusal = next((leaf.disposition.reason for leaf in each.leaves if leaf.disposition), None)
        yield each.feed_url, diagnose(each.first, each.second, each.entries, links, others, seen, refusal)
    states.close()


def _visit(feed_url: str, fetcher: Fetcher, workers: Workers, folder: Path) -> Visited:
    first = fetcher.fetch(feed_url)
    if first.state != "fetched" or first.answer is None:
        return Visited(feed_url, first, first)
    second = fetcher.fetch(feed_url, Validators.of(first.answer))
    return Visited(
        feed_url, first, second, _leaves(feed_url, first, workers, folder), _leaves(feed_url, second, workers, folder)
    )


def _leaves(feed_url: str, got: Fetched, workers: Workers, folder: Path) -> tuple[Leaf, ...]:
    if got.state != "fetched" or got.answer is None:
        return ()
    body, _ = unpacked(got.answer.body, FEED_BYTES)
    path = folder / "feed"
    path.write_bytes(body or b"")
    file = InputFile(path, None, feed_url=feed_url, content_type=got.answer.header("content-type") or "")
    read = workers.call(read_to_spools, (file,), folder / "spool", MOST_ENTRIES, seconds=READ_SECONDS)
    if not isinstance(read, Done):
        return (Leaf(None, Disposition(feed_url, "failed", read.reason)),)
    return tuple(leaf for spool in read.value for leaf in read_batch(spool, Leaf))
