"""Where labelled words stand in a gold article's text: verbatim, and never in the middle of a word."""

import re

from tasks.records import Span

MARKS = "\"'“”„‟‘’‚«»‹›"


class NotFoundError(ValueError):
    """Words that do not stand in the text, or stand there more often than the label can mean."""


def occurrences(text: str, words: str) -> list[Span]:
    """Every place of ``words`` in ``text``, left to right, that neither begins nor ends inside a word."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return [Span(*match.span()) for match in re.finditer(before + re.escape(words) + after, text)]


def locate(text: str, parts: tuple[str, ...], nth: int | None) -> tuple[Span, ...]:
    """The spans of a quotation's parts: the first one's ``nth`` occurrence, each further one's next after the one before.

    Raises NotFoundError, also when the first part occurs several times and ``nth`` is None.
    """
    firsts = occurrences(text, parts[0])
    if len(firsts) < (nth or 1):
        raise NotFoundError(f"{parts[0]!r} occurs {len(firsts)} times in the text")
    if len(firsts) > 1 and nth is None:
        raise NotFoundError(f"{parts[0]!r} occurs {len(firsts)} times in the text: say which with nth")
    spans = [firsts[(nth or 1) - 1]]
    for part in parts[1:]:
        later = [span for span in occurrences(text, part) if span.start_char >= spans[-1].end_char]
        if not later:
            raise NotFoundError(f"{part!r} does not follow {parts[0]!r} in the text")
        spans.append(later[0])
    return tuple(spans)


def locate_marked(text: str, words: str) -> list[Span]:
    """Every place of ``words`` that a quotation mark opens. Raises NotFoundError without one."""
    marked = [span for span in occurrences(text, words) if text[max(span.start_char - 1, 0)] in MARKS]
    if not marked:
        raise NotFoundError(f"{words!r} stands in no quotation marks")
    return marked
