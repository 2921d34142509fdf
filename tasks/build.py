"""Build every SQL layer from ``raw.*`` and run every check, all in one transaction."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

LAYERS = ("raw", "staging", "resolved", "facts", "marts", "reports")
KEY_LINE = re.compile(r"^-- Key: (.+)$", re.MULTILINE)
COMMENT = re.compile(r"--.*")
READ = re.compile(r"\b(?:from|join)\s+(\w+)\.\w+")

Resolver = Callable[[DuckDBPyConnection], None]


class BuildFailed(Exception):
    """A check returned rows: the transaction was rolled back. The message names the check and shows its first rows."""


@dataclass(frozen=True, slots=True)
class Model:
    """One SQL file: a select that becomes the table ``layer.table``; a ``?`` after a key column means that it may be null."""

    layer: str
    table: str
    sql: str
    key: tuple[str, ...]

    def key_query(self) -> str:
        """The query for rows that break the key: repeated, or null where that is not allowed."""
        names = ", ".join(column.rstrip("?") for column in self.key)
        nulls = " or ".join([f"{column} is null" for column in self.key if not column.endswith("?")] or ["false"])
        return f"select {names}, count(*) from {self.layer}.{self.table} group by all having count(*) > 1 or {nulls}"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made: tables by full name, in the order they were built, and how many checks held."""

    tables: tuple[str, ...]
    check_count: int


def read_models(sql_dir: Path) -> tuple[Model, ...]:
    """All models, left to right. Raises ValueError for one without a key or that reads a layer not to its left."""
    return tuple(_read_model(path) for layer in LAYERS[1:] for path in sorted((sql_dir / layer).glob("*.sql")))


def _read_model(path: Path) -> Model:
    sql, layer = path.read_text(encoding="utf-8"), path.parent.name
    key = KEY_LINE.search(sql)
    if key is None:
        raise ValueError(f"{path}: no 'Key:' line in the header")
    allowed = LAYERS[: LAYERS.index(layer)]
    wrong = [read for read in READ.findall(COMMENT.sub("", sql)) if read in LAYERS and read not in allowed]
    if wrong:
        raise ValueError(f"{path}: {layer} may not read {', '.join(wrong)}")
    return Model(layer, path.stem, sql, tuple(re.split(r",\s*", key[1].strip())))


def build(con: DuckDBPyConnection, sql_dir: Path, timezone: str, resolvers: Sequence[Resolver]) -> BuildResult:
    """Rebuild staging, resolved, facts, marts and reports from raw, and run the checks, in one transaction.

    ``timezone`` (an IANA name) decides the local day of an article; it is kept in ``raw.settings``. ``resolvers`` read ``staging.*``
    and write ``resolved.*``. Raises ValueError for a misplaced model, BuildFailed for a broken promise; either way nothing changed.
    """
    models = read_models(sql_dir)
    con.execute("begin")
    try:
        con.execute("delete from raw.settings where setting_name = 'timezone'")
        con.execute("insert into raw.settings values ('timezone', ?)", [timezone])
        for layer in LAYERS[1:]:
            con.execute(f"drop schema if exists {layer} cascade")
            con.execute(f"create schema {layer}")
            for resolve in resolvers if layer == "resolved" else ():
                resolve(con)
            for model in models:
                if model.layer == layer:
                    con.execute(f"create table {layer}.{model.table} as {model.sql}")
        indexes = sql_dir / "indexes.sql"
        if indexes.exists():
            con.execute(indexes.read_text(encoding="utf-8"))
        check_count = sum(_run_check(con, name, query) for name, query in _checks(models, sql_dir))
        con.execute("commit")
    except BaseException:
        con.execute("rollback")
        raise
    return BuildResult(tuple(f"{model.layer}.{model.table}" for model in models), check_count)


def _checks(models: Sequence[Model], sql_dir: Path) -> Iterator[tuple[str, str]]:
    yield from ((f"key of {model.layer}.{model.table}", model.key_query()) for model in models)
    yield from ((path.stem, path.read_text(encoding="utf-8")) for path in sorted((sql_dir / "checks").glob("*.sql")))


def _run_check(con: DuckDBPyConnection, name: str, query: str) -> int:
    rows = con.execute(query).fetchmany(5)
    if rows:
        columns = ", ".join(column[0] for column in con.description or ())
        raise BuildFailed(f"{name} ({columns}): " + "; ".join(map(repr, rows)))
    return 1
