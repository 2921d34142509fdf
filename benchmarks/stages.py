"""Where a worker's time goes, stage by stage, and loading against DuckDB's own insert."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import duckdb
from spacy.language import Language

from benchmarks.corpus import shipped_articles
from flows.finish import SQL_DIR
from flows.settings import ROOT, Settings
from tasks.batches import batched, write_batch
from tasks.clean import CleanDefaults, clean_document
from tasks.extract.actors import find_actors
from tasks.extract.dates import find_dates
from tasks.extract.events import find_events
from tasks.extract.facts import Knowledge, extract_facts, headline_of, load_knowledge
from tasks.extract.figures import find_figures
from tasks.extract.key_facts import find_key_facts
from tasks.extract.model import ParagraphParser, load_model
from tasks.extract.places import find_places
from tasks.extract.quotes import find_quotes
from tasks.extract.topics import find_topics
from tasks.load import RunRow, load_extractions
from tasks.records import Article, Document, Extraction, Facts, Supplied
from tasks.store import Ledger

LOADED = 10_000
os.environ["OPENBLAS_NUM_THREADS"] = "1"


@cache
def loaded() -> tuple[Language, Knowledge]:
    """The default model and the knowledge of the seeds."""
    return load_model(Settings().model), load_knowledge(ROOT / "seeds")


def stage_seconds(bodies: list[str], media_type: str) -> dict[str, float]:
    """CPU seconds of each stage for some documents, as one worker takes them."""
    nlp, known = loaded()
    list(ParagraphParser(nlp).docs(bodies[:2]))
    spent: dict[str, float] = {}

    @contextmanager
    def counted(stage: str) -> Iterator[None]:
        started = time.process_time()
        yield
        spent[stage] = spent.get(stage, 0.0) + time.process_time() - started

    with counted("clean"):
        documents = [Document(str(no), "", media_type, text.encode(), Supplied()) for no, text in enumerate(bodies)]
        cleaned = [clean_document(document, CleanDefaults()) for document in documents]
        articles = [article for article in cleaned if isinstance(article, Article)]
    with counted("model"):
        docs = list(ParagraphParser(nlp).docs(article.text for article in articles))
        headlines = list(ParagraphParser(nlp).docs(map(headline_of, articles)))
    for article, doc, headline in zip(articles, docs, headlines, strict=True):
        text = article.text
        with counted("actors"):
            actors = find_actors(doc, text, known.actors)
        with counted("quotes"):
            quotes = find_quotes(doc, text, actors)
        with counted("dates"):
            dates = find_dates(text, article.published_at)
        with counted("places"):
            places = find_places(doc, text, actors, known.gazetteer, None)
        with counted("events"):
            events = find_events(doc, text, actors, dates, places, ())
        with counted("topics"):
            find_topics(text, article.title, article.section_name, actors, known.topics)
        with counted("figures"):
            find_figures(doc, text)
        with counted("key facts"):
            find_key_facts(doc, headline, None, actors, events, places, dates, quotes)
    return spent


def load_ratio(folder: Path) -> float:
    """Seconds of loading generated extractions into ``raw`` over DuckDB's insert of the same files into one table."""
    batches = list(_batches(folder))
    return _seconds(lambda: _load(folder, batches)) / _seconds(lambda: _insert(folder, batches))


def _batches(folder: Path) -> Iterator[Path]:
    """Files of extractions under new names: the shipped articles' again and again."""
    nlp, known = loaded()
    extracted = list(extract_facts(shipped_articles(), ParagraphParser(nlp), known))
    rows = (_renamed(*extracted[no % len(extracted)], no) for no in range(LOADED))
    for number, batch in enumerate(batched(rows, 500)):
        path = folder / f"batch-{number:04d}.parquet"
        write_batch(path, batch, Extraction)
        yield path


def _renamed(article: Article, facts: Facts, no: int) -> Extraction:
    named = f"{no:024x}"
    own = replace(article, article_id=named, version_id=named, document_id=named)
    return Extraction(named, "loaded", "read", own, facts)


def _load(folder: Path, batches: list[Path]) -> None:
    ledger = Ledger(folder / "ledger.duckdb", folder / "none.duckdb", folder, "rules")
    for batch in batches:
        ledger.note_outcomes(batch)
    ledger.close()
    now = datetime.now(UTC)
    with _opened(folder / "loaded.duckdb") as con:
        con.execute((SQL_DIR / "raw.sql").read_text(encoding="utf-8"))
        load_extractions(
            con, batches, folder / "ledger.duckdb", RunRow("r", "b", now.date(), now, now, "1", "rules", 1)
        )
        con.execute("checkpoint")


def _insert(folder: Path, batches: list[Path]) -> None:
    with _opened(folder / "inserted.duckdb") as con:
        con.execute("create table extractions as select * from read_parquet(?)", [[str(batch) for batch in batches]])
        con.execute("checkpoint")


def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    path.unlink(missing_ok=True)
    return duckdb.connect(str(path))


def _seconds(step: Callable[[], None]) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started
