"""Exporting from the published warehouse, noted beside it so that a purge makes every export anew."""

from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from flows.settings import Settings
from tasks.dossier import find_actors
from tasks.export import ArticleFilter, Export, choose_articles, exported_tables, exporting, write_export
from tasks.export.records import note_export
from tasks.export.writing import GRAPH_NAMES, planned_files
from tasks.publish import open_published


def run_export(settings: Settings, export: Export) -> tuple[str, ...]:
    """Write an export and return its files; raises ValueError for an outlet, actor or table that is not known, before anything is written."""
    with exporting(settings.exports), open_published(settings.warehouse) as con:
        wanted, files = plan_export(con, export)
        planned = replace(export, files=tuple(map(str, files)))
        note_export(settings.exports, planned)
        write_export(con, files, export.form, wanted)
    return planned.files


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
            raise ValueError(f"{name!r} names several actors: {choices}" if found else f"no actor is called {name!r}")
        ids.append(found[0].actor_id)
    return tuple(ids)
