"""The checks of a build: queries for the rows that break a promise. Keys and columns' rules are derived, the others are files."""

import csv
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from tasks.build.contract import Contract, rules_query
from tasks.build.portions import whole_selects
from tasks.build.reading import Model, slice_of, tables_read
from tasks.build.slices import slice_rows, sliced

Check = tuple[str, Iterable[str]]  # its name, and the queries for what breaks it
SHOWN, KEPT = 5, 1_000  # rows of a check in the message, and in the file for the person to see


@dataclass(frozen=True, slots=True)
class BrokenCheck:
    """A check that found rows: at most ``KEPT`` of them."""

    check_name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __str__(self) -> str:
        shown = "; ".join(map(repr, self.rows[:SHOWN]))
        more = len(self.rows) - SHOWN
        least = "at least " if len(self.rows) == KEPT else ""
        return f"{self.check_name} ({', '.join(self.columns)}): {shown}" + (
            f"; {least}{more:,} more" if more > 0 else ""
        )


class BuildFailed(Exception):
    """Checks found rows: the transaction was rolled back. The message names each check and shows its first rows."""

    def __init__(self, broken: Sequence[BrokenCheck]) -> None:
        super().__init__(broken)
        self.broken = tuple(broken)

    def __str__(self) -> str:
        return "\n".join(map(str, self.broken))

    def write(self, path: Path) -> None:
        """Write the rows as CSV: the check's name, and the row as a JSON object."""
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(("check_name", "row"))
            for check in self.broken:
                for row in check.rows:
                    named = dict(zip(check.columns, row, strict=True))
                    writer.writerow((check.check_name, json.dumps(named, ensure_ascii=False, default=str)))


def list_checks(
    con: DuckDBPyConnection, models: Iterable[Model], contract: Contract, sql_dir: Path, changed: Collection[str] | None
) -> Iterator[Check]:
    """Every check's name and queries: keys, then rules of columns, then the files; those of one are to be run before the next is taken.

    With ``changed`` only those that read one of these tables, and of slices where there are such; of a view, what it reads is checked.
    """
    for model in models:
        if changed is not None and model.is_view:
            continue
        for kind, write in (("key", model.key_query), ("rules", partial(rules_query, con, model, contract))):
            if (query := write(model.name)) and _is_due(query, changed):
                if changed is not None and model.slice:
                    query = write(slice_rows(con, model.name, model.slice)) or query
                yield f"{kind} of {model.name}", [query]
    for path in sorted((sql_dir / "checks").glob("*.sql")):
        query = path.read_text(encoding="utf-8")
        if _is_due(query, changed):
            column, is_portioned = slice_of(query)
            if changed is not None and column:
                yield path.stem, [sliced(con, query, column)]
            else:
                yield path.stem, whole_selects(con, query, column, is_portioned)


def _is_due(query: str, changed: Collection[str] | None) -> bool:
    return changed is None or not tables_read(query).isdisjoint(changed)


def run_checks(con: DuckDBPyConnection, checks: Iterable[Check]) -> int:
    """Run every check and return how many there were; raises BuildFailed with the rows of all that found some."""
    count, broken = 0, []
    for name, queries in checks:
        count += 1
        columns: tuple[str, ...] = ()
        rows: list[tuple[Any, ...]] = []
        for query in queries:
            rows += con.execute(query).fetchmany(KEPT - len(rows))
            columns = tuple(column[0] for column in con.description or ())
        if rows:
            broken.append(BrokenCheck(name, columns, tuple(rows)))
    if broken:
        raise BuildFailed(broken)
    return count
