"""Compare two warehouses row for row, as promise 4 asks: every facts and marts table, without what speaks of a run."""

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

COLUMNS_SQL = """
select table_schema || '.' || table_name as table_name, list(column_name order by ordinal_position) as column_names
from information_schema.columns
where table_catalog = ? and table_schema in ('facts', 'marts')
group by all
"""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """A table that differs: how many rows only the first and only the second has, repeated rows counted, and one of each."""

    table_name: str
    only_first_count: int
    only_second_count: int
    first_example: str | None
    second_example: str | None


def differing_tables(first_path: Path, second_path: Path, sql_dir: Path) -> list[TableDifference]:
    """The tables in which two warehouse files differ, by name; empty when promise 4 holds between them.

    Columns and tables of ``sql_dir/run_columns.csv`` are left out. Raises ValueError when the two have other tables or columns.
    """
    left_out = _left_out(sql_dir / "run_columns.csv")
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        for alias, path in (("first", first_path), ("second", second_path)):
            con.execute("attach '" + str(path).replace("'", "''") + f"' as {alias} (read_only)")
        tables, others = (dict(con.execute(COLUMNS_SQL, [alias]).fetchall()) for alias in ("first", "second"))
        if tables != others:
            raise ValueError(
                f"tables or columns differ: {sorted(set(map(str, tables.items())) ^ set(map(str, others.items())))}"
            )
        compared = {
            table: [column for column in columns if not {column, "*"} & left_out.get(table, set())]
            for table, columns in sorted(tables.items())
        }
        found = [_difference(con, table, columns) for table, columns in compared.items() if columns]
    return [difference for difference in found if difference.only_first_count or difference.only_second_count]


def _left_out(list_path: Path) -> dict[str, set[str]]:
    with list_path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        row["table_name"]: {each["column_name"] for each in rows if each["table_name"] == row["table_name"]}
        for row in rows
    }


def _difference(con: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> TableDifference:
    names = ", ".join(f'"{column}"' for column in columns)

    def surplus(one: str, other: str) -> tuple[int, str | None]:
        rows = f"(select {names} from {one}.{table} except all select {names} from {other}.{table})"
        (count,) = con.execute(f"select count(*) from {rows}").fetchone() or (0,)
        example = con.execute(f"select * from {rows} order by all limit 1").fetchone() if count else None
        return count, repr(example) if example else None

    (first_count, first_example), (second_count, second_example) = (
        surplus("first", "second"),
        surplus("second", "first"),
    )
    return TableDifference(table, first_count, second_count, first_example, second_example)
