"""Verifying: a warehouse rebuilt from its own documents beside it must be the same, row for row (promise 4)."""

import shutil
from dataclasses import replace
from pathlib import Path

from flows.engine import Engine
from flows.finish import SQL_DIR
from flows.jobs import run_replay
from flows.progress import Progress
from flows.settings import Settings
from flows.work import rules_of
from tasks.compare import TableDifference, differing_tables
from tasks.publish import open_published
from tasks.store import share_packs

DECLARED_SQL = """
select
    (select max(setting_value) from raw.settings where setting_name = 'timezone'),
    (select count(*) from raw.documents where extractor_id <> ?),
    (select count(*) from raw.documents)
"""


def verify_warehouse(settings: Settings, engine: Engine, progress: Progress) -> list[TableDifference]:
    """Rebuild the published warehouse from its stored documents and compare every facts and marts table; empty when identical.

    What is compared is the file as it was at the start: a run may publish meanwhile. Raises ValueError where documents were read with
    other rules than today's, since their facts may differ rightly, and FileNotFoundError without a warehouse.
    """
    with open_published(settings.warehouse) as con:
        rows = con.execute(DECLARED_SQL, [rules_of(settings).extractor_id()]).fetchall()
    [(timezone, outdated_count, document_count)] = rows
    if outdated_count:
        raise ValueError(
            f"{outdated_count:,} of {document_count:,} documents were read with other rules, model or seeds than today's: "
            "run `nightdesk replay` first"
        )
    folder = settings.work_dir / "verify"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    snapshot = Path(shutil.copyfile(settings.warehouse, folder / "published.duckdb"))
    rebuilt = replace(settings, warehouse=folder / "rebuilt.duckdb", timezone=timezone)
    share_packs(settings.documents_dir, rebuilt.documents_dir, snapshot)
    run_replay(rebuilt, engine, progress)
    found = differing_tables(snapshot, rebuilt.warehouse, SQL_DIR)
    shutil.rmtree(folder)
    return found
