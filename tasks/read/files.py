"""A file on disk and what stands beside it."""

import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tasks.read.dispatch import read_source
from tasks.read.documents import merge_supplied, printable
from tasks.read.limits import ReadLimits
from tasks.read.sidecars import MANIFEST, Manifest, declared_beside, read_manifest
from tasks.read.sources import Leaf, Source, buffered
from tasks.read.streams import Budget, ChunkStream, Failure, plain_chunks
from tasks.records import Disposition, Supplied


def read_file(path: Path, root: Path | None, supplied: Supplied, limits: ReadLimits) -> Iterator[Leaf]:
    """Yield one document for each leaf input of a file, and one disposition for each that cannot be read; never raises
    for what is in it.

    Leaves are named after the path as given (relative to ``root`` where it lies under it) with ``!member``, ``#line
    12``, ``#row 3``, ``#object 3``, ``#entry 3`` or ``#record 3``. ``supplied`` holds for every article and wins over
    a sidecar, which wins over the manifest, which wins over what the document says. A broken sidecar gets a
    disposition beside its article's; a ``manifest.csv`` gets one for each of its faults and none when it is sound. A
    container gets one only when it breaks, after the leaves that could be read, or when it holds none.
    """
    name = _input_name(path, root)
    try:
        unreadable = _not_regular(path.stat().st_mode)
        if unreadable:
            yield Disposition(name, unreadable.state, unreadable.reason)
        elif path.name == MANIFEST:
            yield from _manifest_faults(path, name, limits)
        else:
            yield from _read_regular(path, name, supplied, limits)
    except OSError as error:
        yield Disposition(name, "failed", f"cannot be read: {error.strerror or error}")
    except ValueError as error:
        yield Disposition(name, "failed", f"no path: {error}")


def _input_name(path: Path, root: Path | None) -> str:
    inside = path.relative_to(root) if root and path.is_relative_to(root) and path != root else path
    return printable(inside.as_posix())


def _not_regular(mode: int) -> Failure | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return Failure("failed", "a folder that cannot be listed")
    kinds = {stat.S_IFIFO: "a FIFO", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}
    return Failure("rejected", f"not a regular file but {kinds.get(stat.S_IFMT(mode), 'something else')}")


def _read_regular(path: Path, name: str, supplied: Supplied, limits: ReadLimits) -> Iterator[Leaf]:
    def read_beside(beside: str, most: int) -> bytes | None:
        neighbour = path.with_name(beside)
        return _first_bytes(neighbour, most) if neighbour.is_file() else None

    with path.open("rb") as file:
        declared, faults = declared_beside(path.name, read_beside)
        declared = merge_supplied(declared, _manifest_of(path, limits).rows.get(path.name, Supplied()))
        chunks = ChunkStream(plain_chunks(file), "file")
        budget = Budget(limits, path.stat().st_size)
        supplied = merge_supplied(supplied, declared)
        yield from read_source(Source(name, path.name, chunks, buffered(chunks), supplied, limits, budget, file))
    for beside, reason in faults:
        yield Disposition(name.removesuffix(printable(path.name)) + printable(beside), "rejected", reason)


def _first_bytes(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most + 1)


def _manifest_of(path: Path, limits: ReadLimits) -> Manifest:
    manifest = path.with_name(MANIFEST)
    try:
        status = manifest.stat()
        return _read_manifest(manifest, status.st_mtime_ns, status.st_size, limits.leaf_bytes)
    except OSError:
        return Manifest()  # none, or one that cannot be opened, which reading the manifest itself reports


@lru_cache(maxsize=4)
def _read_manifest(manifest: Path, changed_ns: int, size: int, most: int) -> Manifest:  # noqa: ARG001, the file's state is the key
    body = _first_bytes(manifest, most)
    return read_manifest(body) if len(body) <= most else Manifest(faults=((0, f"larger than {most:,} bytes"),))


def _manifest_faults(path: Path, name: str, limits: ReadLimits) -> Iterator[Leaf]:
    status = path.stat()
    manifest = _read_manifest(path, status.st_mtime_ns, status.st_size, limits.leaf_bytes)
    for line_number, reason in manifest.faults:
        yield Disposition(f"{name}#line {line_number}" if line_number else name, "rejected", reason)
    for missing in (file_name for file_name in manifest.rows if not path.with_name(file_name).exists()):
        yield Disposition(f"{name}!{missing}", "failed", "the manifest names it, but it is not there")
