"""The lines of the report in a page's tree."""

import logging
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from tasks.clean.page_tree import paragraph_size
from tasks.clean.strings import Line, mended

# trafilatura logs each page it cannot read as an error; here that is a disposition
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# Of the text that the balanced setting finds, the precise setting must find this much to be believed; any share from .4 to .9 scores
# within .002 of F1 on labelled pages, two thirds lies in the middle.
BELIEVABLE_SHARE = 0.67

_BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "header", "head", "h1", "h2", "h3", "h4", "h5", "h6", "quote",
    "blockquote", "list", "ul", "ol", "dl", "item", "li", "dd", "dt", "table", "row", "tr", "lb", "br", "hr", "pre",
    "figure", "address", "details", "summary", "graphic",
))  # fmt: skip
_HEADINGS = frozenset(("head", "h1", "h2", "h3", "h4", "h5", "h6"))
_ENTRIES = frozenset(("item", "li"))
_PREFORMATTED = frozenset(("pre",))
_CELLS = frozenset(("cell", "td", "th"))
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "figcaption", "nav", "aside", "footer", "form", "button", "select",
    "svg", "iframe",
))  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")


def report_lines(tree: HtmlElement) -> tuple[Line, ...]:
    """The lines of the report that trafilatura finds, each paragraph, quotation and list entry one line; empty when it finds none.

    The fast setting with precision first; where that leaves out a third of what the fast balanced setting finds it has lost a part of
    the article, and the balanced text is taken. The setting with fallbacks comes last, it costs as much as both.
    """
    precise = _extracted(tree, is_precise=True, is_fast=True)
    if _size(precise) >= BELIEVABLE_SHARE * paragraph_size(tree):
        return precise
    balanced = _extracted(tree, is_precise=False, is_fast=True)
    lines = precise if _size(precise) >= BELIEVABLE_SHARE * _size(balanced) else balanced
    return lines or _extracted(tree, is_precise=False, is_fast=False)


def block_lines(root: etree._Element) -> tuple[Line, ...]:
    """Every line of a tree, in trafilatura's tags or in HTML's: a block is a line, a line break ends one. Any depth, no recursion."""
    lines: list[Line] = []
    words: list[str] = []
    open_entries = open_headings = open_pre = 0

    def end_line() -> None:
        written = "".join(words)
        for text in (written if open_pre else _SPACES.sub(" ", written)).splitlines():
            if text.strip():
                lines.append(Line(len(lines) + 1, text, open_entries > 0, open_headings > 0))
        words.clear()

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag, step = element.tag, 1 if event == "start" else -1
        if tag in _BLOCKS:
            end_line()
        open_entries += step * (tag in _ENTRIES)
        open_headings += step * (tag in _HEADINGS)
        open_pre += step * (tag in _PREFORMATTED)
        if event == "start" and tag in _SKIPPED:
            walk.skip_subtree()
        elif event == "start":
            words.append(element.text or "")
        else:
            words.append(" " if tag in _CELLS else "")
            words.append(element.tail or "" if element is not root else "")
    end_line()
    return _mended(lines)


def _mended(lines: list[Line]) -> tuple[Line, ...]:
    if not lines:
        return ()
    texts = mended("\n".join(line.text for line in lines)).split("\n")  # at once, which costs a tenth of line by line
    return tuple(replace(line, text=text.strip(" ")) for line, text in zip(lines, texts, strict=True) if text.strip())


def _extracted(tree: HtmlElement, *, is_precise: bool, is_fast: bool) -> tuple[Line, ...]:
    try:
        found: Any = trafilatura.bare_extraction(tree, fast=is_fast, favor_precision=is_precise, include_comments=False)
    # trafilatura walks some trees by recursion, and lxml refuses to build some of what it asks for
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, etree.LxmlError):
        return ()
    return block_lines(found.body) if found is not None else ()


def _size(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)
