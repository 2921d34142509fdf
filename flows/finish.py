"""The second half of the path: load → build → publish → brief, on a private copy of the warehouse."""

from dataclasses import dataclass
from pathlib import Path

from flows.progress import Progress
from flows.settings import ROOT, Settings
from tasks.brief import write_brief
from tasks.build import build
from tasks.load import FeedFetch, RunRow, append_rows, create_raw_tables, load_extractions
from tasks.publish import open_work_file, publish
from tasks.resolve import RESOLVERS
from tasks.score import QualityScore, read_scores
from tasks.seeds import Correction, FeedSource, load_corrections, load_feeds

SQL_DIR = ROOT / "sql"


@dataclass(frozen=True, slots=True)
class Seeds:
    """The reviewed rows that models read."""

    feeds: tuple[FeedSource, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run leaves to load: extraction batches, its own row and the feeds it fetched."""

    extracted: tuple[Path, ...]
    row: RunRow
    fetches: tuple[FeedFetch, ...]


def read_seeds(seeds_dir: Path) -> Seeds:
    """Read feeds and corrections; a malformed row raises with file, line and reason."""
    return Seeds(load_feeds(seeds_dir / "feeds.csv"), load_corrections(seeds_dir / "corrections.csv"))


def load_and_publish(settings: Settings, seeds: Seeds, progress: Progress, loaded: Loaded | None = None) -> None:
    """Load what a run extracted (None: nothing new), build and check all models, publish, and write the brief."""
    con = open_work_file(settings.warehouse, settings.work_file)
    progress.stage("load")
    create_raw_tables(con, SQL_DIR)
    if loaded:
        load_extractions(con, loaded.extracted, settings.ledger, loaded.row)
        append_rows(con, "feed_fetches", loaded.fetches, FeedFetch)
    append_rows(con, "sources", seeds.feeds, FeedSource, replace=True)
    append_rows(con, "overrides", seeds.corrections, Correction, replace=True)
    append_rows(con, "quality_scores", read_scores(settings.gold), QualityScore, replace=True)
    progress.stage("build")
    build(con, SQL_DIR, settings.timezone, RESOLVERS)
    progress.stage("publish")
    publish(con, settings.work_file, settings.warehouse)
    progress.stage("brief")
    write_brief(settings.warehouse, settings.brief)
