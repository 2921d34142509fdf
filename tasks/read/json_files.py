"""JSON and JSON Lines: one document an object, kept as the very bytes it came in."""

import codecs
import json
from collections.abc import Iterator
from itertools import chain
from typing import Final

from tasks.read.json_elements import WRAPPER_KEYS, ElementCutter
from tasks.read.json_feed import is_json_feed, read_json_feed
from tasks.read.sources import Leaf, Source
from tasks.read.streams import Failure, plain_chunks

JSON_TYPE: Final = "application/json"
OWN_TEXT_KEYS: Final = ("text", "html", "body", "content", "articleBody", "maintext")
BLANK: Final = b" \t\r\n"


def read_json(source: Source) -> Iterator[Leaf]:
    """Yield the objects of a ``.json`` file: one, a list, a wrapper's, a JSON Feed's, or JSON Lines in disguise."""
    head = _head(source)
    if head.startswith(b"["):
        yield from _read_array(source, b"")
    elif _is_lines(head):
        yield from read_json_lines(source)
    else:
        yield from _read_object(source)


def read_json_lines(source: Source) -> Iterator[Leaf]:
    """Yield the objects of JSON Lines, named ``#line 12``; a line that is none is rejected, the others load."""
    head = _head(source)
    if _is_whole(head):
        yield from read_json(source)  # an ordinary JSON file under the wrong name
        return
    for number, line in source.lines():
        if line is None or line.strip(BLANK):
            body = line if line is None else line.strip(BLANK).removeprefix(codecs.BOM_UTF8)
            yield _object_leaf(source, f"#line {number}", body)


def _head(source: Source) -> bytes:
    return source.stream.peek().lstrip(BLANK).removeprefix(codecs.BOM_UTF8).lstrip(BLANK)


def _is_lines(head: bytes) -> bool:
    first, _, rest = head.partition(b"\n")
    return bool(rest.strip(BLANK)) and isinstance(_parsed(first), dict)


def _is_whole(head: bytes) -> bool:
    """Whether JSON Lines so named begin like one JSON value over several lines, or are one list on one line."""
    first, _, rest = head.partition(b"\n")
    second = rest.lstrip(BLANK).partition(b"\n")[0]
    if first.strip() in (b"{", b"["):
        return not isinstance(_parsed(second), dict) or first.strip() == b"["
    return first.startswith(b"[") and not second


def _parsed(body: bytes) -> object:
    """The JSON value of UTF-8 bytes, or a ``Failure``."""
    try:
        return json.loads(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Failure("rejected", f"not UTF-8: byte 0x{body[error.start]:02X} at {error.start + 1}")
    except json.JSONDecodeError as error:
        return Failure("rejected", f"broken JSON: {error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError) as error:
        return Failure("rejected", f"broken JSON: {error}")


def _object_leaf(source: Source, part: str, body: bytes | None) -> Leaf:
    if body is None:
        return source.rejected(source.too_large(), part)
    value = _parsed(body)
    if isinstance(value, dict):
        return source.document(part, JSON_TYPE, body)
    return source.rejected(value.reason if isinstance(value, Failure) else f"not an object but {_called(value)}", part)


def _called(value: object) -> str:
    names = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _read_object(source: Source) -> Iterator[Leaf]:
    body = source.stream.read(source.limits.leaf_bytes + 1)
    if len(body) > source.limits.leaf_bytes:
        yield from _read_array(source, body)  # too large for an article: a wrapper
        return
    if source.chunks.failure:
        yield from _read_array(source, body)  # what a wrapper holds before the break
        return
    body = body.strip(BLANK).removeprefix(codecs.BOM_UTF8)
    value = _parsed(body)
    if is_json_feed(value):
        yield from read_json_feed(body.decode(), source.input_name, source.supplied)
    elif _wraps(value):
        yield from _read_array(source, body)
    else:
        yield _object_leaf(source, "", body)


def _wraps(value: object) -> bool:
    """Whether an object holds articles and is none itself."""
    if not isinstance(value, dict) or any(value.get(key) for key in OWN_TEXT_KEYS):
        return False
    lists = [value[key] for key in WRAPPER_KEYS if isinstance(value.get(key), list)]
    return any(all(isinstance(element, dict) for element in elements) for elements in lists)


def _read_array(source: Source, read_already: bytes) -> Iterator[Leaf]:
    cutter = ElementCutter(source.limits.leaf_bytes)
    chunks = chain([read_already], plain_chunks(source.stream))
    for number, element in enumerate(cutter.cut(chunks), 1):
        yield _object_leaf(source, f"#object {number}", element)
    if not cutter.opened:
        yield source.rejected(f"{source.too_large()}, and no list of articles in it")
    elif not cutter.closed:
        yield source.rejected("truncated JSON: the list has no end")
    elif cutter.rest is not None and (cutter.rest + source.stream.peek()).strip(BLANK):
        yield source.rejected("broken JSON: more after the end of the list")
