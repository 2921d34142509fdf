"""Worker processes with a time and a memory limit: the only place where bytes from outside are parsed."""

import multiprocessing
import os
import resource
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

Result = TypeVar("Result")

TASKS_PER_WORKER = 200  # then a fresh process: trafilatura's and spaCy's caches grow without end


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What a worker returned."""

    value: Result


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker's call that gave no result, with the reason: a limit, a death or an exception."""

    reason: str


class Workers:
    """A pool of processes, each limited in memory; every call is limited in time and can be killed.

    ``count`` processes; ``memory_bytes`` bounds each one's private data (RLIMIT_DATA). Calls may come from several threads.
    """

    def __init__(self, count: int, memory_bytes: int) -> None:
        self._pool = ProcessPool(
            max_workers=count,
            max_tasks=TASKS_PER_WORKER,
            initializer=_limit_worker,
            initargs=(memory_bytes,),
            context=multiprocessing.get_context("spawn"),
        )

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        if exc_type is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def call(self, function: Callable[..., Result], *args: object, seconds: float) -> Done[Result] | Lost:
        """Run ``function(*args)`` in a worker and wait; never raises for what happens inside it."""
        future = self._pool.schedule(function, args=args, timeout=seconds)
        failure = future.exception()
        return Done(future.result()) if failure is None else Lost(_reason(failure, seconds))


def _limit_worker(memory_bytes: int) -> None:
    os.environ.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))


def _reason(failure: BaseException, seconds: float) -> str:
    match failure:
        case FutureTimeoutError():
            return f"stopped after {seconds:.0f} seconds"
        case MemoryError():
            return "out of the worker's memory limit"
        case ProcessExpired():
            return f"the worker died (exit code {failure.exitcode})"
        case _:
            return f"{type(failure).__name__}: {failure}"
