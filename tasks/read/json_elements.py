"""The elements of a JSON array, cut out of a stream of any length without parsing or holding the whole."""

import re
from collections.abc import Iterator
from typing import Final

MARKS: Final = re.compile(rb'["\\\[\]{},]')
WRAPPER_KEYS: Final = ("articles", "items", "data")
WRAPPER_KEY: Final = re.compile(rb'"(articles|items|data)"\s{0,20}:\s{0,20}$')
TAIL_BYTES: Final = 64  # enough for a wrapper's key before its bracket


class ElementCutter:
    """Cuts the elements of the first array: the document itself, or the one under a wrapper's key.

    ``cut`` yields each element's bytes, or None for one of more than ``most`` bytes; afterwards ``opened`` and ``closed`` say
    whether the array began and ended, and ``rest`` is what was read after the end of a document that is an array.
    """

    def __init__(self, most: int) -> None:
        self.opened = self.closed = False
        self.rest: bytes | None = None
        self._most = most
        self._depth = self._array_depth = 0
        self._in_string = self._escaped = self._too_long = False
        self._element = bytearray()
        self._tail = b""

    def cut(self, chunks: Iterator[bytes]) -> Iterator[bytes | None]:
        """Yield the elements as their last bytes arrive; stops reading at the array's end."""
        for chunk in chunks:
            yield from self._cut_chunk(chunk)
            if self.closed:
                return
            self._tail = (self._tail + chunk)[-TAIL_BYTES:]

    def _cut_chunk(self, chunk: bytes) -> Iterator[bytes | None]:
        start = 0
        for at, mark in self._structure(chunk):
            if mark in b"[{":
                self._depth += 1
                if mark == b"[" and not self.opened and self._is_array(chunk, at):
                    self.opened, self._array_depth, start = True, self._depth, at + 1
                continue
            if self.opened and self._depth == self._array_depth and mark in b",]":
                self._keep(chunk[start:at])
                yield from self._emit(is_last=mark == b"]")
                start = at + 1
            if mark != b",":
                self._depth -= 1
            if self.closed:
                self.rest = chunk[at + 1 :] if self._array_depth == 1 else None
                return
        if self.opened:
            self._keep(chunk[start:])

    def _structure(self, chunk: bytes) -> Iterator[tuple[int, bytes]]:
        """Brackets and commas outside strings."""
        skipped = 0 if self._escaped else -1
        self._escaped = False
        for match in MARKS.finditer(chunk):
            at, mark = match.start(), match[0]
            if at == skipped:
                continue
            if mark == b'"':
                self._in_string = not self._in_string
            elif not self._in_string:
                yield at, mark
            elif mark == b"\\":
                skipped = at + 1
                self._escaped = skipped == len(chunk)

    def _is_array(self, chunk: bytes, at: int) -> bool:
        before = self._tail + chunk[max(0, at - TAIL_BYTES) : at]
        return self._depth == 1 or (self._depth == 2 and WRAPPER_KEY.search(before) is not None)

    def _keep(self, piece: bytes) -> None:
        self._too_long = self._too_long or len(self._element) + len(piece) > self._most
        if self._too_long:
            self._element.clear()
        else:
            self._element += piece

    def _emit(self, is_last: bool) -> Iterator[bytes | None]:
        element = bytes(self._element).strip()
        if self._too_long:
            yield None
        elif element or not is_last:
            yield element
        self._element.clear()
        self._too_long, self.closed = False, is_last
