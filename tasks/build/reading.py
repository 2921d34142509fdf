"""The models: SQL files, left to right, each with its key."""

import re
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

LAYERS = ("raw", "staging", "resolved", "facts", "marts", "reports")
KEY_LINE = re.compile(r"^-- Key: (.+)$", re.MULTILINE)
SLICE_LINE = re.compile(r"^-- Slice: (\w+)(, in portions)?\n", re.MULTILINE)
VIEW_LINE = re.compile(r"^-- View\n", re.MULTILINE)
COMMENT = re.compile(r"--.*")
READ = re.compile(r"\b(from|join)\s+((\w+)\.\w+)(\s+as\s+\w+)?")


@dataclass(frozen=True, slots=True)
class Model:
    """One SQL file: a select that becomes the table ``layer.table``; a ``?`` after a key column means that it may be null.

    ``slice``: the column by which the model can be made in parts (see ``slices``), None where only the whole can be made. ``is_portioned``:
    of a large warehouse the whole is made so too (see ``portions``). ``is_view``: it is kept as a view, since what it adds to the tables
    it reads would change in every row every night.
    """

    layer: str
    table: str
    sql: str
    key: tuple[str, ...]
    slice: str | None = None
    is_portioned: bool = False
    is_view: bool = False

    @property
    def name(self) -> str:
        """The table's full name."""
        return f"{self.layer}.{self.table}"

    @property
    def key_columns(self) -> list[str]:
        """The names of the key's columns."""
        return [column.rstrip("?") for column in self.key]

    @property
    def header(self) -> str:
        """What the table is, its grain and its key: the comment that the file begins with, a line for each of the three."""
        lines = takewhile(lambda line: line.startswith("-- "), self.sql.splitlines())
        return re.sub(r" (Grain|Key): ", r"\n\1: ", " ".join(line.removeprefix("-- ") for line in lines))

    def key_query(self, rows: str) -> str:
        """The query for those of ``rows`` that break the key: repeated, or null where that is not allowed."""
        names = ", ".join(self.key_columns)
        nulls = " or ".join([f"{column} is null" for column in self.key if not column.endswith("?")] or ["false"])
        return f"select {names}, count(*) from {rows} group by all having count(*) > 1 or {nulls}"


def tables_read(sql: str) -> set[str]:
    """The tables that a model or a check reads, by full name."""
    return {read[1] for read in READ.findall(COMMENT.sub("", sql))}


def read_models(sql_dir: Path) -> tuple[Model, ...]:
    """All models, left to right. Raises ValueError for one without a key or that reads a layer not to its left."""
    return tuple(_read_model(path) for layer in LAYERS[1:] for path in sorted((sql_dir / layer).glob("*.sql")))


def _read_model(path: Path) -> Model:
    sql, layer = path.read_text(encoding="utf-8"), path.parent.name
    key = KEY_LINE.search(sql)
    if key is None:
        raise ValueError(f"{path}: no 'Key:' line in the header")
    allowed = LAYERS[: LAYERS.index(layer)]
    read = {table.partition(".")[0] for table in tables_read(sql)}
    if wrong := sorted(read & set(LAYERS) - set(allowed)):
        raise ValueError(f"{path}: {layer} may not read {', '.join(wrong)}")
    columns = tuple(re.split(r",\s*", key[1].strip()))
    bare = VIEW_LINE.sub("", SLICE_LINE.sub("", sql))
    return Model(layer, path.stem, bare, columns, *slice_of(sql), is_view=bool(VIEW_LINE.search(sql)))


def slice_of(sql: str) -> tuple[str | None, bool]:
    """The column that a model or a check names in its line ``Slice:``, and whether it says ``in portions``."""
    named = SLICE_LINE.search(sql)
    return (named[1], named[2] is not None) if named else (None, False)
