"""Bytes that end early and say why, instead of raising: the ground on which every container is read."""

import bz2
import gzip
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import zstandard

from tasks.read.limits import ReadLimits
from tasks.records import State

CHUNK_BYTES: Final = 65_536
ZSTD_PIECE_BYTES: Final = 1_024  # zstd unfolds a piece whole, at most 32,768 to 1: so at most 34 MB at once
ZSTD_WINDOW_BYTES: Final = 2**27  # what `zstd` itself accepts without `--long`

BROKEN: Final = (
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    zipfile.BadZipFile,
    tarfile.TarError,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a stream ended before its time: ``failed`` when a retry may help, ``rejected`` otherwise."""

    state: State
    reason: str


def failure_of(what: str, error: Exception) -> Failure:
    """What an error from the disk or a decoder means for the input called ``what`` ("gzip", "zip member", ...)."""
    if isinstance(error, OSError) and error.errno:
        return Failure("failed", f"cannot be read: {error.strerror}")
    if isinstance(error, EOFError):
        return Failure("rejected", f"truncated {what}")
    return Failure("rejected", f"damaged {what}: {error}")


class Budget:
    """The bytes that one file on disk may still unfold to, over all its layers."""

    __slots__ = ("left",)

    def __init__(self, limits: ReadLimits, file_bytes: int) -> None:
        allowed = max(4 * limits.unfold_floor_bytes, limits.unfold_ratio * file_bytes)
        self.left = min(allowed, limits.unfolded_bytes)

    def spend(self, count: int) -> bool:
        """Take ``count`` bytes; False when there were fewer left."""
        self.left -= count
        return self.left >= 0


class ChunkStream(io.RawIOBase):
    """A readable stream over chunks of bytes; after its end, ``failure`` says what broke it, if anything did.

    ``what`` names the layer in reasons; ``below`` is the stream it was unfolded from, whose failure is the cause of
    its own; ``allowed`` gives the bytes it may have unfolded to so far, and ``budget`` is charged for them.
    """

    def __init__(
        self,
        chunks: Iterator[bytes],
        what: str,
        below: "ChunkStream | None" = None,
        allowed: Callable[[], int] | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.position = 0
        self._chunks, self._what, self._below = chunks, what, below
        self._allowed, self._budget = allowed, budget
        self._unfolded = 0
        self._pending = memoryview(b"")
        self._failure: Failure | None = None

    @property
    def failure(self) -> Failure | None:
        """What broke this stream or the one below it."""
        return (self._below.failure if self._below else None) or self._failure

    def readable(self) -> bool:
        """Always, until closed."""
        return True

    def tell(self) -> int:
        """The bytes handed out so far."""
        return self.position

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, short only at the end."""
        target = memoryview(buffer)
        filled = 0
        while filled < len(target) and (self._pending or self._advance()):
            part = self._pending[: len(target) - filled]
            target[filled : filled + len(part)] = part
            self._pending = self._pending[len(part) :]
            filled += len(part)
        self.position += filled
        return filled

    def _advance(self) -> bool:
        try:
            chunk = next(self._chunks, b"")
        except BROKEN as error:
            self._failure = failure_of(self._what, error)
            return False
        self._unfolded += len(chunk)
        self._failure = self._failure or self._over_cap(len(chunk))
        if self._failure:
            return False
        self._pending = memoryview(chunk)
        return bool(chunk)

    def _over_cap(self, count: int) -> Failure | None:
        if self._allowed and self._unfolded > self._allowed():
            return Failure("rejected", f"the {self._what} unfolds to too many times its size")
        if self._budget and not self._budget.spend(count):
            return Failure("rejected", "the file unfolds to too many times its size")
        return None


def plain_chunks(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of an open file."""
    while chunk := file.read(CHUNK_BYTES):
        yield chunk


def _read1_chunks(opened: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile) -> Iterator[bytes]:
    # read1 hands out what was unfolded before a break; read would lose up to a buffer of it.
    while chunk := opened.read1(CHUNK_BYTES):
        yield chunk


def _gzip_chunks(packed: BinaryIO) -> Iterator[bytes]:
    return _read1_chunks(gzip.GzipFile(fileobj=packed))


def _bz2_chunks(packed: BinaryIO) -> Iterator[bytes]:
    return _read1_chunks(bz2.BZ2File(packed))


def _xz_chunks(packed: BinaryIO) -> Iterator[bytes]:
    return _read1_chunks(lzma.LZMAFile(packed))


def _zstd_chunks(packed: BinaryIO) -> Iterator[bytes]:
    frame = None
    while piece := packed.read(ZSTD_PIECE_BYTES):
        while piece:
            frame = frame or zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES).decompressobj()
            if chunk := frame.decompress(piece):
                yield chunk
            piece = frame.unused_data if frame.eof else b""
            frame = None if frame.eof else frame
    if frame:
        raise EOFError


@dataclass(frozen=True, slots=True)
class Codec:
    """A way of packing one stream: name, first bytes, file name endings (and what they stand for), unfolding."""

    name: str
    magic: re.Pattern[bytes]
    endings: tuple[tuple[str, str], ...]
    unfold: Callable[[BinaryIO], Iterator[bytes]]


CODECS: Final = (
    Codec("gzip", re.compile(rb"\x1f\x8b\x08"), ((".gz", ""), (".tgz", ".tar")), _gzip_chunks),
    Codec("zstd", re.compile(rb"\x28\xb5\x2f\xfd"), ((".zst", ""), (".tzst", ".tar")), _zstd_chunks),
    Codec("bzip2", re.compile(rb"BZh[1-9]1AY&SY"), ((".bz2", ""), (".tbz2", ".tar")), _bz2_chunks),
    Codec("xz", re.compile(rb"\xfd7zXZ\x00"), ((".xz", ""), (".txz", ".tar")), _xz_chunks),
)


def codec_by_magic(head: bytes) -> Codec | None:
    """The codec whose first bytes these are."""
    return next((codec for codec in CODECS if codec.magic.match(head)), None)


def codec_by_name(file_name: str) -> tuple[Codec, str] | None:
    """The codec a file name promises, and the name without it: ``a.tgz`` is gzip of ``a.tar``."""
    for codec in CODECS:
        for ending, stands_for in codec.endings:
            if file_name.lower().endswith(ending):
                return codec, file_name[: -len(ending)] + stands_for
    return None
