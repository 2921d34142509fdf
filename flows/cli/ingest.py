"""Commands that write the warehouse: backfill, nightly, replay, build.

Each imports the path when it is called, since loading the language model's package takes longer than a query, and after beginning Prefect's server,
which takes as long to come up.
"""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Json, Model, Overlapping, Prefect, Scheduler, Timezone, Warehouse, Where, Workers
from flows.cli.summary import print_plan, print_summary
from flows.engine import PlainEngine
from flows.launch import launch, placed
from flows.progress import Progress
from flows.run import Selection
from flows.server import begin_server
from flows.settings import Overlap, SettingsError, load_settings
from tasks.publish import lock_run
from tasks.records import Supplied
from tasks.schema import is_outdated, refuse_newer

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], show_default=False)]


def backfill(
    paths: Annotated[
        list[Path], typer.Argument(exists=True, help="Folders or files of articles; folders are read recursively.")
    ],
    warehouse: Warehouse = None,
    since: Day = None,
    until: Day = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Take at most this many new documents.")] = None,
    published_at: Annotated[str | None, typer.Option(help="When the given articles were published (ISO 8601).")] = None,
    source: Annotated[str | None, typer.Option(help="The outlet of the given articles.")] = None,
    language: Annotated[str | None, typer.Option(help="The language of the given articles (BCP 47).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count, but store and load nothing.")] = False,
    workers: Workers = None,
    runner: Where = None,
    scheduler: Scheduler = None,
    model: Model = None,
    timezone: Timezone = None,
    use_prefect: Prefect = True,
    as_json: Json = False,
) -> None:
    """Read articles from folders and files, extract their facts and publish the warehouse."""
    settings = load_settings(
        warehouse=warehouse, workers=workers, runner=runner, scheduler=scheduler, model=model, timezone=timezone
    )
    if use_prefect and not dry_run:
        begin_server()
    from flows.jobs import BackfillRequest, run_backfill
    from flows.plan import plan_backfill

    selection = Selection(since.date() if since else None, until.date() if until else None, limit)
    supplied = Supplied(published_at=published_at, source_name=source, language_code=language)
    request = BackfillRequest(tuple(paths), supplied, selection)
    if dry_run:
        print_plan(plan_backfill(request, settings), as_json)
        return
    progress = Progress(is_quiet=as_json)

    def as_flow() -> object:
        from flows.backfill import backfill as flow

        return placed(flow, settings)(request, settings, as_json)

    launch(lambda engine: run_backfill(request, settings, engine, progress), as_flow, settings, progress, use_prefect)
    print_summary(settings, as_json)


def nightly(
    warehouse: Warehouse = None,
    date: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The run's logical date (default: today by the timezone setting)."),
    ] = None,
    feeds: Annotated[Path | None, typer.Option(help="A feeds.csv of your own (default: that of the seeds).")] = None,
    workers: Workers = None,
    runner: Where = None,
    scheduler: Scheduler = None,
    model: Model = None,
    timezone: Timezone = None,
    overlap: Overlapping = None,
    use_prefect: Prefect = True,
    as_json: Json = False,
) -> None:
    """Fetch the feeds, extract the facts of their entries and publish the warehouse.

    Exit code 0 when it is published, or the setting ``warnings_exit_code`` when something about the night is unusual.
    """
    settings = load_settings(
        warehouse=warehouse,
        workers=workers,
        runner=runner,
        scheduler=scheduler,
        model=model,
        timezone=timezone,
        overlap=overlap,
    )
    if use_prefect:
        begin_server()
    from flows.jobs import run_nightly

    day, progress = date.date() if date else None, Progress(is_quiet=as_json)

    def as_flow() -> object:
        from flows.nightly import nightly as flow

        return placed(flow, settings)(settings, day, feeds, as_json)

    launch(lambda engine: run_nightly(day, feeds, settings, engine, progress), as_flow, settings, progress, use_prefect)
    if print_summary(settings, as_json).warnings:
        raise typer.Exit(settings.warnings_exit_code)


def replay(
    warehouse: Warehouse = None,
    into: Annotated[
        Path | None,
        typer.Option(help="Another warehouse to extract into; this one stays as it is.", show_default=False),
    ] = None,
    since: Day = None,
    until: Day = None,
    workers: Workers = None,
    runner: Where = None,
    scheduler: Scheduler = None,
    model: Model = None,
    use_prefect: Prefect = True,
    as_json: Json = False,
) -> None:
    """Read every stored document again with today's rules and model, offline."""
    if (since or until) and not into:
        raise SettingsError(
            "--since and --until go with --into: a warehouse keeps all its documents under the same rules"
        )
    settings, progress = (
        load_settings(warehouse=warehouse, workers=workers, runner=runner, scheduler=scheduler, model=model),
        Progress(is_quiet=as_json),
    )
    if use_prefect:
        begin_server()
    from flows.jobs import prepare_replay, run_replay

    selection = Selection(since.date() if since else None, until.date() if until else None)
    target = prepare_replay(settings, into)

    def as_flow() -> object:
        from flows.replay import replay as flow

        return placed(flow, target)(target, selection, as_json)

    launch(lambda engine: run_replay(target, engine, progress, selection), as_flow, target, progress, use_prefect)
    print_summary(target, as_json)


def verify(warehouse: Warehouse = None, workers: Workers = None, model: Model = None, as_json: Json = False) -> None:
    """Rebuild the warehouse from its own stored documents beside it and compare every row; prints the differences or "identical"."""
    from flows.verifying import verify_warehouse

    settings = load_settings(warehouse=warehouse, workers=workers, model=model)
    found = verify_warehouse(settings, PlainEngine(settings.workers), Progress(is_quiet=as_json))
    if as_json:
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False))
    elif not found:
        print("identical")
    for each in () if as_json else found:
        print(
            f"{each.table_name}: {each.only_first_count:,} rows only here, {each.only_second_count:,} only in the rebuilt one"
        )
        print(f"  here:    {each.first_example}\n  rebuilt: {each.second_example}")
    sys.exit(1 if found else 0)


def build(warehouse: Warehouse = None, timezone: Timezone = None, as_json: Json = False) -> None:
    """Build all models from what is loaded, check them and publish: after a correction, a new setting or a changed model."""
    from flows.finish import SQL_DIR, load_and_publish, read_seeds
    from tasks.load import EXTRACTED_TABLES

    settings, progress = load_settings(warehouse=warehouse, timezone=timezone), Progress(is_quiet=as_json)
    seeds = read_seeds(settings)
    refuse_newer(settings.warehouse)
    if is_outdated(settings.warehouse, SQL_DIR, EXTRACTED_TABLES):
        raise ValueError(f"{settings.warehouse} is of an older schema: run `nightdesk replay` first")
    with lock_run(settings.work_dir, settings.overlap is Overlap.WAIT):
        load_and_publish(settings, seeds, progress)
    print_summary(settings, as_json)
