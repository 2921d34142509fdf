"""Two nights of fetching from a site on loopback: seconds, requests, peak memory, and the second night's share of 304s.

Run: ``python -m benchmarks.fetching [FEEDS] [ENTRIES]``. Half of the feeds give whole entries, half need their pages. Nothing is extracted.
"""

import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import TypeAlias

import duckdb

from flows.engine import PlainEngine
from flows.jobs import open_fetcher
from flows.night import Night
from flows.path import open_stages
from flows.run import Selection
from flows.settings import ROOT, Settings
from flows.work import Rules
from tasks.fetch import Archive, Once, States
from tasks.load import EXTRACTED_TABLES, load_night
from tasks.publish import CONFIG
from tasks.schema import upgrade
from tasks.seeds import FeedSource
from tasks.workers import Workers

PORT = 8090
WORDS = "The council met in the town hall and voted on the bridge again. " * 20


def host(number: int) -> str:
    """A loopback address of the feed's own."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


Count: TypeAlias = "Synchronized[int]"


async def serve(feed_count: int, entry_count: int, asked: Count) -> None:
    """Answer feeds with an ETag, pages, and 404 for anything else; ``asked`` counts the requests."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        asked.value += 1
        path, at = request.split()[1], writer.get_extra_info("sockname")[0]
        status, body = "404 Not Found", ""
        if path == "/feed":
            status, body = ("304 Not Modified", "") if "If-None-Match" in request else ("200 OK", feed(at, entry_count))
        elif path.isascii() and path[1:].isdigit():
            status, body = "200 OK", f"<html><body><article><p>{WORDS}</p><p>{at} {path}</p></article></body></html>"
        length = "" if status.startswith("304") else f"Content-Length: {len(body.encode())}\r\n"
        writer.write(
            f'HTTP/1.1 {status}\r\nETag: "1"\r\nContent-Type: text/html\r\n{length}Connection: close\r\n\r\n{body}'.encode()
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, [host(number) for number in range(feed_count)], PORT, backlog=1_000)
    await server.serve_forever()


def feed(at: str, entry_count: int) -> str:
    """A feed whose entries are whole on every second host."""
    text = WORDS if int(at.rsplit(".", maxsplit=1)[-1]) % 2 else "A teaser…"
    entries = (
        f"<item><title>Entry {n}</title><link>http://{at}:{PORT}/{n}</link><guid>{n}</guid><description>{text}</description></item>"
        for n in range(entry_count)
    )
    return f"<rss version='2.0'><channel><title>{at}</title>{''.join(entries)}</channel></rss>"


def night(settings: Settings, feeds: list[FeedSource], run_id: str, asked: Count) -> None:
    """Fetch, remember, and print what it took: all requests, robots.txt's and tdmrep.json's too, and the share of 304s among feeds."""
    asked.value = 0
    folder = Path(tempfile.mkdtemp(dir=settings.warehouse.parent))
    archive = Archive(settings.archive_dir, run_id, "benchmark")
    began, spent = time.monotonic(), time.process_time()
    with Workers(settings.workers, 4_000_000_000) as workers:
        stages = open_stages(workers, Rules(settings.model, settings.seeds, "en"), Selection(), settings)
        fetcher, states = Once(open_fetcher(settings, archive.keep), folder), States(settings.warehouse)
        step = Night(run_id, datetime.now(UTC), fetcher, states, folder)
        for _ in step.spools(feeds, stages, PlainEngine(settings.workers)):
            pass
    archive.close()
    with duckdb.connect(str(settings.warehouse), config=CONFIG) as con:
        upgrade(con, ROOT / "sql", EXTRACTED_TABLES)
        load_night(con, folder, run_id)
        shares = con.execute(SHARE_SQL, [run_id]).fetchone() or (0, 0.0)
    seconds, memory = time.monotonic() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{run_id} night: {seconds:.0f} s, {time.process_time() - spent:.0f} s of CPU, {asked.value:,} requests, {shares[0]:,} pages, "
        f"{shares[1]:.0%} of feeds 304, {memory:.0f} MB peak"
    )


SHARE_SQL = """
select
    (select count(*) from raw.page_fetches where run_id = $1),
    (select avg(cast(http_status = 304 as integer)) from raw.feed_fetches where run_id = $1)
"""


def main() -> None:
    """Run both nights."""
    feed_count, entry_count = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (500, 20)
    asked: Count = multiprocessing.Value("i", 0)
    server = multiprocessing.Process(target=lambda: asyncio.run(serve(feed_count, entry_count, asked)), daemon=True)
    server.start()
    time.sleep(2)
    feeds = [FeedSource(f"http://{host(n)}:{PORT}/feed", "Town", "Town", "NO", "en", None) for n in range(feed_count)]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "night.duckdb", allowed_networks="127.0.0.0/8", host_spacing_seconds=0.1)
        night(settings, feeds, "first", asked)
        night(settings, feeds, "second", asked)
    server.terminate()


if __name__ == "__main__":
    main()
