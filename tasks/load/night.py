"""What a night is to remember, into ``raw.*``: states of feeds and entries, and what was asked for."""

from pathlib import Path

import duckdb

from tasks.batches import batched
from tasks.load.merging import FILES_AT_ONCE, listed


def load_night(con: duckdb.DuckDBPyConnection, folder: Path, run_id: str) -> None:
    """Load what a night's fetching left in ``folder``: Parquet files named ``*.TABLE``, whose states replace earlier ones.

    What was taken and could not be extracted is forgotten, so that no 304 hides it next time.
    """
    for table, key in NIGHT_TABLES.items():
        for paths in batched(sorted(folder.glob(f"*.{table}")), FILES_AT_ONCE):
            files = listed(paths)
            if key:
                con.execute(f"delete from raw.{table} where {key} in (select {key} from read_parquet([{files}]))")
            con.execute(f"insert into raw.{table} by name select * from read_parquet([{files}])")
    con.execute(FORGET_FEEDS_SQL, [run_id])
    con.execute(FORGET_ENTRIES_SQL, [run_id])


NIGHT_TABLES = {
    "feed_states": "feed_url",
    "entry_states": "(feed_url, entry_key)",
    "feed_fetches": "",
    "page_fetches": "",
}

FAILED_SQL = (
    "select document_id from raw.dispositions where run_id = ? and state = 'failed' and document_id is not null"
)

FORGET_FEEDS_SQL = f"""
update raw.feed_states set validated_url = null, etag = null, last_modified = null, body_sha256 = null, next_due_at = null
where feed_url in (select feed_url from raw.entry_states where taken_id in ({FAILED_SQL}))
"""

FORGET_ENTRIES_SQL = (
    f"update raw.entry_states set document_id = '', body_sha256 = null where taken_id in ({FAILED_SQL})"
)
