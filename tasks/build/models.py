"""Build every SQL layer from ``raw.*`` and run every check, all in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from tasks.build.checks import list_checks, run_checks
from tasks.build.contract import comment, read_contract
from tasks.build.known import Knowing, create_known, forget_set_aside, open_knowing, set_aside
from tasks.build.reading import LAYERS, Model, read_models
from tasks.build.standing import RUN_TABLES, content, still_stands, tables_read

Resolver = Callable[[DuckDBPyConnection], None]


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
    contract = read_contract(sql_dir, models)
    con.execute("begin")
    try:
        con.execute("delete from raw.settings where setting_name = 'timezone'")
        con.execute("insert into raw.settings values ('timezone', ?)", [timezone])
        knowing = open_knowing(con, sql_dir, now or datetime.now(UTC))
        is_quiet = still_stands(con, sql_dir)
        made = _remake(con, models, knowing) if is_quiet else _make(con, models, knowing, resolvers)
        for model in models:
            if model.name in made:
                comment(con, model, contract)
        indexes = sql_dir / "indexes.sql"
        if indexes.exists():
            con.execute(indexes.read_text(encoding="utf-8"))
        checks = list_checks(con, models, contract, sql_dir)
        touched = {*made, *RUN_TABLES}
        check_count = run_checks(
            con, [(name, query) for name, query in checks if not is_quiet or tables_read(query) & touched]
        )
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
