"""Renders the brief from the published warehouse, with every hostile word escaped."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from tasks.show.brief.rows import Brief, ChangedQuote, read_brief
from tasks.show.templates import TEMPLATES


def write_brief(warehouse: Path, page: Path, changes: Sequence[ChangedQuote] = ()) -> None:
    """Write ``page`` (HTML) and the same as ``.md`` beside it from the published warehouse, each whole or not at all."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        con.execute("set enable_progress_bar = false")
        brief = read_brief(con, changes)
    for path, template in ((page, "brief/brief.html.j2"), (page.with_suffix(".md"), "brief/brief.md.j2")):
        unfinished = path.with_name(path.name + ".unfinished")
        unfinished.write_text(render(brief, template), encoding="utf-8")
        unfinished.replace(path)


def render(brief: Brief, template: str) -> str:
    """The brief through one of the two templates."""
    return TEMPLATES.get_template(template).render(brief=brief)
