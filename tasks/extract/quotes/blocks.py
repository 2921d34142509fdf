"""Quotations that no mark bounds: statements set apart below a lead, and posts above the line that signs them."""

import re
from itertools import pairwise

from tasks.extract.quotes.paragraphs import Paragraph

FEWEST_WORDS = 8  # of a statement; fewer are a heading or a link
MOST_LEAD_CHARS = 300
MOST_SIGNATURE_CHARS = 120
_LEADS = re.compile(
    r"\b(?:said|says|wrote|writes|posted|posts|tweeted|stated|replied|responded|reads|"
    r"(?:statement|letter|message|e-?mail|post|text|memo|note)\W+(?:\w+\W+){0,3}read)\b"
)
_SIGNATURE = re.compile(r"(?:^|\s)[—–-]{1,2}\s?[^\W\d_][^()\n]{1,60} \(@\w{2,30}\)[^()\n]{0,40}$")
_BULLETS = frozenset("-–—•*·▪‣")
_MARKS = frozenset("\"“”„‟«»＂‘'‚‹")


def find_blocks(text: str, paragraphs: tuple[Paragraph, ...]) -> dict[int, tuple[int, int]]:
    """The words [start, end) of each paragraph that is a statement or a post, by paragraph number.

    A statement is the one paragraph of at least eight words below a paragraph that ends with a colon and says that somebody said or wrote;
    a post is what a dash, a name and a handle sign, in its own paragraph or the one below. Linear in the text's length.
    """
    found: dict[int, tuple[int, int]] = {}
    for above, paragraph in pairwise(paragraphs):
        signature = _signature_start(text, paragraph)
        if signature == paragraph.start and _is_plain(text, above):
            found[above.paragraph_no] = above.start, above.end
        elif _leads(text, above) and _is_plain(text, paragraph):
            found[paragraph.paragraph_no] = paragraph.start, paragraph.end
    for paragraph in paragraphs:
        signature = _signature_start(text, paragraph)
        if signature is not None and signature > paragraph.start and _is_plain(text, paragraph):
            found[paragraph.paragraph_no] = paragraph.start, _end_before(text, signature)
    return found


def _signature_start(text: str, paragraph: Paragraph) -> int | None:
    """Where the dash stands that signs a post, if one does."""
    first = max(paragraph.start, paragraph.end - MOST_SIGNATURE_CHARS)
    signed = _SIGNATURE.search(text[first : paragraph.end])
    if signed is None:
        return None
    start = first + signed.start()
    return start + text[start].isspace()


def _leads(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph ends by announcing somebody's words."""
    lead = text[max(paragraph.start, paragraph.end - MOST_LEAD_CHARS) : paragraph.end]
    sentence = lead[lead.rfind(". ") + 1 :]
    return text[paragraph.end - 1] == ":" and _LEADS.search(sentence) is not None


def _is_plain(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph is running text without marks of its own at its start, and no item of a list."""
    words = text[paragraph.start : paragraph.end]
    is_item = words[0] in _BULLETS or words[0].isdigit() or words[0] in _MARKS
    return not is_item and words[-1] != ":" and words.count(" ") + 1 >= FEWEST_WORDS


def _end_before(text: str, at: int) -> int:
    while text[at - 1].isspace():
        at -= 1
    return at
