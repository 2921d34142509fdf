"""Progress of long work: a live line on a terminal, plain lines elsewhere, nothing with ``--json``."""

import time
from dataclasses import dataclass, field

from rich.console import Console

PLAIN_SECONDS = 10.0  # between two plain lines of the same stage


@dataclass(slots=True)
class Progress:
    """Tells on standard error which stage a run is in and how many it has done, with the rate."""

    is_quiet: bool = False
    console: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))
    _done: int = 0
    _started: float = field(default_factory=time.monotonic)
    _told: float = field(default_factory=time.monotonic)

    def stage(self, name: str) -> None:
        """Say that a stage begins."""
        self._tell(f"{name} …", ends=True)

    def warn(self, words: str) -> None:
        """Say what the user must know, quiet or not."""
        self.console.print(words, style="yellow", markup=False, soft_wrap=True)

    def advance(self, what: str, count: int) -> None:
        """Count ``count`` more of ``what``; tells the total and the rate, now and then."""
        self._done += count
        now = time.monotonic()
        if self.console.is_terminal or now - self._told >= PLAIN_SECONDS:
            self._told = now
            rate = self._done / max(now - self._started, 0.001)
            self._tell(f"{self._done:,} {what}, {rate:.1f} a second", ends=not self.console.is_terminal)

    def _tell(self, words: str, *, ends: bool) -> None:
        if not self.is_quiet:
            start = "\r\x1b[2K" if self.console.is_terminal else ""
            self.console.file.write(start + words + ("\n" if ends else ""))
            self.console.file.flush()
