"""From documents to articles: reading, cleaning, dates, language and identity. Pure functions; no file and no network is touched."""

from tasks.clean.article import CleanDefaults, clean_document
from tasks.clean.identity import identity_of, version_id
from tasks.clean.reading import Refusal

__all__ = ["CleanDefaults", "Refusal", "clean_document", "identity_of", "version_id"]
