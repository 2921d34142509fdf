"""The nightly run as a Prefect flow, and as a deployment on its schedule."""

from datetime import date
from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, State
from prefect.schedules import Cron
from prefect.states import Completed

from flows.engine import FLOW_SETTINGS, PrefectEngine
from flows.jobs import run_nightly
from flows.progress import Progress
from flows.report import report_artifacts
from flows.settings import Settings, load_settings


@flow(name="nightly", **FLOW_SETTINGS)
def nightly(
    settings: Settings | None = None,
    logical_date: date | None = None,
    feeds_csv: Path | None = None,
    is_quiet: bool = True,
) -> State[Path]:
    """Fetch all feeds and take their entries into the warehouse; returns the published file. Settings are read where it runs unless given.

    Ends as Completed, or as Warned, a state of the same type, when something about the night is unusual: automations tell them apart.
    """
    settings = settings or load_settings()
    run_nightly(logical_date, feeds_csv, settings, PrefectEngine(settings), Progress(is_quiet))
    warnings = report_artifacts(settings.warehouse).warnings
    return Completed(name="Warned" if warnings else "Completed", message="\n".join(warnings), data=settings.warehouse)


def serve_nightly(settings: Settings, cron: str, timezone: str, feeds_csv: Path | None, waits: bool) -> None:
    """Serve the flow as a deployment on its schedule until the process is stopped; a run that would overlap another waits or is left out.

    A schedule that nobody served is not made up for by Prefect: feeds give their latest entries whenever they are asked.
    """
    collision = ConcurrencyLimitStrategy.ENQUEUE if waits else ConcurrencyLimitStrategy.CANCEL_NEW
    nightly.serve(
        name="every-night",
        schedule=Cron(cron, timezone=timezone),
        parameters={"settings": settings, "feeds_csv": feeds_csv},
        limit=1,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=collision),
        pause_on_shutdown=False,
    )
