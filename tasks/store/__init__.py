"""The document store and the run's ledger: documents are kept before anything interprets them.

A pack is a Parquet file of documents, named by the hash of their ids, so that storing the same documents again writes the same file. Packs,
not the warehouse, are the source of truth: everything can be replayed from them.
"""

from tasks.store.ledger import Leaf, Ledger
from tasks.store.packs import (
    document_count,
    document_ids_of,
    find_packs,
    share_packs,
    unstored_count,
)

__all__ = [
    "Leaf",
    "Ledger",
    "document_count",
    "document_ids_of",
    "find_packs",
    "share_packs",
    "unstored_count",
]
