"""Purging: what is to go is found and noted first, durable and as hashes, and then swept out of every file; each step may be repeated.

A purge that was cut off is finished by the next one, or by the next run that loads anything, before it reads its first input.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from flows.briefing import write_briefing
from flows.exporting import remake_exports
from flows.finish import RESOLVERS, SQL_DIR, index_texts, load_seed_rows, read_seeds
from flows.progress import Progress
from flows.settings import Overlap, Settings
from tasks.build import build
from tasks.clean.identity import normal_url
from tasks.dossier import find_actors
from tasks.fetch import Archive
from tasks.load import EXTRACTED_TABLES
from tasks.publish import clear_leftovers, limit_memory, lock_run, open_published, open_work_file, publish
from tasks.purge import (
    Sought,
    Tombstone,
    Tombstones,
    delete_documents,
    find_doomed,
    forget_history,
    name_forms,
    read_tombstones,
    sweep_archive,
    sweep_packs,
    sweep_seeds,
    write_tombstones,
)
from tasks.schema import is_outdated, refuse_newer, upgrade
from tasks.search import remove_index
from tasks.store import find_packs


@dataclass(frozen=True, slots=True)
class PurgeTargets:
    """What is to go: outlets by name, articles by URL or id, persons by name."""

    outlets: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.outlets or self.urls or self.persons)


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge takes out. ``names`` are the forms a person is looked for by; ``reprints`` are outlet and address of the same words elsewhere, which stay."""

    tombstones: Tombstones
    names: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    reprints: tuple[tuple[str | None, str | None], ...]
    seed_rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Swept:
    """What a purge changed outside the warehouse's own file, and where it could not reach."""

    pack_count: int
    record_count: int
    seed_rows: tuple[str, ...]
    remade: tuple[str, ...]
    unreachable: tuple[str, ...]


def load_tombstones(settings: Settings) -> Tombstones:
    """The tombstones beside the warehouse."""
    return read_tombstones(settings.tombstones, normal_url)


def plan_purge(settings: Settings, targets: PurgeTargets) -> PurgePlan:
    """Find all that is to go; changes nothing. What was purged before counts too, where a sweep was cut off."""
    known, now = load_tombstones(settings), datetime.now(UTC).isoformat(timespec="seconds")
    with open_published(settings.warehouse) as con:
        actor_ids, names = _persons(con, targets.persons)
        wanted = {"outlet": targets.outlets, "address": targets.urls, "name": name_forms(names)}
        rows = [Tombstone(kind, known.of(kind, each), now) for kind, words in wanted.items() for each in words]  # type: ignore[arg-type]
        sought = Sought.of(replace(known, rows=tuple(rows)))
        doomed = find_doomed(con, find_packs(settings.documents_dir), sought, actor_ids)
        rows += [Tombstone("address", known.of("address", each), now) for each in sorted(doomed.addresses)]
        rows += [Tombstone("document", each, now) for each in sorted(doomed.document_ids)]
        planned = replace(known, rows=tuple(rows))
        counts, reprints = _counts(con, doomed.document_ids)
    sought = Sought.of(planned)
    records = sweep_archive(settings.archive_dir, sought, is_trial=True)
    seed_rows = tuple(sweep_seeds(settings.seeds, sought, is_trial=True))
    return PurgePlan(
        planned, tuple(names), (*counts, ("documents stored", len(doomed.document_ids)), ("archived answers", records)),
        reprints, seed_rows,
    )  # fmt: skip


def run_purge(settings: Settings, targets: PurgeTargets, progress: Progress) -> Swept:
    """Find what is to go, note it and sweep it out; without targets, sweep again what was purged before.

    Raises ValueError where the warehouse is of an older schema.
    """
    refuse_newer(settings.warehouse)
    if is_outdated(settings.warehouse, SQL_DIR, EXTRACTED_TABLES):
        raise ValueError(f"{settings.warehouse} is of an older schema: run `nightdesk replay` first")
    with lock_run(settings.work_dir, settings.overlap is Overlap.WAIT):
        clear_leftovers(settings.work_dir, settings.documents_dir)
        tombstones = load_tombstones(settings)
        if targets:
            planned = plan_purge(settings, targets).tombstones.rows
            tombstones = replace(tombstones, rows=(*tombstones.rows, *planned))
            write_tombstones(settings.tombstones, tombstones.rows)
        return sweep(settings, tombstones, progress)


def sweep(settings: Settings, tombstones: Tombstones, progress: Progress) -> Swept:
    """Take all that the tombstones speak of out of every file; the caller holds the run lock. Killed and repeated it ends the same."""
    sought = Sought.of(tombstones)
    progress.stage("purge")
    seed_rows = sweep_seeds(settings.seeds, sought)
    is_published = settings.warehouse.exists()  # else it is yet to be rebuilt from the packs
    if is_published:
        _sweep_warehouse(settings, sought)
    pack_count, shared = sweep_packs(find_packs(settings.documents_dir), sought.documents)
    Archive(settings.archive_dir, "purge", "").close()  # mends and closes what a killed night left open
    record_count = sweep_archive(settings.archive_dir, sought)
    _clear_work(settings.work_dir)
    remade, unreachable = remake_exports(settings, sought) if is_published else ((), ())
    if is_published:
        index_texts(settings, progress)
        write_briefing(settings)
    write_tombstones(settings.tombstones, [replace(row, is_swept="1") for row in tombstones.rows])
    beside = [f"{pack}: another warehouse has it too, purge that one as well" for pack in shared]
    return Swept(pack_count, record_count, tuple(seed_rows), remade, (*unreachable, *beside))


def finish_purge(settings: Settings, progress: Progress) -> Tombstones:
    """Finish a purge that was cut off, and return the tombstones; the caller holds the run lock."""
    tombstones = load_tombstones(settings)
    if not tombstones.is_swept:
        progress.warn("a purge was cut off: it is finished first")
        sweep(settings, tombstones, progress)
    return tombstones


def _sweep_warehouse(settings: Settings, sought: Sought) -> None:
    con = open_work_file(settings.warehouse, settings.work_file)
    (timezone,) = con.execute(
        "select max(setting_value) from raw.settings where setting_name = 'timezone'"
    ).fetchone() or (None,)
    upgrade(con, SQL_DIR, EXTRACTED_TABLES)
    delete_documents(con, sought.documents, sought, EXTRACTED_TABLES)
    load_seed_rows(con, read_seeds(settings))
    limit_memory(con, settings.build_memory_mb)
    build(con, SQL_DIR, timezone or settings.timezone, RESOLVERS)
    forget_history(con, sought)
    remove_index(settings.search_index)
    publish(con, settings.work_file, settings.warehouse, is_rewritten=True)


def _clear_work(work_dir: Path) -> None:
    for left in work_dir.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name != "lock":
            left.unlink()


def _persons(con: DuckDBPyConnection, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The actors of these names, and the names by which to look for them: those given, and the actors' full ones."""
    actor_ids, forms = [], []
    for name in names:
        found = [actor.actor_id for actor in find_actors(con, name).found]
        aliases = con.execute(
            "select alias_text from facts.actor_aliases where actor_id in (select unnest($1::text[])) order by all",
            [found],
        )
        actor_ids += found
        forms += [name, *(alias for (alias,) in aliases.fetchall() if len(alias.split()) > 1)]
    return actor_ids, list(dict.fromkeys(forms))


def _counts(
    con: DuckDBPyConnection, document_ids: set[str]
) -> tuple[list[tuple[str, int]], tuple[tuple[str | None, str | None], ...]]:
    con.execute(
        "create or replace temp table going as select unnest($1::text[]) as document_id", [sorted(document_ids)]
    )
    counts = [(str(name), int(count)) for name, count, _ in con.execute(COUNTS_SQL).fetchall()]
    return counts, tuple(con.execute(REPRINTS_SQL).fetchall())


COUNTS_SQL = """
with

versions as (select * from facts.article_versions where document_id in (from going))

select 'articles', count(distinct article_id), 1 as position from versions
union all
select 'article versions', count(*), 2 from versions
union all
select 'quotes', count(*), 3 from facts.quotes where version_id in (select version_id from versions)
union all
select 'events', count(*), 4 from facts.events where version_id in (select version_id from versions)
union all
select 'mentions', count(*), 5 from facts.mentions where version_id in (select version_id from versions)
union all
select 'actors named nowhere else', count(*), 6 from (
    select actor_id from facts.mentions where actor_id is not null
    group by all having bool_and(version_id in (select version_id from versions))
)
order by position
"""

REPRINTS_SQL = """
select source_name, url from facts.articles
where
    document_id not in (from going)
    and reprint_group_id in (select reprint_group_id from facts.articles where document_id in (from going))
order by all
"""
