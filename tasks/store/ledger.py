"""The run's ledger: every input and where it ended; documents are kept as packs before anything interprets them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tasks.records import Disposition, Document, Supplied
from tasks.store.packs import document_count, quoted, replace_durably


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf input as the reading worker left it: a document, or the reason why there is none, with the file it stands in and what is declared for all of it."""

    document: Document | None
    disposition: Disposition | None
    input_path: str | None = None
    declared: Supplied | None = None


class Ledger:
    """Every input of one run and where it ended, in a DuckDB file of the run's own, so that memory stays flat.

    ``published`` is the warehouse that readers see; documents it already holds under ``extractor_id`` are unchanged. ``limit`` is how
    many new documents the run takes at most; what comes after them is skipped.
    """

    def __init__(
        self, path: Path, published: Path, documents_dir: Path, extractor_id: str, limit: int | None = None
    ) -> None:
        path.unlink(missing_ok=True)
        self._con = duckdb.connect(str(path))
        self._con.execute("set enable_progress_bar = false")
        self._documents_dir = documents_dir
        self._limit = limit
        self._new_count = 0
        documents_dir.mkdir(parents=True, exist_ok=True)
        self._con.execute("create table known (document_id text)")
        self._con.execute(
            "create table leaves (input_no bigint, input_name text, document_id text, media_type text, pack_name text, "
            "state text, reason text, source_name text, input_path text, declared text)"
        )
        self._con.execute("create table outcomes (document_id text, state text, reason text)")
        for table in ("known", "leaves", "outcomes"):
            self._con.execute(f"create index {table}_by_document on {table} (document_id)")
        if published.exists():
            self._con.execute(f"attach '{quoted(published)}' as published (read_only)")
            self._con.execute(
                "insert into known select document_id from published.raw.documents where extractor_id = ?",
                [extractor_id],
            )
            self._con.execute("detach published")

    def close(self) -> None:
        """Close the file, so that the loading step can attach it."""
        self._con.close()

    def store(self, spool: Path) -> Path | None:
        """Note a spool's leaves and keep its new documents as a pack, durable before it returns; None without a new one.

        A document known from an earlier run is unchanged; one already seen in this run is a duplicate. A pack that a killed run left stays
        as it is: what was extracted from it says when its documents were retrieved.
        """
        self._ask(spool, "document.document_id")
        self._con.execute("create or replace temp table spool as " + SPOOL_SQL, [str(spool)])
        if self._limit is not None:
            self._con.execute(LIMIT_SQL, [self._limit - self._new_count, self._limit])
        new = self._con.execute("select document_id from spool where state is null order by 1").fetchall()
        self._new_count += len(new)
        pack_name = _pack_name([document_id for (document_id,) in new]) if new else None
        if pack_name and not (self._documents_dir / pack_name).exists():
            self._write_pack(spool, self._documents_dir / pack_name)
        self._con.execute(
            "insert into leaves select (select count(*) from leaves) + position, input_name, document_id, media_type, "
            "case when state is null then ? end, state, reason, source_name, input_path, declared from spool",
            [pack_name],
        )
        return self._documents_dir / pack_name if pack_name else None

    def _write_pack(self, spool: Path, pack: Path) -> None:
        unfinished = pack.with_suffix(".unfinished")
        self._con.execute(
            f"copy (select document.* from read_parquet('{quoted(spool)}') "
            "where document.document_id in (select document_id from spool where state is null) "
            "qualify row_number() over (partition by document.document_id) = 1) "
            f"to '{quoted(unfinished)}' (format parquet, compression zstd)"
        )
        replace_durably(unfinished, pack)

    @property
    def is_full(self) -> bool:
        """Whether the run has taken as many new documents as it may."""
        return self._limit is not None and self._new_count >= self._limit

    def note_pack(self, pack: Path) -> None:
        """Note the documents of a stored pack as inputs of a replay, each once."""
        self._ask(pack)
        self._con.execute(
            "insert into leaves select (select count(*) from leaves) + file_row_number + 1, input_name, document_id, media_type, ?, "
            "null, null, supplied.source_name, null, null from read_parquet(?, file_row_number = true) "
            "where document_id not in (select document_id from leaves semi join asked using (document_id))",
            [pack.name, str(pack)],
        )

    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many inputs are in each state so far; those not yet read are new."""
        rows = self._con.execute(
            "select coalesce(state, 'new'), count(*) from leaves group by all order by all"
        ).fetchall()
        return tuple((state, count) for state, count in rows)

    def note_outcomes(self, extracted: Path) -> int:
        """Note where the documents of an extraction batch ended; returns how many there are."""
        self._ask(extracted)
        self._con.execute(
            "insert into outcomes select distinct on (document_id) document_id, state, reason from read_parquet(?) "
            "where document_id not in (select document_id from outcomes semi join asked using (document_id))",
            [str(extracted)],
        )
        return document_count(extracted)

    def _ask(self, path: Path, column: str = "document_id") -> None:
        """Note a file's ids as ``asked``: what is known of these is found by index, where a list of all would be read for every batch."""
        self._con.execute(
            f"create or replace temp table asked as select distinct {column} as document_id from read_parquet(?)",
            [str(path)],
        )

    def input_count(self) -> int:
        """How many leaf inputs the run has seen."""
        (count,) = self._con.execute("select count(*) from leaves").fetchone() or (0,)
        return int(count)


SPOOL_SQL = """
with read as (
    select
        *,
        document.document_id as document_id,
        document.document_id in (select document_id from leaves semi join asked using (document_id))
        or row_number() over (partition by document.document_id order by file_row_number) > 1 as is_repeated
    from read_parquet(?, file_row_number = true)
)

select
    file_row_number + 1 as position,
    coalesce(document.input_name, disposition.input_name) as input_name,
    document_id,
    document.media_type as media_type,
    case
        when document is null then disposition.state
        when is_repeated then 'duplicate'
        when document_id in (select document_id from known semi join asked using (document_id)) then 'unchanged'
    end as state,
    case
        when document is null then disposition.reason
        when is_repeated then 'this document was already seen in this run'
        else 'this document is in the warehouse'
    end as reason,
    coalesce(document.supplied.source_name, declared.source_name) as source_name,
    input_path,
    case when document is null and declared is not null then to_json(declared) end as declared
from read
"""


LIMIT_SQL = """
update spool
set state = 'skipped', reason = 'beyond the limit of ' || $2::text || ' new documents'
where position in (select position from spool where state is null order by position offset $1)
"""


def _pack_name(document_ids: list[str]) -> str:
    return hashlib.sha256("".join(document_ids).encode()).hexdigest()[:24] + ".parquet"
