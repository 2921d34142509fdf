"""Starts a job under Prefect, or plainly when asked or when Prefect does not come up: the night is not lost for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flows.engine import Engine, PlainEngine, start_prefect
from flows.progress import Progress
from flows.settings import Runner, Settings, SettingsError

if TYPE_CHECKING:
    from prefect import Flow

SCHEDULER_SECONDS = 10


def placed(flow: "Flow[..., Any]", settings: Settings) -> "Flow[..., Any]":
    """The flow with its task runs where the settings want them; raises SettingsError or OSError where there is nothing to run them on."""
    if settings.runner is not Runner.DASK:
        return flow
    try:
        from distributed import Client
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise SettingsError(f"the dask runner needs more packages ({error}): pip install 'nightdesk[dask]'") from error
    # A wrong address is told at once and in one line.
    Client(settings.scheduler, timeout=SCHEDULER_SECONDS, set_as_default=False).close()  # type: ignore[no-untyped-call]
    cluster: Any = DaskTaskRunner(address=settings.scheduler)
    return flow.with_options(task_runner=cluster)


def launch(
    plain: Callable[[Engine], None],
    as_flow: Callable[[], object],
    settings: Settings,
    progress: Progress,
    use_prefect: bool,
) -> None:
    """Run ``as_flow`` under Prefect, or ``plain`` with threads; both do the same work."""
    if settings.runner is Runner.DASK and not (use_prefect and settings.scheduler):
        raise SettingsError("the dask runner needs Prefect and a scheduler: --scheduler tcp://host:8786")
    if use_prefect:
        progress.stage("starting Prefect")
        reason = start_prefect()
        if reason is None:
            as_flow()
            return
        progress.warn(f"Prefect did not start ({reason}); going on without it")
    plain(PlainEngine(settings.workers))
