"""What earlier nights remembered, read from the published warehouse: there it was committed together with what the feeds gave."""

import threading
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from tasks.fetch.entries import EntryState
from tasks.fetch.lifecycle import FeedState

State = TypeVar("State", FeedState, EntryState)


class States:
    """Feed and entry states of the published warehouse, empty without one; may be asked from several threads. To be closed."""

    def __init__(self, published: Path) -> None:
        self._published = published
        self._lock = threading.Lock()
        self._con: duckdb.DuckDBPyConnection | None = None

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        if self._con:
            self._con.close()
        self._con = None

    def feed(self, feed_url: str) -> FeedState:
        """The state of a feed; a fresh one for a feed that was never asked."""
        return next(iter(self._rows("feed_states", FeedState, feed_url)), FeedState(feed_url, feed_url))

    def entries(self, feed_url: str) -> dict[str, EntryState]:
        """The states of a feed's entries by key."""
        return {state.entry_key: state for state in self._rows("entry_states", EntryState, feed_url)}

    def _rows(self, table: str, state_type: type[State], feed_url: str) -> list[State]:
        cursor = self._cursor()
        if not cursor.execute("select 1 from duckdb_tables() where table_name = ?", [table]).fetchone():
            return []
        names = ", ".join(field.name for field in fields(state_type))
        query = f"select {names} from raw.{table} where feed_url = ?"
        return [state_type(*map(_aware, row)) for row in cursor.execute(query, [feed_url]).fetchall()]

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._con is None:
                exists = self._published.exists()
                self._con = duckdb.connect(str(self._published), read_only=True) if exists else duckdb.connect()
                self._con.execute("set enable_progress_bar = false")
            return self._con.cursor()


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
