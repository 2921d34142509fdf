"""Taking records out of WARC files, and telling which answers are not to be archived at all.

An answer goes whole or stays whole: a record with words cut out of it would be evidence of what was never sent. So the answer of a feed goes
when one of its entries is purged; the documents of its other entries stay, as rows and in the packs.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from fastwarc.warc import ArchiveIterator, WarcRecordType

from tasks.purge.durable import replace_durably, sync
from tasks.purge.rendering import rendered
from tasks.purge.tombstones import Sought, addresses_in

EXCHANGES = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.request | WarcRecordType.resource
LINK = re.compile(r"(?:href=[\"']|<link>\s*|<guid[^<>]*>\s*)([^\"'<>\s]+)")
COPIED_BYTES = 1_000_000


def refuses_answer(sought: Sought, url: str, headers: str, content_type: str, body: bytes) -> bool:
    """Whether an answer is of a purged address, names a purged person, or, when it is no page but a list such as a feed, has a purged address in it.

    A page that only links to a purged one stays: its words are its own.
    """
    if sought.is_address(url, *addresses_in(headers)):
        return True
    if not (sought.names or sought.addresses):
        return False
    texts = (url, headers, *rendered("application/json" if "json" in content_type else "", body))
    if any(map(sought.names_in, texts)):
        return True
    if "html" in content_type:
        return False
    links = (urljoin(url, link) for text in texts for link in LINK.findall(text))
    return sought.is_address(*(address for text in texts for address in addresses_in(text)), *links)


def sweep_archive(folder: Path, sought: Sought, *, is_trial: bool = False) -> int:
    """Write every WARC file that holds a refused answer anew without it and its request; returns how many exchanges go.

    Other records are copied byte for byte. With ``is_trial`` they are only counted. A file without an exchange left is removed.
    """
    count = 0
    for path in sorted(folder.glob("*.warc.gz")):
        refused = _refused_targets(path, sought)
        count += len(refused)
        if refused and not is_trial:
            _rewrite(path, refused)
    return count


def _refused_targets(path: Path, sought: Sought) -> set[str]:
    """The ids of the responses that go."""
    refused = set()
    for record in _records(path, WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.resource):
        status_and_headers = (
            "\n".join(f"{name}: {value}" for name, value in record.http_headers) if record.http_headers else ""
        )
        content_type = str((record.http_headers or record.headers).get("Content-Type") or "")
        if refuses_answer(sought, _target(record), status_and_headers, content_type, record.reader.read()):
            refused.add(record.record_id)
    return refused


def _rewrite(path: Path, refused: set[str]) -> None:
    unfinished = path.with_name(path.name + ".unfinished")
    kept = 0
    with path.open("rb") as source, unfinished.open("wb") as target:
        for record, start, end in _members(path):
            answered = record.headers.get("WARC-Concurrent-To")
            if record.record_id in refused or answered in refused:
                continue
            kept += bool(record.record_type & EXCHANGES)
            source.seek(start)
            _copy(source, target, end - start)
    if kept:
        replace_durably(unfinished, path)
    else:
        unfinished.unlink()
        path.unlink()
        sync(path.parent)


def _members(path: Path) -> Iterator[tuple[Any, int, int]]:
    """The records of a file, each with where its gzip member begins and ends."""
    places = [(record.stream_pos, record) for record in _records(path, WarcRecordType.any_type)]
    ends = [start for start, _ in places[1:]] + [path.stat().st_size]
    yield from ((record, start, end) for (start, record), end in zip(places, ends, strict=True))


def _records(path: Path, kinds: Any) -> Iterator[Any]:
    yield from ArchiveIterator(str(path), record_types=kinds, parse_http=True, auto_decode="all")


def _target(record: Any) -> str:
    return str(record.headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")


def _copy(source: io.BufferedReader, target: io.BufferedWriter, count: int) -> None:
    while count:
        piece = source.read(min(count, COPIED_BYTES))
        target.write(piece)
        count -= len(piece)
