"""Templates: everything is escaped, and styles are allowed by their hash alone."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from tasks.show.cells import safe_link

FOLDER = Path(__file__).parent
STYLE = (FOLDER / "style.css").read_text(encoding="utf-8")
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
MARKDOWN_MARKS = str.maketrans({mark: "\\" + mark for mark in "\\`*_{}[]<>|#"} | {"\n": " "})
TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=select_autoescape(enabled_extensions=("html.j2",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def escape_markdown(text: str | None) -> str:
    """The text with Markdown's own marks escaped and line breaks as spaces."""
    return (text or "").translate(MARKDOWN_MARKS)


def markdown_link(url: str) -> str:
    """A link's target that cannot end early."""
    return url.translate({ord(mark): f"%{ord(mark):02X}" for mark in " ()<>\"'"})


TEMPLATES.filters.update(link=safe_link, md=escape_markdown, mdlink=markdown_link)
TEMPLATES.globals.update(style=Markup(STYLE), style_hash=STYLE_HASH)  # noqa: S704: our own file, no text of an article
