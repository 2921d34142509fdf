"""What calls the path's functions: plainly in threads, or as tasks of Prefect. Retries and concurrency are stated here and nowhere else."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from flows.server import begin_server, is_wanted
from flows.settings import Runner, Settings
from flows.stopping import listen_again

Input = TypeVar("Input")
Output = TypeVar("Output")

AHEAD = 2  # batches under way for each worker: one at work, one waiting
TASK_RETRIES = 1  # a batch is idempotent, so a second try is safe


class Engine(Protocol):
    """Calls one function for many inputs, results in the order of the inputs, with a bounded number under way."""

    def map(
        self, name: str, function: Callable[[Input], Output], inputs: Iterable[Input], width: int | None = None
    ) -> Iterator[Output]:
        """Call ``function`` for each input and give the results in order; ``width`` are under way, or a few a worker."""


class PlainEngine:
    """Calls in threads of this process; the heavy work is in worker processes."""

    def __init__(self, workers: int) -> None:
        self._width = workers * AHEAD

    def map(
        self,
        name: str,  # noqa: ARG002
        function: Callable[[Input], Output],
        inputs: Iterable[Input],
        width: int | None = None,
    ) -> Iterator[Output]:
        """Call ``function`` for each input in threads."""
        threads = ThreadPoolExecutor(width or self._width)
        try:
            yield from in_order(lambda each: threads.submit(function, each), inputs, width or self._width)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)  # all are done, or the run ends here and waits for none


class PrefectEngine:
    """Calls as Prefect task runs, one a batch, where the flow's task runner puts them; to be used inside a flow."""

    def __init__(self, settings: Settings) -> None:
        self._width = settings.workers * AHEAD
        self._is_elsewhere = settings.runner is Runner.DASK
        listen_again()

    def map(
        self, name: str, function: Callable[[Input], Output], inputs: Iterable[Input], width: int | None = None
    ) -> Iterator[Output]:
        """Call ``function`` for each input as a task run called ``name``; what has a ``width`` of its own waits for the network and stays here."""
        if width and self._is_elsewhere:
            yield from PlainEngine(width).map(name, function, inputs, width)
            return
        from prefect import task
        from prefect.cache_policies import NO_CACHE

        step = task(name=name, retries=TASK_RETRIES, persist_result=False, cache_policy=NO_CACHE)(function)
        yield from in_order(step.submit, inputs, width or self._width)


def in_order(submit: Callable[[Input], Any], inputs: Iterable[Input], width: int) -> Iterator[Any]:
    """Submit inputs, at most ``width`` ahead of the reader, and give the results in order of submission."""
    under_way: deque[Any] = deque()
    for each in inputs:
        under_way.append(submit(each))
        if len(under_way) >= width:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


FLOW_SETTINGS: dict[str, Any] = {"retries": 0, "persist_result": False, "validate_parameters": True}


def start_prefect(*, is_scheduling: bool = False) -> str | None:
    """Make sure a Prefect server answers, one of our own (``begin_server``) where the user has none; returns why not, or None."""
    url = begin_server(is_scheduling=is_scheduling)
    import httpx
    from prefect.client.orchestration import get_client
    from prefect.context import refresh_global_settings_context

    if url and is_wanted():
        os.environ["PREFECT_API_URL"] = url
        refresh_global_settings_context()
    try:
        with get_client(sync_client=True) as client:
            client.hello().raise_for_status()
    except (httpx.HTTPError, RuntimeError, OSError) as error:
        return f"{type(error).__name__}: {error}".splitlines()[0]
    return None
