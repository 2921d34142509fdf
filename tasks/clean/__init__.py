"""From documents to articles: reading, cleaning, dates, language and identity. Pure functions; no file and no network is touched."""

from tasks.clean.article import CleanDefaults, clean_document
from tasks.clean.identity import article_id, version_id
from tasks.clean.reading import Refusal

__all__ = ["CleanDefaults", "Refusal", "article_id", "clean_document", "version_id"]
