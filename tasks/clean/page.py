"""HTML: a whole page goes through the extractor, a fragment (a feed's content, a field of JSON) is the article already."""

import re

from lxml.html import HtmlElement

from tasks.clean.line_rules import removal_reason
from tasks.clean.page_metadata import declared_by_page
from tasks.clean.page_text import block_lines, report_lines
from tasks.clean.page_tree import page_tree, prune
from tasks.clean.plain_text import plain_lines
from tasks.clean.reading import Layer, Reading, Refusal
from tasks.clean.strings import Line, match_key
from tasks.clean.wall_line_rules import LOGIN_WALL
from tasks.records import Supplied

_PAGE_TAGS = re.compile(r"<(?:!doctype|html|head|body|title|meta|main|article|nav|header)\b", re.I)
_HEAD_TAGS = re.compile(r"<(?:!doctype|html|head|title|meta)\b", re.I)
_MARKUP = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|span|strong|em|b|i|a|img|figure|table)\b[^<>]{0,2000}>", re.I
)
_DAY_IN_URL = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?:/|$)")
_WORD = re.compile(r"\w+")

WHOLE_WORDS = 150  # from which the report on a page is taken for whole: some print their wall over it
LEAST_BODY = 500  # characters of a declared body below which it is a teaser
# Of the declared body's words in sequence, so many must be in the extracted text, else another article was extracted
LEAST_SHARED = 0.5
LEAST_LENGTH = 0.5  # of the declared body's length, else a good part was missed
SEQUENCE = 4  # words


def read_page(html: str) -> Reading | Refusal:
    """A page's report and declarations. Where the page declares its body (schema.org ``articleBody``, a live blog's updates)
    and the extracted text is another one or holds less than half of it, the declared body is the report. A page of which nothing can
    be made gives all its lines but the furniture.
    """
    tree = page_tree(html)
    if tree is None:
        return Refusal("no text: the page is empty")
    if not _PAGE_TAGS.search(html):
        return Reading(block_lines(tree))
    declared = declared_by_page(tree)
    prune(tree)
    lines = report_lines(tree) or fragment_lines(declared.article_body) or block_lines(tree)
    if _is_run_together(lines, declared.headlines):
        lines = block_lines(tree)
    if _is_other_text(lines, declared.article_body):
        lines = fragment_lines(declared.article_body)
    # A feed's content may hold <article> without being a page.
    source = "page" if _HEAD_TAGS.search(html) else "document"
    layers = (Layer(source, declared.supplied), *_url_layer(declared.supplied.url))
    return Reading(
        lines, layers, declared.headlines, declared.schema_types, True, declared.is_withheld or _has_wall(tree, lines)
    )


def fragment_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that may hold markup: its blocks when it does, its paragraphs when it is plain."""
    tree = page_tree(text) if _MARKUP.search(text) else None
    return plain_lines(text) if tree is None else block_lines(tree)


def _has_wall(tree: HtmlElement, lines: tuple[Line, ...]) -> bool:
    """Whether a page of few words asks for a login beside its report."""
    if sum(len(line.text.split()) for line in lines) >= WHOLE_WORDS:
        return False
    return any(removal_reason(line.text) == LOGIN_WALL for line in block_lines(tree))


def _is_run_together(lines: tuple[Line, ...], headlines: frozenset[str]) -> bool:
    """Whether all words of the page stand in one line, as trafilatura's last resort leaves them: the headline and more."""
    key = match_key(lines[0].text) if len(lines) == 1 else ""
    return any(key.startswith(headline) and len(key) > len(headline) for headline in headlines)


def _is_other_text(lines: tuple[Line, ...], body: str) -> bool:
    if len(body) < LEAST_BODY:
        return False
    text = "\n".join(line.text for line in lines)
    wanted = _sequences(body)
    shared = len(wanted & _sequences(text)) / max(1, len(wanted))
    return shared < LEAST_SHARED and (shared < LEAST_SHARED / 2 or len(text) < LEAST_LENGTH * len(body))


def _sequences(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return set(zip(*(words[step:] for step in range(SEQUENCE)), strict=False))


def _url_layer(url: str | None) -> tuple[Layer, ...]:
    """The day in the page's own address, which newsrooms put there at publication; the last thing to be believed."""
    day = _DAY_IN_URL.search(url or "")
    return (Layer("url", Supplied(published_at=f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}")),) if day else ()
