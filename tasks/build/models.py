"""Build every SQL layer from ``raw.*`` and run every check, all in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection, TransactionException

from tasks.build.changes import Changes, content, find_changes
from tasks.build.checks import list_checks, run_checks
from tasks.build.contract import comment, read_contract
from tasks.build.known import Knowing, drop_others, make_known, open_knowing
from tasks.build.portions import make_whole
from tasks.build.reach import hold_days, open_marts, open_slices, reach_groups
from tasks.build.reading import LAYERS, Model, read_models, tables_read
from tasks.build.resolving import (
    close_resolved,
    is_worth_slicing,
    open_groups,
    resolved_tables,
    set_resolved_aside,
    take_in,
    take_in_resolved,
)
from tasks.build.slices import (
    ARTICLE,
    DAY,
    QUOTE_GROUP,
    fill_slice,
    forget_slices,
    in_slice,
    is_empty,
    slice_rows,
    sliced,
)

# What needs the whole corpus or more than a select. The models are what resolvers after them read.
Resolve = Callable[[DuckDBPyConnection], None]


@dataclass(frozen=True, slots=True)
class InPlace:
    """A resolver that makes its tables again where they are: those of ``slice``, or of what it finds to have changed.

    Of a table that facts are made from article by article, it leaves the articles of the rows that differ now (article_id, in the
    temporary table ``otherwise_<table>``).
    """

    resolve: Resolve
    tables: tuple[str, ...]
    slice: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The tables by full name."""
        return tuple(f"resolved.{table}" for table in self.tables)


Resolver = Resolve | InPlace | Model
REACHING = LAYERS[: LAYERS.index("marts")]  # by their rows groups are reached; then the slices of marts are opened


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
    and write ``resolved.*``. What cannot have changed since the last build is left as it is, row by row where a model is made in slices;
    the rows are those that a build from nothing makes. What is new is known from ``now`` on
    (default: the clock's). Raises ValueError for a misplaced model, BuildFailed for a broken promise; either way nothing changed.
    Indexes are made once it is committed: where one fails, for want of memory or disk, all layers stand.
    """
    models = read_models(sql_dir)
    contract = read_contract(sql_dir, models)
    con.execute("begin")
    try:
        con.execute("delete from raw.settings where setting_name = 'timezone'")
        con.execute("insert into raw.settings values ('timezone', ?)", [timezone])
        making = _make(
            con, models, open_knowing(con, sql_dir, now or datetime.now(UTC)), resolvers, find_changes(con, sql_dir)
        )
        for model in models:
            if model.name in making.made and (making.is_whole or not model.slice):
                comment(con, model, contract)
        changed = None if making.is_whole else making.changed
        check_count = run_checks(con, list_checks(con, models, contract, sql_dir, changed))
        con.execute("commit")
    except BaseException:
        with suppress(TransactionException):  # a commit that failed has ended the transaction
            con.execute("rollback")
        raise
    _make_indexes(con, sql_dir / "indexes.sql")
    return BuildResult(tuple(making.made), check_count)


def _make_indexes(con: DuckDBPyConnection, listed: Path) -> None:
    """Make the indexes that are not there yet, each in a transaction of its own: DuckDB keeps all of one in memory until it ends."""
    if listed.exists():
        for statement in con.extract_statements(listed.read_text(encoding="utf-8")):
            con.execute(statement)
            con.execute("checkpoint")


@dataclass(slots=True)
class Making:
    """How far a build is: whether it makes all anew and not slices, the tables that are not as they were, and the models made so far.

    With ``is_quiet`` no article changed, and most tables that are made again come out as they were. ``read`` are the tables that
    facts are made from article by article; of them, the days of marts hang on the ``dated`` alone.
    """

    is_whole: bool
    is_quiet: bool
    changed: set[str]
    read: set[str]
    dated: set[str]
    made: list[str] = field(default_factory=list)


def _make(
    con: DuckDBPyConnection, models: Sequence[Model], knowing: Knowing, resolvers: Sequence[Resolver], changes: Changes
) -> Making:
    """Make the layers, left to right: every model that reads something that changed, in slices where it can be."""
    read = _read_by(model for model in models if model.slice == ARTICLE)
    of_days = _read_by(model for model in models if model.slice == DAY)
    dated = _read_by(model for model in models if model.name in of_days)
    making = Making(changes.is_whole, changes.is_quiet, set(changes.tables), read, dated)
    if not making.is_whole:
        open_slices(con)
    for layer in LAYERS[1:]:
        if layer == "resolved" and not making.is_quiet:
            _resolve(con, resolvers, knowing, making)
        _open_layer(con, layer, models, making)
        for model in models:
            if model.layer == layer and _is_due(model, making):
                _make_model(con, model, knowing, making)
    return making


def _is_due(model: Model, making: Making) -> bool:
    """Whether a model is to be made; a view stays as it is whatever changed in what it reads."""
    return making.is_whole or bool(not model.is_view and tables_read(model.sql) & making.changed)


def _resolve(con: DuckDBPyConnection, resolvers: Sequence[Resolver], knowing: Knowing, making: Making) -> None:
    """Resolve anew, and tell by the rows which articles and groups that reaches."""
    if making.is_whole:
        con.execute("drop schema if exists resolved cascade")
        con.execute("create schema resolved")
    else:
        set_resolved_aside(con, set(_tables_in_place(resolvers)))
    for resolver in resolvers:
        if isinstance(resolver, Model):
            _make_model(con, resolver, knowing, making)
            continue
        step = resolver if isinstance(resolver, InPlace) else InPlace(resolver, ())
        if step.slice == QUOTE_GROUP and not making.is_whole:
            open_groups(con)
        step.resolve(con)
        if not making.is_whole:
            forget_slices(con)  # corrections rewrite rows of staging
            take_in_resolved(con, making.read, making.dated, step.names)
    if not making.is_whole:
        close_resolved(con)
        making.is_whole = not is_worth_slicing(con)
        making.changed |= resolved_tables(con)


def _tables_in_place(resolvers: Iterable[Resolver]) -> Iterator[str]:
    """The tables of ``resolved`` that stay where they are, by full name."""
    for resolver in resolvers:
        if isinstance(resolver, Model):
            yield resolver.name
        elif isinstance(resolver, InPlace):
            yield from resolver.names


def _read_by(models: Iterable[Model]) -> set[str]:
    """The tables that any of the models reads."""
    return {table for model in models for table in tables_read(model.sql)}


def _open_layer(con: DuckDBPyConnection, layer: str, models: Sequence[Model], making: Making) -> None:
    if making.is_whole:
        if layer == "facts":
            drop_others(con, models)
        elif layer != "resolved":
            con.execute(f"drop schema if exists {layer} cascade")
            con.execute(f"create schema {layer}")
    elif layer == "facts":
        hold_days(con)
    elif layer == "marts":
        open_marts(con)


def _make_model(con: DuckDBPyConnection, model: Model, knowing: Knowing, making: Making) -> None:
    column = None if making.is_whole else model.slice
    before = content(con, model.name) if making.is_quiet and not column else None
    if column and is_empty(con, column):
        return
    reaching = column if model.layer in REACHING else None
    if reaching:
        reach_groups(con, model.name, reaching)
    if not making.is_whole:
        forget_slices(con, model.name)
    if knowing.tracks(model):
        make_known(con, model, knowing, column)
    elif column:
        _make_slice(con, model, column, making)
    else:
        make_whole(con, model)
    if reaching:
        reach_groups(con, model.name, reaching, slice_rows(con, model.name, reaching))
    making.made.append(model.name)
    if before is None or content(con, model.name) != before:
        making.changed.add(model.name)


def _make_slice(con: DuckDBPyConnection, model: Model, column: str, making: Making) -> None:
    """Make the rows of the slice anew; where facts are made from them, take in the articles that they say another thing of now."""
    rows, is_taken_in = in_slice(model.table, column), model.name in making.read and column != ARTICLE
    if is_taken_in:
        con.execute(f"create or replace temp table made_before as select * from {model.name} where {rows}")
    con.execute(f"delete from {model.name} where {rows}")
    made = fill_slice(con, model.name, column, sliced(con, model.sql, column))
    if is_taken_in:
        take_in(con, model.name, made, "made_before", model.name in making.dated)
