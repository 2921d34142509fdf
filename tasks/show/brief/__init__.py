"""The brief: what a night found, as one self-contained HTML page and the same in Markdown."""

from tasks.show.brief.pages import write_brief
from tasks.show.brief.rows import ChangedQuote

__all__ = ["ChangedQuote", "write_brief"]
