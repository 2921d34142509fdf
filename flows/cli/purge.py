"""The command that removes an outlet, an article or a person everywhere, and keeps them out."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.cli.options import Json, Overlapping, Warehouse
from flows.progress import Progress
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.purging import PurgePlan, Swept


def purge(
    outlet: Annotated[list[str] | None, typer.Option(help="Every article of this outlet.")] = None,
    url: Annotated[
        list[str] | None, typer.Option(help="The article of this URL or article_id, in all its versions.")
    ] = None,
    person: Annotated[list[str] | None, typer.Option(help="Every article that names this person.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    warehouse: Warehouse = None,
    overlap: Overlapping = None,
    as_json: Json = False,
) -> None:
    """Remove an outlet, a URL or a person from every file of the warehouse, and keep them out of every later run.

    Without any of them, sweep again what was purged before: after a cut-off purge, or when a drive with exports is back.
    """
    from flows.purging import PurgeTargets, plan_purge, run_purge

    settings, console = (
        load_settings(warehouse=warehouse, overlap=overlap),
        Console(highlight=False, markup=False, soft_wrap=True),
    )
    targets = PurgeTargets(tuple(outlet or ()), tuple(url or ()), tuple(person or ()))
    if targets and (dry_run or not yes):
        _show_plan(plan_purge(settings, targets), console, as_json)
    if dry_run:
        return
    if targets and not yes:
        typer.confirm("This cannot be undone. Purge?", abort=True)
    _show_swept(run_purge(settings, targets, Progress(is_quiet=as_json)), console, as_json)


def _show_plan(plan: "PurgePlan", console: Console, as_json: bool) -> None:
    if as_json:
        shown = {
            "names": plan.names,
            "counts": dict(plan.counts),
            "reprints": plan.reprints,
            "seed_rows": plan.seed_rows,
        }
        print(json.dumps(shown, ensure_ascii=False))
        return
    for name in plan.names:
        console.print(f"looked for: {name}")
    for name, count in plan.counts:
        console.print(f"  {count:>9,} {name}")
    for row in plan.seed_rows:
        console.print(f"  seeds: {row}")
    for source_name, address in plan.reprints:
        console.print(f"  stays, with the same words: {source_name or 'outlet not known'}, {address or 'no URL'}")


def _show_swept(swept: "Swept", console: Console, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(swept), ensure_ascii=False))
        return
    counts = f"{swept.pack_count:,} packs and {len(swept.remade):,} exports written anew, {swept.record_count:,} archived answers removed"
    console.print(f"purged: {counts}")
    for place in swept.unreachable:
        console.print(f"not reached: {place}", style="yellow")
