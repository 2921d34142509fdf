"""Commands about inputs that gave no article: list them with their reasons, and drive them again after a fix."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.options import Json, Model, Warehouse, Workers
from flows.cli.summary import print_summary
from flows.engine import PlainEngine
from flows.progress import Progress
from flows.settings import Settings, load_settings
from tasks.publish import open_published
from tasks.rejects import REJECTED_STATES, Reject, RejectFilter, find_rejects

Reason = Annotated[str | None, typer.Option(help="Only where the reason has these words.", show_default=False)]
Outlet = Annotated[str | None, typer.Option(help="Only of this outlet.", show_default=False)]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only tried on this day or later.", show_default=False)
]
States = Annotated[
    list[str] | None, typer.Option("--state", help="rejected, failed or skipped (default: the first two).")
]


def rejects(
    warehouse: Warehouse = None,
    reason: Reason = None,
    outlet: Outlet = None,
    since: Since = None,
    state: States = None,
    as_json: Json = False,
) -> None:
    """List the inputs that gave no article, and why; what a later run could read is left out."""
    found = _found(load_settings(warehouse=warehouse), reason, outlet, since, state)
    if as_json:
        print(json.dumps([asdict(each) for each in found], default=str, ensure_ascii=False))
        return
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for each in found:
        known = f" ({each.source_name})" if each.source_name else ""
        console.print(f"{each.tried_at:%Y-%m-%d}  {each.state}: {each.input_name}{known}: {each.reason}")
    console.print(f"{len(found):,} inputs gave no article; `nightdesk retry` drives them again")


def retry(
    warehouse: Warehouse = None,
    reason: Reason = None,
    outlet: Outlet = None,
    since: Since = None,
    state: States = None,
    workers: Workers = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Drive rejected inputs again, from the store or from their files; feeds and pages are asked for by the next night."""
    from flows.jobs import run_retry

    settings, progress = load_settings(warehouse=warehouse, workers=workers, model=model), Progress(is_quiet=as_json)
    found = _found(settings, reason, outlet, since, state)
    run_retry(found, settings, PlainEngine(settings.workers), progress)
    print_summary(settings, as_json)


def _found(
    settings: Settings, reason: str | None, outlet: str | None, since: datetime | None, states: list[str] | None
) -> list[Reject]:
    wanted = RejectFilter(reason, outlet, since.date() if since else None, tuple(states or REJECTED_STATES))
    with open_published(settings.warehouse) as con:
        return find_rejects(con, wanted)
