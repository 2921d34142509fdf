"""What tests of whole nights share: settings that allow loopback, a feeds.csv, and patience."""

import time
from collections.abc import Callable
from pathlib import Path

NIGHT = {
    "NIGHTDESK_CONTACT": "desk@town.example",
    "NIGHTDESK_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NIGHTDESK_HOST_SPACING_SECONDS": "0.05",
}
HEADER = "feed_url,source_name,owner_name,country_code,language_code,section_name\n"


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until the condition holds, as long as a busy machine may need for a run to get there."""
    for _ in range(3_000):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("waited five minutes in vain")


def feeds_csv(folder: Path, *feed_urls: str) -> Path:
    """A table of feeds of one outlet."""
    table = folder / "feeds.csv"
    table.write_text(HEADER + "".join(f"{url},Town,Town Ltd,NO,en,\n" for url in feed_urls), encoding="utf-8")
    return table
