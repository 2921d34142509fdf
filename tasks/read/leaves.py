"""A source that is one leaf: a text, a page or a letter, kept as the bytes it is."""

import codecs
from collections.abc import Iterator
from typing import Final

from tasks.read.kinds import binary_name, container_kind, wide_encoding
from tasks.read.sources import Leaf, Source, read_body

MEDIA_TYPES: Final = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "eml": "message/rfc822",
}
SAMPLE_BYTES: Final = 4_096
BLANK: Final = b" \t\r\n\x0b\x0c\xa0"
CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))  # escape begins the shifts of ISO-2022 texts
CONTROL_SHARE: Final = 0.1


def read_leaf(source: Source, kind: str) -> Iterator[Leaf]:
    """One document of the whole source, or why there is none; nothing when the stream broke, which is reported above."""
    body = read_body(source)
    if source.chunks.failure:
        return
    if body is None:
        yield source.rejected(source.too_large())
        return
    reason = refusal(body)
    yield source.rejected(reason) if reason else source.document("", MEDIA_TYPES[kind], body)


def refusal(body: bytes) -> str | None:
    """Why bytes that should be text hold none: empty or binary."""
    encoding = wide_encoding(body)
    if encoding:
        return None if body.decode(encoding, "replace").strip("\ufeff \t\r\n\0") else "empty"
    if not body.removeprefix(codecs.BOM_UTF8).strip(BLANK):
        return "empty"
    name = binary_name(body[:SAMPLE_BYTES]) or container_kind(body[:SAMPLE_BYTES])
    if name:
        return f"binary: {name}"
    if b"\0" in body:
        return "binary: NUL bytes"
    sample = body[:SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    return "binary: control characters" if controls > CONTROL_SHARE * len(sample) else None
