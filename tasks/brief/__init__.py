"""The brief: what a run found, as one self-contained HTML page and the same in Markdown."""

from tasks.brief.pages import escape_markdown, write_brief

__all__ = ["escape_markdown", "write_brief"]
