"""A document's identity, and which declaration about it wins."""

import hashlib
import json
import os
from dataclasses import asdict, fields
from functools import lru_cache

from tasks.records import Document, Supplied

DOCUMENT_ID_CHARS = 32


def make_document(input_name: str, media_type: str, body: bytes, supplied: Supplied) -> Document:
    """A document whose id is the start of the SHA-256 over media type, declarations and bytes: no name, no clock."""
    digest = hashlib.sha256(f"{media_type}\n{_canonical(supplied)}\n".encode())
    digest.update(body)
    return Document(digest.hexdigest()[:DOCUMENT_ID_CHARS], input_name, media_type, body, supplied)


@lru_cache(maxsize=64)  # the lines of one file have it in common
def _canonical(supplied: Supplied) -> str:
    declared = {name: value for name, value in asdict(supplied).items() if value and name != "retrieved_at"}
    return json.dumps(declared, sort_keys=True, separators=(",", ":"))


def merge_supplied(first: Supplied, second: Supplied) -> Supplied:
    """Both declarations as one, field by field: what ``first`` leaves empty comes from ``second``."""
    return Supplied(**{each.name: getattr(first, each.name) or getattr(second, each.name) for each in fields(Supplied)})


def printable(name: str | bytes) -> str:
    """A file's or member's name as text that can be stored: bytes that are not UTF-8 become replacement characters."""
    return os.fsencode(name).decode("utf-8", "replace").replace("\0", "\ufffd")


def storable(text: str) -> str:
    """Declared text without what no database stores: lone surrogates and NUL become replacement characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
