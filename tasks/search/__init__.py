"""Full-text search: an SQLite FTS5 file beside the published warehouse, and which texts have the words one asks for."""

from tasks.search.finding import Found, Wanted, find_texts, parse_words
from tasks.search.index import SearchIndex, open_index, refresh_index, remove_index
from tasks.search.reading import FoundArticle, FoundQuote, read_articles, read_quotes

__all__ = [
    "Found",
    "FoundArticle",
    "FoundQuote",
    "SearchIndex",
    "Wanted",
    "find_texts",
    "open_index",
    "parse_words",
    "read_articles",
    "read_quotes",
    "refresh_index",
    "remove_index",
]
