"""Markup as text: its encoding undone, its tags taken off where plain words are wanted."""

import codecs
import html
import re
from typing import Final

from tasks.read.kinds import wide_encoding

XML_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
HTTP_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
TAG: Final = re.compile(r"<[^<>]*>")
# Text encodings of Python that no page is written in, and which hide markup or take quadratic time.
REFUSED_ENCODINGS: Final = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
# What is declared under these names is read as their superset (https://encoding.spec.whatwg.org/#names-and-labels).
SUPERSETS: Final = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}


def decode_markup(body: bytes, content_type: str = "") -> str:
    """The text of XML bytes, without a byte order mark; bytes that fit nothing become replacement characters.

    A byte order mark decides, then being UTF-8 (which no other encoding's text is by chance), then the ``charset`` of
    the HTTP content type, then the XML declaration, then Windows-1252. Only ISO-2022, which is all ASCII, is believed
    before UTF-8.
    """
    wide = wide_encoding(body)
    if wide:
        return body.decode(wide, "replace").removeprefix("\ufeff")
    http, declared = HTTP_CHARSET.search(content_type), XML_ENCODING.match(body)
    names = [http[1] if http else "", declared[1].decode() if declared else ""]
    known = [encoding for encoding in map(known_encoding, names) if encoding]
    tried = sorted(
        ["utf-8-sig", *known, "cp1252"], key=lambda encoding: not (encoding.startswith("iso2022") and b"\x1b" in body)
    )
    for encoding in tried:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("utf-8-sig", "replace")


def known_encoding(name: str) -> str | None:
    """Python's name of a declared text encoding, or of its usual superset; None for an unknown or refused one."""
    try:
        b"".decode(name)  # LookupError also for codecs that are no text encodings
        encoding = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if encoding in REFUSED_ENCODINGS else SUPERSETS.get(encoding, encoding)


def plain_words(markup: str) -> str:
    """Words of an HTML fragment on one line, tags and character references undone."""
    return " ".join(html.unescape(TAG.sub(" ", markup)).split())
