"""Starts a job under Prefect, or plainly when asked or when Prefect does not come up: the night is not lost for it."""

from collections.abc import Callable

from flows.engine import Engine, PlainEngine, start_prefect
from flows.progress import Progress
from flows.settings import Settings


def launch(
    plain: Callable[[Engine], None],
    as_flow: Callable[[], object],
    settings: Settings,
    progress: Progress,
    use_prefect: bool,
) -> None:
    """Run ``as_flow`` under Prefect, or ``plain`` with threads; both do the same work."""
    if use_prefect:
        progress.stage("starting Prefect")
        reason = start_prefect()
        if reason is None:
            as_flow()
            return
        progress.warn(f"Prefect did not start ({reason}); going on without it")
    plain(PlainEngine(settings.workers))
