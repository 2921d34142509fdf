"""Bodies without their content encoding, never larger than they may be."""

import zlib
from typing import Final

GZIP_HEAD: Final = b"\x1f\x8b"
ACCEPTED: Final = "gzip, deflate"


def decoded(body: bytes, encoding: str | None, most: int) -> tuple[bytes | None, str]:
    """The body without its content encoding, or None with the reason; ``most`` bounds its bytes.

    One encoding only: a second one is how bombs are packed, and no feed or page needs it.
    """
    if len(body) > most:
        return None, f"more than {most:,} bytes"
    name = (encoding or "").strip().lower()
    if not body or name in ("", "identity", "none", "utf-8"):  # the last two are servers' mistakes, and say nothing
        return body, ""
    if name in ("gzip", "x-gzip"):
        return _inflated(body, zlib.MAX_WBITS | 16, most) if body.startswith(GZIP_HEAD) else (body, "")
    if name == "deflate":  # zlib by the letter of RFC 9110, bare by the habit of some servers
        by_letter = _inflated(body, zlib.MAX_WBITS, most)
        return by_letter if by_letter[0] is not None else _inflated(body, -zlib.MAX_WBITS, most)
    return None, f"content encoding {name[:60]!r}, which was not asked for"


def unpacked(body: bytes, most: int) -> tuple[bytes | None, str]:
    """A body that is itself a gzip file, such as ``feed.xml.gz``, unpacked; any other as it is."""
    return _inflated(body, zlib.MAX_WBITS | 16, most) if body.startswith(GZIP_HEAD) else (body, "")


def _inflated(body: bytes, window: int, most: int) -> tuple[bytes | None, str]:
    pieces: list[bytes] = []
    size = 0
    while body:
        inflating = zlib.decompressobj(window)
        try:
            piece = inflating.decompress(body, most + 1 - size)
        except zlib.error as error:
            return (b"".join(pieces), "") if pieces else (None, f"damaged content encoding: {error}")
        pieces.append(piece)
        size += len(piece)
        if size > most:
            return None, f"more than {most:,} bytes after decompression"
        if not inflating.eof:
            return None, "damaged content encoding: it ends too early"
        body = inflating.unused_data  # a second member, or what some servers leave behind
    return b"".join(pieces), ""
