"""Plain text: lines that an editor wrapped at a fixed width become paragraphs again; any other line is a paragraph of its own."""

import re
from itertools import pairwise

from tasks.clean.strings import Line, mended, text_lines

WIDEST_WRAP = 100  # characters; nobody wraps wider, and a file of longer lines has a paragraph a line
NARROWEST_WRAP = 40
WRAP_SHARE = 0.8  # of the line ends inside blocks must be where the next word no longer fitted

_OWN_LINE = re.compile(r"^(?:[-–—•*▪‣·►>#|]|\d{1,3}[.)])\s|^[\W_]+$")


def plain_lines(text: str) -> tuple[Line, ...]:
    """The paragraphs of a plain text, numbered by their first line; blank lines are dropped.

    Lines are joined only where blank lines separate blocks and the line ends inside the blocks prove a fixed width: the next line's
    first word would not have fitted. A text with a paragraph a line, a poem or a list has no such ends and stays.
    """
    blocks = _blocks(mended(text))
    lines = [line for block in blocks for line in block]
    width = max((len(line.text) for line in lines), default=0)
    if len(blocks) < 2 or not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return text_lines(text)
    ends = [_is_wrapped(one, two, width) for block in blocks for one, two in pairwise(block)]
    if len(ends) < 2 or sum(ends) < WRAP_SHARE * len(ends):
        return text_lines(text)
    return tuple(paragraph for block in blocks for paragraph in _joined(block, width))


def _blocks(text: str) -> list[list[Line]]:
    blocks: list[list[Line]] = [[]]
    for line_no, line in enumerate(text.split("\n"), 1):
        if line.strip():
            blocks[-1].append(Line(line_no, line.strip(" ")))
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_wrapped(line: Line, following: Line, width: int) -> bool:
    first_word = following.text.split(maxsplit=1)[0]
    # two characters of grace: editors count an indent or a trailing space in
    return len(line.text) + 1 + len(first_word) > width - 2 and not _OWN_LINE.match(following.text)


def _joined(block: list[Line], width: int) -> list[Line]:
    paragraphs = [block[0]]
    previous = block[0]
    for line in block[1:]:
        if _is_wrapped(previous, line, width):
            paragraphs[-1] = Line(paragraphs[-1].line_no, f"{paragraphs[-1].text} {line.text}")
        else:
            paragraphs.append(line)
        previous = line
    return paragraphs
