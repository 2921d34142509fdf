"""Characters and lines: what is mended in any text, wherever it came from."""

import re
import unicodedata
from dataclasses import dataclass

import ftfy
from ftfy.badness import is_bad

_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\n]+")
_MENDING = ftfy.TextFixerConfig(
    uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, unescape_html=False
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document before cleaning; ``line_no`` counts from 1. A list entry or heading only where the markup says so."""

    line_no: int
    text: str
    is_listed: bool = False
    is_heading: bool = False


def mended(text: str) -> str:
    """The text in NFC with one kind of line end, a space for each tab, no other control character, and no half surrogate.

    UTF-8 that was read as Latin-1 is mended line by line; quotation marks, no-break spaces and soft hyphens stay as they are.
    """
    text = _NEWLINES.sub("\n", text).replace("\t", " ")
    if not text.isascii():
        text = "\n".join(map(_mended_line, text.split("\n")))
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))
    return unicodedata.normalize("NFC", text)


def storable(text: str) -> str:
    """The text without what no database and no file takes: NUL, and half surrogates, which become U+FFFD."""
    return _SURROGATES.sub("\ufffd", text.replace("\0", ""))


def one_line(text: str | None) -> str | None:
    """A declared name, title or the like on one line, mended; None when nothing is left of it."""
    return _SPACES.sub(" ", mended(text)).strip() or None if text else None


def text_lines(text: str) -> tuple[Line, ...]:
    """The lines of a plain text that hold something, mended, without spaces at their ends, numbered as in the text."""
    lines = ((line_no, line.strip(" ")) for line_no, line in enumerate(mended(text).split("\n"), 1))
    return tuple(Line(line_no, line) for line_no, line in lines if line.strip())


def match_key(text: str) -> str:
    """Letters and digits alone, case folded: what two renderings of one title or name have in common."""
    return "".join(filter(str.isalnum, text.casefold()))


def _mended_line(line: str) -> str:
    return line if line.isascii() or not is_bad(line) else ftfy.fix_encoding(line, _MENDING).replace("\n", " ")
