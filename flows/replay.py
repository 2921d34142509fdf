"""The replay as a Prefect flow: every stored document read again with today's rules, offline."""

from pathlib import Path

from prefect import flow

from flows.engine import FLOW_SETTINGS, PrefectEngine
from flows.jobs import run_replay
from flows.progress import Progress
from flows.report import report_artifacts
from flows.run import Selection
from flows.settings import Settings


@flow(name="replay", **FLOW_SETTINGS)
def replay(settings: Settings, selection: Selection = Selection(), is_quiet: bool = True) -> Path:
    """Extract all stored documents again; returns the published file."""
    run_replay(settings, PrefectEngine(settings), Progress(is_quiet), selection)
    report_artifacts(settings.warehouse)
    return settings.warehouse
