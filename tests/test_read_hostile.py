"""Hostile and odd inputs: each ends once with its reason, its neighbours load, and nothing raises."""

import io
import os
import socket
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.read import ReadLimits, read_file
from tasks.read.kinds import DECLARED
from tasks.records import Document, Supplied
from tests.reading import answers, gzipped, parquet, read, read_bytes, read_folder, tarred, warc_record, zipped

TEXT = b"The ferry to Lower Quay ran again on Monday.\n"
LINE = b'{"text":"It ran again."}'
ZEROS = bytes(80_000_000)
FEED = b"<rss version='2.0'><channel><title>P</title><item><title>F</title><description>It ran.</description></item></channel></rss>"


def overlapping_zip() -> bytes:
    """Every entry of the directory leads to one kernel: 400 times 1 MB of zeros out of 1 KB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("k.jsonl"), bytes(1_000_000), zipfile.ZIP_DEFLATED)
        archive.filelist *= 400
    return packed.getvalue()


SINGLE: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.txt", lambda: b"", "rejected: empty"),
    ("a.txt", lambda: b"\xef\xbb\xbf \r\n\t", "rejected: empty"),
    ("a.txt", lambda: " \n".encode("utf-16"), "rejected: empty"),
    ("a.txt", lambda: b" " * 100_000, "rejected: empty"),
    ("a.json", lambda: b"\n", "rejected: empty"),
    ("a.csv", lambda: b"", "rejected: empty"),
    ("a.csv", lambda: b"title,text\n", "rejected: empty: no document in it"),
    ("a.jsonl.gz", lambda: gzipped(b""), "rejected: empty"),
    ("a.json", lambda: b"[]", "rejected: empty: no document in it"),
    ("a.zip", lambda: zipped({}), "rejected: empty: no document in it"),
    ("a.zip", lambda: zipped({".DS_Store": b"x"}), "rejected: empty: no document in it"),
    ("a.tar", lambda: tarred({}), "rejected: empty: no document in it"),
    ("a.rss", lambda: b"<rss version='2.0'><channel/></rss>", "rejected: empty: no document in it"),
    ("a.txt", lambda: b"%PDF-1.7\nsome words", "rejected: binary: PDF"),
    ("a.html", lambda: b"\x89PNG\r\n\x1a\n\0", "rejected: binary: PNG image"),
    ("a.md", lambda: b"\x7fELF\x02\x01", "rejected: binary: ELF program"),
    ("a.eml", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "rejected: binary: old office document"),
    ("a.txt", lambda: zipped({"[Content_Types].xml": b"<x/>"}), "rejected: binary: office document, book or app"),
    ("a.txt", lambda: b"The ferry\0 ran.", "rejected: binary: NUL bytes"),
    ("a.txt", lambda: bytes(range(1, 32)) * 9, "rejected: binary: control characters"),
    ("a.eml", lambda: zipped({"a.txt": TEXT})[:30], "rejected: damaged zip archive"),
    ("a.xyz", lambda: TEXT, "skipped: unknown extension .xyz"),
    ("a.docx", lambda: zipped({"word/document.xml": b"<x/>"}), "skipped: unknown extension .docx"),
    ("a.pdf", lambda: b"%PDF-1.7", "skipped: unknown extension .pdf"),
    ("README", lambda: TEXT, "skipped: no extension, and no content that is beyond doubt"),
    ("a.txt.gz", lambda: TEXT, "rejected: no gzip, whatever its name says"),
    ("a.txt.gz", lambda: gzipped(TEXT * 99)[:-20], "rejected: truncated gzip"),
    ("a.txt.gz", lambda: gzipped(TEXT)[:-8] + bytes(8), "rejected: damaged gzip"),
    ("a.txt.zst", lambda: zstandard.compress(TEXT * 99)[:-5], "rejected: truncated zstd"),
    ("a.txt.zst", lambda: zstandard.compress(TEXT)[:8] + b"\xff" * 30, "rejected: damaged zstd"),
    ("a.txt.gz", lambda: gzipped(gzipped(gzipped(gzipped(TEXT)))), "rejected: packed more than 2 times over"),
    ("a.txt.gz", lambda: gzipped(ZEROS), "rejected: larger than 20,000,000 bytes"),
    ("a.jsonl.gz", lambda: gzipped(ZEROS), "rejected: the gzip unfolds to too many times its size"),
    ("a.jsonl.zst", lambda: zstandard.compress(ZEROS), "rejected: the zstd unfolds to too many times its size"),
    ("a.zip", lambda: TEXT, "rejected: damaged zip archive: File is not a zip file"),
    ("a.zip", lambda: zipped({"a.txt": TEXT})[:-9], "rejected: damaged zip archive: File is not a zip file"),
    ("a.tar", lambda: TEXT, "rejected: damaged tar archive: truncated header"),
    ("a.warc", lambda: TEXT, "rejected: damaged WARC after record 0: Invalid WARC header"),
    ("a.parquet", lambda: b"PAR1" + TEXT, "rejected: damaged Parquet file: "),
    ("a.parquet", lambda: parquet(["x" * 80_000_000]), "rejected: the Parquet file unfolds to too many times its size"),
    ("a.json", lambda: b'{"title": ', "rejected: broken JSON: Expecting value at character 10"),
    ("a.json", lambda: b'"a word"', "rejected: not an object but a string"),
    ("a.json", lambda: b'{"a":' + b"[" * 200_000, "rejected: broken JSON: maximum recursion depth exceeded"),
    ("a.json", lambda: b'{"n": ' + b"9" * 5000 + b"}", "rejected: broken JSON: Exceeds the limit"),
    ("a.json", lambda: b'{"text": "F\xe4hre"}', "rejected: not UTF-8: byte 0xE4 at 12"),
    ("a.xml", lambda: b"<nitf><body/></nitf>", "rejected: no feed: its first element is <nitf>"),
    ("a.rss", lambda: TEXT, "rejected: no feed: no element in it"),
    ("a.xml", lambda: b"<!DOCTYPE rss [<!ENTITY a 'x'>]>" + FEED, "rejected: refused: the feed declares entities"),
    (
        "a.xml",
        lambda: "<!DOCTYPE rss [<!ENTITY a 'x'>]><rss/>".encode("utf-16"),
        "rejected: refused: the feed declares",
    ),
]


@pytest.mark.parametrize(("name", "build", "ended"), SINGLE, ids=[f"{n}-{name}" for n, (name, *_) in enumerate(SINGLE)])
def test_an_unreadable_file_ends_once_and_its_neighbour_loads(
    tmp_path: Path, name: str, build: Callable[[], bytes], ended: str
) -> None:
    (tmp_path / name).write_bytes(build())
    (tmp_path / "zz.txt").write_bytes(TEXT)
    found = answers(read_folder(tmp_path))
    assert str(found.pop(name)).startswith(ended)
    assert found == {"zz.txt": TEXT}


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_line_of_50_mb_is_passed_over_and_never_held(tmp_path: Path, name: str) -> None:
    head, line = (b"text\n", b"It ran.") if name == "a.csv" else (b"", LINE)
    with (tmp_path / name).open("wb") as file:
        file.write(head + line + b"\n")
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b"\n" + line)
    limits = ReadLimits(leaf_bytes=100_000)
    tracemalloc.start()
    found = answers(read(tmp_path / name, limits=limits))
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    first = len(head.splitlines()) + 1
    assert found == {
        f"{name}#line {first}": LINE if name == "a.jsonl" else b'{"text":"It ran."}',
        f"{name}#line {first + 1}": "rejected: larger than 100,000 bytes",
        f"{name}#line {first + 2}": LINE if name == "a.jsonl" else b'{"text":"It ran."}',
    }
    assert peak_bytes < 1_500_000


def test_an_archive_that_leads_many_entries_to_one_kernel_is_refused(tmp_path: Path) -> None:
    limits = replace(ReadLimits(), unfold_floor_bytes=1_000_000)
    leaves = read_bytes(tmp_path, "a.zip", overlapping_zip(), limits)
    last = leaves[-1]
    assert sum(isinstance(leaf, Document) for leaf in leaves) < 20
    assert not isinstance(last, Document)
    # Later patch releases of Python refuse such members themselves, each with its own disposition.
    own, python = "the file unfolds to too many times its size", "damaged zip member: Overlapped entries"
    assert last.reason.startswith((own, python))


def test_an_archive_of_too_many_members_is_refused(tmp_path: Path) -> None:
    limits = ReadLimits(member_count=5)
    members = {f"{n}.txt": TEXT for n in range(6)}
    expected = {"rejected: more than 5 members"}
    assert set(answers(read_bytes(tmp_path, "a.zip", zipped(members), limits)).values()) == expected
    assert set(answers(read_bytes(tmp_path, "a.tar", tarred(members), limits)).values()) == expected


def test_special_files_and_missing_ones_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.txt"))
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "zz.txt").write_bytes(TEXT)
    assert answers(read_folder(tmp_path)) == {
        "fifo.txt": "rejected: not a regular file but a FIFO",
        "gone.txt": "failed: cannot be read: No such file or directory",
        "loop.txt": "failed: cannot be read: Too many levels of symbolic links",
        "s.txt": "rejected: not a regular file but a socket",
        "zz.txt": TEXT,
    }
    assert answers(read(Path("/dev/null"))) == {"null": "rejected: not a regular file but a device"}
    assert answers(read(tmp_path / "nul\0.txt")) == {"nul\ufffd.txt": "failed: no path: embedded null byte"}
    assert answers(read(tmp_path)) == {tmp_path.name: "failed: a folder that cannot be listed"}


HEADS = [
    b"",
    b"PK\x03\x04",
    b"PAR1",
    b"WARC/1.0\r\n",
    b"\x1f\x8b\x08\x00",
    b"\x28\xb5\x2f\xfd",
    b"BZh91AY&SY",
    b"<rss><item>",
]
HEADS += [
    b"{",
    b"[{",
    b"\xff\xfe",
    b"<feed>",
    zipped({"a.jsonl": LINE}),
    tarred({"a.txt": TEXT})[:1024],
    gzipped(TEXT),
    FEED,
]
HEADS += [warc_record(TEXT, b"200 OK\r\nContent-Encoding: br"), parquet(["It ran."]), struct.pack("<I", 0xFD2FB528)]


@given(
    ending=st.sampled_from([*DECLARED, "", ".gz", ".tgz", ".json.zst", ".xz", ".unknown"]),
    head=st.sampled_from(HEADS),
    tail=st.binary(max_size=200),
    cut=st.integers(0, 2000),
    flipped=st.integers(0, 2000),
)
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise_and_all_end(
    tmp_path_factory: pytest.TempPathFactory, ending: str, head: bytes, tail: bytes, cut: int, flipped: int
) -> None:
    body = bytearray((head + tail)[cut if cut < 20 else 0 :])
    if flipped < len(body):
        body[flipped] ^= 0x5A
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(body)
    leaves = list(read_file(path, path.parent, Supplied(), ReadLimits()))
    assert leaves
    answers(leaves)
    for leaf in leaves:
        leaf.input_name.encode()
        assert isinstance(leaf, Document) or leaf.reason.encode()
    assert list(read_file(path, path.parent, Supplied(), ReadLimits())) == leaves
