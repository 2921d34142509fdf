"""What each column means and what always holds of it: ``sql/columns.csv``, told as comments in the database and kept by checks."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from tasks.build.reading import Model

COLUMNS = "columns.csv"
TOLD_LAYERS = ("facts", "marts", "reports")  # the tables people query
REFERENCES = "references "
ANYWHERE = ""  # in the place of a table's name: wherever a column of that name stands


@dataclass(frozen=True, slots=True)
class Column:
    """A column's meaning and rules: a condition that follows its name in SQL, or ``references TABLE``, by its key or ``(COLUMN)``."""

    meaning: str
    rules: tuple[str, ...]

    @property
    def comment(self) -> str:
        """Meaning and rules as sentences."""
        return " ".join([self.meaning, *map(_sentence, self.rules)])


@dataclass(frozen=True, slots=True)
class Contract:
    """The documented columns, by table and name, and the keys that references lead to, by table."""

    columns: dict[tuple[str, str], Column]
    keys: dict[str, tuple[str, ...]]

    def column(self, table: str, name: str) -> Column | None:
        """What is said of the column in this table, else wherever it stands; an id of the table's own rows leads nowhere else."""
        column = self.columns.get((table, name)) or self.columns.get((ANYWHERE, name))
        own = REFERENCES + table
        return column and Column(column.meaning, tuple(r for r in column.rules if r.partition(" (")[0] != own))

    def target(self, rule: str) -> tuple[str, str]:
        """The table and column that a reference leads to."""
        table, _, column = rule.removeprefix(REFERENCES).rstrip(")").partition(" (")
        return table, column or ", ".join(self.keys[table])


def read_contract(sql_dir: Path, models: Iterable[Model]) -> Contract:
    """Read ``columns.csv``; nothing is documented where there is none."""
    listed, columns = sql_dir / COLUMNS, {}
    if listed.exists():
        with listed.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                rules = tuple(rule.strip() for rule in row["rule"].split(";") if rule)
                columns[row["table_name"], row["column_name"]] = Column(row["meaning"], rules)
    return Contract(columns, {model.name: model.key for model in models})


def comment(con: DuckDBPyConnection, model: Model, contract: Contract) -> None:
    """Put the header and the columns' meanings on the model's table as comments."""
    if model.layer not in TOLD_LAYERS:
        return
    told = [f"{'view' if model.is_view else 'table'} {model.name} is {_quoted(model.header)}"]
    for name, _ in table_columns(con, model.name):
        if column := contract.column(model.name, name):
            told.append(f"column {model.name}.{name} is {_quoted(column.comment)}")
    con.execute("; ".join(f"comment on {each}" for each in told))


def rules_query(con: DuckDBPyConnection, model: Model, contract: Contract, rows: str) -> str | None:
    """The query for those of ``rows`` of a table that break a rule: the problem and the row's key; None for a table without rules."""
    if model.layer not in TOLD_LAYERS:
        return None
    conditions, selects = [], []
    for name, is_list in table_columns(con, model.name):
        column = contract.column(model.name, name)
        for rule in column.rules if column else ():
            if rule.startswith(REFERENCES):
                selects.append(_unreferenced(model, rows, name, is_list, *contract.target(rule)))
            else:
                conditions.append((name, rule))
    if conditions:
        selects.append(_unmet(model, rows, conditions))
    return "\nunion all\n".join(selects) or None


def table_columns(con: DuckDBPyConnection, table: str) -> Iterator[tuple[str, bool]]:
    """The columns of a table, each with whether it holds a list."""
    for name, column_type, *_ in con.execute(f"describe {table}").fetchall():
        yield name, column_type.endswith("[]")


def _unmet(model: Model, rows: str, conditions: list[tuple[str, str]]) -> str:
    problems = ", ".join(
        f"case when not ({name} {rule}) then concat({_quoted(f'{name} {rule}: ')}, {name}) end"
        for name, rule in conditions
    )
    unmet = " or ".join(f"not ({name} {rule})" for name, rule in conditions)
    return f"select concat_ws('; ', {problems}) as problem, {', '.join(model.key_columns)} from {rows} where {unmet}"


def _unreferenced(model: Model, rows: str, name: str, is_list: bool, target: str, column: str) -> str:
    if is_list:
        others = [each for each in model.key_columns if each != name]
        rows = f"(select {', '.join([*others, f'unnest({name}) as {name}'])} from {rows})"
    problem = f"concat({_quoted(f'{name} leads to no {target}: ')}, referring.{name}) as problem"
    shown = ", ".join([problem, *(f"referring.{each}" for each in model.key_columns)])
    return (
        f"select {shown} from {rows} as referring anti join {target} as referred "
        f"on referring.{name} = referred.{column} where referring.{name} is not null"
    )


def _sentence(rule: str) -> str:
    if rule == "is not null":
        return "Never null."
    return f"References {rule.removeprefix(REFERENCES)}." if rule.startswith(REFERENCES) else f"Always {rule}."


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
