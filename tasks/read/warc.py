"""WARC (ISO 28500): one document a response that is a page, or a text that a crawler made of one."""

import io
import zlib
from collections.abc import Iterator
from typing import Any, Final

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecordType

from tasks.read.documents import merge_supplied, storable
from tasks.read.kinds import markup_kind
from tasks.read.pages import PAGE_TYPES, read_page
from tasks.read.sources import Leaf, Source
from tasks.records import Supplied

LEAF_TYPES: Final = (
    WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
)


def read_warc(source: Source) -> Iterator[Leaf]:
    """Yield the pages and texts of a WARC file, named ``#record 3`` among all its records; other responses are
    skipped.

    The target address becomes the article's url and the record's date its time of retrieval. Transfer and content
    encodings are undone where they were kept, and left where a crawler had undone them already. After a damaged record
    nothing more can be read.
    """
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(source.stream, parse_http=True), 1):
            if record.record_type & LEAF_TYPES:
                yield from _record_leaf(source, record, f"#record {number}")
    except (OSError, ValueError) as error:
        yield source.rejected(f"damaged WARC after record {number}: {error}")


def _record_leaf(source: Source, record: Any, part: str) -> Iterator[Leaf]:
    length, most = record.content_length, source.limits.leaf_bytes
    packed = record.reader.read(min(length, most) + 1)
    skipped = _why_skipped(record)
    if len(packed) < min(length, most):
        if not source.chunks.failure:
            yield source.rejected("truncated: the file ends inside this record", part)
    elif skipped:
        yield source.ended("skipped", skipped, part)
    else:
        yield source.rejected(source.too_large(), part) if length > most else _page(source, record, part, packed)


def _why_skipped(record: Any) -> str | None:
    if record.record_type == WarcRecordType.revisit:
        return "revisit: the page is in an earlier record"
    status = record.http_headers.status_code if record.http_headers else None
    if status is not None and not 200 <= status < 300:
        return f"HTTP status {status}"
    content_type = _content_type(record)
    media_type = content_type.split(";")[0].strip().lower()
    return f"content type {storable(media_type)}" if media_type and media_type not in PAGE_TYPES else None


def _content_type(record: Any) -> str:
    holder = record.http_headers or record.headers
    return str(holder.get("Content-Type") or "")


def _page(source: Source, record: Any, part: str, packed: bytes) -> Leaf:
    content_type = _content_type(record)
    body = _unpacked(record, packed, source.limits.leaf_bytes)
    if body is None or len(body) > source.limits.leaf_bytes:
        return source.rejected("damaged content encoding" if body is None else source.too_large(), part)
    url = str(record.headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    said = Supplied(
        url=storable(url) or None, retrieved_at=storable(str(record.headers.get("WARC-Date") or "")) or None
    )
    return read_page(source.input_name + part, body, content_type, merge_supplied(source.supplied, said))


def _unpacked(record: Any, body: bytes, most: int) -> bytes | None:
    """The body without transfer and content encoding, at most one byte over ``most``; None when it cannot be undone."""
    headers = record.http_headers
    if not headers:
        return body
    if "chunked" in str(headers.get("Transfer-Encoding") or "").lower():
        body = _read(ChunkedReader, body, most) or body
    encoding = str(headers.get("Content-Encoding") or "").strip().lower()
    if encoding in ("", "identity") or markup_kind(body[:4096]):
        return body
    if encoding == "br":
        return _read(BrotliReader, body, most)
    return _inflated(body, most) if encoding in ("gzip", "x-gzip", "deflate") else None


def _read(reader: Any, body: bytes, most: int) -> bytes | None:
    try:
        unpacked: bytes = reader(io.BytesIO(body)).read(most + 1)
    except (OSError, ValueError):
        return None
    return unpacked


def _inflated(body: bytes, most: int) -> bytes | None:
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # gzip or zlib by their heads, else bare deflate
        try:
            return zlib.decompressobj(window).decompress(body, most + 1)
        except zlib.error:
            continue
    return None
