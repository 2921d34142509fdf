"""The way through the code is natural: imports point one way and files stay small (docs/decisions.md, house style)."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = {"tasks.records", "tasks.batches"}  # what every task may import: the records and their form between processes
MOST_LINES = {"tasks": 250, "sql": 90}
CATALOGUES = {"records.py", "raw.sql"}  # lists of declarations, read by looking up


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def own_package(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts[:2])


def test_a_task_imports_records_and_its_own_helpers_only() -> None:
    wrong = [
        (str(path.relative_to(ROOT)), name)
        for path in sorted((ROOT / "tasks").rglob("*.py"))
        for name in imports(path)
        if name.split(".")[0] in ("flows", "prefect")
        or (name.startswith("tasks.") and name not in SHARED and ".".join(name.split(".")[:2]) != own_package(path))
    ]
    assert wrong == []


def test_prefect_is_imported_by_flows_only_where_it_is_needed() -> None:
    at_start = {
        path.name
        for path in (ROOT / "flows").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("prefect")
    }
    assert at_start == {"backfill.py", "nightly.py", "replay.py", "report.py"}


def test_files_stay_small() -> None:
    suffixes = {"tasks": "*.py", "sql": "*.sql"}
    large = [
        str(path.relative_to(ROOT))
        for folder, most in MOST_LINES.items()
        for path in (ROOT / folder).rglob(suffixes[folder])
        if path.name not in CATALOGUES and len(path.read_text(encoding="utf-8").splitlines()) > most
    ]
    assert large == []
