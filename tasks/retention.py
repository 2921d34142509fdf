"""How long archived answers and the log of inputs are kept: for ever unless a setting says otherwise, with a word when they have become large."""

from datetime import datetime, timedelta
from pathlib import Path

from duckdb import DuckDBPyConnection

LARGE_BYTES = 10_000_000_000
LARGE_LOG = 20_000_000  # inputs, some half a gigabyte of the file


def tidy_archive(archive_dir: Path, retention_days: int, now: datetime, large_bytes: int = LARGE_BYTES) -> str | None:
    """Remove WARC files last written more than ``retention_days`` ago (0: none); what to say when the rest is large, or None."""
    oldest = now - timedelta(days=retention_days)
    kept_bytes = 0
    for warc in archive_dir.glob("*.warc.gz"):
        found = warc.stat()
        if retention_days and found.st_mtime < oldest.timestamp():
            warc.unlink()
        else:
            kept_bytes += found.st_size
    if kept_bytes < large_bytes:
        return None
    return f"{archive_dir} holds {kept_bytes / 1e9:,.1f} GB; the setting retention_days removes what is older"


def tidy_log(con: DuckDBPyConnection, retention_days: int, now: datetime, large_log: int = LARGE_LOG) -> str | None:
    """Forget the inputs that were known already in runs older than ``retention_days`` (0: none); what to say when the log is large, or None.

    A run keeps how many it forgot, so its states still sum to its inputs. How every other input ended is kept for ever.
    """
    if retention_days:
        oldest = (now - timedelta(days=retention_days)).replace(tzinfo=None)
        con.execute(FORGOTTEN_SQL, [oldest])
        con.execute(f"delete from raw.dispositions where {FORGETTABLE}", [oldest])
    (count,) = con.execute("select count(*) from raw.dispositions").fetchone() or (0,)
    if count < large_log:
        return None
    return f"the log holds {count:,} inputs; the setting retention_days removes older ones that brought nothing"


FORGETTABLE = "state = 'unchanged' and run_id in (select run_id from raw.runs where started_at < $1)"
FORGOTTEN_SQL = f"""
update raw.runs
set forgotten_count = coalesce(runs.forgotten_count, 0) + forgotten.input_count
from (select run_id, count(*) as input_count from raw.dispositions where {FORGETTABLE} group by run_id) as forgotten
where runs.run_id = forgotten.run_id
"""
