"""The stages that need a worker: each call ends in a file, whatever the bytes do to the worker. All limits of time stand here."""

from dataclasses import dataclass
from pathlib import Path

from flows.run import Selection
from flows.work import InputFile, Rules, extract_pack, keep_out, read_to_spools
from tasks.batches import read_batch, write_batch
from tasks.records import Disposition, Extraction
from tasks.store import Leaf, document_ids_of
from tasks.workers import Done, Workers

READ_SECONDS = 120  # for a batch of files, and one second more for each MB
EXTRACT_SECONDS = 180  # for a batch of documents, model loading included, and 2 seconds more for each document


@dataclass(frozen=True, slots=True)
class Stages:
    """The worker-backed stages of one run and the folders they write to."""

    workers: Workers
    rules: Rules
    selection: Selection
    spool_dir: Path
    extracted_dir: Path
    batch_documents: int
    tombstones: Path

    def read(self, numbered: tuple[int, tuple[InputFile, ...]]) -> list[Path]:
        """Read a numbered batch of files into spools; a file that a worker is lost on becomes a failed disposition."""
        number, inputs = numbered
        return self._read(inputs, self.spool_dir / f"{number:06d}")

    def extract(self, pack: Path) -> Path:
        """Extract a pack; a document that a worker is lost on becomes a failed row, the others are extracted without it."""
        name = f"{pack.stem}-{self.rules.extractor_id()}-{self.selection.since}-{self.selection.until}"
        extracted = self.extracted_dir / f"{name}.parquet"
        if extracted.exists():
            return extracted
        document_ids = document_ids_of(pack)
        seconds = EXTRACT_SECONDS + 2 * len(document_ids)
        outcome = self.workers.call(extract_pack, pack, extracted, self.rules, self.selection, seconds=seconds)
        if not isinstance(outcome, Done):
            rows = [row for document_id in document_ids for row in self._extract_alone(pack, document_id)]
            write_batch(extracted, rows, Extraction, is_durable=True)
        return extracted

    def keep_out(self, spool: Path) -> Path:
        """Take out of a spool what was purged; where cleaning loses the worker, by metadata and bytes alone."""
        seconds = READ_SECONDS + spool.stat().st_size / 100_000
        for is_cleaned in (True, False):
            outcome = self.workers.call(keep_out, spool, self.tombstones, self.rules, is_cleaned, seconds=seconds)
            if isinstance(outcome, Done):
                return spool
        raise RuntimeError(f"{spool} cannot be compared with what was purged")

    def _read(self, inputs: tuple[InputFile, ...], spool: Path) -> list[Path]:
        size = sum(each.path.stat().st_size for each in inputs if each.path.is_file())
        seconds = READ_SECONDS + size / 1_000_000
        outcome = self.workers.call(read_to_spools, inputs, spool, self.batch_documents, seconds=seconds)
        if isinstance(outcome, Done):
            return outcome.value
        if len(inputs) > 1:
            alone = [self._read((each,), spool.with_name(f"{spool.name}-{n}")) for n, each in enumerate(inputs)]
            return [path for paths in alone for path in paths]
        lost = spool.with_name(f"{spool.name}-lost.parquet")
        ended = Disposition(inputs[0].name, "failed", outcome.reason)
        write_batch(lost, [Leaf(None, ended, inputs[0].file_path, inputs[0].supplied)], Leaf)
        return [*sorted(spool.parent.glob(f"{spool.name}-0*.parquet")), lost]

    def _extract_alone(self, pack: Path, document_id: str) -> list[Extraction]:
        alone = self.extracted_dir / f"{pack.stem}-{document_id}.alone"
        outcome = self.workers.call(
            extract_pack, pack, alone, self.rules, self.selection, document_id, seconds=EXTRACT_SECONDS
        )
        if not isinstance(outcome, Done):
            return [Extraction(document_id, "failed", f"extraction: {outcome.reason}")]
        rows = list(read_batch(alone, Extraction))
        alone.unlink()
        return rows
