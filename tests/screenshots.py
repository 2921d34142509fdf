"""Draws docs/images anew from the sample articles: ``python -m tests.screenshots`` (``make images``)."""

import base64
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser import Browser
from tests.warehouses import ROOT, SAMPLES, backfill, rows

PAGES = {
    "explore": "select '/'",
    "explore-actor": "select '/actor?id=' || actor_id from reports.top_actors where actor_type = 'person' order by position",
    "explore-article": "select '/article?id=' || article_id from facts.quotes group by article_id order by count(*) desc, article_id",
    "explore-sql": "select '/sql?sql=from+reports.top_topics'",
}


def main() -> None:
    """Backfill the samples, open the brief and the explorer and keep what they look like."""
    with TemporaryDirectory() as folder, Browser(Path(folder) / "profile") as browser:
        warehouse = Path(folder) / "nightdesk.duckdb"
        backfill(warehouse, SAMPLES)
        browser.resize(1200, 1500)
        shoot(browser, warehouse.with_suffix(".brief.html").as_uri(), "brief")
        command = [
            sys.executable,
            "-c",
            "from flows.cli import main; main()",
            "explore",
            "--warehouse",
            str(warehouse),
            "--port",
            "0",
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
            assert server.stdout is not None
            base = server.stdout.readline().split()[0].rstrip("/")
            for name, query in PAGES.items():
                shoot(browser, base + rows(warehouse, query)[0][0], name)
            server.terminate()


def shoot(browser: Browser, url: str, name: str) -> None:
    """Keep a page as docs/images/NAME.png."""
    browser.open(url)
    picture = browser.call("Page.captureScreenshot", format="png")["data"]
    (ROOT / "docs" / "images" / f"{name}.png").write_bytes(base64.b64decode(picture))


if __name__ == "__main__":
    main()
