"""Build every SQL layer from ``raw.*`` and run every check, all in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from tasks.build.known import Knowing, create_known, forget_set_aside, open_knowing, set_aside
from tasks.build.reading import LAYERS, Model, read_models
from tasks.build.standing import RUN_TABLES, content, still_stands, tables_read

Resolver = Callable[[DuckDBPyConnection], None]


class BuildFailed(Exception):
    """A check returned rows: the transaction was rolled back. The message names the check and shows its first rows."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made: tables by full name, in the order they were built, and how many checks held."""

    tables: tuple[str, ...]
    check_count: int


def build(
    con: DuckDBPyConnection, sql_dir: Path, timezone: str, resolvers: Sequence[Resolver], now: datetime | None = None
) -> BuildResult:
    """Rebuild staging, resolved, facts, marts and reports from raw, and run the checks, in one transaction.

    ``timezone`` (an IANA name) decides the local day of an article; it is kept in ``raw.settings``. ``resolvers`` read ``staging.*``
    and write ``resolved.*``. What cannot have changed since the last build is left as it is. What is new is known from ``now`` on
    (default: the clock's). Raises ValueError for a misplaced model, BuildFailed for a broken promise; either way nothing changed.
    """
    models = read_models(sql_dir)
    con.execute("begin")
    try:
        con.execute("delete from raw.settings where setting_name = 'timezone'")
        con.execute("insert into raw.settings values ('timezone', ?)", [timezone])
        knowing = open_knowing(con, sql_dir, now or datetime.now(UTC))
        if still_stands(con, sql_dir):
            made, checks = _remake(con, models, knowing), list(_checks(models, sql_dir))
            touched = {*made, *RUN_TABLES}
            checks = [(name, query) for name, query in checks if tables_read(query) & touched]
        else:
            made, checks = _make(con, models, knowing, resolvers), list(_checks(models, sql_dir))
        indexes = sql_dir / "indexes.sql"
        if indexes.exists():
            con.execute(indexes.read_text(encoding="utf-8"))
        check_count = sum(_run_check(con, name, query) for name, query in checks)
        con.execute("commit")
    except BaseException:
        con.execute("rollback")
        raise
    return BuildResult(made, check_count)


def _make(
    con: DuckDBPyConnection, models: Sequence[Model], knowing: Knowing, resolvers: Sequence[Resolver]
) -> tuple[str, ...]:
    """Make every layer anew."""
    for layer in LAYERS[1:]:
        _open_layer(con, layer)
        for resolve in resolvers if layer == "resolved" else ():
            resolve(con)
        for model in models:
            if model.layer == layer:
                _create(con, model, knowing)
    forget_set_aside(con)
    return tuple(model.name for model in models)


def _remake(con: DuckDBPyConnection, models: Sequence[Model], knowing: Knowing) -> tuple[str, ...]:
    """Make the models again that read what runs noted, and those that read one of these whose rows changed by it."""
    made, changed = [], set(RUN_TABLES)
    for model in models:
        if tables_read(model.sql) & changed:
            before = content(con, model.name)
            if model.layer == "facts":
                set_aside(con, model.table)
            else:
                con.execute(f"drop table {model.name}")
            _create(con, model, knowing)
            forget_set_aside(con)
            made.append(model.name)
            if content(con, model.name) != before:
                changed.add(model.name)
    return tuple(made)


def _open_layer(con: DuckDBPyConnection, layer: str) -> None:
    if layer == "facts":
        set_aside(con)
        return
    con.execute(f"drop schema if exists {layer} cascade")
    con.execute(f"create schema {layer}")


def _create(con: DuckDBPyConnection, model: Model, knowing: Knowing) -> None:
    if knowing.tracks(model):
        create_known(con, model, knowing)
    else:
        con.execute(f"create table {model.name} as {model.sql}")


def _checks(models: Sequence[Model], sql_dir: Path) -> Iterator[tuple[str, str]]:
    yield from ((f"key of {model.name}", model.key_query()) for model in models)
    yield from ((path.stem, path.read_text(encoding="utf-8")) for path in sorted((sql_dir / "checks").glob("*.sql")))


def _run_check(con: DuckDBPyConnection, name: str, query: str) -> int:
    rows = con.execute(query).fetchmany(5)
    if rows:
        columns = ", ".join(column[0] for column in con.description or ())
        raise BuildFailed(f"{name} ({columns}): " + "; ".join(map(repr, rows)))
    return 1
