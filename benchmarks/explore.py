"""Time of the explorer's pages and of queries of marts on a built warehouse: of the first request, and median and slowest of five for other rows.

Run: ``python -m benchmarks.explore WAREHOUSE``, one that ``benchmarks.grow`` made. Its search index is made where it is not there.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from tasks.publish import open_published
from tasks.search import refresh_index

ADDRESSES = {
    "first page": "select '/' from range(6)",
    "the actors in most articles": "select '/actor?id=' || actor_id from reports.top_actors order by position limit 6",
    "any actors": "select '/actor?id=' || actor_id from facts.actors order by actor_id limit 6",
    "the topics in most articles": "select '/topic?id=' || topic_id from reports.top_topics order by position limit 6",
    "a topic's day": "select '/topic?id=' || topic_id || '&day=2025-06-01' from reports.top_topics order by position limit 6",
    "stories": "select '/story?id=' || story_id from facts.stories order by story_id limit 6",
    "articles": "select '/article?id=' || article_id from facts.articles order by article_id limit 6",
    "outlets": "select '/outlet?name=Outlet+' || i from range(6) as rows(i)",
    "search of names and headlines": "select '/search?q=' || word from unnest(['F000000012', 'headline', 'guild', 'zebra', 'W00000077', 'topic-9']) as words(word)",
    "search of quotes and texts": "select '/search?texts=1&q=' || word from unnest(['goes%20on', 'zebra', 'plan%20agreed', 'Paris', 'met', 'wa1']) as words(word)",
}
ACTOR = "(select actor_id from reports.top_actors order by position limit 1)"
QUERIES = {
    "topic_daily": "select published_date, topic_name, report_count from marts.topic_daily order by all limit 10",
    "topic_trends": "select * from marts.topic_trends where published_date = '2025-06-01' order by report_share desc limit 10",
    "topic_actor_daily": "select * from marts.topic_actor_daily where published_date = '2025-06-01' order by report_count desc limit 10",
    "actor_daily": f"select * from marts.actor_daily where actor_id = {ACTOR} order by published_date",
    "actor_network": f"select * from marts.actor_network where actor_id = {ACTOR} order by report_count desc limit 10",
    "actor_roles_current": "select actor_name, role_text, role_status from marts.actor_roles_current limit 10",
    "who_said_what": "select actor_name, text, report_count from marts.who_said_what order by independent_outlet_count desc limit 10",
    "event_groups": "select * from marts.event_groups order by independent_outlet_count desc limit 10",
    "story_daily": "select * from marts.story_daily where published_date = '2025-06-01' order by report_count desc limit 10",
    "source_daily": "select * from marts.source_daily where source_name = 'Outlet 7' order by published_date",
    "conflicting_figures": "select * from marts.conflicting_figures order by published_date limit 10",
    "feed_health": "select * from marts.feed_health limit 10",
}


def index(path: Path) -> None:
    """Make the search index of the warehouse, or bring it up to it."""
    started, beside = time.perf_counter(), path.with_suffix(".search.sqlite")
    with open_published(path) as con:
        refresh_index(con, beside)
    print(f"search index: {time.perf_counter() - started:.1f} s, {beside.stat().st_size:,} bytes", flush=True)


def query(path: Path) -> None:
    """Print the times of one query of each mart, by a connection of its own, as ``nightdesk query`` has one."""
    for mart, asked in QUERIES.items():
        with open_published(path) as con:
            times = []
            for _ in range(6):
                started = time.perf_counter()
                con.execute(asked).fetchall()
                times.append(time.perf_counter() - started)
        print(
            f"{mart}: first {times[0]:.3f} s, median {statistics.median(times[1:]):.3f} s, slowest {max(times[1:]):.3f} s"
        )


def measure(path: Path) -> None:
    """Print the median and the slowest of five requests of each kind, sent to a server of its own; the first is sent apart."""
    program = "from flows.cli import main; main()"
    command = [sys.executable, "-c", program, "explore", "--warehouse", str(path), "--port", "0"]
    with open_published(path) as con:
        asked = [(name, *[row[0] for row in con.execute(rows).fetchall()]) for name, rows in ADDRESSES.items()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base = server.stdout.readline().split()[0].rstrip("/")
        try:
            for name, *addresses in asked:
                first, *rest = (_seconds(base + address, server.pid) for address in addresses)
                times, cpu = zip(*rest, strict=True)
                print(
                    f"{name}: first {first[0]:.3f} s, median {statistics.median(times):.3f} s, slowest {max(times):.3f} s; "
                    f"CPU: first {first[1]:.2f} s, median {statistics.median(cpu):.2f} s, slowest {max(cpu):.2f} s",
                    flush=True,
                )
        finally:
            server.terminate()


def _seconds(url: str, server: int) -> tuple[float, float]:
    """Time of a request, and what of it the server's process spent on a processor: all there is on an idle machine."""
    started, spent = time.perf_counter(), _cpu(server)
    with urlopen(url, timeout=60) as answer:
        answer.read()
    return time.perf_counter() - started, _cpu(server) - spent


def _cpu(process: int) -> float:
    """Seconds of user and system time (proc(5), in hundredths)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    file = Path(sys.argv[1])
    index(file)
    query(file)
    measure(file)
