"""A night's feeds, each as one step: fetch the feed, read its entries in a worker, fetch the pages they need, leave spools and states."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from flows.engine import Engine
from flows.pages import Pages, ended
from flows.stages import Stages
from flows.work import InputFile
from tasks.batches import batched, read_batch, write_batch
from tasks.fetch import EntryState, FeedState, Fetched, FetchRow, Once, States, after_fetch, fetch_row, unpacked
from tasks.purge import NOTHING, PUBLISHED, Sought
from tasks.records import Supplied
from tasks.seeds import FeedSource
from tasks.store import Leaf

FETCH_WIDTH = 48  # feeds under way at once: most only wait for their turn at a host
FEED_BYTES = 20_000_000  # of a feed that is itself a packed file
Read = Callable[[InputFile], Iterator[Leaf]]


@dataclass(frozen=True, slots=True)
class Night:
    """What the feeds of a night share. ``folder`` takes their bodies and spools, and the Parquet files of what is to be
    remembered. ``sought`` is what was purged.
    """

    run_id: str
    now: datetime
    fetcher: Once
    states: States
    folder: Path
    sought: Sought = NOTHING

    def spools(self, feeds: Iterable[FeedSource], stages: Stages, engine: Engine) -> Iterator[Path]:
        """Take all feeds in their order; their leaf inputs as spools, feed after feed."""
        taken = engine.map("fetch", partial(self.take, stages), enumerate(feeds), FETCH_WIDTH)
        yield from chain.from_iterable(taken)
        self.states.close()

    def take(self, stages: Stages, numbered: tuple[int, FeedSource]) -> list[Path]:
        """Take one feed and return its spools in order. Nothing of it counts before the run is published."""
        number, feed = numbered
        path = self.folder / f"{number:06d}"
        pages = Pages(
            self.run_id, self.now, self.fetcher, feed.feed_url, self.states.entries(feed.feed_url), self.sought
        )

        def read(file: InputFile) -> Iterator[Leaf]:
            for spool in stages.read((number, (file,))):
                yield from read_batch(spool, Leaf)
                spool.unlink()

        leaves = chain(self._feed(feed, pages, path, read), pages.revisit())
        spools = []
        for part, spooled in enumerate(batched(leaves, stages.batch_documents)):
            spools.append(path.with_name(f"{path.name}-{part:04d}.parquet"))
            write_batch(spools[-1], spooled, Leaf)
        write_batch(path.with_suffix(".entry_states"), list(pages.states.values()), EntryState)
        write_batch(path.with_suffix(".page_fetches"), pages.fetches, FetchRow)
        return spools

    def _feed(self, feed: FeedSource, pages: Pages, path: Path, read: Read) -> Iterator[Leaf]:
        """The feed's leaf inputs: its entries, with their pages, or why there are none."""
        if self.sought.is_outlet(feed.source_name):
            yield ended(feed.feed_url, "skipped", PUBLISHED)
            return
        if feed.feed_url.startswith("/"):
            yield from _of_local_file(feed, pages, read, self.now)
            return
        known = self.states.feed(feed.feed_url)
        if reason := known.not_due(self.now):
            yield ended(feed.feed_url, "skipped", reason)
            return
        got = self.fetcher.fetch(known.asked_url, known.validators(self.now))
        state, entry_count = after_fetch(known, got, self.now), 0
        if got.state in ("failed", "skipped"):
            yield ended(feed.feed_url, "failed" if got.state == "failed" else "skipped", got.reason)
        for leaf in _entries(feed, got, path.with_suffix(".feed"), read):
            if leaf.document:
                entry_count += 1
                yield pages.take(leaf.document)
            else:
                if leaf.disposition and leaf.disposition.state != "skipped":
                    state = state.forgotten()  # what could not be read is asked for whole again
                yield leaf
        write_batch(path.with_suffix(".feed_states"), [state], FeedState)
        row = fetch_row(self.run_id, feed.feed_url, None, got, entry_count)
        write_batch(path.with_suffix(".feed_fetches"), [row], FetchRow)


def _entries(feed: FeedSource, got: Fetched, path: Path, read: Read) -> Iterator[Leaf]:
    """The entries of a feed that was got, read in a worker."""
    if got.state != "fetched" or got.answer is None:
        return
    body, reason = unpacked(got.answer.body, FEED_BYTES)
    if body is None:
        yield ended(feed.feed_url, "rejected", reason)
        return
    path.write_bytes(body)
    content_type = got.answer.header("content-type") or ""
    yield from read(
        InputFile(path, None, _declared(feed, got.answer.exchange.requested_at), feed.feed_url, content_type)
    )
    path.unlink()


def _of_local_file(feed: FeedSource, pages: Pages, read: Read, now: datetime) -> Iterator[Leaf]:
    path = Path(feed.feed_url)
    if not path.is_file():
        yield ended(feed.feed_url, "failed", "there is no such file")
        return
    for leaf in read(InputFile(path, None, _declared(feed, now), feed.feed_url)):
        yield pages.take(leaf.document) if leaf.document else leaf


def _declared(feed: FeedSource, retrieved_at: datetime) -> Supplied:
    """What ``feeds.csv`` says of every entry."""
    return Supplied(
        source_name=feed.source_name,
        language_code=feed.language_code,
        feed_url=feed.feed_url,
        retrieved_at=retrieved_at.isoformat(timespec="seconds"),
    )


def by_turns(feeds: Iterable[FeedSource]) -> list[FeedSource]:
    """Feeds in an order in which those of one host stand far apart, so that they seldom wait for each other."""
    seen: Counter[str | None] = Counter()
    placed = []
    for feed in feeds:
        host = urlsplit(feed.feed_url).hostname
        placed.append((seen[host], feed))
        seen[host] += 1
    return [feed for _, feed in sorted(placed, key=lambda each: each[0])]
