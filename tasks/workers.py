"""Worker processes with a time and a memory limit: the only place where bytes from outside are parsed."""

import multiprocessing
import os
import resource
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

Result = TypeVar("Result")

TRIES = 5  # of a call whose pool broke
LOOK_SECONDS = 5.0  # between two looks at whether the pool that a call waits for is alive
TASKS_PER_WORKER = 200  # then a fresh process: trafilatura's and spaCy's caches grow without end


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What a worker returned."""

    value: Result


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker's call that gave no result, with the reason: a limit, a death or an exception."""

    reason: str


class StoppedError(RuntimeError):
    """The pool was stopped while a call waited for it."""


class Workers:
    """A pool of processes, each limited in memory; every call is limited in time and can be killed.

    ``count`` processes; ``memory_bytes`` bounds each one's private data (RLIMIT_DATA). Calls may come from several threads. A pool that
    breaks because a worker died between two calls is replaced.
    """

    def __init__(self, count: int, memory_bytes: int) -> None:
        self._count, self._memory_bytes = count, memory_bytes
        self._lock = threading.Lock()
        self._is_over = False
        self._pool = self._opened()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._is_over = True
        if exc_type is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __reduce__(self) -> tuple[Callable[[int], "Workers"], tuple[int]]:
        """On another machine: a worker of its own for each process that the batches come to."""
        return _here, (self._memory_bytes,)

    def call(self, function: Callable[..., Result], *args: object, seconds: float) -> Done[Result] | Lost:
        """Run ``function(*args)`` in a worker and wait; never raises for what happens inside it.

        Raises StoppedError when the pool was stopped meanwhile: what a call failed with then says nothing about its input.
        """
        for _ in range(TRIES):
            pool = self._pool
            try:
                future = pool.schedule(function, args=args, timeout=seconds)
                failure = _failure(pool, future)
            except RuntimeError as error:  # the pool is broken or closed
                failure = BrokenProcessPool(str(error))
            if failure is None:
                return Done(future.result())
            if self._is_over:
                raise StoppedError("the workers were stopped")
            if not isinstance(failure, BrokenProcessPool):
                return Lost(_reason(failure, seconds))
            self._replace(pool)
        return Lost("no worker stays alive")

    def _opened(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._count,
            max_tasks=TASKS_PER_WORKER,
            initializer=_limit_worker,
            initargs=(self._memory_bytes,),
            context=multiprocessing.get_context("spawn"),
        )

    def _replace(self, broken: ProcessPool) -> None:
        with self._lock:
            if self._pool is broken and not self._is_over:
                self._pool = self._opened()
                broken.stop()  # type: ignore[no-untyped-call]
                broken.join()


@cache
def _here(memory_bytes: int) -> Workers:
    if multiprocessing.current_process().daemon:
        raise RuntimeError(
            "a worker of Dask may have no worker of its own: start it with DASK_DISTRIBUTED__WORKER__DAEMON=False"
        )
    return Workers(1, memory_bytes)


def _failure(pool: ProcessPool, future: "Future[Result]") -> BaseException | None:
    """What a call failed with; a pool that breaks at the wrong moment leaves calls that nobody ends."""
    while True:
        try:
            return future.exception(timeout=LOOK_SECONDS)
        except FutureTimeoutError:
            if not pool.active and not future.done():
                return BrokenProcessPool("the pool broke")


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
