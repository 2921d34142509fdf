"""Purging: an outlet, a URL or a person leaves every file, and a tombstone that holds none of their words keeps them out."""

from tasks.purge.archive import refuses_answer, sweep_archive
from tasks.purge.finding import PUBLISHED, Doomed, article_refusal, document_refusal, find_doomed
from tasks.purge.packs import sweep_packs
from tasks.purge.seeds import sweep_seeds
from tasks.purge.tables import delete_documents, forget_history
from tasks.purge.tombstones import NOTHING, Sought, Tombstone, Tombstones, name_forms, read_tombstones, write_tombstones

__all__ = [
    "NOTHING",
    "PUBLISHED",
    "Doomed",
    "Sought",
    "Tombstone",
    "Tombstones",
    "article_refusal",
    "delete_documents",
    "document_refusal",
    "find_doomed",
    "forget_history",
    "name_forms",
    "read_tombstones",
    "refuses_answer",
    "sweep_archive",
    "sweep_packs",
    "sweep_seeds",
    "write_tombstones",
]
