"""Exporting from the published warehouse, noted beside it so that a purge makes every export anew."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from flows.settings import Settings
from tasks.dossier import find_actors
from tasks.export import (
    ArticleFilter,
    Export,
    choose_articles,
    exported_tables,
    exporting,
    kept_exports,
    remaking,
    write_export,
)
from tasks.export.records import note_export, replace_exports
from tasks.export.writing import GRAPH_NAMES, planned_files
from tasks.publish import open_published
from tasks.purge import Sought


def run_export(settings: Settings, export: Export) -> tuple[str, ...]:
    """Write an export and return its files; raises ValueError for an outlet, actor or table that is not known, before anything is written."""
    with exporting(settings.exports), open_published(settings.warehouse) as con:
        wanted, files = plan_export(con, export)
        planned = replace(export, files=tuple(map(str, files)))
        note_export(settings.exports, planned)
        write_export(con, files, export.form, wanted)
    return planned.files


def remake_exports(settings: Settings, sought: Sought) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make every noted export anew from the warehouse as it is now; returns the files, and the targets whose folder is not there now.

    Removed, with its note, is one that was asked for by a purged name, or that can be made no more; files that a person removed stay so.
    """
    remade: list[str] = []
    unreachable: list[str] = []
    kept: list[Export] = []
    with remaking(settings.exports), open_published(settings.warehouse) as con:
        for export in kept_exports(settings.exports):
            is_refused = sought.stands_in("\n".join([export.target, *export.outlets, *export.actors]))
            if not Path(export.target).parent.exists():
                unreachable.append(f"{export.target}: its folder is not there now; purge again when it is")
                kept += [] if is_refused else [export]
            elif files := _remake(con, export, is_refused):
                remade += files
                kept.append(export)
        if settings.exports.exists():
            replace_exports(settings.exports, kept)
    return tuple(remade), tuple(unreachable)


def _remake(con: DuckDBPyConnection, export: Export, is_refused: bool) -> list[str]:
    """Write the files of an export anew that are still there, and remove those that cannot be; returns what was written."""
    there = [Path(file) for file in export.files if Path(file).exists()]
    planned: dict[Path, str | None] = {}
    wanted = ArticleFilter()
    if not is_refused:
        with suppress(ValueError):  # an outlet or an actor of whom nothing is left
            wanted, planned = plan_export(con, export)
    for path in map(Path, export.files):
        path.with_name(path.name + ".unfinished").unlink(missing_ok=True)
        if path not in planned:
            path.unlink(missing_ok=True)
    again = {path: planned[path] for path in there if path in planned}
    write_export(con, again, export.form, wanted)
    return list(map(str, again))


def plan_export(con: DuckDBPyConnection, export: Export) -> tuple[ArticleFilter, dict[Path, str | None]]:
    """What an export takes, and its files each with its table."""
    wanted = ArticleFilter(export.outlets, export.since, export.until, _actor_ids(con, export.actors))
    choose_articles(con, wanted)
    target, is_graph = Path(export.target), export.form in GRAPH_NAMES
    if is_graph and export.tables:
        raise ValueError(f"{export.form} holds articles and what is in them, no single tables")
    is_folder = target.is_dir() or not target.suffix
    if not (is_folder or is_graph) and len(export.tables) > 1:
        raise ValueError(f"{target} is one file, and {len(export.tables)} tables were asked for: give a folder")
    named = export.tables or (() if is_folder else (target.stem,))
    tables = () if is_graph else exported_tables(con, named, wanted)
    return wanted, planned_files(target, export.form, tables, is_folder=is_folder)


def _actor_ids(con: DuckDBPyConnection, names: tuple[str, ...]) -> tuple[str, ...]:
    ids = []
    for name in names:
        found = find_actors(con, name).found
        if len(found) != 1:
            choices = ", ".join(f"{each.actor_id} ({each.actor_type})" for each in found)
            raise ValueError(
                f"{name!r} names several actors: {choices}"
                if found
                else f"no actor is called {name!r}; `nightdesk actor {name!r}` looks for names nearly so"
            )
        ids.append(found[0].actor_id)
    return tuple(ids)
