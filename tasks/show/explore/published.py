"""The published warehouse, open for reading and locked: no write, no file, no network, and no statement without an end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",  # `select * from name` must not find the program's own variables
    "temp_directory": "",  # what does not fit into memory fails; nothing is written to disk
    "memory_limit": "2GB",
    "lock_configuration": "true",
}


class TookTooLong(Exception):
    """A statement was stopped at its time limit."""


class Published:
    """The published file: open once, and opened anew after a run has put another file in its place.

    A process sees the old file until all its connections to it are closed, so a new night is read as soon as no page is being made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._gate = threading.Lock()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._opened: tuple[int, int] | None = None
        self._readers = 0

    @contextmanager
    def reading(self, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection for one page; raises TookTooLong when its statements need longer than ``seconds`` in all."""
        cursor = self._enter()
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            with suppress(duckdb.Error):
                cursor.interrupt()

        clock = threading.Timer(seconds, stop)
        clock.start()
        try:
            yield cursor
        except duckdb.InterruptException as error:
            raise TookTooLong(f"stopped after {seconds:g} seconds") from error
        finally:
            clock.cancel()
            self._leave(cursor)

    def _enter(self) -> duckdb.DuckDBPyConnection:
        with self._gate:
            stat = self.path.stat()
            current = (stat.st_ino, stat.st_mtime_ns)
            if self._con and self._opened != current and self._readers == 0:
                self._con.close()
                self._con = None
            if self._con is None:
                self._con = duckdb.connect(str(self.path), read_only=True, config=LOCKED)
                self._opened = current
            self._readers += 1
            return self._con.cursor()

    def _leave(self, cursor: duckdb.DuckDBPyConnection) -> None:
        with self._gate:
            cursor.close()
            self._readers -= 1
