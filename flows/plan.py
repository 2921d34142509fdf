"""The dry run of a backfill: everything is read and counted, nothing is kept."""

import tempfile
from dataclasses import replace
from itertools import chain
from pathlib import Path

from flows.engine import PlainEngine
from flows.jobs import BackfillRequest, find_inputs
from flows.path import open_stages
from flows.settings import Settings
from flows.work import rules_of
from tasks.batches import batched
from tasks.store import Ledger
from tasks.workers import Workers


def plan_backfill(request: BackfillRequest, settings: Settings) -> tuple[tuple[str, int], ...]:
    """How many inputs a backfill would find in which state; ``new`` are those it would extract.

    Days of publication are known only after extraction, so ``since`` and ``until`` do not narrow it.
    """
    rules = rules_of(settings)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(
            Path(folder) / "ledger.duckdb",
            settings.warehouse,
            Path(folder),
            rules.extractor_id(),
            request.selection.limit,
        )
        elsewhere = replace(settings, warehouse=Path(folder) / "planned.duckdb")
        with Workers(settings.workers, settings.worker_memory_mb * 1_000_000) as workers:
            stages = open_stages(workers, rules, request.selection, elsewhere)
            numbered = enumerate(batched(find_inputs(request), stages.batch_documents))
            for spool in chain.from_iterable(PlainEngine(settings.workers).map("read", stages.read, numbered)):
                ledger.store(spool)
        counts = ledger.counts()
        ledger.close()
    return counts
