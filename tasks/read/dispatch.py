"""The way from a source to the reader of what it holds."""

import codecs
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tasks.read.archives import read_tar, read_zip
from tasks.read.feeds import read_feed_file
from tasks.read.json_files import read_json, read_json_lines
from tasks.read.kinds import BARE, decide_kind, wide_encoding
from tasks.read.leaves import read_leaf
from tasks.read.sources import BUFFER_BYTES, Leaf, Source
from tasks.read.streams import ChunkStream, Codec, Failure, codec_by_magic, codec_by_name, plain_chunks
from tasks.read.tables import read_csv, read_parquet
from tasks.read.warc import read_warc
from tasks.records import Disposition

READERS: Final[Mapping[str, Callable[[Source], Iterator[Leaf]]]] = {
    "json": read_json,
    "json lines": read_json_lines,
    "csv": read_csv,
    "parquet": read_parquet,
    "feed": read_feed_file,
    "warc": read_warc,
}
ARCHIVES: Final = {"zip": read_zip, "tar": read_tar}
TRANSCODED: Final = ("json", "json lines", "csv")  # read by the line or the byte; pages and feeds decode themselves


def read_source(source: Source) -> Iterator[Leaf]:
    """Yield the leaves of a source of any kind, and a disposition of its own when it breaks or holds nothing."""
    unfolded = _unfolded(source)
    if isinstance(unfolded, Failure):
        yield source.ended(unfolded.state, unfolded.reason)
        return
    own, has_leaves = None, False
    for leaf in _leaves(unfolded):
        if isinstance(leaf, Disposition) and leaf.input_name == source.input_name:
            own = leaf  # held back: what broke the stream, known at its end, is the better reason
        else:
            has_leaves = True
            yield leaf
    failure = unfolded.chunks.failure
    if failure:
        yield unfolded.ended(failure.state, failure.reason)
    elif own:
        yield own
    elif not has_leaves:
        yield unfolded.rejected("empty: no document in it")


def _unfolded(source: Source) -> Source | Failure:
    """The source with its compression undone, as often as it was packed."""
    for _ in range(source.limits.nesting_depth):
        head = source.stream.peek()
        codec, named = codec_by_magic(head), codec_by_name(source.file_name)
        if codec is None:
            return Failure("rejected", f"no {named[0].name}, whatever its name says") if named and head else source
        source = _layer(source, codec, named[1] if named else source.file_name)
    return Failure("rejected", f"packed more than {source.limits.nesting_depth - 1} times over")


def _layer(packed: Source, codec: Codec, file_name: str) -> Source:
    def allowed() -> int:
        return packed.limits.unfold_floor_bytes + packed.limits.unfold_ratio * packed.chunks.position

    unfolded = codec.unfold(packed.stream)
    return packed.over(ChunkStream(unfolded, codec.name, packed.chunks, allowed, packed.budget), file_name)


def _leaves(source: Source) -> Iterator[Leaf]:
    head = source.stream.peek()
    if len(head) < BUFFER_BYTES and not head.removeprefix(codecs.BOM_UTF8).strip():
        yield source.rejected("empty")
        return
    kind = decide_kind(source.file_name, head)
    if isinstance(kind, Failure):
        yield source.ended(kind.state, kind.reason)
    elif kind in BARE:
        yield from read_leaf(source, kind)
    elif kind not in ARCHIVES:
        yield from READERS[kind](_as_utf8(source, head) if kind in TRANSCODED else source)
    elif source.depth >= source.limits.nesting_depth:
        yield source.rejected(f"nested in more than {source.limits.nesting_depth} archives")
    else:
        yield from ARCHIVES[kind](source, read_source)


def _as_utf8(source: Source, head: bytes) -> Source:
    encoding = wide_encoding(head)
    if encoding is None:
        return source
    return source.over(ChunkStream(_utf8_chunks(source, encoding), encoding, below=source.chunks), source.file_name)


def _utf8_chunks(source: Source, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in plain_chunks(source.stream):
        if text := decoder.decode(chunk):
            yield text.encode("utf-8", "replace")
