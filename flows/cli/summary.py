"""What a command prints at its end: tables on a terminal, JSON for scripts."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from flows.settings import Settings
from tasks.publish import open_published
from tasks.summary import FeedNight, Summary, read_summary

QUERIES = (
    "select actor_name, cue_text, text from facts.quotes where actor_name is not null limit 5",
    "select published_date, topic_name, report_count, independent_outlet_count from marts.topic_daily order by all limit 10",
    "select actor_name, role_text, role_status from marts.actor_roles_current limit 10",
)
MOST_REJECTED = 20
MOST_FEEDS = 50
STATES = ("new", "updated", "unchanged", "rejected", "failed", "skipped")


def print_summary(settings: Settings, as_json: bool) -> Summary:
    """Print what the warehouse holds now and what the latest run could not use, and return it."""
    with open_published(settings.warehouse) as con:
        summary = read_summary(con)
    if as_json:
        print(json.dumps({**asdict(summary), "warehouse": str(settings.warehouse), "brief": str(settings.brief)}))
        return summary
    console = Console(highlight=False)
    table = Table("measure", "count", title="Nightdesk", title_justify="left")
    table.columns[1].justify = "right"
    for name, count in summary.measures:
        table.add_row(name, f"{count:,}")
    console.print(table)
    states = ", ".join(f"{count:,} {state}" for state, count in summary.states)
    console.print(
        "This run: " + (states or "no input; nothing there is of a form that is read (README, Your own articles)")
    )
    if not summary.new_count:
        console.print("Nothing new was loaded.")
    if summary.feeds:
        print_feeds(console, summary.feeds)
    for words in summary.warnings:
        console.print(f"Unusual: {words}", style="yellow", markup=False, soft_wrap=True)
    for lost in summary.rejected[:MOST_REJECTED]:
        console.print(f"  {lost.state}: {lost.input_name}: {lost.reason}", markup=False)
    if len(summary.rejected) > MOST_REJECTED:
        console.print(f"  … and {len(summary.rejected) - MOST_REJECTED:,} more in reports.rejected_inputs")
    for title, rows in (("Top topics", summary.topics), ("Top actors", summary.actors)):
        if rows:
            console.print(f"{title}: " + ", ".join(f"{name} ({count:,})" for name, count in rows), markup=False)
    console.print(f"Warehouse: {settings.warehouse}\nBrief:     {settings.brief}\nTry:", markup=False)
    for query in QUERIES:
        console.print(f'  nightdesk query "{query}"', markup=False, soft_wrap=True)
    return summary


def print_feeds(console: Console, feeds: Sequence[FeedNight]) -> None:
    """Print what each feed gave in the night, a line each that any width of terminal shows, with the reasons of what was lost below it."""
    console.print("Feeds:")
    for feed in feeds[:MOST_FEEDS]:
        counts = (feed.new_count, feed.updated_count, feed.unchanged_count, feed.rejected_count, feed.failed_count)
        ends = zip((*counts, feed.skipped_count), STATES, strict=True)
        gave = ", ".join(f"{count:,} {state}" for count, state in ends if count) or "nothing"
        took = f"{feed.page_count:,} pages, {feed.byte_count / 1000:,.0f} kB, {feed.seconds:,.1f} s"
        lines = (f"  {feed.feed_url}: {gave}; {took}", *(f"    {reason}" for reason in feed.lost_reasons))
        console.print("\n".join(lines), markup=False, soft_wrap=True)
    if len(feeds) > MOST_FEEDS:
        console.print(f"  … and {len(feeds) - MOST_FEEDS:,} more feeds in reports.latest_night")


def print_plan(states: tuple[tuple[str, int], ...], as_json: bool) -> None:
    """Print what a backfill would do: how many inputs are new, unchanged, rejected and so on."""
    if as_json:
        print(json.dumps(dict(states)))
        return
    print(
        "Nothing was stored or loaded. A run would find: "
        + (", ".join(f"{count:,} {state}" for state, count in states) or "no input")
    )
