"""Paragraphs of a text: its non-empty lines."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A non-empty line without the white space around it; half-open code points."""

    paragraph_no: int
    start: int
    end: int


def find_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, in order."""
    found: list[Paragraph] = []
    line_start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = line_start + len(line) - len(line.lstrip())
            found.append(Paragraph(len(found), start, start + len(words)))
        line_start += len(line) + 1
    return tuple(found)
