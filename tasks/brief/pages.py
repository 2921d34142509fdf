"""Renders the brief from the published warehouse, with every hostile word escaped."""

from pathlib import Path
from urllib.parse import urlsplit

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tasks.brief.rows import Brief, read_brief

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(enabled_extensions=("html.j2",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
MARKDOWN_MARKS = str.maketrans({mark: "\\" + mark for mark in "\\`*_{}[]<>|#"} | {"\n": " "})


def write_brief(warehouse: Path, page: Path) -> None:
    """Write ``page`` (HTML) and the same as ``.md`` beside it from the published warehouse, each whole or not at all."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        brief = read_brief(con)
    for path, template in ((page, "brief.html.j2"), (page.with_suffix(".md"), "brief.md.j2")):
        unfinished = path.with_name(path.name + ".unfinished")
        unfinished.write_text(render(brief, template), encoding="utf-8")
        unfinished.replace(path)


def render(brief: Brief, template: str) -> str:
    """The brief through one of the two templates."""
    return TEMPLATES.get_template(template).render(brief=brief)


def safe_link(url: str | None) -> str:
    """The URL when it is one that a browser may open from a page, else an empty text."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def escape_markdown(text: str | None) -> str:
    """The text with Markdown's own marks escaped and line breaks as spaces."""
    return (text or "").translate(MARKDOWN_MARKS)


TEMPLATES.filters.update(link=safe_link, md=escape_markdown)
