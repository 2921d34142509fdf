"""One stream on its way to leaves."""

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO, Final, TypeAlias

from tasks.read.documents import make_document, merge_supplied
from tasks.read.limits import ReadLimits
from tasks.read.streams import CHUNK_BYTES, Budget, ChunkStream
from tasks.records import Disposition, Document, State, Supplied

Leaf: TypeAlias = Document | Disposition

SPOOL_MEMORY_BYTES: Final = 8_000_000
BUFFER_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True)
class Source:
    """A stream, its names and what it may cost.

    ``input_name`` is for people; ``file_name`` is the part whose extension counts, compression endings taken off while
    they are unfolded. ``supplied`` was declared from outside and wins over what the stream says. ``file`` is the
    seekable file when nothing was unfolded.
    """

    input_name: str
    file_name: str
    chunks: ChunkStream
    stream: io.BufferedReader
    supplied: Supplied
    limits: ReadLimits
    budget: Budget
    file: IO[bytes] | None = None
    depth: int = 0

    def document(self, part: str, media_type: str, body: bytes, said: Supplied | None = None) -> Document:
        """A leaf named by ``part`` (``#line 3``), with what it ``said`` of itself behind what was supplied."""
        supplied = merge_supplied(self.supplied, said) if said else self.supplied
        return make_document(self.input_name + part, media_type, body, supplied)

    def ended(self, state: State, reason: str, part: str = "") -> Disposition:
        """The source, or a ``part`` of it, as an input that ended here."""
        return Disposition(self.input_name + part, state, reason)

    def rejected(self, reason: str, part: str = "") -> Disposition:
        """The source, or a ``part`` of it, as read and refused."""
        return self.ended("rejected", reason, part)

    def over(self, chunks: ChunkStream, file_name: str) -> "Source":
        """The same source with another stream over it: unfolded, or in another encoding."""
        return replace(self, chunks=chunks, stream=buffered(chunks), file_name=file_name, file=None)

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Numbered lines from 1, endings included; None for one larger than a leaf, which is passed over and never held.

        A last line that the stream broke inside of is left out.
        """
        most, number = self.limits.leaf_bytes, 0
        while piece := self.stream.readline(most + 1):
            number += 1
            line = piece if len(piece) <= most or piece.endswith(b"\n") else None
            while piece and not piece.endswith(b"\n"):
                piece = self.stream.readline(CHUNK_BYTES)
            if piece or not self.chunks.failure:
                yield number, line

    def too_large(self) -> str:
        """The reason for a leaf over the limit."""
        return f"larger than {self.limits.leaf_bytes:,} bytes"


ReadSource: TypeAlias = Callable[[Source], Iterator[Leaf]]


def buffered(chunks: ChunkStream) -> io.BufferedReader:
    """The stream with a buffer that can be looked into."""
    return io.BufferedReader(chunks, BUFFER_BYTES)


def read_body(source: Source) -> bytes | None:
    """All bytes of a source that is one leaf; None when they are more than a leaf may have."""
    body = source.stream.read(source.limits.leaf_bytes + 1)
    return None if len(body) > source.limits.leaf_bytes else body


@contextmanager
def seekable(source: Source) -> Iterator[IO[bytes]]:
    """The source's bytes as a seekable file: its own, or a temporary copy (on disk beyond 8 MB); OSError when full."""
    if source.file:
        source.file.seek(0)
        yield source.file
        return
    with tempfile.SpooledTemporaryFile(SPOOL_MEMORY_BYTES) as copy:
        shutil.copyfileobj(source.stream, copy)
        copy.seek(0)
        yield copy
