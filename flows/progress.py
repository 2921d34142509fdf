"""Progress of long work: a live line on a terminal, plain lines elsewhere, nothing with ``--json``."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from rich.console import Console

PLAIN_SECONDS = 10.0  # between two plain lines of the same stage
LEAST_SHARE = 0.02  # of the work that must be done before the time left is told
Input = TypeVar("Input")


@dataclass(slots=True)
class Progress:
    """Tells on standard error which stage a run is in, how many it has done, the rate and about how long the rest takes."""

    is_quiet: bool = False
    console: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))
    _inputs: int = 0
    _taken: int = 0
    _stored: int = 0
    _done: int = 0
    _started: float = field(default_factory=time.monotonic)
    _told: float = field(default_factory=time.monotonic)

    def stage(self, name: str) -> None:
        """Say that a stage begins."""
        self._tell(f"{name} …", ends=True)

    def warn(self, words: str) -> None:
        """Say what the user must know, quiet or not."""
        self.console.print(words, style="yellow", markup=False, soft_wrap=True)

    def follow(self, inputs: Iterable[Input], count: int) -> Iterator[Input]:
        """Give the inputs on, ``count`` of them, and note how many were taken."""
        self._inputs = count
        for each in inputs:
            self._taken += 1
            yield each

    def expect(self, count: int) -> None:
        """Note that ``count`` documents of the inputs taken so far are new."""
        self._stored += count

    def advance(self, what: str, count: int) -> None:
        """Count ``count`` more of ``what``; tells the total, the rate and the time left, now and then."""
        self._done += count
        now = time.monotonic()
        if self.console.is_terminal or now - self._told >= PLAIN_SECONDS:
            self._told = now
            rate = self._done / max(now - self._started, 0.001)
            words = f"{self._done:,} {what}, {rate:.1f} a second{left_words(self.share(), now - self._started)}"
            self._tell(words, ends=not self.console.is_terminal)

    def share(self) -> float:
        """How much of the work is done, 0 to 1: the share of the inputs that were taken, by the share of their documents that are done."""
        return self._taken / self._inputs * self._done / self._stored if self._inputs and self._stored else 0.0

    def _tell(self, words: str, *, ends: bool) -> None:
        if not self.is_quiet:
            start = "\r\x1b[2K" if self.console.is_terminal else ""
            self.console.file.write(start + words + ("\n" if ends else ""))
            self.console.file.flush()


def left_words(share: float, seconds: float) -> str:
    """About how long the rest takes when ``share`` of the work took ``seconds``; nothing while that is a guess."""
    if share < LEAST_SHARE:
        return ""
    left = seconds * (1 - min(share, 1.0)) / share
    return f", about {left / 60:.0f} min left" if left >= 90 else f", about {left:.0f} s left"
