"""The nightly run as a Prefect flow, and its schedule: ``python -m flows.nightly`` serves it every night at 03:30 UTC."""

from datetime import date
from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy

from flows.engine import FLOW_SETTINGS, PrefectEngine
from flows.jobs import run_nightly
from flows.progress import Progress
from flows.report import report_artifacts
from flows.settings import Settings, load_settings

CRON = "30 3 * * *"


@flow(name="nightly", **FLOW_SETTINGS)
def nightly(
    settings: Settings, logical_date: date | None = None, feeds_csv: Path | None = None, is_quiet: bool = True
) -> Path:
    """Fetch all feeds and take their entries into the warehouse; returns the published file."""
    run_nightly(logical_date, feeds_csv, settings, PrefectEngine(settings.workers), Progress(is_quiet))
    report_artifacts(settings.warehouse)
    return settings.warehouse


if __name__ == "__main__":
    nightly.serve(
        name="every-night",
        cron=CRON,
        parameters={"settings": load_settings()},
        limit=1,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        pause_on_shutdown=False,
    )
