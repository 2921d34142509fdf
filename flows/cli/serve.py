"""The command that runs every night by itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from flows.cli.options import Overlapping, Warehouse
from flows.engine import start_prefect
from flows.settings import Overlap, Settings, SettingsError, load_settings
from tasks.publish import open_published

MISSED_AFTER = timedelta(hours=26)  # since the last night began


def serve(
    cron: Annotated[str, typer.Option(help="When to run, as cron says it.")] = "15 2 * * *",
    timezone: Annotated[str | None, typer.Option(help="Whose clock cron means (default: the setting, UTC).")] = None,
    overlap: Overlapping = None,
    catch_up: Annotated[bool, typer.Option(help="Run at once when the last night is more than a day ago.")] = True,
    warehouse: Warehouse = None,
    feeds: Annotated[Path | None, typer.Option(help="A feeds.csv of your own (default: that of the seeds).")] = None,
) -> None:
    """Run every night until stopped, as a Prefect deployment; needs a Prefect server (PREFECT_API_URL), or starts one for itself."""
    settings = load_settings(warehouse=warehouse, overlap=overlap)
    clock = timezone or settings.timezone
    try:
        ZoneInfo(clock)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"{clock!r} is no time zone") from error
    if reason := start_prefect(is_scheduling=True):
        raise SettingsError(f"Prefect does not answer: {reason}")
    from flows.nightly import nightly, serve_nightly

    if catch_up and has_missed(settings, datetime.now(UTC)):
        made_up = nightly(settings, None, feeds, return_state=True)
        if not made_up.is_completed():  # the clock goes on all the same: the next night makes up for this one too
            typer.echo(f"the missed night: {made_up.message}", err=True)
    serve_nightly(settings, cron, clock, feeds, waits=settings.overlap is Overlap.WAIT)


def has_missed(settings: Settings, now: datetime) -> bool:
    """Whether the last nightly run began more than a day ago, or there was none."""
    if not settings.warehouse.exists():
        return True
    with open_published(settings.warehouse) as con:
        row = con.execute("select max(started_at) from facts.runs where flow_name = 'nightly'").fetchone()
    return row is None or row[0] is None or now - row[0].replace(tzinfo=UTC) > MISSED_AFTER
