"""The brief: what a run found, as one self-contained HTML page and the same in Markdown."""

from tasks.brief.pages import write_brief

__all__ = ["write_brief"]
