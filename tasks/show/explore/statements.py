"""The SQL box: one reading statement, in a process that can be killed, with an end to its time, memory and rows."""

import csv
import io
import multiprocessing
import resource
import signal
from concurrent.futures import TimeoutError as TookTooLongError
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from pebble import ProcessExpired, ProcessPool

from tasks.show.explore.published import Published, TookTooLong

GRACE_SECONDS = 2.0  # between asking a statement to stop and killing its process
MEMORY_BYTES = 6_000_000_000
MOST_CHARS = 20_000  # of a statement
MOST_ANSWER_CHARS = 100_000_000  # the answer travels to the server's own process, whole
ROWS_AT_ONCE = 100
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement gave: rows in their columns, whether there were more, or why there are none."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    is_cut: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query kept as a file: the first line is a comment that says what it asks."""

    title: str
    sql: str


class Statements:
    """Runs statements one at a time in a process of their own."""

    def __init__(self, path: Path, seconds: float) -> None:
        self.path = path
        self.seconds = seconds
        self._pool = ProcessPool(max_workers=1, context=multiprocessing.get_context("spawn"), initializer=_confine)

    def run(self, sql: str, most_rows: int) -> Answer:
        """The answer to one statement; a refusal is an answer too."""
        future = self._pool.schedule(
            _run, args=(self.path, sql, most_rows, self.seconds), timeout=self.seconds + GRACE_SECONDS
        )
        try:
            answer: Answer = future.result()
        except TookTooLongError:
            return Answer(refusal=f"Stopped after {self.seconds:g} seconds.")
        except (ProcessExpired, MemoryError):
            return Answer(refusal="The statement needs more memory than there is for it.")
        return answer

    def close(self) -> None:
        """End the process."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def read_saved_queries(folder: Path) -> tuple[SavedQuery, ...]:
    """The queries of a folder of ``.sql`` files, in order of their names; none when there is no folder."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))]
    return tuple(SavedQuery(text.partition("\n")[0].removeprefix("--").strip(), text) for text in texts)


def write_csv(answer: Answer) -> str:
    """The answer as CSV; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(answer.columns)
    writer.writerows([_unarmed(value) for value in row] for row in answer.rows)
    return out.getvalue()


def _unarmed(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_MARKS) else value


def _confine() -> None:
    """Make this process unable to write a file or to take all memory; Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


@cache
def _warehouse(path: Path) -> Published:
    return Published(path)


def _run(path: Path, sql: str, most_rows: int, seconds: float) -> Answer:
    if len(sql) > MOST_CHARS:
        return Answer(refusal=f"A statement has at most {MOST_CHARS:,} characters.")
    try:
        with _warehouse(path).reading(seconds) as con:
            statements = con.extract_statements(sql)
            kinds = [statement.type for statement in statements]
            if kinds not in ([duckdb.StatementType.SELECT], [duckdb.StatementType.EXPLAIN]):
                return Answer(
                    refusal="Only one statement, and only one that reads: select, from, with, describe, explain."
                )
            found = con.execute(statements[0])
            columns = tuple(column[0] for column in found.description or ())
            rows = _fetch(found, most_rows + 1)
    except TookTooLong:
        return Answer(refusal=f"Stopped after {seconds:g} seconds.")
    except (duckdb.Error, RuntimeError) as error:
        return Answer(refusal=str(error))
    return Answer(columns, tuple(rows[:most_rows]), len(rows) > most_rows)


def _fetch(found: duckdb.DuckDBPyConnection, most_rows: int) -> list[tuple[Any, ...]]:
    """Up to ``most_rows`` rows. Raises RuntimeError when they are too large."""
    rows: list[tuple[Any, ...]] = []
    size = 0
    while len(rows) < most_rows and (some := found.fetchmany(min(ROWS_AT_ONCE, most_rows - len(rows)))):
        rows += some
        size += sum(len(value if isinstance(value, str | bytes) else str(value)) for row in some for value in row)
        if size > MOST_ANSWER_CHARS:
            raise RuntimeError(
                f"The answer has more than {MOST_ANSWER_CHARS:,} characters. Ask for fewer rows or columns."
            )
    return rows
