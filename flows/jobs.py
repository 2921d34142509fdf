"""The three jobs as plain functions, the same with and without Prefect: nightly, backfill, replay."""

import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.engine import Engine
from flows.night import Night, by_turns
from flows.path import ingest, read_spools
from flows.progress import Progress
from flows.purging import load_tombstones
from flows.run import Run, Selection, start_run
from flows.settings import Settings
from flows.stages import Stages
from flows.work import InputFile
from tasks.batches import batched, read_batch, write_batch
from tasks.fetch import (
    AddressRules,
    Answer,
    Archive,
    Client,
    Fetcher,
    Limits,
    Obeyed,
    Once,
    Politeness,
    States,
    Visits,
    read_networks,
    user_agent,
)
from tasks.purge import Sought, refuses_answer
from tasks.read import find_files
from tasks.records import Document, Supplied
from tasks.rejects import Reject
from tasks.seeds import FeedSource, load_feeds
from tasks.store import Leaf, find_packs, share_packs


@dataclass(frozen=True, slots=True)
class BackfillRequest:
    """Folders and files to read, what the caller declares for every article in them, and which of them to take."""

    paths: tuple[Path, ...]
    supplied: Supplied = Supplied()
    selection: Selection = Selection()


def run_backfill(request: BackfillRequest, settings: Settings, engine: Engine, progress: Progress) -> None:
    """Take every file below the given paths through the path."""
    inputs = progress.follow(find_inputs(request), sum(1 for _ in find_inputs(request)))
    ingest(start_run("backfill"), settings, engine, progress, partial(read_spools, inputs), request.selection)


def run_retry(rejects: Sequence[Reject], settings: Settings, engine: Engine, progress: Progress) -> None:
    """Drive rejected inputs again: those that are stored from the store, the others from their files where these still exist."""

    def spools(stages: Stages, engine: Engine) -> Generator[Path, None, None]:
        documents = _stored(rejects, find_packs(settings.documents_dir))
        for number, batch in enumerate(batched(documents, stages.batch_documents)):
            spool = stages.spool_dir / f"stored-{number:06d}.parquet"
            write_batch(spool, [Leaf(document, None) for document in batch], Leaf)
            yield spool
        yield from read_spools(files_to_read(rejects), stages, engine)

    ingest(start_run("retry"), settings, engine, progress, spools)


def files_to_read(rejects: Sequence[Reject]) -> Iterator[InputFile]:
    """The files that held inputs of which no document could be kept, named as they were."""
    unstored = {each.input_path: each for each in rejects if each.input_path and each.document_id is None}
    for path, reject in ((Path(path), unstored[path]) for path in sorted(unstored)):
        roots = [root for root in path.parents if reject.input_name.startswith(str(path.relative_to(root)))]
        if path.exists():
            yield InputFile(path, roots[-1] if roots else None, reject.declared)


def prepare_replay(settings: Settings, into: Path | None) -> Settings:
    """The settings of a replay: those given, or, with ``into``, those of another warehouse, which shares the packs."""
    if into is None:
        return settings
    target = replace(settings, warehouse=into)
    share_packs(settings.documents_dir, target.documents_dir)
    if settings.tombstones.exists():
        shutil.copyfile(settings.tombstones, target.tombstones)
    return target


def run_replay(settings: Settings, engine: Engine, progress: Progress, selection: Selection = Selection()) -> None:
    """Read all stored documents again with today's rules, offline."""
    ingest(start_run("replay"), settings, engine, progress, None, selection)


def run_nightly(
    logical_date: date | None, feeds_csv: Path | None, settings: Settings, engine: Engine, progress: Progress
) -> None:
    """Fetch the feeds of ``feeds.csv`` and take their entries through the path.

    The logical date is the local day of the ``timezone`` setting, by which the marts count, unless it is given.
    """
    run = start_run("nightly", logical_date or datetime.now(ZoneInfo(settings.timezone)).date())
    feeds, folder = load_feeds(feeds_csv or settings.seeds / "feeds.csv"), settings.work_dir / "fetched"
    if not settings.contact and any(feed.feed_url.startswith("http") for feed in feeds):
        progress.warn("no contact is set, so no site can write to you: set `contact`, a URL or an e-mail address")
    followed = progress.follow(by_turns(feeds), len(feeds))
    ingest(run, settings, engine, progress, partial(fetched_spools, run, settings, followed, folder), remembered=folder)


def fetched_spools(
    run: Run, settings: Settings, feeds: Iterable[FeedSource], folder: Path, stages: Stages, engine: Engine
) -> Generator[Path, None, None]:
    """Fetch a night's feeds and give their leaf inputs as spools; ``folder``, empty at the start, takes what is to be remembered.

    Under the run lock: a killed run's folder is removed and its archive mended, so no other run may be using them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = Archive(settings.archive_dir, run.run_id, user_agent(settings.contact))
    sought = Sought.of(load_tombstones(settings))
    fetcher = Once(open_fetcher(settings, partial(keep_unless_purged, archive, sought)), folder)
    night = Night(run.run_id, run.started_at, fetcher, States(settings.warehouse), folder, sought)
    try:
        yield from night.spools(feeds, stages, engine)
    finally:
        archive.close()


def keep_unless_purged(archive: Archive, sought: Sought, answer: Answer) -> None:
    """Archive an answer that has nothing of what was purged."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    content_type = answer.header("content-type") or ""
    if not refuses_answer(sought, answer.exchange.url, headers, content_type, answer.body):
        archive.keep(answer)


def open_fetcher(settings: Settings, keep: Callable[[Answer], None]) -> Fetcher:
    """A fetcher that does as the settings say and gives every answer to ``keep``."""
    rules = AddressRules(read_networks(settings.allowed_networks.split(",")))
    politeness = Politeness(spacing_seconds=settings.host_spacing_seconds)
    obeyed = Obeyed(settings.robots != "record", settings.opt_outs != "record")
    return Fetcher(Visits(Client(settings.contact, rules, Limits()), politeness, keep), obeyed)


def find_inputs(request: BackfillRequest) -> Iterator[InputFile]:
    """Every file below the request's paths, named relative to the path it was found under."""
    for path in request.paths:
        root = path if path.is_dir() else path.parent
        for file in find_files([path]):
            yield InputFile(file, root, request.supplied)


def _stored(rejects: Iterable[Reject], packs: Iterable[Path]) -> Iterator[Document]:
    """The stored documents of rejected inputs, each once."""
    wanted = {reject.document_id for reject in rejects if reject.document_id}
    for pack in packs:
        for document in read_batch(pack, Document) if wanted else ():
            if document.document_id in wanted:
                wanted.remove(document.document_id)
                yield document
