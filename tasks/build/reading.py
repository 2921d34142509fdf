"""The models: SQL files, left to right, each with its key."""

import re
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

LAYERS = ("raw", "staging", "resolved", "facts", "marts", "reports")
KEY_LINE = re.compile(r"^-- Key: (.+)$", re.MULTILINE)
COMMENT = re.compile(r"--.*")
READ = re.compile(r"\b(?:from|join)\s+(\w+)\.\w+")


@dataclass(frozen=True, slots=True)
class Model:
    """One SQL file: a select that becomes the table ``layer.table``; a ``?`` after a key column means that it may be null."""

    layer: str
    table: str
    sql: str
    key: tuple[str, ...]

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

    def key_query(self) -> str:
        """The query for rows that break the key: repeated, or null where that is not allowed."""
        names = ", ".join(self.key_columns)
        nulls = " or ".join([f"{column} is null" for column in self.key if not column.endswith("?")] or ["false"])
        return f"select {names}, count(*) from {self.name} group by all having count(*) > 1 or {nulls}"


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
