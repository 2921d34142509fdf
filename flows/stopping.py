"""What a signal to stop does, the same within a flow of Prefect's as without."""

import os
import signal
import sys
from dataclasses import dataclass
from threading import Timer
from types import FrameType

from rich.console import Console

GRACE_SECONDS = 5


class Stopped(BaseException):
    """The process was told to stop by a signal; nothing but the command line's ``main`` is to catch this."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Stopping:
    """The handler of SIGTERM and SIGINT: raises ``Stopped``, so that what is open is closed on the way out, and ends the process with a word.

    That is within five seconds: DuckDB first finishes what its threads are at, Prefect waits for all of its own.
    """

    word: str

    def __call__(self, number: int, _: FrameType | None) -> None:
        """Begin to stop."""
        last = Timer(GRACE_SECONDS, self.end, (number,))
        last.daemon = True
        last.start()
        raise Stopped(number)

    def end(self, number: int) -> None:
        """Say that this was stopped, and end at once: threads may still wait for a server, and nothing they get would count."""
        Console(stderr=True, highlight=False, soft_wrap=True).print(self.word, style="yellow")
        sys.stdout.flush()
        os._exit(128 + number)  # as shells count


def listen(stopping: Stopping) -> None:
    """Stop so at SIGTERM and SIGINT."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopping)


def listen_again() -> None:
    """Stop within a flow as the process does: Prefect takes SIGTERM over there, and leaves SIGINT."""
    stopping = signal.getsignal(signal.SIGINT)
    if isinstance(stopping, Stopping):
        listen(stopping)


def stop_behind(error: BaseException | None) -> Stopped | None:
    """The stop that led to an exception: DuckDB, told to stop within a query, raises a RuntimeError of its own from it."""
    if error is None or isinstance(error, Stopped):
        return error
    return stop_behind(error.__cause__ or error.__context__)
