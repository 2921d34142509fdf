"""What a command prints at its end: tables on a terminal, JSON for scripts."""

import json
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from flows.settings import Settings
from tasks.publish import open_published
from tasks.summary import read_summary

QUERIES = (
    "select actor_name, cue_text, text from facts.quotes where actor_name is not null limit 5",
    "select published_date, topic_name, report_count, independent_outlet_count from marts.topic_daily order by all limit 10",
    "select actor_name, role_text, role_status from marts.actor_roles_current limit 10",
)
MOST_REJECTED = 20


def print_summary(settings: Settings, as_json: bool) -> None:
    """Print what the warehouse holds now and what the latest run could not use."""
    with open_published(settings.warehouse) as con:
        summary = read_summary(con)
    if as_json:
        print(json.dumps({**asdict(summary), "warehouse": str(settings.warehouse), "brief": str(settings.brief)}))
        return
    console = Console(highlight=False)
    table = Table("measure", "count", title="Nightdesk", title_justify="left")
    table.columns[1].justify = "right"
    for name, count in summary.measures:
        table.add_row(name, f"{count:,}")
    console.print(table)
    console.print("This run: " + ", ".join(f"{count:,} {state}" for state, count in summary.states))
    if not summary.new_count:
        console.print("Nothing new was loaded.")
    for lost in summary.rejected[:MOST_REJECTED]:
        console.print(f"  {lost.state}: {lost.input_name}: {lost.reason}", markup=False)
    if len(summary.rejected) > MOST_REJECTED:
        console.print(f"  … and {len(summary.rejected) - MOST_REJECTED:,} more in reports.rejected_inputs")
    for title, rows in (("Top topics", summary.topics), ("Top actors", summary.actors)):
        console.print(f"{title}: " + ", ".join(f"{name} ({count:,})" for name, count in rows), markup=False)
    console.print(f"Warehouse: {settings.warehouse}\nBrief:     {settings.brief}\nTry:", markup=False)
    for query in QUERIES:
        console.print(f'  nightdesk query "{query}"', markup=False, soft_wrap=True)


def print_plan(states: tuple[tuple[str, int], ...], as_json: bool) -> None:
    """Print what a backfill would do: how many inputs are new, unchanged, rejected and so on."""
    if as_json:
        print(json.dumps(dict(states)))
        return
    print(
        "Nothing was stored or loaded. A run would find: "
        + (", ".join(f"{count:,} {state}" for state, count in states) or "no input")
    )
