"""From folders and files to documents: each format, what is declared beside it, and a document's identity."""

import bz2
import json
import lzma
import os
import tracemalloc
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from tasks.read import ReadLimits, find_files, make_document, merge_supplied, read_file
from tasks.records import Document, Supplied
from tests.reading import answers, documents, gzipped, read, read_bytes, warc_record, zipped

TEXT = b"The ferry to Lower Quay ran again on Monday.\n"
PAGE = b"<!DOCTYPE html><html><body><p>The ferry ran again.</p></body></html>"
LINE = b'{"title":"Ferry","text":"It ran again."}'


def test_a_document_is_its_media_type_its_declarations_and_its_bytes() -> None:
    first = make_document("a.txt", "text/plain", TEXT, Supplied(title="Ferry"))
    assert first.document_id == sha256(b'text/plain\n{"title":"Ferry"}\n' + TEXT).hexdigest()[:32]
    assert make_document("b/c.txt", "text/plain", TEXT, Supplied(title="Ferry")).document_id == first.document_id
    others = [
        make_document("a.txt", "text/markdown", TEXT, Supplied(title="Ferry")),
        make_document("a.txt", "text/plain", TEXT, Supplied()),
        make_document("a.txt", "text/plain", TEXT, Supplied(description="Ferry")),
        make_document("a.txt", "text/plain", TEXT + b"\n", Supplied(title="Ferry")),
    ]
    assert len({first.document_id, *(other.document_id for other in others)}) == 5


def test_the_first_declaration_wins_field_by_field() -> None:
    first = Supplied(title="Ferry", authors=("Ada Quist",))
    second = Supplied(title="Boat", url="https://harbour.example/1", authors=("Bo Lind",), is_link_shared=True)
    assert merge_supplied(first, second) == Supplied(
        title="Ferry", url="https://harbour.example/1", authors=("Ada Quist",), is_link_shared=True
    )


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a.txt", TEXT, "text/plain"),
        ("a.md", b"# Ferry\n\nIt ran again.", "text/markdown"),
        ("a.html", PAGE, "text/html"),
        ("a.htm", b"<p>It ran again.</p>", "text/html"),
        ("a.eml", b"Subject: Ferry\r\n\r\nIt ran again.", "message/rfc822"),
        ("a.json", b'{"title": "Ferry",\n "text": "It ran again."}', "application/json"),
        ("a.txt", PAGE, "text/html"),  # a page is a page, whatever its name says
        ("page", PAGE, "text/html"),
        ("page.php", b"<?xml version='1.0'?><!-- x --><html><p>x</p></html>", "text/html"),
        ("wide.txt", "The ferry ran.".encode("utf-16"), "text/plain"),
        ("latin.txt", "Die Fähre fuhr.".encode("cp1252"), "text/plain"),
    ],
)
def test_a_file_that_is_one_article_is_kept_as_its_bytes(
    tmp_path: Path, name: str, body: bytes, media_type: str
) -> None:
    [document] = documents(read_bytes(tmp_path, name, body))
    assert (document.input_name, document.media_type, document.body) == (name, media_type, body)


@pytest.mark.parametrize(
    ("ending", "pack"),
    [(".gz", gzipped), (".zst", zstandard.compress), (".bz2", bz2.compress), (".xz", lzma.compress)],
)
def test_compression_is_undone_by_content(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(TEXT) + pack(TEXT)  # two members make one stream
    [named] = documents(read_bytes(tmp_path, "a.txt" + ending, packed))
    [unnamed] = documents(read_bytes(tmp_path, "b.txt", packed))
    assert (named.body, unnamed.body) == (TEXT + TEXT, TEXT + TEXT)
    assert named.document_id == unnamed.document_id


def test_json_lines_load_around_a_broken_line(tmp_path: Path) -> None:
    body = b"\xef\xbb\xbf" + LINE + b'\n\n{"title": "cut\n[1]\n' + b'{"text":"\xe9"}\n' + LINE
    assert answers(read_bytes(tmp_path, "a.jsonl", body)) == {
        "a.jsonl#line 1": LINE,
        "a.jsonl#line 3": "rejected: broken JSON: Unterminated string starting at at character 11",
        "a.jsonl#line 4": "rejected: not an object but a list",
        "a.jsonl#line 5": "rejected: not UTF-8: byte 0xE9 at 10",
        "a.jsonl#line 6": LINE,
    }


@pytest.mark.parametrize(
    "body",
    [
        b"[" + LINE + b",\n " + LINE + b"]",
        b'{"status": "ok", "articles": [' + LINE + b"," + LINE + b"]}",
        b'{"data":[' + LINE + b", " + LINE + b'], "next": "[\\"{"}',
    ],
)
def test_a_json_list_is_cut_into_its_objects(tmp_path: Path, body: bytes) -> None:
    assert answers(read_bytes(tmp_path, "a.json", body)) == {"a.json#object 1": LINE, "a.json#object 2": LINE}


def test_json_lines_and_json_are_told_apart_by_content(tmp_path: Path) -> None:
    pretty = b'{\n "text": "It ran again."\n}'
    assert answers(read_bytes(tmp_path, "a.json", LINE + b"\n" + LINE)) == {
        "a.json#line 1": LINE,
        "a.json#line 2": LINE,
    }
    assert answers(read_bytes(tmp_path, "b.jsonl", pretty)) == {"b.jsonl": pretty}
    assert answers(read_bytes(tmp_path, "c.json", LINE.decode().encode("utf-16"))) == {"c.json": LINE}
    assert answers(read_bytes(tmp_path, "e.jsonl", b"[" + LINE + b"]")) == {"e.jsonl#object 1": LINE}
    assert list(answers(read_bytes(tmp_path, "f.jsonl", b"[1]\n{\n" + LINE))) == [
        f"f.jsonl#line {n}" for n in (1, 2, 3)
    ]
    assert list(answers(read_bytes(tmp_path, "g.jsonl", b"{\n" + LINE))) == ["g.jsonl#line 1", "g.jsonl#line 2"]
    own_list = b'{"text": "It ran again.", "items": [{"name": "ferry"}]}'
    assert answers(read_bytes(tmp_path, "d.json", own_list)) == {"d.json": own_list}


def test_a_wrapper_larger_than_a_leaf_is_streamed(tmp_path: Path) -> None:
    elements = [json.dumps({"text": f'{n} [{{\\"}}] ' + "x" * (n % 90)}).encode() for n in range(2000)]
    body = b'{"status": "ok", "articles": [' + b",".join(elements) + b"]}"
    limits = ReadLimits(leaf_bytes=1000)
    leaves = read_bytes(tmp_path, "a.json", body, limits)
    assert [leaf.body for leaf in documents(leaves)] == elements


def test_csv_rows_become_compact_objects(tmp_path: Path) -> None:
    body = 'title;text;views\nFähre;"It ran.\nTwice.";3\n\n;Only text;\nx;y;z;too many\n'.encode("cp1252")
    assert answers(read_bytes(tmp_path, "a.csv", body)) == {
        "a.csv#line 2": '{"title":"Fähre","text":"It ran.\\nTwice.","views":"3"}'.encode(),
        "a.csv#line 5": b'{"text":"Only text"}',
        "a.csv#line 6": "rejected: broken row: 4 cells under 3 columns",
    }


def test_parquet_rows_become_compact_objects(tmp_path: Path) -> None:
    rows = {
        "title": ["Ferry", None],
        "published_at": pa.array([1_772_433_000_000_000_000, None], pa.timestamp("ns")),
        "day": [date(2026, 3, 2), None],
        "tags": [["sea", "travel"], None],
        "raw": [b"It ran.", None],
    }
    pq.write_table(pa.table(rows), tmp_path / "a.parquet")
    expected = {
        "title": "Ferry",
        "published_at": "2026-03-02 06:30:00.000000000",
        "day": "2026-03-02",
        "tags": ["sea", "travel"],
        "raw": "It ran.",
    }
    found = answers(read(tmp_path / "a.parquet"))
    assert found == {
        "a.parquet#row 1": json.dumps(expected, separators=(",", ":")).encode(),
        "a.parquet#row 2": "rejected: empty",
    }
    packed = answers(read_bytes(tmp_path, "b.parquet.gz", gzipped((tmp_path / "a.parquet").read_bytes())))
    assert list(packed.values()) == list(found.values())


def test_warc_pages_keep_their_address_and_time(tmp_path: Path) -> None:
    cyrillic = "<p>Паром</p>".encode("cp1251")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    body = b"".join(
        [
            warc_record(PAGE, b"200 OK\r\nContent-Type: text/html"),
            warc_record(gzipped(PAGE), b"200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip"),
            warc_record(chunked, b"200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked"),
            warc_record(PAGE, b"200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br"),  # undone by the crawler
            warc_record(cyrillic, b"200 OK\r\nContent-Type: text/html; charset=windows-1251"),
            warc_record(b"", b"301 Moved\r\nLocation: /"),
            warc_record(b"\x89PNG", b"200 OK\r\nContent-Type: image/png"),
            warc_record(TEXT, b"", kind="conversion"),
        ]
    )
    leaves = read_bytes(tmp_path, "a.warc.gz", gzipped(body))
    assert answers(leaves) == {
        **{f"a.warc.gz#record {n}": PAGE for n in (1, 2, 3, 4)},
        "a.warc.gz#record 5": "\ufeff<p>Паром</p>".encode(),
        "a.warc.gz#record 6": "skipped: HTTP status 301",
        "a.warc.gz#record 7": "skipped: content type image/png",
        "a.warc.gz#record 8": TEXT,
    }
    assert isinstance(leaves[0], Document)
    assert leaves[0].supplied == Supplied(url="https://harbour.example/ferry", retrieved_at="2026-03-02T06:00:00Z")


def test_the_same_bytes_give_the_same_ids_in_any_order(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(b'{"text":"%d"}' % n for n in range(20)))
    (tmp_path / "b.zip").write_bytes(zipped({"x.txt": TEXT, "y.html": PAGE}))
    (tmp_path / "c.txt").write_bytes(TEXT)
    paths = list(find_files([tmp_path]))

    def ids(order: list[Path]) -> dict[str, str]:
        leaves = [leaf for path in order for leaf in read_file(path, tmp_path, Supplied(), ReadLimits())]
        return {leaf.input_name: leaf.document_id for leaf in documents(leaves)}

    first = ids(paths)
    assert len(first) == 23
    assert ids(paths) == first
    assert ids(paths[::-1]) == first


def test_names_that_are_not_utf8_can_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/f\xe4hre.txt"))
    path.write_bytes(TEXT)
    assert answers(read(path)) == {"f\ufffdhre.txt": TEXT}


def rows_of(name: str, count: int) -> bytes:
    words = b"It ran again and again. " * 100
    row = b'{"text":"' + words + b'"}'
    body = {
        "a.jsonl": (row + b"\n") * count,
        "a.csv": b"text\n" + (words + b"\n") * count,
        "a.json": b"[" + b",".join([row] * count) + b"]",
    }[name.removesuffix(".gz")]
    return gzipped(body) if name.endswith(".gz") else body


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.json"])
def test_memory_stays_flat_however_long_the_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(rows_of(name, 2_000))  # some 5 MB
    tracemalloc.start()
    try:
        count = sum(isinstance(leaf, Document) for leaf in read_file(tmp_path / name, None, Supplied(), ReadLimits()))
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 2_000
    assert peak_bytes < 1_000_000
