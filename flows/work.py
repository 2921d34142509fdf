"""What runs inside a worker process: a batch in, Parquet out, no shared state."""

import gc
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

from flows.run import Selection
from flows.settings import Settings, SettingsError
from tasks.batches import batched, read_batch, write_batch
from tasks.clean.identity import normal_url
from tasks.extract.actors import list_files, read_actors
from tasks.extract.outlets import load_outlet_countries
from tasks.extract.topics import load_topics
from tasks.purge import Sought, article_refusal, document_refusal, read_tombstones
from tasks.read import ReadLimits, read_feed, read_file
from tasks.records import Article, Disposition, Document, Extraction, Supplied
from tasks.store import Leaf

if TYPE_CHECKING:  # cleaning and spaCy take over a second to import, which only a worker that needs them is to spend
    from tasks.clean.article import CleanDefaults
    from tasks.extract.facts import Knowledge
    from tasks.extract.model import ParagraphParser

TASKS_DIR = Path(__file__).resolve().parents[1] / "tasks"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, named relative to ``root``, and what is declared for every article in it.

    A fetched feed is named by its URL instead; ``content_type`` is what HTTP said of it.
    """

    path: Path
    root: Path | None = None
    supplied: Supplied = Supplied()
    feed_url: str | None = None
    content_type: str = ""

    @property
    def file_path(self) -> str | None:
        """Where it can be read again; None for what was fetched."""
        return None if self.feed_url else str(self.path.resolve())

    @property
    def name(self) -> str:
        """What dispositions call it."""
        return self.feed_url or str(self.path.relative_to(self.root) if self.root else self.path)


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides how documents are read as articles and facts."""

    model: str
    seeds: Path
    default_language: str

    def extractor_id(self) -> str:
        """A hash of model, code and seeds: the same id means the same facts from the same document."""
        digest = hashlib.sha256(f"{self.model} {self.default_language} {version('spacy')}".encode())
        code = sorted(path for step in ("clean", "extract") for path in (TASKS_DIR / step).rglob("*.*"))
        sources = [path for path in code if path.suffix in (".py", ".csv")]
        seeds = [self.seeds / "actors.csv", *list_files(self.seeds / "actors"), self.seeds / "topics.csv"]
        for path in [*sources, *seeds]:
            digest.update(path.read_bytes())
        digest.update(repr(sorted(load_outlet_countries(self.seeds / "feeds.csv").items())).encode())
        return digest.hexdigest()[:16]


def rules_of(settings: Settings) -> Rules:
    """The rules that the settings name; raises SettingsError for a model that is not installed, ValueError for a malformed seed."""
    if not (_is_installed(settings.model) or Path(settings.model).is_dir()):
        raise SettingsError(f"setting 'model': no spaCy pipeline {settings.model!r} is installed, nor is it a folder")
    read_actors(settings.seeds / "actors.csv")
    load_topics(settings.seeds / "topics.csv")
    return Rules(settings.model, settings.seeds.resolve(), settings.default_language)


def read_to_spools(inputs: tuple[InputFile, ...], spool: Path, most: int) -> list[Path]:
    """Read files into spools of at most ``most`` leaf inputs each, named after ``spool`` and numbered; returns them in order."""
    written = []
    for number, leaves in enumerate(batched(_leaves(inputs), most)):
        path = spool.with_name(f"{spool.name}-{number:06d}.parquet")
        write_batch(path, leaves, Leaf)
        written.append(path)
    return written


def keep_out(spool: Path, tombstones: Path, rules: Rules, is_cleaned: bool) -> None:
    """Make skipped inputs of a spool's purged documents, whose name, place and declared metadata are kept no more; ``is_cleaned``: judged as articles too."""
    from tasks.clean.article import CleanDefaults

    sought = _sought(tombstones, tombstones.stat().st_mtime_ns)
    defaults = CleanDefaults(language_code=rules.default_language) if is_cleaned else None
    leaves = list(read_batch(spool, Leaf))
    kept = [_kept_out(leaf, sought, defaults) for leaf in leaves]
    if kept != leaves:
        write_batch(spool, kept, Leaf)


def extract_pack(pack: Path, extracted: Path, rules: Rules, selection: Selection, only: str | None = None) -> Path:
    """Clean and extract the documents of a pack into one file of ``Extraction`` rows; with ``only``, that document alone."""
    documents = [document for document in read_batch(pack, Document) if only in (None, document.document_id)]
    write_batch(extracted, list(_extractions(documents, rules, selection)), Extraction, is_durable=True)
    return extracted


def _leaves(inputs: tuple[InputFile, ...]) -> Iterator[Leaf]:
    for each in inputs:
        for read in _read(each):
            document, ended = (read, None) if isinstance(read, Document) else (None, read)
            yield Leaf(document, ended, each.file_path, each.supplied)


def _read(each: InputFile) -> Iterator[Document | Disposition]:
    if each.feed_url:
        headers = {"content-type": each.content_type}
        return read_feed(each.path.read_bytes(), each.feed_url, ReadLimits(), headers, each.supplied)
    return read_file(each.path, each.root, each.supplied, ReadLimits())


def _is_installed(package: str) -> bool:
    try:
        distribution(package)
    except (PackageNotFoundError, ValueError):
        return False
    return True


def _extractions(documents: list[Document], rules: Rules, selection: Selection) -> Iterator[Extraction]:
    from tasks.clean.article import CleanDefaults, clean_document
    from tasks.clean.reading import Refusal

    defaults = CleanDefaults(language_code=rules.default_language)
    articles: list[Article] = []
    for document in documents:
        cleaned = clean_document(document, defaults)
        if isinstance(cleaned, Refusal):
            yield Extraction(document.document_id, "rejected", cleaned.reason)
        elif reason := selection.refusal(cleaned.published_at):
            yield Extraction(document.document_id, "skipped", reason)
        else:
            articles.append(cleaned)
    if articles:
        from tasks.extract.facts import extract_facts

        for article, facts in extract_facts(articles, _parser(rules.model), _knowledge(rules.seeds)):
            yield Extraction(article.document_id, "loaded", "read", article, facts)


def _kept_out(leaf: Leaf, sought: Sought, defaults: "CleanDefaults | None") -> Leaf:
    from tasks.clean.article import clean_document

    if leaf.document is None:
        named = f"{leaf.disposition and leaf.disposition.input_name}\n{leaf.input_path}"
        return purged_input("purged: it names a person or an address") if sought.stands_in(named) else leaf
    reason = document_refusal(leaf.document, sought)
    if reason is None and defaults:
        cleaned = clean_document(leaf.document, defaults)
        reason = article_refusal(cleaned, sought) if isinstance(cleaned, Article) else None
    return purged_input(reason) if reason else leaf


def purged_input(reason: str) -> Leaf:
    """An input of which nothing is kept but why."""
    return Leaf(None, Disposition("purged", "skipped", reason))


@lru_cache(1)
def _sought(tombstones: Path, _: int) -> Sought:
    return Sought.of(read_tombstones(tombstones, normal_url))


@cache
def _parser(model: str) -> "ParagraphParser":
    from tasks.extract.model import ParagraphParser, load_model

    return ParagraphParser(load_model(model))


@cache
def _knowledge(seeds: Path) -> "Knowledge":
    """What is known, out of the garbage collector's sight: it stays as long as the worker, and looking through its million objects takes time."""
    from tasks.extract.facts import load_knowledge

    gc.disable()
    try:
        return load_knowledge(seeds)
    finally:
        gc.freeze()
        gc.enable()
