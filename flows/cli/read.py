"""Commands that read the published warehouse: query, tables, status, brief."""

import csv
import json
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from flows.cli.options import Json, Warehouse
from flows.cli.summary import print_summary
from flows.settings import load_settings
from tasks.publish import open_published
from tasks.show.tables import table_part, tables_list

LEAST_CELL_WIDTH = 9  # of a column that can be read


class Form(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    sql: Annotated[str, typer.Argument(help="A query in DuckDB's SQL.")],
    warehouse: Warehouse = None,
    form: Annotated[Form, typer.Option("--format", help="table, csv, or json (one array of objects).")] = Form.TABLE,
) -> None:
    """Query the published warehouse, read-only; a run that is under way does not matter."""
    with open_published(load_settings(warehouse=warehouse).warehouse) as con:
        found = con.execute(sql)
        columns = [column[0] for column in found.description or ()]
        rows = found.fetchall()
    if form is Form.CSV:
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(rows)
    elif form is Form.JSON:
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], default=str, ensure_ascii=False))
    else:
        print_table(columns, rows)


def print_table(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print rows as a table, or a column to a line where they are too many for the terminal; null is an empty cell."""
    console = Console(highlight=False, markup=False)
    is_wide = len(columns) * LEAST_CELL_WIDTH > console.width
    table = Table("column", "value") if is_wide else Table(*columns)
    for row in rows:
        cells = ["" if value is None else str(value) for value in row]
        for line in zip(columns, cells, strict=True) if is_wide else [cells]:
            table.add_row(*line)
        if is_wide:
            table.add_section()
    console.print(table)
    console.print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def tables(
    name: Annotated[str, typer.Argument(help="A table, with or without its schema; without one they are listed.")] = "",
    warehouse: Warehouse = None,
) -> None:
    """List the tables of the published warehouse, or print what one and its columns mean, in Markdown."""
    with open_published(load_settings(warehouse=warehouse).warehouse) as con:
        print(table_part(con, name) if name else tables_list(con))


def status(warehouse: Warehouse = None, as_json: Json = False) -> None:
    """Print what the warehouse holds and how the latest run ended."""
    print_summary(load_settings(warehouse=warehouse), as_json)


def brief(warehouse: Warehouse = None) -> None:
    """Write the brief again from the published warehouse, as HTML and Markdown, and what the watchlist found, as JSON and Atom."""
    from flows.briefing import write_briefing

    settings = load_settings(warehouse=warehouse)
    write_briefing(settings)
    print(settings.brief)
