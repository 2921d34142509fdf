"""Broken containers: what can be read of them loads, and the rest ends with its reason."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.read.json_elements import ElementCutter
from tests.reading import answers, gzipped, parquet, read_bytes, tarred, warc_record, zipped

TEXT = b"The ferry to Lower Quay ran again on Monday.\n"
LINE = b'{"text":"It ran again."}'
ZEROS = bytes(80_000_000)
FEED = b"<rss version='2.0'><channel><title>P</title><item><title>F</title><description>It ran.</description></item></channel></rss>"


def encrypted_zip() -> bytes:
    body = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    body[6] |= 1
    body[body.index(b"PK\x01\x02") + 8] |= 1
    return bytes(body)


def nested_zip(depth: int) -> bytes:
    body = zipped({"a.txt": TEXT})
    for _ in range(depth):
        body = zipped({"in.zip": body})
    return body


def broken_member_zip() -> bytes:
    body = bytearray(zipped({"a.txt": TEXT * 9, "b.txt": TEXT}))
    body[40] ^= 0xFF
    return bytes(body)


def odd_tar() -> bytes:
    members = bytearray(tarred({"fifo.txt": b"", "link.txt": b"", "b.txt": TEXT}))
    for start, kind in ((0, b"6"), (512, b"2")):
        members[start + 156 : start + 157] = kind
        members[start + 148 : start + 156] = b" " * 8
        members[start + 148 : start + 156] = b"%06o\0 " % sum(members[start : start + 512])
    return bytes(members)


CUT_WARC = (warc_record(TEXT, b"200 OK\r\nContent-Type: text/plain") * 2)[:-60]
BAD_WARC = (
    warc_record(TEXT, b"200 OK\r\nContent-Type: text/plain") + b"WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\nx"
)
GONE_WARC = warc_record(b"x" * 60, b"200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip")

PARTLY: list[tuple[str, Callable[[], bytes], dict[str, bytes | str]]] = [
    (
        "a.jsonl.gz",
        lambda: gzipped(b"\n".join([LINE, LINE, os.urandom(50_000).hex().encode()]))[:-30_000],
        {"#line 1": LINE, "#line 2": LINE, "": "rejected: truncated gzip"},
    ),
    (
        "a.csv.gz",
        lambda: gzipped(b"text\nIt ran.\n" + b'"' + os.urandom(50_000).hex().encode() + b'"')[:-30_000],
        {"#line 2": b'{"text":"It ran."}', "": "rejected: truncated gzip"},
    ),
    (
        "a.json",
        lambda: b"[" + LINE + b", {broken}, " + LINE + b", " + LINE[:9],
        {
            "#object 1": LINE,
            "#object 2": "rejected: broken JSON: Expecting property name enclosed in double quotes at character 2",
            "#object 3": LINE,
            "": "rejected: truncated JSON: the list has no end",
        },
    ),
    (
        "a.csv",
        lambda: b'text,by\n"It "ran" again",A\nIt ran,B\n"never closed,C\n',
        {
            "#line 2": "rejected: broken row: ',' expected after '\"'",
            "#line 3": b'{"text":"It ran","by":"B"}',
            "#line 4": "rejected: broken row: unexpected end of data",
        },
    ),
    (
        "a.json",
        lambda: b"[" + LINE + b"]\n[" + LINE + b"]",
        {"#object 1": LINE, "": "rejected: broken JSON: more after the end of the list"},
    ),
    ("a.zip", encrypted_zip, {"!a.txt": "rejected: encrypted", "!b.txt": TEXT}),
    ("a.zip", broken_member_zip, {"!a.txt": "rejected: damaged zip member", "!b.txt": TEXT}),
    (
        "a.zip",
        lambda: zipped({"a.jsonl": ZEROS, "b.txt": ZEROS, "c.txt": TEXT}),
        {
            "!a.jsonl": "rejected: the zip member unfolds to too many times its size",
            "!b.txt": "rejected: larger than 20,000,000 bytes",
            "!c.txt": TEXT,
        },
    ),
    ("a.zip", lambda: nested_zip(3), {"!in.zip!in.zip!in.zip": "rejected: nested in more than 3 archives"}),
    ("a.zip", lambda: zipped({"../../a.txt": TEXT, "/etc/b.txt": TEXT}), {"!../../a.txt": TEXT, "!/etc/b.txt": TEXT}),
    ("a.tar", odd_tar, {"!fifo.txt": "rejected: not a regular file", "!link.txt": "skipped: a link", "!b.txt": TEXT}),
    (
        "a.tar",
        lambda: tarred({"a.txt": TEXT, "b.txt": TEXT * 99})[:2500],
        {"!a.txt": TEXT, "": "rejected: truncated tar archive"},
    ),
    (
        "a.tgz",
        lambda: gzipped(tarred({"a.txt": TEXT, "b.txt": os.urandom(20_000).hex().encode()}))[:-9_000],
        {"!a.txt": TEXT, "": "rejected: truncated gzip"},
    ),
    (
        "a.tar",
        lambda: tarred({"a.txt": TEXT, "b.txt": TEXT}).replace(b"b.txt", b"c.txt"),
        {"!a.txt": TEXT, "": "rejected: damaged tar archive after 1 members"},
    ),
    (
        "a.warc",
        lambda: CUT_WARC,
        {"#record 1": TEXT, "#record 2": "rejected: truncated: the file ends inside this record"},
    ),
    (
        "a.warc",
        lambda: BAD_WARC,
        {"#record 1": TEXT, "#record 2": "rejected: empty", "": "rejected: damaged WARC after record 2"},
    ),
    ("a.warc", lambda: GONE_WARC, {"#record 1": "rejected: damaged content encoding"}),
    (
        "a.parquet",
        lambda: parquet(["It ran.", None, "It \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")]),
        {"#row 1": b'{"text":"It ran."}', "#row 2": "rejected: empty", "#row 3": '{"text":"It 😀"}'.encode()},
    ),
    (
        "a.rss.gz",
        lambda: gzipped(FEED[:-16] + b"<item><description>" + os.urandom(20_000).hex().encode())[:-9_000],
        {"#entry 1": b"It ran.", "": "rejected: truncated gzip"},
    ),
]


@pytest.mark.parametrize(("name", "build", "ended"), PARTLY, ids=[f"{n}-{name}" for n, (name, *_) in enumerate(PARTLY)])
def test_what_can_be_read_of_a_broken_container_loads(
    tmp_path: Path, name: str, build: Callable[[], bytes], ended: dict[str, bytes | str]
) -> None:
    found = answers(read_bytes(tmp_path, name, build()))
    assert list(found) == [name + part for part in ended]
    for part, expected in ended.items():
        told = found[name + part]
        assert told == expected or (isinstance(expected, str) and str(told).startswith(expected))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('ab"\\[]{},: é\n'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab"\\[]'), inner, max_size=3),
    max_leaves=9,
)


@given(elements=st.lists(st.fixed_dictionaries({"t": JSON_VALUES})), status=JSON_VALUES, size=st.integers(1, 40))
@settings(deadline=None)
def test_a_list_is_cut_the_same_wherever_its_chunks_end(elements: list[object], status: object, size: int) -> None:
    for document in (elements, {"status": status, "articles": elements, "next": status}):
        body = json.dumps(document, ensure_ascii=False).encode()
        cutter = ElementCutter(1_000_000)
        cut = list(cutter.cut(body[start : start + size] for start in range(0, len(body), size)))
        assert [json.loads(element or b"") for element in cut] == elements
        assert cutter.closed
