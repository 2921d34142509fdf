"""Reading large files as a worker does: MB a second of CPU time, and how much memory a file twenty times as large takes.

Run: ``python -m benchmarks.streams FOLDER``: 2 GB of JSON lines and a WARC file of 1 GB, 3 kB an article, kept in FOLDER for the next time.
"""

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

from flows.work import InputFile, read_to_spools

LINE_BYTES, WARC_BYTES = 2_000_000_000, 1_000_000_000
SMALLER = 20
SPOOLED = 32
WORDS = "The harbour board of the town met on the quay and put off what it had agreed on in spring. " * 30


def lines(number: int) -> bytes:
    """An article as a JSON line."""
    article = {"url": f"https://outlet.example/{number}", "title": f"Quay {number}", "text": f"{number} {WORDS}"}
    return json.dumps(article).encode() + b"\n"


def records(number: int) -> bytes:
    """An article's page as a WARC record."""
    page = f"<html><head><title>Quay {number}</title></head><body><p>{number} {WORDS}</p></body></html>".encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Date: 2026-03-10T00:00:00Z\r\n"
        f"WARC-Target-URI: https://outlet.example/{number}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def write(path: Path, make: Callable[[int], bytes], size: int) -> None:
    """Write articles until the file has ``size`` bytes."""
    with path.open("wb") as file:
        number = 0
        while file.tell() < size:
            file.write(make(number))
            number += 1


def read(path: Path) -> tuple[float, float]:
    """CPU seconds and peak MB of reading a file into spools, which are thrown away."""
    spools = path.parent / "spools"
    spools.mkdir()
    started = time.process_time()
    read_to_spools((InputFile(path, path.parent),), spools / "spool", SPOOLED)
    spent = time.process_time() - started
    shutil.rmtree(spools)
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measure(folder: Path) -> Iterator[str]:
    """A row for each kind of file."""
    for name, make, size in (("articles.jsonl", lines, LINE_BYTES), ("articles.warc", records, WARC_BYTES)):
        peaks = []
        for part in (SMALLER, 1):
            path = folder / f"{size // part}-{name}"
            if not path.exists():
                write(path, make, size // part)
            with get_context("spawn").Pool(1) as pool:  # a process a file, as the peak is the process's
                seconds, peak = pool.apply(read, (path,))
            peaks.append(peak)
        yield f"{name}, {size / 1e9:.0f} GB: {size / 1e6 / seconds:.0f} MB a second, peak {peaks[1]:.0f} MB, of a twentieth {peaks[0]:.0f} MB"


if __name__ == "__main__":
    for row in measure(Path(sys.argv[1])):
        print(row, flush=True)
