"""Workers: whatever happens inside a worker comes back as a value."""

import os
import signal
import time

import pytest

from tasks.workers import Done, Lost, StoppedError, Workers


def double(number: int) -> int:
    return 2 * number


def sleep_for_long() -> None:
    time.sleep(60)


def take_memory() -> int:
    return len(bytearray(2_000_000_000))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stumble() -> None:
    raise KeyError("guid")


@pytest.fixture(scope="module")
def workers():  # type: ignore[no-untyped-def]
    with Workers(1, memory_bytes=500_000_000) as pool:
        yield pool


def test_a_result_comes_back(workers: Workers) -> None:
    assert workers.call(double, 21, seconds=60) == Done(42)


def test_a_slow_call_is_killed(workers: Workers) -> None:
    assert workers.call(sleep_for_long, seconds=0.5) == Lost("stopped after 0 seconds")


def test_a_greedy_call_ends_at_the_memory_limit(workers: Workers) -> None:
    assert workers.call(take_memory, seconds=60) == Lost("out of the worker's memory limit")


def test_a_dead_worker_is_a_reason_and_the_next_call_runs(workers: Workers) -> None:
    assert workers.call(die, seconds=60) == Lost("the worker died (exit code -9)")
    assert workers.call(double, 4, seconds=60) == Done(8)


def test_an_exception_is_a_reason(workers: Workers) -> None:
    assert workers.call(stumble, seconds=60) == Lost("KeyError: 'guid'")


def test_a_worker_that_dies_between_two_calls_costs_nothing(workers: Workers) -> None:
    for _ in range(5):
        idle = workers.call(os.getpid, seconds=60)
        assert isinstance(idle, Done)
        os.kill(idle.value, signal.SIGKILL)
        assert workers.call(double, 21, seconds=60) == Done(42)
        time.sleep(0.3)  # the pool notices


def test_a_call_on_workers_that_were_stopped_is_no_loss_of_its_input() -> None:
    workers = Workers(1, memory_bytes=500_000_000)
    workers.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    with pytest.raises(StoppedError):
        workers.call(len, "four", seconds=60)
