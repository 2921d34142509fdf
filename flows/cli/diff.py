"""The command that shows what changed: in an article from version to version, or in another warehouse."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.cli.options import Json, Warehouse
from flows.settings import load_settings
from tasks.history import (
    ArticleHistory,
    QuoteChange,
    StatedQuote,
    Version,
    changed_rows,
    changed_tables,
    read_history,
)
from tasks.publish import open_published


def diff(
    target: Annotated[str, typer.Argument(help="An article's id or URL, or another warehouse's file.")],
    warehouse: Warehouse = None,
    table: Annotated[
        str | None,
        typer.Option(help="With another warehouse: print this table's rows that differ.", show_default=False),
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="At most so many rows.")] = 20,
    as_json: Json = False,
) -> None:
    """Print what changed in an article's words and quotations, or what another warehouse has otherwise, outlet by outlet."""
    ours, other = load_settings(warehouse=warehouse).warehouse, Path(target)
    if other.is_file():
        _print_warehouses(ours, other, table, most, as_json)
        return
    with open_published(ours) as con:
        history = read_history(con, target)
    if history is None:
        raise ValueError(f"{target!r} is neither an article's id or URL nor a file")
    if as_json:
        print(json.dumps(asdict(history), default=str, ensure_ascii=False))
    else:
        _print_history(history, Console(highlight=False, markup=False, soft_wrap=True))


def _print_history(history: ArticleHistory, console: Console) -> None:
    console.print(f"{history.source_name or 'outlet not known'}, {history.url or history.article_id}", style="bold")
    if not history.changes:
        console.print("  one version: nothing changed")
    for change in history.changes:
        console.print(f"\n{_version(change.old)} → {_version(change.new)}", style="bold")
        if change.old.title != change.new.title:
            console.print(f"  headline: [-{change.old.title}-] {{+{change.new.title}+}}")
        for words in change.words:
            marked = " ".join(
                part for part in (f"[-{words.old}-]" * bool(words.old), f"{{+{words.new}+}}" * bool(words.new)) if part
            )
            console.print(f"  … {words.before} {marked}")
        for quote in change.quotes:
            console.print(f"  {_quote(quote)}")


def _version(version: Version) -> str:
    seen = f", first seen {version.first_seen_at:%Y-%m-%d %H:%M}" if version.first_seen_at else ""
    return f"version {version.version_no}{seen}"


def _quote(change: QuoteChange) -> str:
    sides = " → ".join(_stated(side) for side in (change.old, change.new) if side)
    return f"quotation {change.change}: {sides}"


def _stated(quote: StatedQuote) -> str:
    return f"“{quote.text}” ({quote.speaker or 'speaker not known'})"


def _print_warehouses(ours: Path, other: Path, table: str | None, most: int, as_json: bool) -> None:
    if table:
        rows = tuple(changed_rows(ours, other, table, most))
        if as_json:
            print(json.dumps(rows, ensure_ascii=False))
        for place, here, there in () if as_json else rows:
            print(f"{place}\n  here:  {here or '–'}\n  there: {there or '–'}")
        return
    changes = changed_tables(ours, other)
    if as_json:
        print(json.dumps([asdict(change) for change in changes], ensure_ascii=False))
        return
    if not changes:
        print("no fact differs")
        return
    shown = Table("outlet", "table", "added", "removed", "changed")
    for change in changes:
        counts = (change.added_count, change.removed_count, change.changed_count)
        shown.add_row(change.source_name or "not known", change.table_name, *(f"{count:,}" for count in counts))
    Console(highlight=False, markup=False).print(shown)
