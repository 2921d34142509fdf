"""The archived answer that a document was taken from: file, offset and record of the WARC files beside the warehouse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from fastwarc.warc import ArchiveIterator, WarcRecordType

from tasks.citations.trace import Source


@dataclass(frozen=True, slots=True)
class ArchivedRecord:
    """A response as it went over the wire: ``offset`` is where its gzip member begins in the file, in bytes."""

    file_name: str
    offset: int
    record_id: str
    target_url: str


def find_record(
    con: duckdb.DuckDBPyConnection, source: Source, documents_dir: Path, archive_dir: Path
) -> ArchivedRecord | None:
    """The answer that held the words: that of the article's page, else that of its feed; None for what was not fetched or is archived no more.

    It is the response of such an address that was asked for in the second which the document was retrieved in.
    """
    if source.retrieved_at is None:
        return None
    targets = [*_page_urls(con, source), *_feed_urls(source, documents_dir)]
    found = {
        record.target_url: record for record in _answers(_files(archive_dir, source.retrieved_at), source.retrieved_at)
    }
    return next((found[target] for target in targets if target in found), None)


def _page_urls(con: duckdb.DuckDBPyConnection, source: Source) -> Iterator[str]:
    asked = con.execute(
        "select final_url from facts.page_fetches where page_url = ? and date_trunc('second', fetched_at) = ? and final_url is not null",
        [source.url, source.retrieved_at],
    )
    yield from (final_url for (final_url,) in asked.fetchall())


def _feed_urls(source: Source, documents_dir: Path) -> Iterator[str]:
    """The feed that the stored document declares."""
    pack = documents_dir / (source.pack_name or "")
    if pack.is_file():
        query = "select supplied.feed_url from read_parquet(?) where document_id = ? and supplied.feed_url is not null"
        yield from (url for (url,) in duckdb.connect().execute(query, [str(pack), source.document_id]).fetchall())


def _files(archive_dir: Path, retrieved_at: datetime) -> list[Path]:
    """The files of the last run that had begun by then."""
    runs = {path: path.name.split("-")[1] for path in archive_dir.glob("*.warc.gz")}
    begun = [stamp for stamp in runs.values() if stamp <= f"{retrieved_at:%Y%m%dT%H%M%S}.999999"]
    return sorted(path for path, stamp in runs.items() if stamp == max(begun, default=None))


def _answers(files: Iterable[Path], retrieved_at: datetime) -> Iterator[ArchivedRecord]:
    for path in files:
        for record in ArchiveIterator(str(path), record_types=WarcRecordType.response, parse_http=False):
            asked_at = (
                datetime.fromisoformat(record.headers["WARC-Date"]).astimezone(UTC).replace(microsecond=0, tzinfo=None)
            )
            if asked_at == retrieved_at:
                yield ArchivedRecord(
                    path.name, record.stream_pos, str(record.record_id), str(record.headers["WARC-Target-URI"])
                )
