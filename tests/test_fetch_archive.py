"""The archive: what went over the wire, readable by this program and by other tools' rules, rotated, and mended after a kill."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from tasks.fetch.answers import Answer, Exchange
from tasks.fetch.archive import Archive
from tasks.read import ReadLimits, read_file
from tasks.records import Document, Supplied

PAGE = gzip.compress(b"<html><body><p>The bridge is open again, the mayor said on Monday.</p></body></html>", mtime=0)
RECEIVED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
)


def answer(
    url: str, status: int = 200, received: bytes = RECEIVED, headers: tuple[tuple[str, str], ...] = ()
) -> Answer:
    at = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
    return Answer(Exchange(url, at, 0.5, "192.0.2.1", b"GET / HTTP/1.1\r\n\r\n", received), status, headers, b"")


def archived(folder: Path, *answers: Answer, rotate_bytes: int = 10_000) -> list[Path]:
    archive = Archive(folder, "nightly-1", "nightdesk/0", rotate_bytes)
    for each in answers:
        archive.keep(each)
    archive.close()
    return sorted(folder.iterdir())


def test_a_record_holds_request_response_hash_address_and_run(tmp_path: Path) -> None:
    (file,) = archived(tmp_path, answer("https://town.example/a"))
    assert file.name == "nightly-1-00000.warc.gz"
    records = []
    for record in ArchiveIterator(file.open("rb"), parse_http=False):
        assert record.record_type == WarcRecordType.warcinfo or record.verify_block_digest(consume=False)
        records.append((record.record_type, dict(record.headers), record.reader.read()))
    (info, about, lines), (response, said, received), (request, asked, sent) = records
    assert (info, response, request) == (WarcRecordType.warcinfo, WarcRecordType.response, WarcRecordType.request)
    assert b"isPartOf: nightly-1\r\n" in lines
    assert said["WARC-Target-URI"] == "https://town.example/a"
    assert said["WARC-Date"] == "2026-03-02T01:02:03.000000Z"
    assert said["WARC-IP-Address"] == "192.0.2.1"
    assert said["WARC-Warcinfo-ID"] == asked["WARC-Warcinfo-ID"] == about["WARC-Record-ID"]
    assert asked["WARC-Concurrent-To"] == said["WARC-Record-ID"]
    assert (received, sent) == (RECEIVED, b"GET / HTTP/1.1\r\n\r\n")


def test_another_tool_reads_it_and_finds_every_digest_right(tmp_path: Path) -> None:
    not_modified = answer("https://town.example/b", 304, b"HTTP/1.1 304 Not Modified\r\n\r\n")
    (file,) = archived(tmp_path, answer("https://town.example/a"), not_modified)
    with file.open("rb") as archive:
        found = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in WarcioIterator(archive, check_digests="raise")
        ]
    assert [(kind, url) for kind, url, _ in found[1:]] == [
        ("response", "https://town.example/a"),
        ("request", "https://town.example/a"),
        ("revisit", "https://town.example/b"),
        ("request", "https://town.example/b"),
    ]
    assert found[1][2] == gzip.decompress(PAGE)


def test_an_archived_page_is_read_as_the_page_it_was(tmp_path: Path) -> None:
    (file,) = archived(tmp_path, answer("https://town.example/a"))
    documents = [leaf for leaf in read_file(file, tmp_path, Supplied(), ReadLimits()) if isinstance(leaf, Document)]
    assert [(each.supplied.url, each.supplied.retrieved_at, each.body) for each in documents] == [
        ("https://town.example/a", "2026-03-02T01:02:03.000000Z", gzip.decompress(PAGE))
    ]


def test_not_modified_is_a_revisit(tmp_path: Path) -> None:
    (file,) = archived(tmp_path, answer("https://town.example/a", 304, b"HTTP/1.1 304 Not Modified\r\n\r\n"))
    kinds = [record.record_type for record in ArchiveIterator(file.open("rb"))]
    assert kinds == [WarcRecordType.warcinfo, WarcRecordType.revisit, WarcRecordType.request]


def test_reserved_answers_are_not_kept(tmp_path: Path) -> None:
    assert archived(tmp_path, answer("https://town.example/a", headers=(("tdm-reservation", "1"),))) == []


def test_an_answer_that_comes_after_the_end_opens_no_new_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "nightly-1", "nightdesk/0")
    archive.keep(answer("https://town.example/a"))
    archive.close()
    archive.keep(answer("https://town.example/late"))
    assert [path.name for path in tmp_path.iterdir()] == ["nightly-1-00000.warc.gz"]


def test_files_are_rotated(tmp_path: Path) -> None:
    files = archived(tmp_path, *(answer(f"https://town.example/{n}") for n in range(3)), rotate_bytes=500)
    assert [file.name for file in files] == [f"nightly-1-0000{n}.warc.gz" for n in range(3)]


def test_what_a_kill_left_is_cut_behind_its_last_whole_record(tmp_path: Path) -> None:
    (file,) = archived(tmp_path / "whole", answer("https://town.example/a"), answer("https://town.example/b"))
    whole = file.read_bytes()
    for cut in range(0, len(whole) + 1, 7):
        folder = tmp_path / str(cut)
        folder.mkdir()
        (folder / "nightly-0-00000.warc.gz.open").write_bytes(whole[:cut])
        Archive(folder, "nightly-1", "nightdesk/0").close()
        mended = (folder / "nightly-0-00000.warc.gz").read_bytes()
        assert whole.startswith(mended)
        assert gzip.decompress(mended).count(b"WARC/1.1\r\n") == gzip_members(whole, cut)


def gzip_members(whole: bytes, cut: int) -> int:
    """How many members of a chain end at or before ``cut``: they begin with the same ten bytes but for the time."""
    ends = [at for at in range(1, len(whole)) if whole[at : at + 3] == b"\x1f\x8b\x08" and is_chain(whole[:at])]
    return sum(end <= cut for end in [*ends, len(whole)])


def is_chain(head: bytes) -> bool:
    try:
        gzip.decompress(head)
    except (EOFError, OSError):
        return False
    return True
