"""Writing an export: every file whole or not at all, and never in memory as a whole."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from tasks.export.filters import ArticleFilter
from tasks.export.follow_the_money import money_entities
from tasks.export.json_ld import CONTEXT, linked_nodes
from tasks.export.records import ExportForm
from tasks.export.tables import table_query

MOMENTS = "timestampformat '%Y-%m-%dT%H:%M:%S.%fZ'"
COPY_OPTIONS = {
    ExportForm.PARQUET: "format parquet, compression zstd",
    ExportForm.CSV: f"format csv, header, {MOMENTS}",
    ExportForm.JSONL: f"format json, {MOMENTS}",
}
GRAPH_NAMES = {ExportForm.JSON_LD: "articles.jsonld", ExportForm.FOLLOW_THE_MONEY: "entities.ftm.json"}


def planned_files(target: Path, form: ExportForm, tables: Sequence[str], *, is_folder: bool) -> dict[Path, str | None]:
    """The files that an export writes, each with its table, or None for the graph forms."""
    if form in GRAPH_NAMES:
        return {target / GRAPH_NAMES[form] if is_folder else target: None}
    if not is_folder:
        return {target: tables[0]}
    return {target / f"{table.split('.')[1]}.{form}": table for table in tables}


def write_export(
    con: DuckDBPyConnection, files: dict[Path, str | None], form: ExportForm, wanted: ArticleFilter
) -> None:
    """Write the planned files, each by one durable rename; ``choose_articles`` was called before. Memory stays flat."""
    for path, table in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(path.name + ".unfinished")
        if table:
            _copy_table(con, table_query(con, table, wanted, is_flat=form is ExportForm.CSV), unfinished, form)
        elif form is ExportForm.JSON_LD:
            _write_lines(unfinished, _document(linked_nodes(con)))
        else:
            _write_lines(unfinished, (_compact(entity) + "\n" for entity in money_entities(con)))
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)


def _copy_table(con: DuckDBPyConnection, query: str, target: Path, form: ExportForm) -> None:
    quoted = str(target).replace("'", "''")
    con.execute(f"copy ({query}) to '{quoted}' ({COPY_OPTIONS[form]})")


def _document(nodes: Iterable[Any]) -> Iterator[str]:
    """One JSON-LD document, a node a line."""
    yield f'{{"@context": {_compact(CONTEXT)},\n"@graph": [\n'
    before = ""
    for node in nodes:
        yield before + _compact(node)
        before = ",\n"
    yield "\n]}\n"


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines)


def _compact(node: Any) -> str:
    return json.dumps(node, ensure_ascii=False)
