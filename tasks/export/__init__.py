"""Taking out: tables as Parquet, CSV and JSON Lines, articles as schema.org JSON-LD, actors and what they did as FollowTheMoney."""

from tasks.export.filters import ArticleFilter, choose_articles
from tasks.export.records import Export, ExportForm, exporting, kept_exports, remaking
from tasks.export.tables import exported_tables, table_query
from tasks.export.writing import write_export

__all__ = [
    "ArticleFilter",
    "Export",
    "ExportForm",
    "choose_articles",
    "exported_tables",
    "exporting",
    "kept_exports",
    "remaking",
    "table_query",
    "write_export",
]
