"""Every answer as it went over the wire, in WARC 1.1 (ISO 28500): request, response, digests, address and run.

A file is a chain of gzip members, one a record, so that it can be read from any record on and a torn end costs one record.
"""

import base64
import gzip
import hashlib
import os
import threading
import uuid
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from tasks.fetch.answers import Answer, Exchange
from tasks.fetch.opt_outs import reservation

ROTATE_BYTES = 500_000_000
OPEN_SUFFIX = ".open"
READ_BYTES = 1_000_000
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/server-not-modified"


class Archive:
    """The WARC files of one run, in a folder; to be closed. May be written from several threads.

    An answer that comes after closing is not kept: it belongs to a request of a run that was stopped. A file under way ends in ``.open``;
    what a killed run left so is cut behind its last whole record and closed.
    """

    def __init__(self, folder: Path, run_id: str, software: str, rotate_bytes: int = ROTATE_BYTES) -> None:
        self._folder, self._run_id, self._software, self._rotate_bytes = folder, run_id, software, rotate_bytes
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._file_count = 0
        self._is_closed = False
        self._info_id = ""
        folder.mkdir(parents=True, exist_ok=True)
        for left in sorted(folder.glob("*" + OPEN_SUFFIX)):
            _mend(left)
            _finish(left)

    def keep(self, answer: Answer) -> None:
        """Write request and response; nothing of an answer whose rights are reserved."""
        if reservation(answer):
            return
        exchange = answer.exchange
        response_id = _record_id()
        response = _response(answer, response_id)
        request = _exchange_headers("request", exchange, exchange.sent) | {"WARC-Concurrent-To": response_id}
        with self._lock:
            if self._is_closed:
                return
            file = self._opened()
            file.write(_record(response | {"WARC-Warcinfo-ID": self._info_id}, exchange.received))
            file.write(_record(request | {"WARC-Warcinfo-ID": self._info_id}, exchange.sent))
            file.flush()
            if file.tell() >= self._rotate_bytes:
                self._close()

    def close(self) -> None:
        """Close the file under way, the last one of the run."""
        with self._lock:
            self._close()
            self._is_closed = True

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            name = f"{self._run_id}-{self._file_count:05d}.warc.gz"
            self._file_count += 1
            self._file = (self._folder / (name + OPEN_SUFFIX)).open("wb")
            self._info_id = _record_id()
            lines = (
                f"software: {self._software}\r\nformat: WARC File Format 1.1\r\nisPartOf: {self._run_id}\r\n".encode()
            )
            about = {"WARC-Type": "warcinfo", "WARC-Filename": name, "Content-Type": "application/warc-fields"}
            self._file.write(
                _record({"WARC-Record-ID": self._info_id, "WARC-Date": _date(datetime.now(UTC))} | about, lines)
            )
        return self._file

    def _close(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            _finish(Path(self._file.name))
            self._file = None


def _response(answer: Answer, record_id: str) -> dict[str, str]:
    """A 304 is the revisit of an earlier record, which other tools know how to follow."""
    exchange = answer.exchange
    payload = exchange.received.partition(b"\r\n\r\n")[2]
    headers = _exchange_headers("response", exchange, exchange.received)
    headers |= {"WARC-Record-ID": record_id, "WARC-Payload-Digest": _digest(payload)}
    return headers | ({"WARC-Type": "revisit", "WARC-Profile": NOT_MODIFIED} if answer.status == 304 else {})


def _exchange_headers(kind: str, exchange: Exchange, block: bytes) -> dict[str, str]:
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": _record_id(),
        "WARC-Date": _date(exchange.requested_at),
        "WARC-Target-URI": exchange.url,
        "WARC-Block-Digest": _digest(block),
        "Content-Type": f"application/http;msgtype={kind}",
    }
    return headers | ({"WARC-IP-Address": exchange.address} if exchange.address else {})


def _record(headers: dict[str, str], block: bytes) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return gzip.compress(f"WARC/1.1\r\n{lines}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n", 6)


def _record_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _date(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _digest(block: bytes) -> str:
    """SHA-1 in base32: the form that WARC tools agree on."""
    return "sha1:" + base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()


def _mend(torn: Path) -> None:
    """Cut a file behind its last whole gzip member."""
    with torn.open("rb+") as file:
        whole, inflating = 0, zlib.decompressobj(zlib.MAX_WBITS | 16)
        while piece := file.read(READ_BYTES):
            while piece:
                try:
                    inflating.decompress(piece)
                except zlib.error:
                    piece = b""
                    break
                if not inflating.eof:
                    break
                piece = inflating.unused_data
                whole = file.tell() - len(piece)
                inflating = zlib.decompressobj(zlib.MAX_WBITS | 16)
        file.truncate(whole)


def _finish(under_way: Path) -> None:
    under_way.rename(under_way.with_name(under_way.name.removesuffix(OPEN_SUFFIX)))
