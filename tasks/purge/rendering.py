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


def rendered(media_type: str, body: bytes) -> str:
    """Everything that can be read in the bytes: as they are, without tags, and without the escapes of JSON and of mail."""
    pieces = list(_pieces(media_type, body))
    return "\n".join([*pieces, *(html.unescape(TAG.sub(" ", piece)) for piece in pieces)])


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
