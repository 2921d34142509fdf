"""The words of a document as a person reads them, straight from its bytes, without parsing what could be hostile."""

import codecs
import email
import email.policy
import html
import json
import re
from collections.abc import Iterator
from typing import Any

TAG = re.compile(r"<[^<>]*>")


def rendered(media_type: str, body: bytes) -> Iterator[str]:
    """Everything that can be read in the bytes, piece by piece: as they are, without the escapes of JSON and of mail.

    Each also without tags, and without the tags that are escaped in it, as feeds have them.
    """
    for piece in _pieces(media_type, body):
        unescaped = html.unescape(piece)
        yield from dict.fromkeys((piece, unescaped, _untagged(piece), _untagged(unescaped)))


def _untagged(markup: str) -> str:
    return html.unescape(TAG.sub(" ", markup))


def _pieces(media_type: str, body: bytes) -> Iterator[str]:
    yield characters(body)
    if media_type == "application/json":
        try:
            yield from _strings(json.loads(body))
        except (ValueError, RecursionError):
            return
    elif media_type == "message/rfc822":
        message = email.message_from_bytes(body, policy=email.policy.compat32)
        yield from (str(value) for value in message.values())
        for part in message.walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and part.get_content_maintype() == "text":
                yield characters(payload)


def characters(body: bytes) -> str:
    """UTF-16 where a mark says so, else UTF-8, else the web's Latin-1."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _strings(each)
