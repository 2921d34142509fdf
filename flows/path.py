"""The path of a run, left to right, as plain functions: read → store → extract → load → build → publish → brief."""

import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from flows.engine import Engine
from flows.finish import SQL_DIR, Loaded, load_and_publish, read_seeds
from flows.progress import Progress
from flows.purging import finish_purge
from flows.run import Run, Selection
from flows.settings import Overlap, Settings
from flows.stages import Stages
from flows.work import InputFile, Rules, rules_of
from tasks.batches import batched
from tasks.load import EXTRACTED_TABLES, RunRow
from tasks.publish import clear_leftovers, lock_run
from tasks.purge import Tombstones
from tasks.retention import tidy_archive
from tasks.schema import is_outdated, refuse_newer
from tasks.store import Ledger, document_count, find_packs, unstored_count
from tasks.workers import Workers

Spools = Callable[[Stages, Engine], Generator[Path, None, None]]  # the leaf inputs of a run, some to a file


def ingest(
    run: Run,
    settings: Settings,
    engine: Engine,
    progress: Progress,
    spools: Spools | None,
    selection: Selection = Selection(),
    remembered: Path | None = None,
) -> None:
    """Take the inputs of ``spools`` (None: every stored document) through the whole path and publish; raises when a promise breaks.

    ``remembered`` is the folder in which a night's fetching left its states and fetches, loaded together with what they gave.
    A malformed seed row, or another run under way that is not to be waited for, raises before anything is read or asked for.
    """
    refuse_newer(settings.warehouse)
    if spools and is_outdated(settings.warehouse, SQL_DIR, EXTRACTED_TABLES):
        before = replace(run, flow_name="upgrade", started_at=run.started_at - timedelta(seconds=1))
        rebuild(before, settings, engine, progress)
    rules = rules_of(settings)
    with lock_run(settings.work_dir, settings.overlap is Overlap.WAIT):
        clear_leftovers(settings.work_dir, settings.documents_dir)
        tombstones = finish_purge(settings, progress)
        seeds = read_seeds(settings)
        ledger = Ledger(
            settings.ledger, settings.warehouse, settings.documents_dir, rules.extractor_id(), selection.limit
        )
        with Workers(settings.workers, settings.worker_memory_mb * 1_000_000) as workers:
            stages = open_stages(workers, rules, selection, settings)
            packs = (
                replayed(settings, ledger, progress)
                if spools is None
                else stored(kept_in(spools(stages, engine), stages, engine, tombstones), ledger, progress)
            )
            with closing(packs):  # a stopped run leaves its archive closed, wherever it was
                extracted = list(extract(packs, stages, engine, ledger, progress))
        row = _run_row(run, rules, ledger.input_count())
        ledger.close()
        load_and_publish(settings, seeds, progress, Loaded(tuple(extracted), row, remembered))
        for done in filter(None, (stages.spool_dir, stages.extracted_dir, remembered)):
            shutil.rmtree(done)
        clear_leftovers(settings.work_dir, settings.documents_dir)
    if word := tidy_archive(settings.archive_dir, settings.retention_days, run.started_at):
        progress.warn(word)


def _run_row(run: Run, rules: Rules, input_count: int) -> RunRow:
    return RunRow(
        run.run_id, run.flow_name, run.logical_date, run.started_at, datetime.now(UTC), version("nightdesk"),
        rules.extractor_id(), input_count,
    )  # fmt: skip


def rebuild(run: Run, settings: Settings, engine: Engine, progress: Progress) -> None:
    """Read all stored documents of a warehouse of an older schema again; raises ValueError where some of them are not stored."""
    if count := unstored_count(settings.warehouse, settings.documents_dir):
        raise ValueError(
            f"{settings.warehouse} is of an older schema, and {count:,} of its documents are missing in {settings.documents_dir}: "
            "nothing was changed"
        )
    progress.warn(f"{settings.warehouse} is of an older schema: its documents are read again first")
    ingest(run, settings, engine, progress, None)


def open_stages(workers: Workers, rules: Rules, selection: Selection, settings: Settings) -> Stages:
    """The run's stages, with an empty spool; batches that a killed run had extracted are kept and used again."""
    spool_dir, extracted_dir = settings.work_dir / "spool", settings.work_dir / "extracted"
    shutil.rmtree(spool_dir, ignore_errors=True)
    for folder in (spool_dir, extracted_dir):
        folder.mkdir(parents=True, exist_ok=True)
    return Stages(workers, rules, selection, spool_dir, extracted_dir, settings.batch_documents, settings.tombstones)


def read_spools(inputs: Iterable[InputFile], stages: Stages, engine: Engine) -> Generator[Path, None, None]:
    """Read files into spools of leaf inputs."""
    numbered = enumerate(batched(inputs, stages.batch_documents))
    yield from chain.from_iterable(engine.map("read", stages.read, numbered))


def kept_in(
    spools: Generator[Path, None, None], stages: Stages, engine: Engine, tombstones: Tombstones
) -> Generator[Path, None, None]:
    """The spools without what was purged."""
    with closing(spools):
        yield from engine.map("keep out", stages.keep_out, spools) if tombstones else spools


def stored(spools: Generator[Path, None, None], ledger: Ledger, progress: Progress) -> Generator[Path, None, None]:
    """Keep what the spools hold, and give a pack for every one that holds new documents."""
    with closing(spools):  # a stopped run closes its archive at once: whoever keeps the traceback keeps the generator
        for spool in spools:
            if pack := ledger.store(spool):
                progress.expect(document_count(pack))
                yield pack
            spool.unlink()
            if ledger.is_full:
                return


def replayed(settings: Settings, ledger: Ledger, progress: Progress) -> Generator[Path, None, None]:
    """Every pack of the store, each document noted once."""
    packs = find_packs(settings.documents_dir)
    for pack in progress.follow(packs, len(packs)):
        ledger.note_pack(pack)
        progress.expect(document_count(pack))
        yield pack


def extract(
    packs: Iterable[Path], stages: Stages, engine: Engine, ledger: Ledger, progress: Progress
) -> Iterator[Path]:
    """Extract packs, note where their documents ended, and give the extraction batches."""
    for extracted in engine.map("extract", stages.extract, packs):
        progress.advance("documents", ledger.note_outcomes(extracted))
        yield extracted
