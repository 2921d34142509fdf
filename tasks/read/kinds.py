"""What a source holds: told by content where content is unmistakable, else by the file name's extension."""

import codecs
import re
from pathlib import PurePosixPath
from typing import Final

from tasks.read.streams import Failure

DECLARED: Final = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".eml": "eml",
    ".json": "json",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".zip": "zip",
    ".tar": "tar",
}
BARE: Final = frozenset({"text", "markdown", "html", "eml"})  # one article a file, which says little of itself

MAGICS: Final = (
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG image"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG image"),
    (re.compile(rb"GIF8[79]a"), "GIF image"),
    (re.compile(rb"RIFF....(WEBP|WAVE|AVI )", re.DOTALL), "RIFF image, sound or film"),
    (re.compile(rb"(II\*\x00|MM\x00\*)"), "TIFF image"),
    (re.compile(rb"....ftyp", re.DOTALL), "MP4 or HEIF film or image"),
    (re.compile(rb"(ID3[\x02-\x04]|OggS\x00|fLaC\x00|\xff[\xfb\xf3])"), "sound"),
    (re.compile(rb"\x7fELF"), "ELF program"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "old office document"),
    (re.compile(rb"SQLite format 3\x00"), "SQLite database"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7-Zip archive"),
    (re.compile(rb"Rar!\x1a\x07"), "RAR archive"),
    (re.compile(rb"ARROW1\x00\x00"), "Arrow file"),
)
# Office documents, electronic books and apps are zips; their first member gives them away.
PACKAGE: Final = re.compile(
    rb"PK\x03\x04.{26}(mimetype|\[Content_Types\]\.xml|_rels/|docProps/|(word|xl|ppt)/\w+\.xml|META-INF/)", re.DOTALL
)
FEED_ROOT: Final = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel|urlset)[\s>/]", re.IGNORECASE)
HTML_ROOT: Final = re.compile(r"<html[\s>]", re.IGNORECASE)
ROOT_NAME: Final = re.compile(r"<[^\s>/]{1,60}")

WIDE_HEADS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16's, which is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"),  # a first "<" without a byte order mark
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)


def extension(file_name: str) -> str:
    """The lower-case extension with its dot, empty without one."""
    return PurePosixPath(file_name).suffix.lower()


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32, when a byte order mark or the zeros around a first ``<`` say so."""
    return next((encoding for first, encoding in WIDE_HEADS if head.startswith(first)), None)


def binary_name(head: bytes) -> str | None:
    """What a file that is no text is, by its first bytes."""
    if PACKAGE.match(head):
        return "office document, book or app"
    return next((name for magic, name in MAGICS if magic.match(head)), None)


def root_at(text: str) -> tuple[int, bool]:
    """Where the first element of markup begins (-1 without one), and whether a document type before it declares."""
    at, declares = text.find("<"), False
    while at >= 0:
        if text.startswith("<!--", at):
            close = text.find("-->", at)
        elif text.startswith("<?", at):
            close = text.find("?>", at)
        elif text.startswith("<!", at):
            close = text.find(">", at)
            inside = text.find("[", at, max(close, 0))
            if inside >= 0 and text[at : at + 9].lower() == "<!doctype":
                declares, close = True, text.find("]", inside)
        else:
            return at, declares
        at = text.find("<", close) if close >= 0 else -1
    return -1, declares


def markup_kind(head: bytes) -> str | None:
    """``html`` or ``feed`` when a document that opens with ``head`` is unmistakably one."""
    text = head.decode(wide_encoding(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text[:14].lower() == "<!doctype html":
        return "html"
    if not text.startswith("<"):
        return None
    at, _ = root_at(text)
    if at >= 0 and HTML_ROOT.match(text, at):
        return "html"
    return "feed" if at >= 0 and FEED_ROOT.match(text, at) else None


def container_kind(head: bytes) -> str | None:
    """``warc``, ``parquet``, ``zip`` or ``tar`` when the first bytes are its own."""
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    return "tar" if head[257:262] == b"ustar" else None


def decide_kind(file_name: str, head: bytes) -> str | Failure:
    """How to read a source with this name and these first bytes, or why not.

    An unknown extension is skipped unless the content is a page, a feed or a web archive beyond doubt; a name without
    any extension makes way for every content that is beyond doubt.
    """
    suffix = extension(file_name)
    declared = DECLARED.get(suffix)
    binary, container, markup = binary_name(head), container_kind(head), markup_kind(head)
    if declared is None:
        certain = markup or (container if not suffix or container == "warc" else None)
        if certain and not binary:
            return certain
        return Failure(
            "skipped", f"unknown extension {suffix}" if suffix else "no extension, and no content that is beyond doubt"
        )
    if binary:
        return Failure("rejected", f"binary: {binary}")
    if container:
        return container
    if markup and declared not in ("markdown", "eml"):
        return markup
    return _feed_or_not(head) if declared == "feed" else declared


def _feed_or_not(head: bytes) -> str | Failure:
    text = head.decode(wide_encoding(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return "json"
    at, _ = root_at(text)
    root = ROOT_NAME.match(text, at) if at >= 0 else None
    return Failure("rejected", f"no feed: its first element is {root[0]}>" if root else "no feed: no element in it")
