"""A page as a tree, without what its own markup says is no part of the article."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from tasks.clean.line_rules import removal_reason

# Names that page templates give to boxes which are no part of the report. A name counts as a whole token or as the start of one;
# vendors of consent boxes and comment systems are named, outlets never.
_BOX_NAMES = re.compile(
    r"""(?:^|[\s_-])(?:
        onetrust|ot-(?:sdk|pc)|didomi|qc-cmp|gdpr|truste|cookie-?(?:banner|consent|notice|policy|bar|law|list)|consent
      | comments?(?!ary)(?:$|[\s_-])|comment-?(?:list|section|area|thread)|disqus|viafoura|fyre|spot-?im|openweb|coral
      | (?:share|sharing|social)(?:$|[\s_-]|bar|links|buttons|tools|icons)
      | outbrain|taboola|trending|bio(?:$|[\s_-])
    )
    | related|recirc|recommend|promo(?!t)
    | newsletter|sign-?up-|mailing-?list|email-?(?:capture|subscribe)|subscri(?:be|ption)-?(?:form|box|widget|module|promo|cta|banner)
    | also-?like|most-?(?:read|popular|viewed)|read-?(?:next|also)|more-?(?:from|stories|news|articles)(?![a-z])
    | author-?_*(?:bio|box|info|card|about|profile|desc|details)|about-?(?:the-?)?author|contributor-?(?:bio|info)
    | caption|(?:photo|image|media)-?credit
    """,
    re.I | re.X,
)
_NEVER_A_BOX = frozenset(("html", "head", "body", "article", "main"))
_UNREAD_TAGS = (
    "script", "noscript", "style", "svg", "iframe", "template", "nav", "footer", "aside", "select", "button",
)  # fmt: skip
_NEVER_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
)  # no character of XML: lxml reads them and refuses to write them
LARGEST_BOX = 0.3  # of the page's prose: what holds more is the article, whatever its name says
LONGEST_LABEL = 60  # characters of a heading over links
LEAST_PROSE = 400  # characters of paragraphs, beside tables, that make a page an article
LONGEST_CELL = 40  # words; a table with a longer cell lays out a page, a table of shorter ones holds figures


def page_tree(html: str) -> HtmlElement | None:
    """The tree of a page of any depth, or None when nothing in it is markup or text."""
    source = _NEVER_TEXT.sub("", html).encode("utf-8", "replace")
    # lxml gives up below 254 nested elements without huge_tree, and trafilatura then returns nothing, silently
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False)
    try:
        tree: HtmlElement = document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def prune(tree: HtmlElement) -> None:
    """Take out, in place, boxes named as furniture and tables of figures, unless they hold a good part of the page's prose.

    Also mends what the extractor would lose inside a sentence: ``<time>`` becomes plain words, ``<q>`` gets its quotation marks.
    """
    body = tree.find("body")
    if body is None:
        return
    etree.strip_elements(tree, *_UNREAD_TAGS, with_tail=False)
    page_size = paragraph_size(body)
    size = paragraph_size if page_size >= LEAST_PROSE else _size  # old pages break lines and have no paragraphs
    largest = LARGEST_BOX * size(body)
    for element in (*_named_boxes(body), *_labelled_boxes(body)):
        if size(element) <= largest and element.find(".//h1") is None:
            _drop(element)
    if page_size - sum(map(paragraph_size, body.iter("table"))) >= LEAST_PROSE:
        for table in filter(_holds_figures, list(body.iter("table"))):
            _drop(table)
    _mend_inline(body)


def _named_boxes(body: HtmlElement) -> list[HtmlElement]:
    verdicts: dict[str, bool] = {}
    boxes = []
    for element in body.iter(etree.Element):
        names = f"{element.get('class', '')} {element.get('id', '')}".strip()
        if names and element.tag not in _NEVER_A_BOX:
            if names not in verdicts:
                verdicts[names] = bool(_BOX_NAMES.search(names))
            if verdicts[names]:
                boxes.append(element)
    return boxes


def _labelled_boxes(body: HtmlElement) -> Iterator[HtmlElement]:
    """The boxes whose heading says that they lead to other articles."""
    for heading in body.iter("h2", "h3", "h4", "h5", "h6"):
        words = " ".join(heading.text_content().split())
        if 0 < len(words) <= LONGEST_LABEL and removal_reason(words) == "related link":
            box = heading.getparent()
            while len(box) == 1 and box.tag not in _NEVER_A_BOX:
                box = box.getparent()
            if box.tag not in _NEVER_A_BOX:
                yield box


def _holds_figures(table: HtmlElement) -> bool:
    cells = list(table.iter("td", "th"))
    return bool(cells) and all(len(cell.text_content().split()) < LONGEST_CELL for cell in cells)


def _mend_inline(body: HtmlElement) -> None:
    for element in body.iter("time", "q"):
        if element.tag == "q":
            element.text = f"“{element.text or ''}"
            _close_quotation(element)
        elif element.getparent().tag in ("time", "header", "div"):
            continue  # a time that stands alone is the page's own date
        element.tag = "span"


def _close_quotation(element: Any) -> None:
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}”"
    else:
        element.text = f"{element.text or ''}”"


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def paragraph_size(element: HtmlElement) -> int:
    """Characters in the paragraphs of an element."""
    return sum(_size(paragraph) for paragraph in element.iter("p"))


def _size(element: HtmlElement) -> int:
    return len(element.text_content())
