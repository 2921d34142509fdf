"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from flows.settings import Overlap, Runner

Warehouse = Annotated[
    Path | None,
    typer.Option(help="The published DuckDB file (default warehouse/nightdesk.duckdb).", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts instead of tables.")]
Prefect = Annotated[
    bool, typer.Option("--prefect/--no-prefect", help="Run as a Prefect flow, or the same path without the engine.")
]
Workers = Annotated[int | None, typer.Option(min=1, help="Worker processes (default: one a core).", show_default=False)]
Model = Annotated[str | None, typer.Option(help="Any installed spaCy pipeline.", show_default=False)]
Timezone = Annotated[str | None, typer.Option(help="Whose local days the marts count by.", show_default=False)]
Overlapping = Annotated[
    Overlap | None,
    typer.Option(help="What a run does while another is under way: leave (the default) or wait.", show_default=False),
]
Where = Annotated[
    Runner | None,
    typer.Option(
        "--runner", help="Read and extract in processes here (the default), or on a Dask cluster.", show_default=False
    ),
]
Scheduler = Annotated[
    str | None, typer.Option(help="Address of the Dask scheduler: tcp://host:8786.", show_default=False)
]
