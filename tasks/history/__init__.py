"""What changed: between the versions of an article, in words and facts, and between two warehouses."""

from tasks.history.articles import ArticleHistory, Version, VersionChange, read_history
from tasks.history.quotes import QuoteChange, StatedQuote
from tasks.history.warehouses import TableChange, changed_rows, changed_tables
from tasks.history.words import WordChange

__all__ = [
    "ArticleHistory",
    "QuoteChange",
    "StatedQuote",
    "TableChange",
    "Version",
    "VersionChange",
    "WordChange",
    "changed_rows",
    "changed_tables",
    "read_history",
]
