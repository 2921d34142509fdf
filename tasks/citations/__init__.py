"""Citations: any row back to its words, article version, stored document, fetch and run (promise 9)."""

from tasks.citations.forms import as_bibtex, as_json_ld, as_text
from tasks.citations.records import ArchivedRecord, find_record
from tasks.citations.trace import Citation, find_citation

__all__ = ["ArchivedRecord", "Citation", "as_bibtex", "as_json_ld", "as_text", "find_citation", "find_record"]
