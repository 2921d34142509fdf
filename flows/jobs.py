"""The three jobs as plain functions, the same with and without Prefect: nightly, backfill, replay."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from flows.engine import Engine
from flows.path import ingest
from flows.progress import Progress
from flows.run import Selection, start_run
from flows.settings import Settings
from flows.work import InputFile
from tasks.fetch import FetchedFeed, fetch_feed
from tasks.load import FeedFetch
from tasks.read import find_files
from tasks.records import Supplied
from tasks.seeds import FeedSource, load_feeds
from tasks.store import share_packs


@dataclass(frozen=True, slots=True)
class BackfillRequest:
    """Folders and files to read, what the caller declares for every article in them, and which of them to take."""

    paths: tuple[Path, ...]
    supplied: Supplied = Supplied()
    selection: Selection = Selection()


def run_backfill(request: BackfillRequest, settings: Settings, engine: Engine, progress: Progress) -> None:
    """Take every file below the given paths through the path."""
    ingest(start_run("backfill"), settings, engine, progress, find_inputs(request), request.selection)


def prepare_replay(settings: Settings, into: Path | None) -> Settings:
    """The settings of a replay: those given, or, with ``into``, those of another warehouse, which shares the packs."""
    if into is None:
        return settings
    target = replace(settings, warehouse=into)
    share_packs(settings.documents_dir, target.documents_dir)
    return target


def run_replay(settings: Settings, engine: Engine, progress: Progress, selection: Selection = Selection()) -> None:
    """Read all stored documents again with today's rules, offline."""
    ingest(start_run("replay"), settings, engine, progress, None, selection)


def run_nightly(
    logical_date: date | None, feeds_csv: Path | None, settings: Settings, engine: Engine, progress: Progress
) -> None:
    """Fetch the feeds of ``feeds.csv`` and take their entries through the path."""
    run = start_run("nightly", logical_date)
    feeds = load_feeds(feeds_csv or settings.seeds / "feeds.csv")
    folder = settings.work_dir / "fetched"
    folder.mkdir(parents=True, exist_ok=True)
    fetch = partial(fetch_feed, folder=folder, contact=settings.contact)
    fetched = tuple(engine.map("fetch", fetch, (feed.feed_url for feed in feeds)))
    inputs = (feed_input(feed, got) for feed, got in zip(feeds, fetched, strict=True))
    ingest(run, settings, engine, progress, inputs, fetches=tuple(feed_fetch(run.run_id, got) for got in fetched))
    shutil.rmtree(folder)


def find_inputs(request: BackfillRequest) -> Iterator[InputFile]:
    """Every file below the request's paths, named relative to the path it was found under."""
    for path in request.paths:
        root = path if path.is_dir() else path.parent
        for file in find_files([path]):
            yield InputFile(file, root, request.supplied)


def feed_input(feed: FeedSource, got: FetchedFeed) -> InputFile:
    """A fetched feed as an input, with what ``feeds.csv`` says of it."""
    supplied = Supplied(
        source_name=feed.source_name,
        language_code=feed.language_code,
        feed_url=feed.feed_url,
        retrieved_at=got.fetched_at.isoformat(timespec="seconds"),
    )
    return InputFile(got.path, None, supplied, feed.feed_url, got.reason)


def feed_fetch(run_id: str, got: FetchedFeed) -> FeedFetch:
    """The row that says what a feed gave."""
    state = "fetched" if got.path else "failed"
    return FeedFetch(run_id, got.feed_url, got.fetched_at, state, got.reason, got.http_status)
