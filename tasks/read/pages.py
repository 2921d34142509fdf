"""A fetched page as a document."""

import codecs
from typing import Final

from tasks.read.documents import make_document
from tasks.read.kinds import markup_kind, wide_encoding
from tasks.read.leaves import refusal
from tasks.read.markup import HTTP_CHARSET, known_encoding
from tasks.read.sources import Leaf
from tasks.records import Disposition, Supplied

PAGE_TYPES: Final = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}


def read_page(name: str, body: bytes, content_type: str, supplied: Supplied) -> Leaf:
    """The document of a page's bytes, decoded as its HTTP content type says; a disposition for what is no page."""
    declared = content_type.split(";", maxsplit=1)[0].strip().lower()
    if declared and declared not in PAGE_TYPES:
        return Disposition(name, "skipped", f"content type {declared[:100]}")
    reason = refusal(body)
    if reason:
        return Disposition(name, "rejected", reason)
    if not declared and markup_kind(body[:4096]) != "html":
        return Disposition(name, "skipped", "no content type, and no page beyond doubt")
    return make_document(name, PAGE_TYPES.get(declared, "text/html"), declare_charset(body, content_type), supplied)


def declare_charset(body: bytes, content_type: str) -> bytes:
    """The page with the charset of its HTTP header made its own, where it is not UTF-8: as UTF-8 with a byte order
    mark.

    The header outranks what a page says of itself and the mark outranks both
    (https://html.spec.whatwg.org/#determining-the-character-encoding); without this the header's word would be lost
    with the header.
    """
    charset = HTTP_CHARSET.search(content_type)
    encoding = known_encoding(charset[1]) if charset else None
    if not encoding or wide_encoding(body):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return codecs.BOM_UTF8 + body.decode(encoding).encode()
        except UnicodeDecodeError:
            return body
    return body
