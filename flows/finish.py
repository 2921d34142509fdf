"""The second half of the path: load → build → publish → brief, on a private copy of the warehouse."""

import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from duckdb import DuckDBPyConnection, OutOfMemoryException, TransactionException

from flows.briefing import write_briefing
from flows.progress import Progress
from flows.settings import ROOT, Settings
from tasks.build import BuildFailed, InPlace, Model, build
from tasks.corrections import correct_actors, correct_extracted
from tasks.extract.topics import load_topics
from tasks.extract.topics.rules import TopicName
from tasks.load import EXTRACTED_TABLES, RunRow, append_rows, load_extractions, load_night
from tasks.publish import TooLittleMemoryError, limit_memory, open_published, open_work_file, publish
from tasks.records import Correction
from tasks.resolve import (
    ENTITY_ACTOR_TABLES,
    EVENT_GROUPS_SQL,
    GROUP_TABLES,
    KEYED_EVENTS_SQL,
    QUOTE_SPEAKERS_SQL,
    QUOTE_WORDS_SQL,
    resolve_actors,
    resolve_group_speakers,
    resolve_quote_groups,
    resolve_reprints,
    resolve_stories,
)
from tasks.retention import tidy_log
from tasks.schema import upgrade
from tasks.score import QualityScore, read_scores
from tasks.search import refresh_index
from tasks.seeds import FeedSource, Watch, load_corrections, load_feeds, load_watchlist

SQL_DIR = ROOT / "sql"
RESOLVERS = (
    correct_extracted,
    InPlace(partial(resolve_actors, correct=correct_actors), ENTITY_ACTOR_TABLES),
    resolve_reprints,
    resolve_stories,
    Model("resolved", "quote_speakers", QUOTE_SPEAKERS_SQL, ("quote_id", "actor_id"), "article_id", is_portioned=True),
    Model("resolved", "quote_words", QUOTE_WORDS_SQL, ("quote_id",), "article_id", is_portioned=True),
    resolve_quote_groups,
    InPlace(resolve_group_speakers, tuple(GROUP_TABLES), slice="quote_group_id"),
    Model("resolved", "keyed_events", KEYED_EVENTS_SQL, ("event_id",), "article_id"),
    Model("resolved", "event_groups", EVENT_GROUPS_SQL, ("event_id",), "event_key"),
)


@dataclass(frozen=True, slots=True)
class Seeds:
    """The reviewed rows that models read, and the recorded scores."""

    feeds: tuple[FeedSource, ...]
    corrections: tuple[Correction, ...]
    topics: tuple[TopicName, ...]
    scores: tuple[QualityScore, ...]
    watchlist: tuple[Watch, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run leaves to load: extraction batches, its own row and what its fetching is to remember."""

    extracted: tuple[Path, ...]
    row: RunRow
    remembered: Path | None


def read_seeds(settings: Settings) -> Seeds:
    """Read feeds, corrections, the names of topics, the scores and the watchlist; a malformed row raises with file, line and reason."""
    return Seeds(
        load_feeds(settings.seeds / "feeds.csv"),
        load_corrections(settings.seeds / "corrections.csv"),
        tuple(load_topics(settings.seeds / "topics.csv").topics.values()),
        read_scores(settings.gold),
        load_watchlist(settings.seeds / "watchlist.csv"),
    )


def load_seed_rows(con: DuckDBPyConnection, seeds: Seeds) -> None:
    """Make the seeds the only rows of their tables."""
    append_rows(con, "sources", seeds.feeds, FeedSource, replace=True)
    append_rows(con, "topics", seeds.topics, TopicName, replace=True)
    append_rows(con, "overrides", seeds.corrections, Correction, replace=True)
    append_rows(con, "quality_scores", seeds.scores, QualityScore, replace=True)
    append_rows(con, "watchlist", seeds.watchlist, Watch, replace=True)


def load_and_publish(settings: Settings, seeds: Seeds, progress: Progress, loaded: Loaded | None = None) -> None:
    """Load what a run extracted (None: nothing new), build and check all models, publish, and write the brief."""
    con = open_work_file(settings.warehouse, settings.work_file)
    progress.stage("load")
    upgrade(con, SQL_DIR, EXTRACTED_TABLES)
    if loaded:
        load_extractions(con, loaded.extracted, settings.ledger, loaded.row)
        if loaded.remembered:
            load_night(con, loaded.remembered, loaded.row.run_id)
        if word := tidy_log(con, settings.retention_days, loaded.row.started_at):
            progress.warn(word)
    load_seed_rows(con, seeds)
    progress.stage("build")
    limit_memory(con, settings.build_memory_mb)
    try:
        build(con, SQL_DIR, settings.timezone, RESOLVERS)
    except BuildFailed as failed:
        failed.write(settings.failed_checks)
        progress.warn(f"checks found rows, all kept in {settings.failed_checks}; {settings.warehouse} stays as it was")
        raise
    except (OutOfMemoryException, TransactionException) as error:
        if isinstance(error, TransactionException) and "memory_limit" not in str(error):
            raise  # a commit that failed for another reason than want of memory
        raise TooLittleMemoryError(
            f"building takes more memory than it is given: set build_memory_mb higher, as NIGHTDESK_BUILD_MEMORY_MB=8000 does "
            f"({str(error).splitlines()[0]}); {settings.warehouse} stays as it was"
        ) from error
    settings.failed_checks.unlink(missing_ok=True)
    progress.stage("publish")
    publish(con, settings.work_file, settings.warehouse)
    progress.stage("search index")
    index_texts(settings, progress)
    progress.stage("brief")
    write_briefing(settings)


def index_texts(settings: Settings, progress: Progress) -> None:
    """Bring the search index up to the published file; without one searches read all texts, so a failure is only told."""
    try:
        with open_published(settings.warehouse) as con:
            refresh_index(con, settings.search_index)
    except (sqlite3.Error, OSError) as error:
        progress.warn(f"{settings.search_index} could not be written: {error}")
