"""The backfill as a Prefect flow: folders, archives and files of articles, through the whole path."""

from pathlib import Path

from prefect import flow

from flows.engine import FLOW_SETTINGS, PrefectEngine
from flows.jobs import BackfillRequest, run_backfill
from flows.progress import Progress
from flows.report import report_artifacts
from flows.settings import Settings


@flow(name="backfill", **FLOW_SETTINGS)
def backfill(request: BackfillRequest, settings: Settings, is_quiet: bool = True) -> Path:
    """Take every file of the request into the warehouse; returns the published file."""
    run_backfill(request, settings, PrefectEngine(settings), Progress(is_quiet))
    report_artifacts(settings.warehouse)
    return settings.warehouse
