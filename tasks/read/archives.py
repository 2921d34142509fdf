"""ZIP and tar: their members are read like the files of a folder, with the sidecars and manifests among them."""

import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Final

from tasks.read.documents import merge_supplied, printable
from tasks.read.sidecars import MANIFEST, Manifest, declared_beside, is_litter, read_manifest, sidecars_among
from tasks.read.sources import Leaf, ReadSource, Source, buffered, seekable
from tasks.read.streams import BROKEN, CHUNK_BYTES, ChunkStream, Failure, failure_of
from tasks.records import Supplied

ENCRYPTED: Final = 0x1
LINK: Final = Failure("skipped", "a link")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its path there, why it is refused unopened, and what opens it, as often as asked."""

    path: str
    refused: Failure | None
    open: Callable[[], ChunkStream]

    def body(self, most: int) -> bytes:
        """Its first bytes, one more than ``most`` when it has more."""
        return buffered(self.open()).read(most + 1)


def read_zip(source: Source, read_source: ReadSource) -> Iterator[Leaf]:
    """Yield the leaves of a ZIP archive's members, named ``archive.zip!folder/name.txt``."""
    try:
        with seekable(source) as file, zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            members = [_zip_member(source, archive, entry) for entry in entries]
            yield from _read_members(source, members, read_source)
    except BROKEN as error:
        failure = failure_of("zip archive", error)
        yield source.ended(failure.state, failure.reason)


def read_tar(source: Source, read_source: ReadSource) -> Iterator[Leaf]:
    """Yield the leaves of a tar archive's members, named ``archive.tar!folder/name.txt``; of a broken one, the first."""
    try:
        with seekable(source) as file, tarfile.open(fileobj=file, mode="r:") as archive:
            entries, fault = _tar_entries(archive, file, source.limits.member_count)
            members = [_tar_member(archive, entry) for entry in entries if not entry.isdir()]
            yield from _read_members(source, members, read_source)
            if fault:
                yield source.rejected(fault)
    except BROKEN as error:
        failure = failure_of("tar archive", error)
        yield source.ended(failure.state, failure.reason)


def _zip_member(source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    refused = LINK if stat.S_ISLNK(entry.external_attr >> 16) else None
    if entry.flag_bits & ENCRYPTED:
        refused = Failure("rejected", "encrypted")
    return Member(_path(entry.filename), refused, partial(_zip_stream, source, archive, entry))


def _zip_stream(source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> ChunkStream:
    def chunks() -> Iterator[bytes]:
        with archive.open(entry) as opened:
            while chunk := opened.read(CHUNK_BYTES):
                yield chunk

    allowed = source.limits.unfold_floor_bytes + source.limits.unfold_ratio * entry.compress_size
    return ChunkStream(chunks(), "zip member", allowed=lambda: allowed, budget=source.budget)


def _tar_entries(archive: tarfile.TarFile, file: IO[bytes], most: int) -> tuple[list[tarfile.TarInfo], str | None]:
    """The whole members, one more than ``most`` at most, and what broke the archive after them."""
    entries: list[tarfile.TarInfo] = []
    fault = None
    try:
        while len(entries) <= most and (entry := archive.next()):
            entries.append(entry)
    except BROKEN:
        fault = "truncated tar archive"
    end = file.seek(0, 2)
    whole = [entry for entry in entries if entry.sparse is not None or entry.offset_data + entry.size <= end]
    file.seek(archive.offset)
    if not fault and len(entries) <= most and file.read(tarfile.BLOCKSIZE).strip(b"\0"):
        fault = f"damaged tar archive after {len(whole)} members"  # tarfile takes a broken header for the end
    return whole, fault


def _tar_member(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Member:
    refused = None
    if entry.issym() or entry.islnk():
        refused = LINK
    elif not entry.isreg():
        refused = Failure("rejected", "not a regular file")
    elif entry.issparse():
        refused = Failure("rejected", "a sparse file, which unfolds without limit")
    return Member(_path(entry.name), refused, partial(_tar_stream, archive, entry))


def _tar_stream(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> ChunkStream:
    def chunks() -> Iterator[bytes]:
        opened = archive.extractfile(entry)
        while opened and (chunk := opened.read(CHUNK_BYTES)):
            yield chunk

    return ChunkStream(chunks(), "tar member")


def _path(name: str) -> str:
    return str(PurePosixPath(printable(name).replace("\\", "/")))


def _read_members(source: Source, members: Sequence[Member], read_source: ReadSource) -> Iterator[Leaf]:
    if len(members) > source.limits.member_count:
        yield source.rejected(f"more than {source.limits.member_count:,} members")
        return
    wanted = [member for member in members if not any(map(is_litter, PurePosixPath(member.path).parts))]
    by_path = {member.path: member for member in wanted if not member.refused}
    sidecars = sidecars_among(by_path)
    manifests = _manifests(by_path, source.limits.leaf_bytes)
    for path, manifest in manifests.items():
        for line_number, reason in manifest.faults:
            yield source.rejected(reason, f"!{path}" + (f"#line {line_number}" if line_number else ""))
    for member in wanted:
        if source.budget.left < 0:
            yield source.rejected(f"the file unfolds to too many times its size; not read from {member.path} on")
            return
        if member.refused:
            yield source.ended(member.refused.state, member.refused.reason, f"!{member.path}")
        elif member.path not in sidecars and member.path not in manifests:
            yield from _read_member(source, member, by_path, manifests, read_source)


def _manifests(by_path: Mapping[str, Member], most: int) -> dict[str, Manifest]:
    return {path: read_manifest(by_path[path].body(most)) for path in by_path if PurePosixPath(path).name == MANIFEST}


def _read_member(
    source: Source,
    member: Member,
    by_path: Mapping[str, Member],
    manifests: Mapping[str, Manifest],
    read_source: ReadSource,
) -> Iterator[Leaf]:
    def read_beside(path: str, most: int) -> bytes | None:
        return by_path[path].body(most) if path in by_path else None

    declared, faults = declared_beside(member.path, read_beside)
    for path, reason in faults:
        yield source.rejected(reason, f"!{path}")
    inside = PurePosixPath(member.path)
    manifest = manifests.get(str(inside.with_name(MANIFEST)), Manifest())
    declared = merge_supplied(declared, manifest.rows.get(inside.name, Supplied()))
    chunks = member.open()
    yield from read_source(
        replace(
            source.over(chunks, inside.name),
            input_name=f"{source.input_name}!{member.path}",
            supplied=merge_supplied(source.supplied, declared),
            depth=source.depth + 1,
        )
    )
