"""Commands about feeds: take them from OPML, give them as OPML, and look into how they behave."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.options import Json
from flows.settings import Settings, SettingsError, load_settings
from tasks.seeds import append_feeds, country_refusal, load_feeds, read_opml, write_opml

feeds = typer.Typer(help="The list of feeds: import and export OPML, and a doctor for feeds.", no_args_is_help=True)

Table = Annotated[Path | None, typer.Option("--feeds", help="A feeds.csv of your own (default: that of the seeds).")]


@feeds.command("import")
def import_opml(
    file: Annotated[Path, typer.Argument(help="An OPML file.")],
    country: Annotated[str, typer.Option(help="Where the outlets sit (ISO 3166-1 alpha-2).")],
    language: Annotated[str, typer.Option(help="The language of feeds that declare none (BCP 47).")] = "en",
    table: Table = None,
    as_json: Json = False,
) -> None:
    """Add the feeds of an OPML file to feeds.csv; those that are there already, or cannot stand in it, are named with the reason."""
    if reason := country_refusal(country):
        raise SettingsError(reason)
    into = _table(table, load_settings())
    ends = append_feeds(into, read_opml(file, country, language))
    if as_json:
        typer.echo(json.dumps([{"feed_url": url, "left_out": reason} for url, reason in ends]))
        return
    console = Console(highlight=False, soft_wrap=True)
    for url, reason in ends:
        console.print(f"{url}: {reason or 'added'}", markup=False)
    console.print(
        f"{sum(reason is None for _, reason in ends)} feeds added to {into}. Look over owner and country in it."
    )


@feeds.command("export")
def export_opml(
    file: Annotated[Path, typer.Argument(help="Where to write.")],
    table: Table = None,
) -> None:
    """Write the feeds of feeds.csv as OPML."""
    listed = load_feeds(_table(table, load_settings()))
    file.write_bytes(write_opml(listed, "Nightdesk feeds"))
    typer.echo(f"{len(listed)} feeds written to {file}")


@feeds.command()
def check(
    urls: Annotated[list[str] | None, typer.Argument(help="Feeds to look into (default: all of feeds.csv).")] = None,
    table: Table = None,
    as_json: Json = False,
) -> None:
    """Ask each feed twice and say what is well: reached, allowed, validators, full text, identity, guid stability, dates, lag, repeats. Keeps nothing."""
    from flows.check import check_feeds

    settings = load_settings()
    listed = urls or [feed.feed_url for feed in load_feeds(_table(table, settings))]
    checked = check_feeds(listed, settings)
    if as_json:
        typer.echo(
            json.dumps([{"feed_url": url, "findings": list(map(asdict, findings))} for url, findings in checked])
        )
        return
    console = Console(highlight=False, soft_wrap=True)
    for url, findings in checked:
        console.print(url, style="bold", markup=False)
        for each in findings:
            console.print(f"  {'✓' if each.is_well else '✗'} {each.name}: {each.words}", markup=False)


def _table(table: Path | None, settings: Settings) -> Path:
    return table or settings.seeds / "feeds.csv"
