"""What the tests of reading share: a file read into short, comparable answers."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.read import ReadLimits, find_files, read_file
from tasks.records import Disposition, Document, Supplied


def read(
    path: Path, supplied: Supplied | None = None, limits: ReadLimits | None = None
) -> list[Document | Disposition]:
    """The leaves of one file, named relative to its folder."""
    return list(read_file(path, path.parent, supplied or Supplied(), limits or ReadLimits()))


def read_bytes(folder: Path, name: str, body: bytes, limits: ReadLimits | None = None) -> list[Document | Disposition]:
    """The leaves of a file with this name and content."""
    path = folder / name
    path.write_bytes(body)
    return read(path, limits=limits)


def read_folder(folder: Path) -> list[Document | Disposition]:
    """The leaves of all files of a folder."""
    return [leaf for path in find_files([folder]) for leaf in read_file(path, folder, Supplied(), ReadLimits())]


def answers(leaves: list[Document | Disposition]) -> dict[str, str | bytes]:
    """By input name: the bytes of a document, or the state and reason of a disposition."""
    named: list[tuple[str, str | bytes]] = []
    for leaf in leaves:
        told = leaf.body if isinstance(leaf, Document) else f"{leaf.state}: {leaf.reason}"
        named.append((leaf.input_name, told))
    assert len(dict(named)) == len(named), "an input ended twice"
    return dict(named)


def documents(leaves: list[Document | Disposition]) -> list[Document]:
    """The leaves that could be read, all of which must be documents."""
    assert all(isinstance(leaf, Document) for leaf in leaves), leaves
    return [leaf for leaf in leaves if isinstance(leaf, Document)]


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """A tar archive, as large as its members need and no larger."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, body in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return packed.getvalue()


def gzipped(body: bytes) -> bytes:
    """Gzip without a clock in it."""
    return gzip.compress(body, mtime=0)


def warc_record(body: bytes, http: bytes, url: str = "https://harbour.example/ferry", kind: str = "response") -> bytes:
    """One WARC record; with ``http`` empty, the body is the record's own."""
    block = b"HTTP/1.1 " + http + b"\r\n\r\n" + body if http else body
    content_type = "application/http; msgtype=response" if http else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-02T06:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def parquet(column: object) -> bytes:
    """A Parquet file of one column called text."""
    packed = io.BytesIO()
    pq.write_table(pa.table({"text": column}), packed, compression="gzip", use_dictionary=False)
    return packed.getvalue()
