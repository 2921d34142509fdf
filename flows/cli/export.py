"""The command that takes tables, articles and actors out of the warehouse."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Warehouse
from flows.settings import load_settings
from tasks.export import Export, ExportForm

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], show_default=False)]
SUFFIXES = {
    ".parquet": ExportForm.PARQUET,
    ".csv": ExportForm.CSV,
    ".jsonl": ExportForm.JSONL,
    ".ndjson": ExportForm.JSONL,
    ".jsonld": ExportForm.JSON_LD,
    ".ftm.json": ExportForm.FOLLOW_THE_MONEY,
}


def export(
    target: Annotated[Path, typer.Argument(help="A folder, or a file whose ending says the format.")],
    table: Annotated[
        list[str] | None,
        typer.Option(help="Only this table, with or without its schema (default: all of facts and marts that fit)."),
    ] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only articles of this outlet.")] = None,
    since: Day = None,
    until: Day = None,
    actor: Annotated[list[str] | None, typer.Option(help="Only what names this actor (name, alias or id).")] = None,
    form: Annotated[
        ExportForm | None,
        typer.Option("--format", help="Default: by the file's ending, else parquet.", show_default=False),
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Write tables as Parquet, CSV or JSON Lines, articles as schema.org JSON-LD, or actors and articles as FollowTheMoney.

    Days are those the articles were published on, by the timezone setting, both ends included.
    """
    from flows.exporting import run_export  # brings pyarrow along

    path = target.resolve()
    asked = Export(
        str(path),
        form or next((form for suffix, form in SUFFIXES.items() if path.name.endswith(suffix)), ExportForm.PARQUET),
        datetime.now(UTC).isoformat(timespec="seconds"),
        tuple(table or ()),
        tuple(outlet or ()),
        since.date() if since else None,
        until.date() if until else None,
        tuple(actor or ()),
    )
    for file in run_export(load_settings(warehouse=warehouse), asked):
        print(file)
